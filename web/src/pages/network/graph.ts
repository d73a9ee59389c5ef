/** The nodes and edges of an answer, as the drawing and the table show them. */
import type { GraphFragment } from './network.generated';

export type NetworkNode = GraphFragment['nodes'][number];
export type NetworkEdge = GraphFragment['edges'][number];
export type NodeKind = NetworkNode['kind'];
export interface Place {
  readonly x: number;
  readonly y: number;
}

export const KINDS: readonly (readonly [kind: NodeKind, one: string, many: string])[] = [
  ['INSTITUTION', 'institution', 'institutions'],
  ['TRAINER', 'formateur·rice', 'formateurs'],
  ['ENGAGEMENT', 'mobilisation', 'mobilisations'],
  ['TERRITORY', 'territoire', 'territoires'],
  ['AXIS', 'axe', 'axes'],
];

/** The theme's colour token of each kind. */
export const COLOURS: Record<NodeKind, string> = {
  INSTITUTION: '--node-institution',
  TRAINER: '--node-trainer',
  ENGAGEMENT: '--node-engagement',
  TERRITORY: '--node-territory',
  AXIS: '--node-axis',
};

/** Describes how one end of an edge is tied to the other, as a phrase before the other's name. */
export function tieWord({ kind }: NetworkEdge, fromSource: boolean, roles: string): string {
  if (kind === 'ENGAGED_IN') return fromSource ? `${roles} de` : `${roles} :`;
  if (kind === 'TARGETS') return fromSource ? 'vise' : 'visé par';
  return fromSource ? 'sur' : 'axe de';
}

export function kindWord(kind: NodeKind): string {
  return KINDS.find(([value]) => value === kind)?.[1] ?? kind;
}

export function kindsWord(kind: NodeKind): string {
  return KINDS.find(([value]) => value === kind)?.[2] ?? kind;
}

/** Above this many nodes, they are drawn smaller. */
const MAX_FULL_SIZE = 250;

/** Returns a node's radius in pixels, by its degree and the number of nodes drawn. */
export function radius({ degree }: NetworkNode, nodeCount: number): number {
  return (
    (4 + Math.min(12, Math.sqrt(degree) * 1.6)) *
    Math.sqrt(MAX_FULL_SIZE / Math.max(MAX_FULL_SIZE, nodeCount))
  );
}

/** Removes nodes hidden by kind or one by one, and the edges that lose an end. */
export function visiblePart(
  graph: GraphFragment,
  hiddenKinds: readonly NodeKind[],
  hiddenIds: readonly string[],
) {
  const nodes = graph.nodes.filter(({ id, kind }) => !hiddenKinds.includes(kind) && !hiddenIds.includes(id));
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}

/** Places a node before the layout: on a ring by its distance, at an angle that depends on its id alone. */
export function initialPlace({ id, distance }: NetworkNode): Place {
  let hash = 2_166_136_261;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const angle = (hash / 2 ** 32) * 2 * Math.PI;
  const ring = distance * 100 + (hash % 97) / 2;
  return { x: ring * Math.cos(angle), y: ring * Math.sin(angle) };
}
