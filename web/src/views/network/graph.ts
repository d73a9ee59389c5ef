/** What is drawn of an answer: nodes with a place that stays theirs, and edges between them. */
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

/** The theme's colour of each kind; territories are squares besides. */
export const COLOURS: Record<NodeKind, string> = {
  INSTITUTION: '--node-institution',
  TRAINER: '--node-trainer',
  ENGAGEMENT: '--node-engagement',
  TERRITORY: '--node-territory',
  AXIS: '--node-axis',
};

/** How one end of an edge is tied to the other, as a phrase before the other's name. */
export function tieWord({ kind }: NetworkEdge, fromSource: boolean, roles: string): string {
  if (kind === 'ENGAGED_IN') return fromSource ? `${roles} de` : `${roles} :`;
  if (kind === 'TARGETS') return fromSource ? 'vise' : 'visé par';
  return fromSource ? 'sur' : 'axe de';
}

export function kindWord(kind: NodeKind): string {
  return KINDS.find(([value]) => value === kind)?.[1] ?? kind;
}

export function kindsWord(kind: NodeKind): string {
  return KINDS.find(([value]) => value === kind)?.[2] ?? kind;
}

/** So many nodes are drawn at their full size; more of them smaller. */
const MANY = 250;

/** The radius of a node, in pixels, by how many links it has and how many nodes are drawn. */
export function radius({ degree }: NetworkNode, drawn: number): number {
  return (4 + Math.min(12, Math.sqrt(degree) * 1.6)) * Math.sqrt(MANY / Math.max(MANY, drawn));
}

/** Without what is hidden: by kind, or one by one; edges need both ends. */
export function visible(graph: GraphFragment, kinds: readonly NodeKind[], hidden: readonly string[]) {
  const nodes = graph.nodes.filter(({ id, kind }) => !kinds.includes(kind) && !hidden.includes(id));
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}

/** Where a node begins before the layout: always the same for the same id, on a ring by its distance. */
export function firstPlace({ id, distance }: NetworkNode): Place {
  let hash = 2_166_136_261;
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const angle = (hash / 2 ** 32) * 2 * Math.PI;
  const ring = distance * 100 + (hash % 97) / 2;
  return { x: ring * Math.cos(angle), y: ring * Math.sin(angle) };
}
