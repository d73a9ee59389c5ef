import type { Axis } from '../../generated/schema';
import { flags } from '../../parts/Status';
import { count } from '../../words/texts';
import type { CoverageQuery } from './coverage.generated';

type Answer = NonNullable<CoverageQuery['coverage']>;
export type Row = Answer['edges'][number]['node'];
export type CoverageCell = Row['cells'][number];
export type SummaryOfAxis = Answer['summary'][number];

const ROWS = new WeakMap<CoverageQuery, readonly Row[]>();

/** The rows of an answer; the same ones for the same answer, so that what is drawn of them need not be drawn again. */
export function rowsOf(answer: CoverageQuery): readonly Row[] {
  const known = ROWS.get(answer);
  if (known) return known;
  const rows = answer.coverage?.edges.map(({ node }) => node) ?? [];
  ROWS.set(answer, rows);
  return rows;
}

/** « couvert, 3 acteurs ; fragile »: a cell in one line, for a file, a title, a screen reader. */
export function cellInWords(
  row: Row,
  axis: Axis,
  word: (vocabulary: string, value: string) => string,
): string {
  const cell = row.cells.find((one) => one.axis === axis);
  if (!cell) return '';
  const who = cell.actorCount ? `, ${count(cell.actorCount, 'acteur')}` : '';
  return [word('CellStatus', cell.status) + who, ...flags(cell)].join(' ; ');
}
