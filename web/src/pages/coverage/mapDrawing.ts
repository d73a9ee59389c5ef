/** The rows of a map, and the positions of their names. */
import type { MapDrawing, Shape } from '../../parts/map.worker';
import { LETTER_WIDTH, LINE_HEIGHT, linesOf, markBox, NameRoom, outside } from '../../parts/names';
import type { CoverageRow } from './rows';

export const SIZE = [560, 600] as const;
const MAX_NAMES = 25;
/** The size of a point and its sign, by the number of rows. */
const SIZES = [
  { upTo: 20, point: 15, sign: 1.2 },
  { upTo: 60, point: 9, sign: 0.75 },
  { upTo: Number.POSITIVE_INFINITY, point: 5, sign: 0.75 },
] as const;
/** The font size of names: next to the matrix, the map is shown at half of the size at which it is drawn. */
export const NAME_SIZE = 18;
/** The words of a grouping's official name that are left out on a map. */
const GROUPING = /^(CA|CC|CU|Métropole) (d'|de |du |des )?(la |l'|les )?(?=\S)| (Agglomération|Métropole)$/gi;
export interface Mark extends Shape {
  readonly row: CoverageRow;
}

/** Returns the marks of rows in a drawing, in the order of the rows. */
export function marksOf({ shapes }: MapDrawing, rows: readonly CoverageRow[]): readonly Mark[] {
  return rows.flatMap((row) => {
    const shape = shapes.get(row.territory.code);
    return shape ? [{ row, ...shape }] : [];
  });
}

/** Places the names of points, if there are few marks: outlines need no names. */
export function namesOf(marks: readonly Mark[]) {
  if (marks.length > MAX_NAMES) return [];
  const points = marks.filter(({ path }) => path === undefined);
  const { point } = sizesFor(marks.length);
  const room = new NameRoom([...outside(...SIZE), ...marks.map(({ at: [x, y] }) => markBox(x, y, point))]);
  return points.flatMap(({ row, at: [x, y] }) => {
    const lines = linesOf(row.territory.name.replace(GROUPING, ''));
    const width = Math.max(...lines.map((line) => line.length)) * NAME_SIZE * LETTER_WIDTH;
    const position = room.place({ x, y, size: point }, width, lines.length * NAME_SIZE * LINE_HEIGHT);
    return position ? [{ lines, ...position }] : [];
  });
}

export function sizesFor(rowCount: number) {
  return SIZES.find(({ upTo }) => rowCount <= upTo) ?? SIZES[2];
}

/** Finds the nearest mark in a direction; sideways distance counts twice. */
export function nearest(
  marks: readonly Mark[],
  from: Mark,
  [x, y]: readonly [number, number],
): Mark | undefined {
  let closest: Mark | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const [right, down] = [mark.at[0] - from.at[0], mark.at[1] - from.at[1]];
    const along = right * x + down * y;
    const distance = along + 2 * Math.abs(right * y - down * x);
    if (along <= 0 || distance >= least) continue;
    [closest, least] = [mark, distance];
  }
  return closest;
}
