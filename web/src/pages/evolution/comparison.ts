/** The changes between two days, and the contracts that cannot be compared. */
import type { Axis, CellStatus } from '../../generated/schema';
import type { EvolutionQuery, StateFragment } from './evolution.generated';

export type StateRow = StateFragment['edges'][number]['node'];
export type Cell = StateRow['cells'][number];

/**
 * The change of a cell: a better or a worse status; the loss of all confirmed or all known actors; another status
 * without anybody; other actors; or only a change of fragility.
 */
export type Direction = 'more' | 'less' | 'unconfirmed' | 'nobody' | 'found' | 'actors' | 'fragile';

export interface Change {
  readonly territory: StateRow['territory'];
  readonly axis: Axis;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  readonly direction: Direction;
  /** The actors who count on the second day but did not on the first, in this contract or in its predecessors. */
  readonly came: readonly Actor[];
  /** The actors who counted on the first day and do not on the second. */
  readonly left: readonly Actor[];
  /** True if a cell has more actors than were read, so that none can be named. */
  readonly isCut: boolean;
}

type Actor = Cell['actors'][number];

/** A contract that cannot be compared with another day, and the reason. */
export interface Incomparable {
  readonly territory: StateRow['territory'];
  readonly reason: string;
  readonly others: readonly { readonly id: string; readonly label: string }[];
}

/** A contract of the second day, with itself or its predecessors on the first day. */
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

/** Compares the cells of two days: a new contract is compared with its predecessors if the succession is certain. */
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
      row.cells.flatMap((cell) => compareCells(row.territory, cellsOn(precursors, cell.axis), cell)),
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

function cellsOn(rows: readonly StateRow[], axis: Axis): readonly Cell[] {
  return rows.flatMap((row) => row.cells.filter((cell) => cell.axis === axis));
}

function best(cells: readonly Cell[]): Cell | undefined {
  return cells.toSorted((a, b) => rankOf(b) - rankOf(a) || b.actorCount - a.actorCount)[0];
}

/** Ranks confirmed statuses; the three statuses without anybody have the same rank. */
function rankOf(cell: Cell | undefined): number {
  return cell?.status ? RANK[cell.status] : 0;
}

function compareCells(territory: StateRow['territory'], earlier: readonly Cell[], after: Cell): Change[] {
  const before = best(earlier);
  const isCut = [...earlier, after].some(({ actors, actorCount }) => actors.length < actorCount);
  const [came, left] = isCut ? [[], []] : differenceOf(earlier, after);
  const step = rankOf(after) - rankOf(before);
  const isSame = before
    ? before.status === after.status &&
      before.actorCount === after.actorCount &&
      before.fragile === after.fragile &&
      came.length + left.length === 0
    : step === 0;
  if (isSame) return [];
  const direction = directionOf(step, before, after, came.length + left.length > 0);
  return [{ territory, axis: after.axis, before, after, direction, came, left, isCut }];
}

function directionOf(step: number, before: Cell | undefined, after: Cell, hasOthers: boolean): Direction {
  if (step > 0) return 'more';
  if (step < 0) return rankOf(after) > 0 ? 'less' : after.status === 'TO_CONFIRM' ? 'unconfirmed' : 'nobody';
  if (before?.status !== after.status) return 'found';
  return hasOthers || before.actorCount !== after.actorCount ? 'actors' : 'fragile';
}

function differenceOf(earlier: readonly Cell[], after: Cell): readonly [came: Actor[], left: Actor[]] {
  const before = new Map(earlier.flatMap(({ actors }) => actors).map((actor) => [actor.id, actor]));
  const now = new Set(after.actors.map(({ id }) => id));
  return [
    after.actors.filter(({ id }) => !before.has(id)),
    [...before.values()].filter(({ id }) => !now.has(id)),
  ];
}
