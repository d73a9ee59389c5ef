import { useEffect, useMemo, useState } from 'react';
import { initialPlace, type NetworkGraph, type Place, radius } from './graph';
import type { LayoutRequest } from './layout.worker';

type Places = ReadonlyMap<string, Place>;

/**
 * Lays nodes out; placed nodes stay, and new nodes are laid out around them.
 *
 * The layouts of the actors' links and of the whole graph are stored separately: each has its own shape.
 */
export function useLayout({ nodes, edges }: NetworkGraph, isBetweenActors: boolean): Places {
  const shape = isBetweenActors ? 'ties' : 'whole';
  const [allPlaces, setAllPlaces] = useState<Readonly<Record<typeof shape, Places>>>({
    ties: new Map(),
    whole: new Map(),
  });
  const places = allPlaces[shape];
  useEffect(() => {
    if (nodes.every(({ id }) => places.has(id))) return;
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Record<string, Place>>) =>
      setAllPlaces((before) => ({
        ...before,
        [shape]: new Map([...Object.entries(data), ...before[shape]]),
      }));
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
        const place = places.get(node.id);
        const neighbour = places.get(neighbours.get(node.id) ?? '');
        const initial = initialPlace(node);
        const start =
          place ??
          (neighbour ? { x: neighbour.x + initial.x / 10, y: neighbour.y + initial.y / 10 } : initial);
        return { id: node.id, ...start, fixed: place !== undefined, size: radius(node, nodes.length) };
      }),
      edges: edges.map(({ source, target, weight }) => [source, target, weight] as const),
    } satisfies LayoutRequest);
    return () => worker.terminate();
  }, [nodes, edges, places, shape]);
  return useMemo(
    () => new Map(nodes.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) as Place]] : []))),
    [nodes, places],
  );
}
