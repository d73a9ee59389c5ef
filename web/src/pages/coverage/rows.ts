import type { Axis } from '../../generated/schema';
import { flags } from '../../parts/Status';
import { count } from '../../words/texts';
import type { CoverageQuery } from './coverage.generated';

type Coverage = NonNullable<CoverageQuery['coverage']>;
export type CoverageRow = Coverage['edges'][number]['node'];
export type CoverageCell = CoverageRow['cells'][number];
export type AxisSummary = Coverage['summary'][number];

const ROWS = new WeakMap<CoverageQuery, readonly CoverageRow[]>();

/** Returns the same array for the same answer, so that the matrix and the map rerender only for another one. */
export function rowsOf(answer: CoverageQuery): readonly CoverageRow[] {
  const cached = ROWS.get(answer);
  if (cached) return cached;
  const rows = answer.coverage?.edges.map(({ node }) => node) ?? [];
  ROWS.set(answer, rows);
  return rows;
}

/** Describes a cell in one line: « couvert, 3 acteurs ; fragile ». */
export function cellInWords(
  row: CoverageRow,
  axis: Axis,
  word: (vocabulary: string, value: string) => string,
): string {
  const cell = row.cells.find((one) => one.axis === axis);
  if (!cell) return '';
  const actors = cell.actorCount ? `, ${count(cell.actorCount, 'acteur')}` : '';
  return [word('CellStatus', cell.status) + actors, ...flags(cell)].join(' ; ');
}
