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

/** The numbers of territories or inhabitants by status. */
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

export function totalOf(counts: Counts): number {
  return STATUSES.reduce((sum, { value }) => sum + counts[FIELDS[value]], 0);
}

/** Lists the axes with a status. */
export function axesIn(
  status: CellStatus,
  cells: readonly { readonly axis: Axis; readonly status: CellStatus | null }[],
): Axis[] {
  return cells.filter((cell) => cell.status === status).map(({ axis }) => axis);
}

/** The statuses of cells that a confirmed engagement reaches, with the words for contracts and inhabitants. */
export const SHARES = words.shares as readonly { readonly value: CellStatus; readonly words: string }[];

/** A share of territories or inhabitants with a status. */
export interface Share {
  readonly status: CellStatus;
  readonly words: string;
  readonly part: number;
  readonly percent: string;
}

/** Returns the non-zero shares: on the spot, in part, by a containing territory; they are never added up. */
export function sharesOf(counts: Counts): readonly Share[] {
  const total = totalOf(counts);
  return SHARES.map(({ value, words }) => {
    const part = counts[FIELDS[value]];
    return { status: value, words, part, percent: percent(part, total) };
  }).filter(({ part }) => part > 0);
}

/** Describes the shares of territories: « 11 contrats : 5 sur place, 2 en partie ». */
export function territoriesInWords(counts: Counts, one: string, many = `${one}s`): string {
  const total = totalOf(counts);
  if (total === 0) return `0 ${one}`;
  const shares = sharesOf(counts).map(({ part, words }) => `${number(part)} ${words}`);
  return `${count(total, one, many)} : ${shares.join(', ') || 'aucun acteur confirmé'}`;
}

/** Describes the shares of inhabitants: « habitants des QPV : 21 % sur place, 25 % en partie »; nothing if unknown. */
export function inhabitantsInWords(counts: InhabitantCounts): string | undefined {
  if (totalOf(counts) === 0) return undefined;
  const shares = sharesOf(counts).map(({ percent, words }) => `${percent} ${words}`);
  return `habitants des QPV : ${shares.join(', ') || '0 %'}`;
}

/** Describes territories in signs and figures, for little room: « ● 5 ◐ 2 / 11 ». */
export function figuresOf(counts: Counts): string {
  const shares = sharesOf(counts).map(({ status, part }) => `${statusOf(status).sign} ${number(part)}`);
  return [...shares, `/ ${number(totalOf(counts))}`].join(' ');
}

/** Describes how many QPV the shares leave out; nothing if none. */
export function withoutPopulation({ withoutPopulation: many }: InhabitantCounts): string | undefined {
  return many === 0 ? undefined : `${number(many)} QPV de population inconnue`;
}

/** Formats a share in whole percent; 0 % means none at all, and 100 % means all. */
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

/** Describes a wide cell in one line: « 11 contrats : 5 sur place · habitants des QPV : 21 % sur place ». */
export function spreadInWords({ contracts, inhabitants }: SpreadCounts): string {
  return [
    territoriesInWords(contracts, 'contrat'),
    inhabitantsInWords(inhabitants),
    withoutPopulation(inhabitants),
  ]
    .filter(Boolean)
    .join(' · ');
}
