/** Lays the network out by forces, in a worker; fixed nodes stay where they are. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { Place } from './graph';

export interface LayoutRequest {
  readonly nodes: readonly (Place & {
    readonly id: string;
    readonly fixed: boolean;
    readonly size: number;
  })[];
  readonly edges: readonly (readonly [source: string, target: string, weight: number])[];
}

const ITERATIONS = 400;
const LARGE_NETWORK = 500;

self.onmessage = ({ data: { nodes, edges } }: MessageEvent<LayoutRequest>) => {
  const graph = new Graph({ type: 'undirected', multi: false });
  for (const { id, x, y, fixed, size } of nodes) graph.addNode(id, { x, y, fixed, size });
  for (const [source, target, weight] of edges)
    if (source !== target) graph.mergeEdge(source, target, { weight });
  const places = forceAtlas2(graph, {
    iterations: nodes.length > LARGE_NETWORK ? ITERATIONS / 2 : ITERATIONS,
    settings: {
      ...forceAtlas2.inferSettings(graph),
      adjustSizes: false,
      gravity: 0.6,
      scalingRatio: 40,
      barnesHutOptimize: nodes.length > LARGE_NETWORK,
    },
  }) as Record<string, Place>;
  self.postMessage(places);
};
