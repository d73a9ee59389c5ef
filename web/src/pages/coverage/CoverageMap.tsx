import { type KeyboardEvent, memo, useDeferredValue, useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Axis } from '../../generated/schema';
import { Choice } from '../../parts/fields';
import type { MapDrawing, Place, Shape } from '../../parts/map.worker';
import { LINE_HEIGHT } from '../../parts/names';
import { StatusSign } from '../../parts/Status';
import { useMapDrawing } from '../../parts/useMapDrawing';
import { AXES, axisOf } from '../../words/axes';
import { percent, STATUSES, statusOf, territoriesInWords, totalOf } from '../../words/statuses';
import { count, list } from '../../words/texts';
import { marksOf, NAME_SIZE, namesOf, nearest, SIZE, sizesFor } from './mapDrawing';
import { type CoverageRow, cellInWords, countsOfRow, isWide } from './rows';
import { ALL_AXES, type MapSubject, useMapSubject } from './useMapSubject';
import type { RowKind } from './useRowKind';

const MAX_SIGNS = 130;
const MAX_MISSING_NAMES = 5;
const LEVELS = [0, 1, 2, 3, 4, 5] as const;

interface Props {
  readonly rows: readonly CoverageRow[];
  readonly kind: RowKind;
  readonly area: string;
  /** The query string of this page without the open cell. */
  readonly search: string;
}

/** Shows the rows of the matrix on a map: by the status or the share of one axis, or of all axes. */
export function CoverageMap({ rows: latestRows, kind, area, search }: Props) {
  const rows = useDeferredValue(latestRows); // the matrix comes first
  const [subject, setSubject] = useMapSubject();
  const axis = AXES.find(({ number }) => String(number) === subject);
  const places = useMemo(() => rows.map(placeOf), [rows]);
  const isLocal = kind === 'QPV' && area !== '' && !area.startsWith('region:');
  const { data, error, isPlaceholderData } = useMapDrawing({ places, kind, area, isLocal, size: SIZE });
  const drawing = useDeferredValue(data);
  const isWhole = !isPlaceholderData && drawing === data;
  const wide = rows.every(isWide);
  const choices = [
    [ALL_AXES, wide ? 'part des cases couvertes sur place' : 'nombre d’axes couverts sur place'] as const,
    ...AXES.map(({ number, short }) => [String(number) as MapSubject, `${number} – ${short}`] as const),
  ];
  return (
    <section className="map" aria-label="Carte">
      <Choice label="Carte" value={subject} choices={choices} onChange={(value) => void setSubject(value)} />
      {kind === 'COMMUNE' ? (
        <p className="empty">Les communes n’ont pas de contour ici : le tableau dit tout.</p>
      ) : error ? (
        <p className="empty">Les contours n’ont pas pu être lus : le tableau dit tout.</p>
      ) : !drawing ? (
        <p className="loading">Chargement de la carte…</p>
      ) : drawing.background.length > 0 || drawing.shapes.size > 0 ? (
        <Drawing drawing={drawing} axis={axis?.value} {...{ isWhole, rows, search, wide }} />
      ) : (
        <p className="empty">Ce territoire n’a pas de contour ici : le tableau dit tout.</p>
      )}
    </section>
  );
}

function placeOf({ territory }: CoverageRow): Place {
  if (territory.__typename !== 'CityContract') return { code: territory.code };
  return { code: territory.code, longitude: territory.longitude, latitude: territory.latitude };
}

interface DrawingProps extends Pick<Props, 'rows' | 'search'> {
  readonly drawing: MapDrawing;
  /** True if the drawing shows these rows; false while the drawing that shows them is loading. */
  readonly isWhole: boolean;
  readonly axis: Axis | undefined;
  readonly wide: boolean;
}

