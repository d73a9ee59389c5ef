import type { AxisStatus } from '../../address';
import type { Axis, CellStatus } from '../../generated/schema';
import { cellWord, flags } from '../../parts/Status';
import { isReached, reachedIn, totalOf } from '../../words/statuses';
import { count, shortDay } from '../../words/texts';
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

/** Tells whether a row is too wide to have statuses. */
export function isWide({ cells }: CoverageRow): boolean {
  return cells.every(({ status }) => status === null);
}

/** Describes a cell in one line: « couvert, 3 acteurs ; fragile ». */
export function cellInWords(row: CoverageRow, axis: Axis): string {
  const cell = row.cells.find((one) => one.axis === axis);
  if (!cell) return '';
  const actors = cell.actorCount ? `, ${count(cell.actorCount, 'acteur')}` : '';
  const word = cell.status === 'GAP' ? cellWord({ ...cell, survey: null }) : cellWord(cell);
  const expected = cell.expected ? [`prévu à partir du ${shortDay(cell.expected.startsOn)}`] : [];
  return [word + actors, ...flags(cell, true), ...expected].join(' ; ');
}

/** The statuses in the order in which an officer looks at them: what is known to be missing first. */
const BY_URGENCY: readonly CellStatus[] = ['GAP', 'TO_CONFIRM', 'UNKNOWN', 'INHERITED', 'PARTIAL', 'COVERED'];

/** Returns the rows whose cell has a status on an axis, all without one, and puts the most urgent first on an axis. */
export function arranged(
  rows: readonly CoverageRow[],
  narrowed: AxisStatus | null,
  sortedBy: Axis | undefined,
): readonly CoverageRow[] {
  const kept = narrowed
    ? rows.filter(({ cells }) =>
        cells.some(({ axis, status }) => axis === narrowed.axis && status === narrowed.status),
      )
    : rows;
  return sortedBy ? kept.toSorted((one, other) => urgency(one, sortedBy) - urgency(other, sortedBy)) : kept;
}

/** Ranks a row on an axis, low for urgent: by its status, a wide one by its share. */
function urgency(row: CoverageRow, axis: Axis): number {
  const status = row.cells.find((cell) => cell.axis === axis)?.status;
  if (status) return BY_URGENCY.indexOf(status);
  const { reached, total } = shareOfRow(row, axis);
  return total ? reached / total : 1;
}

export interface Share {
  readonly reached: number;
  readonly total: number;
  /** Whether nothing at all is recorded of what there is. */
  readonly isUnknown: boolean;
}

/** Counts the axes of a row where somebody is mobilised; of a wide row, the cells of its contracts. */
export function shareOfRow({ cells }: CoverageRow, axis?: Axis): Share {
  const chosen = cells.filter((cell) => axis === undefined || cell.axis === axis);
  const shares = chosen.map(({ status, spread }) =>
    spread && !status
      ? {
          reached: reachedIn(spread.contracts),
          total: totalOf(spread.contracts),
          unknown: spread.contracts.unknown,
        }
      : { reached: isReached(status) ? 1 : 0, total: 1, unknown: status === 'UNKNOWN' ? 1 : 0 },
  );
  return {
    reached: shares.reduce((sum, { reached }) => sum + reached, 0),
    total: shares.reduce((sum, { total }) => sum + total, 0),
    isUnknown:
      shares.every(({ total, unknown }) => total === unknown) && shares.some(({ total }) => total > 0),
  };
}
