/** What has changed between two days, and which contracts cannot be compared. */
import type { Axis, CellStatus } from '../../generated/schema';
import type { EvolutionQuery, StateFragment } from './evolution.generated';

export type StateRow = StateFragment['edges'][number]['node'];
export type Cell = StateRow['cells'][number];

export interface Change {
  readonly territory: StateRow['territory'];
  readonly axis: Axis;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  readonly direction: 'gained' | 'lost' | 'moved';
}

/** A contract that cannot be held against another day, and why. */
export interface Incomparable {
  readonly territory: StateRow['territory'];
  readonly reason: string;
  readonly others: readonly { readonly id: string; readonly label: string }[];
}

/** A contract of the second day with what stands for it on the first. */
export interface Pair {
  readonly row: StateRow;
  readonly precursors: readonly StateRow[];
}

export interface Comparison {
  readonly pairs: readonly Pair[];
  readonly changes: readonly Change[];
  readonly incomparables: readonly Incomparable[];
}

const RANK: Record<CellStatus, number> = {
  COVERED: 3,
  PARTIAL: 2,
  INHERITED: 1,
  GAP: 0,
  TO_CONFIRM: 0,
  UNKNOWN: 0,
};
const NO_PREDECESSOR = 'pas de contrat précédent connu';
const NO_SUCCESSOR = 'pas de contrat suivant connu';
const BY_LOCATION = 'rapproché par le lieu';

/** Compares the cells of two days: predecessors stand for a new contract where the succession is sure. */
export function comparisonOf({ before, after }: EvolutionQuery): Comparison {
  const earlier = new Map(before?.edges.map(({ node }) => [node.territory.id, node]));
  const continued = new Set<string>();
  const pairs: Pair[] = [];
  const incomparables: Incomparable[] = [];
  for (const { node: row } of after?.edges ?? []) {
    const same = earlier.get(row.territory.id);
    const links = same ? [] : predecessorsOf(row).filter(({ node }) => earlier.has(node.id));
    const precursors = same ? [same] : links.flatMap(({ node }) => earlier.get(node.id) ?? []);
    for (const { territory } of precursors) continued.add(territory.id);
    const byLocation = links.some(({ basis }) => basis === 'LOCATION');
    if (precursors.length > 0 && !byLocation) pairs.push({ row, precursors });
    else
      incomparables.push({
        territory: row.territory,
        reason: byLocation ? BY_LOCATION : NO_PREDECESSOR,
        others: links.map(({ node }) => node),
      });
  }
  const ended = [...earlier.values()].filter(({ territory }) => !continued.has(territory.id));
  return {
    pairs,
    changes: pairs.flatMap(({ row, precursors }) =>
      row.cells.flatMap((cell) => compareCells(row.territory, bestCell(precursors, cell.axis), cell)),
    ),
    incomparables: [
      ...incomparables,
      ...ended.map(({ territory }) => ({ territory, reason: NO_SUCCESSOR, others: [] })),
    ],
  };
}

function predecessorsOf({ territory }: StateRow) {
  return territory.__typename === 'CityContract' ? territory.predecessors : [];
}

/** Finds the best covered cell of an axis. */
export function bestCell(rows: readonly StateRow[], axis: Axis): Cell | undefined {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell.axis === axis));
  return cells.toSorted((a, b) => rankOf(b) - rankOf(a) || b.actorCount - a.actorCount)[0];
}

/** Ranks what is confirmed; the three statuses without anybody stand side by side. */
export function rankOf(cell: Cell | undefined): number {
  return cell?.status ? RANK[cell.status] : 0;
}

function sameActors(one: Cell, other: Cell): boolean {
  const others = new Set(other.actors.map(({ id }) => id));
  return one.actors.every(({ id }) => others.has(id));
}

function compareCells(
  territory: StateRow['territory'],
  before: Cell | undefined,
  after: Cell | undefined,
): Change[] {
  const axis = (after ?? before)?.axis;
  const step = rankOf(after) - rankOf(before);
  const isSame =
    before && after
      ? before.status === after.status &&
        before.actorCount === after.actorCount &&
        before.fragile === after.fragile &&
        sameActors(before, after)
      : step === 0;
  if (!axis || isSame) return [];
  return [{ territory, axis, before, after, direction: step > 0 ? 'gained' : step < 0 ? 'lost' : 'moved' }];
}
