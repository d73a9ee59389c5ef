/** Where a map draws its rows and their names. */
import { geoPath } from 'd3-geo';
import {
  type Contours,
  isWithin,
  localProjectionOf,
  type OutlineFeature,
  projectionOf,
} from '../../parts/contours';
import { LETTER_WIDTH, LINE_HEIGHT, linesOf, markBox, NameRoom, outside } from '../../parts/names';
import type { CoverageRow } from './rows';
import type { RowKind } from './useRowKind';

export const SIZE = [560, 600] as const;
const MAX_NAMES = 25;
/** The size of a point and its sign, by the number of rows. */
const SIZES = [
  { upTo: 20, point: 15, sign: 1.2 },
  { upTo: 60, point: 9, sign: 0.75 },
  { upTo: Number.POSITIVE_INFINITY, point: 5, sign: 0.75 },
] as const;
/** The size of a name: the map is shown at half its size beside the matrix. */
export const NAME_SIZE = 18;
/** The words of a grouping's official name that its name on a map does not need. */
const GROUPING = /^(CA|CC|CU|Métropole) (d'|de |du |des )?(la |l'|les )?(?=\S)| (Agglomération|Métropole)$/gi;
/** An outline smaller than this many pixels is drawn as a point. */
const SMALLEST_OUTLINE = 7;
const LAYERS = { REGION: 'regions', DEPARTEMENT: 'departements', EPCI: 'epci' } as const;

export interface Mark {
  readonly row: CoverageRow;
  /** The outline; undefined for a point. */
  readonly path: string | undefined;
  readonly at: readonly [number, number];
}

/** Places the rows on the map, over the outlines of the départements; neighbouring QPV fill the frame. */
export function drawingOf(
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

/** Finds room for the names of points, those of few marks only: outlines say where they are. */
export function namesOf(marks: readonly Mark[]) {
  if (marks.length > MAX_NAMES) return [];
  const points = marks.filter(({ path }) => path === undefined);
  const { point } = sizesFor(marks.length);
  const room = new NameRoom([...outside(...SIZE), ...marks.map(({ at: [x, y] }) => markBox(x, y, point))]);
  return points.flatMap(({ row, at: [x, y] }) => {
    const lines = linesOf(row.territory.name.replace(GROUPING, ''));
    const width = Math.max(...lines.map((line) => line.length)) * NAME_SIZE * LETTER_WIDTH;
    const found = room.place({ x, y, size: point }, width, lines.length * NAME_SIZE * LINE_HEIGHT);
    return found ? [{ lines, ...found }] : [];
  });
}

export function sizesFor(rowCount: number) {
  return SIZES.find(({ upTo }) => rowCount <= upTo) ?? SIZES[2];
}

/** Finds the mark that is nearest in a direction; what lies aside counts twice as far. */
export function nearest(
  marks: readonly Mark[],
  from: Mark,
  [x, y]: readonly [number, number],
): Mark | undefined {
  let found: Mark | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const [right, down] = [mark.at[0] - from.at[0], mark.at[1] - from.at[1]];
    const along = right * x + down * y;
    const distance = along + 2 * Math.abs(right * y - down * x);
    if (along <= 0 || distance >= least) continue;
    [found, least] = [mark, distance];
  }
  return found;
}
