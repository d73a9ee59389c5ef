import { geoPath } from 'd3-geo';
import { type MouseEvent, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useChoice } from '../../address';
import type { Axis } from '../../generated/schema';
import {
  type Contours,
  isWithin,
  localProjectionOf,
  type OutlineFeature,
  projectionOf,
  useContours,
  useQuarterContours,
} from '../../parts/contours';
import { Choice } from '../../parts/fields';
import { StatusSign } from '../../parts/Status';
import { AXES, axisOf } from '../../words/axes';
import { percent, STATUSES, statusOf } from '../../words/statuses';
import { count } from '../../words/texts';
import { type CoverageRow, cellInWords, isWide, shareOfRow } from './rows';
import type { RowKind } from './useRowKind';

const SIZE = [560, 600] as const;
const MAX_SIGNS = 130;
const MAX_NAMES = 25;
/** The size of a point and its sign, by the number of rows. */
const SIZES = [
  { upTo: 20, point: 15, sign: 1.2 },
  { upTo: 60, point: 9, sign: 0.75 },
  { upTo: Number.POSITIVE_INFINITY, point: 5, sign: 0.75 },
] as const;
/** An outline smaller than this many pixels is drawn as a point. */
const SMALLEST_OUTLINE = 7;
const ALL_AXES = 'couverts';
const SUBJECTS = [ALL_AXES, '1', '2', '3', '4', '5'] as const;
const LAYERS = { REGION: 'regions', DEPARTEMENT: 'departements', EPCI: 'epci' } as const;
const LEVELS = [0, 1, 2, 3, 4, 5] as const;

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
  /** The query string of this page without the open cell. */
  readonly search: string;
}

/** Shows the rows of the matrix on a map: by the status or the share of one axis, or over all axes. */
export function CoverageMap({ rows, kind, area, search }: Props) {
  const [subject, setSubject] = useChoice('carte', SUBJECTS, ALL_AXES);
  const axis = AXES.find(({ number }) => String(number) === subject);
  const contours = useContours();
  const quarters = useQuarterContours(kind === 'QPV');
  const wide = rows.every(isWide);
  const choices = [
    [ALL_AXES, wide ? 'part des cases couvertes' : 'nombre d’axes couverts'] as const,
    ...AXES.map(
      ({ number, short }) => [String(number) as (typeof SUBJECTS)[number], `${number} – ${short}`] as const,
    ),
  ];
  const isDrawn =
    kind === 'QPV' ? quarters.data : contours.data?.departements.some((one) => isWithin(area, one));
  return (
    <section className="map" aria-label="Carte">
      <Choice label="Carte" value={subject} choices={choices} onChange={(value) => void setSubject(value)} />
      {kind === 'COMMUNE' ? (
        <p className="empty">Les communes n’ont pas de contour ici : le tableau dit tout.</p>
      ) : contours.error || quarters.error ? (
        <p className="empty">Les contours n’ont pas pu être lus : le tableau dit tout.</p>
      ) : !contours.data || quarters.isLoading ? (
        <p className="loading">Chargement de la carte…</p>
      ) : isDrawn ? (
        <Drawing
          contours={contours.data}
          quarters={quarters.data}
          axis={axis?.value}
          {...{ rows, kind, area, search, wide }}
        />
      ) : (
        <p className="empty">Ce territoire n’a pas de contour ici : le tableau dit tout.</p>
      )}
    </section>
  );
}

interface DrawingProps extends Props {
  readonly contours: Contours;
  readonly quarters: ReadonlyMap<string, OutlineFeature> | undefined;
  readonly axis: Axis | undefined;
  readonly wide: boolean;
}

