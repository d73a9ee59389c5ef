import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MapDrawing, MapRequest } from './map.worker';

let worker: Worker | undefined;

/** Draws places on a map, beside the page; a drawing stays until the next one of the same kind and area is there. */
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
    queryFn: ({ signal }) => drawn({ places, kind, area, isLocal, size }, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === frame ? previous : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function drawn(request: MapRequest, signal: AbortSignal): Promise<MapDrawing> {
  worker ??= new Worker(new URL('./map.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<MapDrawing>((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<{ drawing?: MapDrawing; error?: string }>) => {
      port1.close();
      if (data.drawing) resolve(data.drawing);
      else reject(new Error(data.error));
    };
    signal.addEventListener('abort', () => port1.close());
  });
  worker.postMessage(request, [port2]);
  return answer;
}
