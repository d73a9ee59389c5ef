import { useEffect, useMemo, useRef, useState } from 'react';
import { initialPlace, type NetworkEdge, type NetworkNode, type Place, radius } from './graph';
import type { LayoutRequest } from './layout.worker';

/** Lays nodes out; a node that has a place keeps it, and new nodes are laid out around it. */
export function useLayout(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]) {
  const allPlaces = useRef(new Map<string, Place>());
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(allPlaces.current);
  useEffect(() => {
    if (nodes.every(({ id }) => allPlaces.current.has(id))) return;
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Record<string, Place>>) => {
      for (const [id, place] of Object.entries(data))
        if (!allPlaces.current.has(id)) allPlaces.current.set(id, place);
      setPlaces(new Map(allPlaces.current));
    };
    const neighbours = new Map(
      edges.flatMap(
        ({ source, target }) =>
          [
            [source, target],
            [target, source],
          ] as const,
      ),
    );
    worker.postMessage({
      nodes: nodes.map((node) => {
        const place = allPlaces.current.get(node.id);
        const neighbour = allPlaces.current.get(neighbours.get(node.id) ?? '');
        const initial = initialPlace(node);
        const start =
          place ??
          (neighbour ? { x: neighbour.x + initial.x / 10, y: neighbour.y + initial.y / 10 } : initial);
        return { id: node.id, ...start, fixed: place !== undefined, size: radius(node, nodes.length) };
      }),
      edges: edges.map(({ source, target }) => [source, target] as const),
    } satisfies LayoutRequest);
    return () => worker.terminate();
  }, [nodes, edges]);
  return useMemo(
    () => new Map(nodes.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) as Place]] : []))),
    [nodes, places],
  );
}
