import { useMemo } from 'react';
import { MapLegend } from '../../parts/MapLegend';
import type { Shape } from '../../parts/map.worker';
import { useMapDrawing } from '../../parts/useMapDrawing';
import { count } from '../../words/texts';
import './sheet.css';

const SIZE = [420, 300] as const;
/** The radius of the point that shows a QPV whose outline would be too small. */
const POINT = 4;

/** Draws the outlines of QPV over those of the EPCI around them; the list next to them has the same content. */
export function QuartersMap({
  quarters,
}: {
  quarters: readonly { readonly code: string; readonly name: string }[];
}) {
  const places = useMemo(() => quarters.map(({ code }) => ({ code })), [quarters]);
  const { data, error } = useMapDrawing({ places, kind: 'QPV', area: '', isLocal: true, size: SIZE });
  if (error) return <p className="note">Les contours n’ont pas pu être lus.</p>;
  if (!data) return <p className="loading">Chargement de la carte…</p>;
  const shown = quarters.filter(({ code }) => data.shapes.has(code));
  if (shown.length === 0) return <p className="note">Sans contour connu.</p>;
  return (
    <figure className="drawn">
      <svg
        className="quarters"
        viewBox={`0 0 ${SIZE[0]} ${SIZE[1]}`}
        role="img"
        aria-label={
          shown.length === 1
            ? `Contour : ${shown[0]?.name}`
            : `Contours de ${count(shown.length, 'QPV', 'QPV')}`
        }
      >
        {data.background.map(({ code, path }) => (
          <path key={code} d={path} className="quarters-ground" />
        ))}
        {shown.map(({ code, name }) => {
          const { path, at } = data.shapes.get(code) as Shape;
          return (
            <g key={code} className="quarters-shape">
              <title>{name}</title>
              {path ? <path d={path} /> : <circle cx={at[0]} cy={at[1]} r={POINT} />}
            </g>
          );
        })}
      </svg>
      <MapLegend
        entries={[
          ['quarters-shape', shown.length === 1 ? 'quartier prioritaire' : 'quartiers prioritaires'],
          ['quarters-ground', 'limites d’intercommunalités'],
        ]}
      />
    </figure>
  );
}
