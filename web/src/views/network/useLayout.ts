import { useEffect, useMemo, useRef, useState } from 'react';
import { firstPlace, type NetworkEdge, type NetworkNode, type Place, radius } from './graph';
import type { Work } from './layout.worker';

/** Places of nodes. Who has one keeps it whatever is filtered or expanded; who comes is laid out around them. */
export function useLayout(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]) {
  const known = useRef(new Map<string, Place>());
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(known.current);
  useEffect(() => {
    if (nodes.every(({ id }) => known.current.has(id))) return;
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Record<string, Place>>) => {
      for (const [id, place] of Object.entries(data))
        if (!known.current.has(id)) known.current.set(id, place);
      setPlaces(new Map(known.current));
    };
    const beside = new Map(
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
        const place = known.current.get(node.id);
        const neighbour = known.current.get(beside.get(node.id) ?? '');
        const first = firstPlace(node);
        const start =
          place ?? (neighbour ? { x: neighbour.x + first.x / 10, y: neighbour.y + first.y / 10 } : first);
        return { id: node.id, ...start, fixed: place !== undefined, size: radius(node, nodes.length) };
      }),
      edges: edges.map(({ source, target }) => [source, target] as const),
    } satisfies Work);
    return () => worker.terminate();
  }, [nodes, edges]);
  return useMemo(
    () => new Map(nodes.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) as Place]] : []))),
    [nodes, places],
  );
}
