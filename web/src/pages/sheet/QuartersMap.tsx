import { geoPath } from 'd3-geo';
import { localProjectionOf, useContours, useQuarterContours } from '../../parts/contours';
import { count } from '../../words/texts';

const SIZE = [420, 300] as const;

/** Draws the outlines of QPV over those of the EPCI around them; the list beside them says the same. */
export function QuartersMap({
  quarters,
}: {
  quarters: readonly { readonly code: string; readonly name: string }[];
}) {
  const grounds = useContours();
  const outlines = useQuarterContours(true);
  if (grounds.error || outlines.error) return <p className="note">Les contours n’ont pas pu être lus.</p>;
  if (!grounds.data || !outlines.data) return <p className="loading">Chargement de la carte…</p>;
  const shown = quarters.flatMap(({ code, name }) => {
    const outline = outlines.data.get(code);
    return outline ? [{ code, name, outline }] : [];
  });
  if (shown.length === 0) return <p className="note">Sans contour connu.</p>;
  const projection = localProjectionOf(
    shown.map(({ outline }) => outline),
    SIZE,
  );
  const path = geoPath(projection);
  return (
    <svg
      className="quarters"
      viewBox={`0 0 ${SIZE[0]} ${SIZE[1]}`}
      role="img"
      aria-label={
        shown.length === 1
          ? `Contour de ${shown[0]?.name}`
          : `Contours de ${count(shown.length, 'QPV', 'QPV')}`
      }
    >
      {grounds.data.epci.map((one) => {
        const drawn = path(one);
        return drawn && <path key={one.properties.code} d={drawn} className="quarters-ground" />;
      })}
      {shown.map(({ code, name, outline }) => (
        <path key={code} d={path(outline) ?? ''} className="quarters-shape">
          <title>{name}</title>
        </path>
      ))}
    </svg>
  );
}
