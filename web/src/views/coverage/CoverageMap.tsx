import { geoPath } from 'd3-geo';
import { type MouseEvent, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useChoice, useKept } from '../../address';
import type { Reference } from '../../api/useReference';
import type { Axis } from '../../generated/schema';
import { type Contours, projectionOf, useContours, within } from '../../parts/contours';
import { Choice } from '../../parts/fields';
import { STATUSES, StatusSign } from '../../parts/Status';
import { AXES } from '../../words/axes';
import { emptyAxes } from '../../words/coverage';
import { count } from '../../words/texts';
import { cellInWords, type Row } from './rows';
import type { RowKind } from './useRows';

const SIZE = [560, 600] as const;
const SIGNS_AT_MOST = 130;
/** How large a point and its sign are drawn, by how many there are. */
const SIZES = [
  { upTo: 20, point: 15, sign: 1.2 },
  { upTo: 60, point: 9, sign: 0.75 },
  { upTo: Number.POSITIVE_INFINITY, point: 5, sign: 0.75 },
] as const;
const EMPTY = 'vides';
const SHOWN = [EMPTY, '1', '2', '3', '4', '5'] as const;
const LAYERS = { REGION: 'regions', DEPARTEMENT: 'departements', EPCI: 'epci' } as const;

interface Mark {
  readonly row: Row;
  /** The outline, or nothing for a point. */
  readonly path: string | undefined;
  readonly at: readonly [number, number];
}

interface Props {
  readonly rows: readonly Row[];
  readonly kind: RowKind;
  readonly ground: string;
  readonly reference: Reference;
}

/** The same cells on a map: outlines or points, coloured by the state of an axis or by how many axes are empty. */
export function CoverageMap({ rows, kind, ground, reference }: Props) {
  const [shown, setShown] = useChoice('carte', SHOWN, EMPTY);
  const axis = AXES.find(({ number }) => String(number) === shown);
  const contours = useContours();
  const choices = [
    [EMPTY, 'nombre d’axes vides'] as const,
    ...AXES.map(
      ({ number, short }) => [String(number) as (typeof SHOWN)[number], `${number} – ${short}`] as const,
    ),
  ];
  return (
    <section className="map" aria-label="Carte">
      <Choice label="Carte" value={shown} choices={choices} onChange={(value) => void setShown(value)} />
      {kind === 'COMMUNE' ? (
        <p className="empty">Les communes n’ont pas de contour ici : le tableau dit tout.</p>
      ) : contours.data && !contours.data.departements.some((one) => within(ground, one)) ? (
        <p className="empty">Ce territoire n’a pas de contour ici : le tableau dit tout.</p>
      ) : contours.data ? (
        <Drawing contours={contours.data} axis={axis?.value} {...{ rows, kind, ground, reference }} />
      ) : contours.error ? (
        <p className="empty">Les contours n’ont pas pu être lus : le tableau dit tout.</p>
      ) : (
        <p className="loading">Chargement de la carte…</p>
      )}
    </section>
  );
}

function Drawing({
  contours,
  axis,
  rows,
  kind,
  ground,
  reference,
}: Props & { contours: Contours; axis: Axis | undefined }) {
  const navigate = useNavigate();
  const kept = useKept();
  const { marks, background, missing } = useMemo(
    () => drawn(contours, rows, kind, ground),
    [contours, rows, kind, ground],
  );
  const open = (event: MouseEvent) => {
    const id = (event.target as Element).closest('[data-id]')?.getAttribute('data-id');
    if (id) navigate(`/fiche/${encodeURIComponent(id)}${kept}`);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the table beside it has the same links for the keyboard */}
      <svg
        id="carte"
        viewBox={`0 0 ${SIZE[0]} ${SIZE[1]}`}
        role="img"
        aria-label="Carte des mêmes cases ; le tableau en est l’équivalent."
        onClick={open}
      >
        {background.map(({ code, path }) => (
          <path key={code} d={path} className="ground" />
        ))}
        {marks.map((mark) => (
          <MarkOnMap
            key={mark.row.territory.id}
            mark={mark}
            axis={axis}
            among={rows.length}
            reference={reference}
          />
        ))}
      </svg>
      <Legend byAxis={axis !== undefined} reference={reference} />
      {missing > 0 && (
        <p className="note">
          {count(missing, 'territoire')} sans contour ni point : dans le tableau seulement.
        </p>
      )}
    </>
  );
}

/** A territory in its place: in colour, and in a sign or a number while there is room for one. */
function MarkOnMap({
  mark: { row, path, at },
  axis,
  among,
  reference,
}: {
  mark: Mark;
  axis: Axis | undefined;
  among: number;
  reference: Reference;
}) {
  const cell = row.cells.find((one) => one.axis === axis);
  const empty = emptyAxes(row.cells).length;
  const size = SIZES.find(({ upTo }) => among <= upTo) ?? SIZES[2];
  const text = cell ? cellInWords(row, cell.axis, reference.word) : count(empty, 'axe vide', 'axes vides');
  return (
    <g data-id={row.territory.id} className={`mark ${cell ? `status-${cell.status}` : `empty-${empty}`}`}>
      <title>{`${row.territory.name} : ${text}`}</title>
      {path ? (
        <path d={path} className="shape" />
      ) : (
        <circle cx={at[0]} cy={at[1]} r={size.point} className="shape" />
      )}
      {among <= SIGNS_AT_MOST && (
        <g
          className="mark-sign"
          transform={`translate(${at[0] - 8 * size.sign} ${at[1] - 8 * size.sign}) scale(${size.sign})`}
        >
          {cell ? (
            <StatusSign status={cell.status} />
          ) : (
            <text x="8" y="13" textAnchor="middle" fontSize="15">
              {empty}
            </text>
          )}
        </g>
      )}
    </g>
  );
}

/** Where each row is drawn, and the outlines under them. */
function drawn(contours: Contours, rows: readonly Row[], kind: RowKind, ground: string) {
  const grounds = contours.departements.filter((one) => within(ground, one));
  const projection = projectionOf(ground, grounds, SIZE);
  const path = geoPath(projection);
  const layer = kind in LAYERS ? contours[LAYERS[kind as keyof typeof LAYERS]] : [];
  const outlines = new Map(layer.map((one) => [one.properties.code, one]));
  const marks = rows.flatMap((row): Mark[] => {
    const outline = outlines.get(row.territory.code);
    if (outline) return [{ row, path: path(outline) ?? '', at: path.centroid(outline) }];
    if (row.territory.__typename !== 'CityContract') return [];
    const { longitude, latitude } = row.territory;
    const at = longitude != null && latitude != null ? projection([longitude, latitude]) : null;
    return at ? [{ row, path: undefined, at }] : [];
  });
  const background = grounds.map((one) => ({ code: one.properties.code, path: path(one) ?? '' }));
  return { marks, background, missing: rows.length - marks.length };
}

function Legend({ byAxis, reference }: { byAxis: boolean; reference: Reference }) {
  return (
    <ul className="legend" aria-label="Légende">
      {byAxis
        ? STATUSES.map((status) => (
            <li key={status}>
              <span className={`swatch status-${status}`}>
                <StatusSign status={status} />
              </span>{' '}
              {reference.word('CellStatus', status)}
            </li>
          ))
        : [0, 1, 2, 3, 4, 5].map((empty) => (
            <li key={empty}>
              <span className={`swatch empty-${empty}`}>{empty}</span>
              {empty === 0 ? ' aucun axe vide' : empty === 5 ? ' tous les axes vides' : ''}
            </li>
          ))}
    </ul>
  );
}
