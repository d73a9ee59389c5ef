/** The status of a cell as a sign, a word and a colour, each of which is enough on its own. */
import type { CellStatus } from '../generated/schema';
import { day } from '../words/texts';

export const STATUSES: readonly CellStatus[] = ['COVERED', 'PARTIAL', 'INHERITED', 'GAP', 'UNKNOWN'];

/** The filled and the stroked path of each sign, in a 16 × 16 view box. */
const SIGNS: Record<CellStatus, { fill?: string; stroke?: string }> = {
  COVERED: { fill: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z' },
  PARTIAL: { fill: 'M8 2a6 6 0 0 0 0 12z', stroke: 'M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12z' },
  INHERITED: { stroke: 'M8 1.5v9.5M4 7.5l4 4 4-4M3 14.5h10' },
  GAP: { stroke: 'M3 3l10 10M13 3L3 13' },
  UNKNOWN: { stroke: 'M5.2 5.6a2.8 2.8 0 1 1 4.2 2.4C8.4 8.6 8 9 8 10.2M8 13v.6' },
};

export function StatusSign({ status }: { status: CellStatus }) {
  const { fill, stroke } = SIGNS[status];
  return (
    <svg className="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {fill && <path d={fill} fill="currentColor" />}
      {stroke && (
        <path d={stroke} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      )}
    </svg>
  );
}

export interface Cell {
  readonly status: CellStatus;
  readonly actorCount: number;
  readonly fragile: boolean;
  readonly stale: boolean;
  readonly lapsedOn: string | null;
  readonly renewalPending: boolean;
}

/** Lists what else applies to a cell, in a word each. */
export function flags(cell: Cell): string[] {
  return [
    ...(cell.fragile ? ['fragile'] : []),
    ...(cell.stale ? ['ancien'] : []),
    ...(cell.lapsedOn ? [cell.renewalPending ? 'échu, renouvellement attendu' : 'échu'] : []),
  ];
}

/** Lists the same in full: « échu le 30 juin 2026, renouvellement attendu ». */
export function flagsAtLength(cell: Cell): string[] {
  return [
    ...(cell.fragile ? ['fragile : repose sur un seul acteur'] : []),
    ...(cell.stale ? ['ancien : rien n’a été confirmé depuis 24 mois'] : []),
    ...(cell.lapsedOn
      ? [`échu le ${day(cell.lapsedOn)}${cell.renewalPending ? ', renouvellement attendu' : ''}`]
      : []),
  ];
}

export function StatusTag({ status, word }: { status: CellStatus; word: string }) {
  return (
    <span className={`status status-${status}`}>
      <StatusSign status={status} /> {word}
    </span>
  );
}
