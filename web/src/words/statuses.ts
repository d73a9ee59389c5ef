/** The statuses of a cell, and the shares that a wide territory has instead of one. */
import words from '../../../schema/words.json';
import type { Axis, CellStatus } from '../generated/schema';
import { count, number } from './texts';

interface StatusWord {
  readonly value: CellStatus;
  readonly sign: string;
  readonly label: string;
  readonly short: string;
  readonly meaning: string;
}

/** The six statuses in order, as the API's vocabulary declares them. */
export const STATUSES = words.statuses as readonly StatusWord[];

const BY_VALUE = new Map(STATUSES.map((status) => [status.value, status]));

export function statusOf(value: CellStatus): StatusWord {
  const status = BY_VALUE.get(value);
  if (!status) throw new Error(`unknown status ${value}`);
  return status;
}

/** How many territories or inhabitants are in each status. */
export interface Counts {
  readonly covered: number;
  readonly partial: number;
  readonly inherited: number;
  readonly gap: number;
  readonly toConfirm: number;
  readonly unknown: number;
}
export interface InhabitantCounts extends Counts {
  readonly withoutPopulation: number;
}

/** The field of the counts for each status. */
export const FIELDS: Record<CellStatus, keyof Counts> = {
  COVERED: 'covered',
  PARTIAL: 'partial',
  INHERITED: 'inherited',
  GAP: 'gap',
  TO_CONFIRM: 'toConfirm',
  UNKNOWN: 'unknown',
};

/** The statuses without anybody confirmed, never to be added up. */
export const WITHOUT = ['GAP', 'TO_CONFIRM', 'UNKNOWN'] as const satisfies readonly CellStatus[];

/** Tells whether somebody confirmed reaches the cell. */
export function isReached(status: CellStatus | null): boolean {
  return status === 'COVERED' || status === 'PARTIAL' || status === 'INHERITED';
}

export function reachedIn({ covered, partial, inherited }: Counts): number {
  return covered + partial + inherited;
}

export function totalOf(counts: Counts): number {
  return STATUSES.reduce((sum, { value }) => sum + counts[FIELDS[value]], 0);
}

/** Lists the axes that are in a status. */
export function axesIn(
  status: CellStatus,
  cells: readonly { readonly axis: Axis; readonly status: CellStatus | null }[],
): Axis[] {
  return cells.filter((cell) => cell.status === status).map(({ axis }) => axis);
}

/** Formats a share of territories: « 7 contrats sur 11 ». */
export function shareOf(counts: Counts, one: string, many = `${one}s`): string {
  const total = totalOf(counts);
  const reached = reachedIn(counts);
  if (total === 0) return `aucun ${one}`;
  return `${count(reached, one, many)} sur ${number(total)}`;
}

/** Formats a share of inhabitants: « 61 % des habitants des QPV »; nothing when no population is known. */
export function inhabitantShareOf(counts: InhabitantCounts): string | undefined {
  const total = totalOf(counts);
  return total === 0 ? undefined : `${percent(reachedIn(counts), total)} des habitants des QPV`;
}

/** Says how many QPV the share leaves out; nothing when it leaves none out. */
export function withoutPopulation({ withoutPopulation: many }: InhabitantCounts): string | undefined {
  return many === 0 ? undefined : `${number(many)} QPV de population inconnue`;
}

/** Formats a share in whole percents; only none is 0 % and only all is 100 %. */
export function percent(part: number, whole: number): string {
  const rounded = Math.round((100 * part) / whole);
  if (part > 0 && rounded === 0) return 'moins de 1 %';
  if (part < whole && rounded === 100) return 'plus de 99 %';
  return `${rounded} %`;
}

/** The contracts and inhabitants of a wide row. */
export interface SpreadCounts {
  readonly contracts: Counts;
  readonly inhabitants: InhabitantCounts;
}

/** Describes a wide cell in one line: « 7 contrats sur 11 · 61 % des habitants des QPV ». */
export function spreadInWords({ contracts, inhabitants }: SpreadCounts): string {
  return [shareOf(contracts, 'contrat'), inhabitantShareOf(inhabitants), withoutPopulation(inhabitants)]
    .filter(Boolean)
    .join(' · ');
}
