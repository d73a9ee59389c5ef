import { lazy, Suspense, useMemo } from 'react';
import { MapLegend } from '../../parts/MapLegend';
import { useMapDrawing } from '../../parts/useMapDrawing';
import { count } from '../../words/texts';
import { type ContractRow, MAX_NUMBERS, type QuarterRow } from './brief';

const QuartersMap = lazy(() =>
  import('../sheet/QuartersMap').then((module) => ({ default: module.QuartersMap })),
);
const SIZE = [420, 380] as const;
/** The font size of numbers: the map is printed at less than half of the size at which it is drawn. */
const NUMBER_SIZE = 23;

/** Draws the neighbourhoods of a contract. */
export function MapOfQuarters({ rows }: { rows: readonly QuarterRow[] }) {
  const quarters = useMemo(() => rows.map(({ territory }) => territory), [rows]);
  return (
    <Suspense fallback={<p className="loading">Chargement de la carte…</p>}>
      <QuartersMap quarters={quarters} />
    </Suspense>
  );
}

/** Draws the contracts of a wide territory as points, numbered as in their table if there are few. */
export function MapOfContracts({ area, rows }: { area: string; rows: readonly ContractRow[] }) {
  const places = useMemo(
    () =>
      rows.map(({ territory }) => ({
        code: territory.code,
        ...('longitude' in territory && { longitude: territory.longitude, latitude: territory.latitude }),
      })),
    [rows],
  );
  const { data, error } = useMapDrawing({ places, kind: 'CITY_CONTRACT', area, isLocal: false, size: SIZE });
  if (error) return <p className="note">Les contours n’ont pas pu être lus.</p>;
  if (!data) return <p className="loading">Chargement de la carte…</p>;
  const isNumbered = rows.length <= MAX_NUMBERS;
  return (
    <figure className="drawn">
      <svg
        className="brief-map"
        viewBox={`0 0 ${SIZE[0]} ${SIZE[1]}`}
        role="img"
        aria-label={`Carte de ${count(data.shapes.size, 'contrat de ville', 'contrats de ville')}`}
      >
        {data.background.map(({ code, path }) => (
          <path key={code} d={path} className="brief-ground" />
        ))}
        {rows.map(({ territory: { code, name } }, index) => {
          const shape = data.shapes.get(code);
          if (!shape) return null;
          const [x, y] = shape.at;
          return (
            <g key={code} className="brief-point">
              <title>{name}</title>
              <circle cx={x} cy={y} r={isNumbered ? NUMBER_SIZE * 0.75 : NUMBER_SIZE / 3} />
              {isNumbered && (
                <text x={x} y={y} dy="0.35em" textAnchor="middle" fontSize={NUMBER_SIZE}>
                  {index + 1}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <MapLegend
        entries={[
          ['brief-point', isNumbered ? 'contrat de ville (numéro du tableau)' : 'contrat de ville'],
          ['brief-ground', 'limites des départements'],
        ]}
      />
    </figure>
  );
}
