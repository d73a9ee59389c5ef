import type { Axis } from '../../generated/schema';
import { flags } from '../../parts/Status';
import { count } from '../../words/texts';
import type { CoverageQuery } from './coverage.generated';

type Answer = NonNullable<CoverageQuery['coverage']>;
export type Row = Answer['edges'][number]['node'];
export type CoverageCell = Row['cells'][number];
export type SummaryOfAxis = Answer['summary'][number];

export function rowsOf(answer: CoverageQuery): readonly Row[] {
  return answer.coverage?.edges.map(({ node }) => node) ?? [];
}

/** Whether nobody is known to be mobilised: gap and unknown alike. */
export function isEmpty(cell: CoverageCell): boolean {
  return cell.status === 'GAP' || cell.status === 'UNKNOWN';
}

export function emptyAxes(row: Row): number {
  return row.cells.filter(isEmpty).length;
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
