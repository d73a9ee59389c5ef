import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MapDrawing, MapRequest } from './map.worker';

let worker: Worker | undefined;

/**
 * Draws places on a map, off the main thread; a drawing stays until the next one of the same kind and area is ready.
 */
export function useMapDrawing({ places, kind, area, isLocal, size }: MapRequest) {
  const codes = useMemo(
    () =>
      places
        .map(({ code }) => code)
        .sort()
        .join(),
    [places],
  );
  const frame = [kind, area, ...size].join();
  return useQuery({
    queryKey: ['map', frame, isLocal, codes],
    queryFn: ({ signal }) => draw({ places, kind, area, isLocal, size }, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === frame ? previous : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function draw(request: MapRequest, signal: AbortSignal): Promise<MapDrawing> {
  worker ??= new Worker(new URL('./map.worker.ts', import.meta.url), { type: 'module' });
  const active = worker;
  const { port1, port2 } = new MessageChannel();
  const ended = new AbortController();
  const answer = new Promise<MapDrawing>((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<{ drawing?: MapDrawing; error?: string }>) =>
      data.drawing ? resolve(data.drawing) : reject(new Error(data.error));
    const giveUp = () => {
      if (worker === active) worker = undefined; // another request starts a new one
      reject(new Error('the drawing of maps did not start'));
    };
    active.addEventListener('error', giveUp, { signal: ended.signal });
    signal.addEventListener('abort', reject, { signal: ended.signal });
  });
  active.postMessage(request, [port2]);
  return answer.finally(() => {
    ended.abort();
    port1.close();
  });
}