function Drawing({ contours, quarters, axis, rows, kind, area, search, wide }: DrawingProps) {
  const navigate = useNavigate();
  const { marks, background, missing } = useMemo(
    () => drawingOf(contours, quarters, rows, kind, area),
    [contours, quarters, rows, kind, area],
  );
  const open = (event: MouseEvent) => {
    const id = (event.target as Element).closest('[data-id]')?.getAttribute('data-id');
    if (!id) return;
    const address = new URLSearchParams(search);
    address.set('case', `${axis ? axisOf(axis).number : 1}~${id}`);
    navigate(`/?${address}`);
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
        <defs>
          <pattern
            id="hachures"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" className="hatch-paper" />
            <line x1="0" y1="0" x2="0" y2="5" className="hatch-line" />
          </pattern>
        </defs>
        {background.map(({ code, path }) => (
          <path key={code} d={path} className="ground" />
        ))}
        {marks.map((mark) => (
          <MarkOnMap key={mark.row.territory.id} mark={mark} axis={axis} rowCount={rows.length} />
        ))}
      </svg>
      <Legend byStatus={axis !== undefined && !wide} wide={wide} />
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
}: {
  mark: Mark;
  axis: Axis | undefined;
  rowCount: number;
}) {
  const status = row.cells.find((one) => one.axis === axis)?.status;
  const wide = isWide(row);
  const { reached, total, isUnknown } = shareOfRow(row, axis);
  const size = SIZES.find(({ upTo }) => rowCount <= upTo) ?? SIZES[2];
  const level = isUnknown ? 'none' : total === 0 ? 'empty' : Math.ceil((5 * reached) / total);
  const text = axis
    ? cellInWords(row, axis)
    : wide
      ? `${reached} cases de contrats couvertes, même en partie, sur ${total}`
      : `${count(reached, 'axe couvert', 'axes couverts')}, même en partie`;
  return (
    <g data-id={row.territory.id} className={`mark ${status ? `status-${status}` : `level-${level}`}`}>
      <title>{`${row.territory.name} : ${text}`}</title>
      {path ? (
        <path d={path} className="shape" />
      ) : (
        <circle cx={at[0]} cy={at[1]} r={size.point} className="shape" />
      )}
      {rowCount <= MAX_SIGNS && (
        <text
          className="mark-sign"
          x={at[0]}
          y={at[1]}
          dy="0.35em"
          textAnchor="middle"
          fontSize={(wide ? 11 : 15) * size.sign}
        >
          {status
            ? statusOf(status).sign
            : isUnknown || total === 0
              ? ''
              : wide
                ? percent(reached, total)
                : reached}
        </text>
      )}
      {rowCount <= MAX_NAMES && !path && (
        <text className="mark-name" x={at[0]} y={at[1] + size.point + 12} textAnchor="middle" fontSize={12}>
          {row.territory.name}
        </text>
      )}
    </g>
  );
}

/** Places the rows on the map, over the outlines of the départements; neighbouring QPV fill the frame. */
function drawingOf(
  contours: Contours,
  quarters: ReadonlyMap<string, OutlineFeature> | undefined,
  rows: readonly CoverageRow[],
  kind: RowKind,
  area: string,
) {
  const layer = kind in LAYERS ? contours[LAYERS[kind as keyof typeof LAYERS]] : [];
  const outlines = quarters ?? new Map(layer.map((one) => [one.properties.code, one]));
  const shown = rows.flatMap(({ territory: { code } }) => outlines.get(code) ?? []);
  const isLocal = quarters !== undefined && area !== '' && !area.startsWith('region:') && shown.length > 0;
  const grounds = isLocal
    ? [...contours.departements, ...contours.epci]
    : contours.departements.filter((one) => isWithin(area, one));
  const projection = isLocal ? localProjectionOf(shown, SIZE) : projectionOf(area, grounds, SIZE);
  const path = geoPath(projection);
  const marks = rows.flatMap((row): Mark[] => {
    const outline = outlines.get(row.territory.code);
    if (outline) {
      const [[left, top], [right, bottom]] = path.bounds(outline);
      const isSmall = quarters && Math.max(right - left, bottom - top) < SMALLEST_OUTLINE;
      return [{ row, path: isSmall ? undefined : (path(outline) ?? ''), at: path.centroid(outline) }];
    }
    if (row.territory.__typename !== 'CityContract') return [];
    const { longitude, latitude } = row.territory;
    const at = longitude != null && latitude != null ? projection([longitude, latitude]) : null;
    return at ? [{ row, path: undefined, at }] : [];
  });
  const background = grounds
    .filter((one) => {
      const [[left, top], [right, bottom]] = path.bounds(one);
      return right > 0 && bottom > 0 && left < SIZE[0] && top < SIZE[1];
    })
    .map((one) => ({ code: one.properties.code, path: path(one) ?? '' }));
  return { marks, background, missing: rows.length - marks.length };
}

function Legend({ byStatus, wide }: { byStatus: boolean; wide: boolean }) {
  const levelText = (level: number) =>
    wide
      ? level === 0
        ? 'aucun'
        : `${20 * level - 19} à ${20 * level} %`
      : level === 0
        ? 'aucun axe couvert'
        : level === 5
          ? 'tous'
          : '';
  return (
    <ul className="legend" aria-label="Légende">
      {byStatus
        ? STATUSES.map(({ value, short }) => (
            <li key={value}>
              <span className={`swatch status-${value}`}>
                <StatusSign status={value} />
              </span>{' '}
              {short}
            </li>
          ))
        : LEVELS.map((level) => (
            <li key={level}>
              <span className={`swatch level-${level}`}>{wide ? '' : level}</span> {levelText(level)}
            </li>
          ))}
      {!byStatus && (
        <li>
          <span className="swatch level-none" /> non renseigné
        </li>
      )}
      {!byStatus && wide && <li className="note">part des contrats où quelqu’un est mobilisé</li>}
    </ul>
  );
}
