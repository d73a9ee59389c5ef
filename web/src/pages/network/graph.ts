/** The nodes and edges of a network, as the drawing, the list and the table show them. */

import type { TerritoryKind } from '../../generated/schema';
import { count } from '../../words/texts';
import type { GraphFragment, PathQuery } from './network.generated';

export type NetworkNode = GraphFragment['nodes'][number];
type ApiEdge = GraphFragment['edges'][number];
export type NodeKind = NetworkNode['kind'];

/** An edge of the answer, or a tie between two actors who share mobilisations. */
export interface NetworkEdge extends Omit<ApiEdge, 'kind'> {
  readonly kind: ApiEdge['kind'] | 'SHARED';
  /** The number of mobilisations that it represents. */
  readonly weight: number;
}
export interface NetworkGraph {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
}
export interface Place {
  readonly x: number;
  readonly y: number;
}

export const EMPTY_GRAPH: NetworkGraph = { nodes: [], edges: [] };

export const KINDS: readonly (readonly [kind: NodeKind, one: string, many: string])[] = [
  ['INSTITUTION', 'institution', 'institutions'],
  ['TRAINER', 'formateur·rice', 'formateurs'],
  ['ENGAGEMENT', 'mobilisation', 'mobilisations'],
  ['TERRITORY', 'territoire', 'territoires'],
  ['AXIS', 'axe', 'axes'],
];

const ACTOR_KINDS: readonly NodeKind[] = ['INSTITUTION', 'TRAINER'];

export function isActor({ kind }: NetworkNode): boolean {
  return ACTOR_KINDS.includes(kind);
}

/** Describes how one end of an edge is tied to the other, as a phrase before the other's name. */
export function tieWord({ kind, weight }: NetworkEdge, fromSource: boolean, roles: string): string {
  if (kind === 'SHARED') return `${count(weight, 'mobilisation commune', 'mobilisations communes')} avec`;
  if (kind === 'ENGAGED_IN') return fromSource ? `${roles} dans` : `${roles} :`;
  if (!fromSource) return 'visé par';
  return kind === 'TARGETS' ? 'vise' : 'sur';
}

export function kindWord(kind: NodeKind): string {
  return KINDS.find(([value]) => value === kind)?.[1] ?? kind;
}

export function kindsWord(kind: NodeKind): string {
  return KINDS.find(([value]) => value === kind)?.[2] ?? kind;
}

/** Returns the graph of an answer, in which each edge represents one mobilisation. */
export function graphOf({ nodes, edges }: Pick<GraphFragment, 'nodes' | 'edges'>): NetworkGraph {
  return { nodes, edges: edges.map((edge) => ({ ...edge, weight: 1 })) };
}

/** The words before the territory in which a path ends, if it is part of the chosen one: « par le quartier … ». */
const VIA: Record<TerritoryKind, string> = {
  COUNTRY: 'par',
  REGION: 'par la région',
  DEPARTEMENT: 'par le département',
  EPCI: 'par l’intercommunalité',
  EPT: 'par l’établissement public territorial',
  COMMUNE: 'par la commune',
  CITY_CONTRACT: 'par le',
  QPV: 'par le quartier',
};

/** A chosen end of a path; if the path ends at a territory within it instead, `via` is that territory. */
export interface PathEnd {
  readonly asked: { readonly id: string; readonly label: string };
  readonly via: { readonly id: string; readonly words: string; readonly label: string } | undefined;
}

/** Returns the ends of a path, by the ids of its first and last nodes. */
export function endsOf({ start, end, path }: PathQuery): ReadonlyMap<string, PathEnd> {
  const [first, last] = [path?.nodes[0], path?.nodes.at(-1)];
  const ends = [
    [first, start],
    [last, end],
  ] as const;
  return new Map(
    ends.flatMap(([reached, asked]) => {
      if (!reached || !asked) return [];
      const kind = 'territoryKind' in reached.node ? reached.node.territoryKind : undefined;
      const label = kind === 'CITY_CONTRACT' ? reached.label.replace(/^C/, 'c') : reached.label;
      const via = reached.id === asked.id || !kind ? undefined : { id: reached.id, words: VIA[kind], label };
      return [[reached.id, { asked, via }] as const];
    }),
  );
}