function Drawing({ drawing, isWhole, axis, rows, search, wide }: DrawingProps) {
  const navigate = useNavigate();
  const marks = useMemo(() => marksOf(drawing, rows), [drawing, rows]);
  const missing = rows.length - marks.length;
  const names = useMemo(() => namesOf(marks), [marks]);
  const open = ({ target }: { target: EventTarget }) => {
    const id = idOf(target);
    if (!id) return;
    const address = new URLSearchParams(search);
    address.set('case', `${axis ? axisOf(axis).number : 1}~${id}`);
    navigate(`/?${address}`);
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(event);
      return;
    }
    const direction = DIRECTIONS[event.key];
    const from = marks.findIndex(({ row }) => row.territory.id === idOf(event.target));
    const next = direction && marks[from] && nearest(marks, marks[from], direction);
    if (!next) return;
    event.preventDefault();
    event.currentTarget
      .querySelector<SVGElement>(`[data-id="${CSS.escape(next.row.territory.id)}"]`)
      ?.focus();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no field set */}
      <svg
        id="carte"
        viewBox={`0 0 ${SIZE[0]} ${SIZE[1]}`}
        role="group"
        aria-busy={!isWhole}
        aria-label="Carte des mêmes cases ; les flèches vont d’un territoire au plus proche, Entrée en ouvre la case."
        onClick={open}
        onKeyDown={onKeyDown}
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
        {drawing.background.map(({ code, path }) => (
          <path key={code} d={path} className="ground" />
        ))}
        {marks.map(({ row, path, at }, index) => (
          <MarkOnMap
            key={row.territory.id}
            row={row}
            path={path}
            at={at}
            axis={axis}
            rowCount={rows.length}
            isFirst={index === 0}
          />
        ))}
        {names.map(({ lines, x, top }) => (
          <text key={lines.join(' ')} className="mark-name" textAnchor="middle" fontSize={NAME_SIZE}>
            {lines.map((line, index) => (
              <tspan key={line} x={x} y={top + NAME_SIZE * (index * LINE_HEIGHT + 0.85)}>
                {line}
              </tspan>
            ))}
          </text>
        ))}
      </svg>
      <Legend axis={axis} wide={wide} />
      {isWhole && missing > 0 && (
        <p className="note">
          {`${count(missing, 'territoire absent', 'territoires absents')} de la carte, dans le tableau seulement : ${missingNames(marks, rows)}.`}
        </p>
      )}
    </>
  );
}

/** Names the rows that are missing from a drawing: the first few. */
function missingNames(marks: ReturnType<typeof marksOf>, rows: readonly CoverageRow[]): string {
  const drawn = new Set(marks.map(({ row }) => row));
  const names = rows.filter((row) => !drawn.has(row)).map(({ territory }) => territory.name);
  const named = names.slice(0, MAX_MISSING_NAMES);
  return list(names.length > named.length ? [...named, count(names.length - named.length, 'autre')] : named);
}

/** Describes the shares on the map of wide territories: covered contracts on one axis, or covered cells on all axes. */
function shareShown(axis: Axis | undefined): string {
  return axis
    ? `part des contrats couverts sur place sur l’axe ${axisOf(axis).number}`
    : 'part des cases couvertes sur place (un contrat et un axe font une case)';
}

const DIRECTIONS: Record<string, readonly [x: number, y: number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function idOf(target: EventTarget): string | undefined {
  return (target as Element).closest('[data-id]')?.getAttribute('data-id') ?? undefined;
}

/** Marks a territory by its colour, and by a sign or a number if there is room. */
const MarkOnMap = memo(function MarkOnMap({
  row,
  path,
  at,
  axis,
  rowCount,
  isFirst,
}: Shape & {
  row: CoverageRow;
  axis: Axis | undefined;
  rowCount: number;
  isFirst: boolean;
}) {
  const status = row.cells.find((one) => one.axis === axis)?.status;
  const wide = isWide(row);
  const counts = countsOfRow(row, axis);
  const total = totalOf(counts);
  const isUnknown = total > 0 && counts.unknown === total;
  const size = sizesFor(rowCount);
  const level = isUnknown ? 'none' : total === 0 ? 'empty' : Math.ceil((5 * counts.covered) / total);
  const text = axis
    ? cellInWords(row, axis)
    : wide
      ? territoriesInWords(counts, 'case de contrats', 'cases de contrats')
      : territoriesInWords(counts, 'axe', 'axes');
  const shown = status
    ? statusOf(status).sign
    : isUnknown || total === 0
      ? ''
      : wide
        ? percent(counts.covered, total)
        : String(counts.covered);
  const name = `${row.territory.name} : ${status || text.includes(shown) ? '' : `${shown} sur place ; `}${text}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no button
    <g
      data-id={row.territory.id}
      className={`mark ${status ? `status-${status}` : `level-${level}`}`}
      role="button"
      tabIndex={isFirst ? 0 : -1}
      aria-label={name}
    >
      <title>{name}</title>
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
          {shown}
        </text>
      )}
    </g>
  );
});

function Legend({ axis, wide }: { axis: Axis | undefined; wide: boolean }) {
  const byStatus = axis !== undefined && !wide;
  const levelText = (level: number) =>
    wide
      ? level === 0
        ? 'aucun'
        : `${20 * level - 19} à ${20 * level} %`
      : level === 0
        ? 'aucun axe couvert sur place'
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
      {!byStatus && wide && <li className="note">{shareShown(axis)}</li>}
    </ul>
  );
}
