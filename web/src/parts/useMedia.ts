import { useCallback, useSyncExternalStore } from 'react';
import { useIsPrinting } from './printing';

/**
 * Returns whether a media query about the width of the window matches, and rerenders when that changes.
 *
 * Paper counts as a wide screen before the browser lays it out: later changes would come too late.
 */
export function useMedia(query: `(${'min' | 'max'}-width: ${string})`): boolean {
  const isPrinting = useIsPrinting();
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    [query],
  );
  const matches = useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
  return isPrinting ? query.startsWith('(min') : matches;
}