/** Returns the graph of a path, its ends named as chosen. */
export function pathOf(answer: PathQuery): NetworkGraph {
  const ends = endsOf(answer);
  const { nodes, edges } = answer.path ? graphOf(answer.path) : EMPTY_GRAPH;
  return {
    nodes: nodes.map((node) => {
      const end = ends.get(node.id);
      if (!end) return node;
      const { asked, via } = end;
      return { ...node, label: via ? `${asked.label}, ${via.words} ${via.label}` : asked.label };
    }),
    edges,
  };
}

/** Links the actors of a graph by their shared mobilisations, and leaves all other nodes out. */
export function betweenActors({ nodes, edges }: NetworkGraph): NetworkGraph {
  const actorsOf = new Map<string, NetworkEdge[]>();
  for (const edge of edges)
    if (edge.kind === 'ENGAGED_IN') actorsOf.set(edge.target, [...(actorsOf.get(edge.target) ?? []), edge]);
  const ties = new Map<string, NetworkEdge>();
  for (const engaged of actorsOf.values())
    for (const [index, one] of engaged.entries())
      for (const other of engaged.slice(index + 1)) {
        const [source, target] = [one.source, other.source].sort() as [string, string];
        const id = `${source}~${target}`;
        const tie = ties.get(id);
        ties.set(id, {
          ...{ id, source, target, kind: 'SHARED', roles: [] },
          axes: [...new Set([...(tie?.axes ?? []), ...one.axes, ...other.axes])],
          weight: (tie?.weight ?? 0) + 1,
        });
      }
  const partners = new Map<string, number>();
  for (const { source, target } of ties.values())
    for (const end of [source, target]) partners.set(end, (partners.get(end) ?? 0) + 1);
  return {
    nodes: nodes.filter(isActor).map((node) => {
      const degree = partners.get(node.id) ?? 0;
      return { ...node, degree, shownDegree: degree };
    }),
    edges: [...ties.values()],
  };
}

/** Above this number of nodes, they are drawn smaller. */
const MAX_FULL_SIZE = 250;

/** Returns a node's radius in pixels, by its degree and the number of nodes drawn. */
export function radius({ degree }: NetworkNode, nodeCount: number): number {
  return (
    (4 + Math.min(12, Math.sqrt(degree) * 1.6)) *
    Math.sqrt(MAX_FULL_SIZE / Math.max(MAX_FULL_SIZE, nodeCount))
  );
}

/** Returns an edge's width in pixels: one more each time the number of mobilisations doubles. */
export function edgeWidth({ weight }: NetworkEdge): number {
  return 0.7 + Math.log2(weight);
}

/** Removes nodes hidden by kind or one by one, and the edges that lose an end. */
export function visiblePart(
  { nodes: all, edges }: NetworkGraph,
  hiddenKinds: readonly NodeKind[],
  hiddenIds: readonly string[],
): NetworkGraph {
  const nodes = all.filter(({ id, kind }) => !hiddenKinds.includes(kind) && !hiddenIds.includes(id));
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}

/** Returns a node and those tied to it. */
export function neighbourhoodOf(id: string, edges: readonly NetworkEdge[]): ReadonlySet<string> {
  const ids = new Set([id]);
  for (const { source, target } of edges) {
    if (source === id) ids.add(target);
    if (target === id) ids.add(source);
  }
  return ids;
}

/** Places a node before the layout: on a ring by its distance, at an angle that depends only on its id. */
export function initialPlace({ id, distance }: NetworkNode): Place {
  let hash = 2_166_136_261;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const angle = (hash / 2 ** 32) * 2 * Math.PI;
  const ring = distance * 100 + (hash % 97) / 2;
  return { x: ring * Math.cos(angle), y: ring * Math.sin(angle) };
}

/** Sorts nodes by their links in the drawing, most first, then by name. */
export function byLinks(nodes: readonly NetworkNode[]): readonly NetworkNode[] {
  return nodes.toSorted(
    (one, other) => other.shownDegree - one.shownDegree || one.label.localeCompare(other.label, 'fr'),
  );
}
