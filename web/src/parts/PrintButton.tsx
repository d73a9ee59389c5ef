import { useEffect } from 'react';
import { printPage, useIsComplete } from './printing';

/** Prints the page, by a click or the keys of the browser, once it is complete. */
export function PrintButton({ heading, isCurrent }: { heading: string; isCurrent: boolean }) {
  const isReady = useIsComplete() && isCurrent;
  useEffect(() => {
    if (isReady) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'p' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void printPage(heading);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isReady, heading]);
  return (
    <button type="button" className="button" disabled={!isReady} onClick={() => void printPage(heading)}>
      Imprimer
    </button>
  );
}

/** Says on paper that something was still loading: a browser's own menu prints at any time. */
export function IncompleteNote() {
  if (useIsComplete()) return null;
  return (
    <p>
      <strong>Cette page a été imprimée avant d’être complète : imprimez-la à nouveau.</strong>
    </p>
  );
}
