import { geoPath } from 'd3-geo';
import { type MouseEvent, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useChoice, useSharedSearch } from '../../address';
import type { Reference } from '../../api/useReference';
import type { Axis } from '../../generated/schema';
import { type Contours, isWithin, projectionOf, useContours } from '../../parts/contours';
import { Choice } from '../../parts/fields';
import { sheetAddress } from '../../parts/links';
import { STATUSES, StatusSign } from '../../parts/Status';
import { AXES } from '../../words/axes';
import { emptyAxes } from '../../words/coverage';
import { count } from '../../words/texts';
import { type CoverageRow, cellInWords } from './rows';
import type { RowKind } from './useRowKind';

const SIZE = [560, 600] as const;
const MAX_SIGNS = 130;
/** The size of a point and its sign, by the number of rows. */
const SIZES = [
  { upTo: 20, point: 15, sign: 1.2 },
  { upTo: 60, point: 9, sign: 0.75 },
  { upTo: Number.POSITIVE_INFINITY, point: 5, sign: 0.75 },
] as const;
const EMPTY_AXES = 'vides';
const SUBJECTS = [EMPTY_AXES, '1', '2', '3', '4', '5'] as const;
const LAYERS = { REGION: 'regions', DEPARTEMENT: 'departements', EPCI: 'epci' } as const;

interface Mark {
  readonly row: CoverageRow;
  /** The outline; undefined for a point. */
  readonly path: string | undefined;
  readonly at: readonly [number, number];
}

interface Props {
  readonly rows: readonly CoverageRow[];
  readonly kind: RowKind;
  readonly area: string;
  readonly reference: Reference;
}

/** Shows the rows of the matrix on a map, coloured by the status of one axis or by the number of empty axes. */
export function CoverageMap({ rows, kind, area, reference }: Props) {
  const [subject, setSubject] = useChoice('carte', SUBJECTS, EMPTY_AXES);
  const axis = AXES.find(({ number }) => String(number) === subject);
  const contours = useContours();
  const choices = [
    [EMPTY_AXES, 'nombre d’axes vides'] as const,
    ...AXES.map(
      ({ number, short }) => [String(number) as (typeof SUBJECTS)[number], `${number} – ${short}`] as const,
    ),
  ];
  return (
    <section className="map" aria-label="Carte">
      <Choice label="Carte" value={subject} choices={choices} onChange={(value) => void setSubject(value)} />
      {kind === 'COMMUNE' ? (
        <p className="empty">Les communes n’ont pas de contour ici : le tableau dit tout.</p>
      ) : contours.data && !contours.data.departements.some((one) => isWithin(area, one)) ? (
        <p className="empty">Ce territoire n’a pas de contour ici : le tableau dit tout.</p>
      ) : contours.data ? (
        <Drawing contours={contours.data} axis={axis?.value} {...{ rows, kind, area, reference }} />
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
  area,
  reference,
}: Props & { contours: Contours; axis: Axis | undefined }) {
  const navigate = useNavigate();
  const sharedSearch = useSharedSearch();
  const { marks, background, missing } = useMemo(
    () => drawingOf(contours, rows, kind, area),
    [contours, rows, kind, area],
  );
  const open = (event: MouseEvent) => {
    const id = (event.target as Element).closest('[data-id]')?.getAttribute('data-id');
    if (id) navigate(sheetAddress(id, sharedSearch));
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
            rowCount={rows.length}
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

/** Marks a territory by its colour, and by a sign or a number where there is room. */
function MarkOnMap({
  mark: { row, path, at },
  axis,
  rowCount,
  reference,
}: {
  mark: Mark;
  axis: Axis | undefined;
  rowCount: number;
  reference: Reference;
}) {
  const cell = row.cells.find((one) => one.axis === axis);
  const empty = emptyAxes(row.cells).length;
  const size = SIZES.find(({ upTo }) => rowCount <= upTo) ?? SIZES[2];
  const text = cell ? cellInWords(row, cell.axis, reference.word) : count(empty, 'axe vide', 'axes vides');
  return (
    <g data-id={row.territory.id} className={`mark ${cell ? `status-${cell.status}` : `empty-${empty}`}`}>
      <title>{`${row.territory.name} : ${text}`}</title>
      {path ? (
        <path d={path} className="shape" />
      ) : (
        <circle cx={at[0]} cy={at[1]} r={size.point} className="shape" />
      )}
      {rowCount <= MAX_SIGNS && (
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

/** Places the rows on the map, over the outlines of the départements. */
function drawingOf(contours: Contours, rows: readonly CoverageRow[], kind: RowKind, area: string) {
  const departements = contours.departements.filter((one) => isWithin(area, one));
  const projection = projectionOf(area, departements, SIZE);
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
  const background = departements.map((one) => ({ code: one.properties.code, path: path(one) ?? '' }));
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
