import type { AxisStatus } from '../../address';
import type { Axis, CellStatus } from '../../generated/schema';
import { cellWord, flags } from '../../parts/Status';
import { type Counts, FIELDS, STATUSES, totalOf } from '../../words/statuses';
import { count, shortDay } from '../../words/texts';
import type { CoverageQuery } from './coverage.generated';

type Coverage = NonNullable<CoverageQuery['coverage']>;
export type CoverageRow = Coverage['edges'][number]['node'];
export type CoverageCell = CoverageRow['cells'][number];
export type AxisSummary = Coverage['summary'][number];

const ROWS = new WeakMap<CoverageQuery, readonly CoverageRow[]>();

/** Returns the same array for the same answer, so that the matrix and the map rerender only for a new one. */
export function rowsOf(answer: CoverageQuery): readonly CoverageRow[] {
  const cached = ROWS.get(answer);
  if (cached) return cached;
  const rows = answer.coverage?.edges.map(({ node }) => node) ?? [];
  ROWS.set(answer, rows);
  return rows;
}

/** Returns whether a row is too wide to have statuses. */
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

/** The statuses by urgency for an officer: known gaps first. */
const BY_URGENCY: readonly CellStatus[] = ['GAP', 'TO_CONFIRM', 'UNKNOWN', 'INHERITED', 'PARTIAL', 'COVERED'];

/** Returns the rows with a chosen status on an axis, or all rows, sorted by urgency on `sortedBy` if given. */
export function arranged(
  rows: readonly CoverageRow[],
  narrowed: AxisStatus | null,
  sortedBy: Axis | undefined,
): readonly CoverageRow[] {
  const matching = narrowed
    ? rows.filter(({ cells }) =>
        cells.some(({ axis, status }) => axis === narrowed.axis && status === narrowed.status),
      )
    : rows;
  return sortedBy
    ? matching.toSorted((one, other) => urgency(one, sortedBy) - urgency(other, sortedBy))
    : matching;
}

/**
 * Ranks a row on an axis by its status, or a wide row by its share on the spot, then by its other shares. The most
 * urgent row has the lowest rank.
 */
function urgency(row: CoverageRow, axis: Axis): number {
  const status = row.cells.find((cell) => cell.axis === axis)?.status;
  if (status) return BY_URGENCY.indexOf(status);
  const counts = countsOfRow(row, axis);
  const total = totalOf(counts);
  const [covered, partial, inherited] = [counts.covered, counts.partial, counts.inherited];
  return total ? covered / total + (partial / total) * 1e-3 + (inherited / total) * 1e-6 : 1;
}

/** Counts the axes of a row by status; for a wide row, counts each of its contracts once per axis. */
export function countsOfRow({ cells }: CoverageRow, axis?: Axis): Counts {
  const chosen = cells.filter((cell) => axis === undefined || cell.axis === axis);
  const countOf = (status: CellStatus) =>
    chosen.reduce(
      (sum, cell) =>
        sum +
        (cell.spread && !cell.status
          ? cell.spread.contracts[FIELDS[status]]
          : cell.status === status
            ? 1
            : 0),
      0,
    );
  return Object.fromEntries(
    STATUSES.map(({ value }) => [FIELDS[value], countOf(value)]),
  ) as unknown as Counts;
}

/**
 * Returns whether nothing is recorded about a row on any axis: no actor and no survey, and for a wide row nothing about
 * any of its contracts.
 */
export function isBlank({ cells }: CoverageRow): boolean {
  return cells.every(({ status, survey, lapsedOn, expected, spread }) =>
    status === null
      ? spread != null && spread.contracts.unknown === totalOf(spread.contracts)
      : status === 'UNKNOWN' && !survey && !lapsedOn && !expected,
  );
}
