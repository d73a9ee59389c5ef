/** Printing: whether the page is being printed, whether it is complete, and the one function that prints it. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** The mark of an element that is still loading. */
const AWAITED = 'main :is(.loading, [aria-busy="true"])';
const PAPER = window.matchMedia('print');

let isAnnounced = false;
const readers = new Set<() => void>();

/** Renders for paper immediately: the browser lays the pages out right after handling its event. */
function update(isPrinting = isAnnounced) {
  isAnnounced = isPrinting;
  flushSync(() => {
    for (const read of readers) read();
  });
}

window.addEventListener('beforeprint', () => update(true));
window.addEventListener('afterprint', () => update(false));
PAPER.addEventListener('change', () => update());

/** Returns whether the page is being printed. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      readers.add(onChange);
      return () => readers.delete(onChange);
    },
    () => isAnnounced || PAPER.matches,
  );
}

function isWhole(): boolean {
  return document.querySelector(AWAITED) === null;
}

/** Calls back whenever the page may have become complete, or incomplete. */
function watch(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
  return () => observer.disconnect();
}

/** Returns whether nothing on the page is loading any more. */
export function useIsComplete(): boolean {
  return useSyncExternalStore(watch, isWhole);
}

/** Waits until nothing on the page is loading any more. */
function whole(): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!isWhole()) return;
      end();
      resolve();
    };
    const end = watch(check);
    check();
  });
}

/** Prints the page once it is complete; meanwhile its heading is the document's title, by which browsers name a PDF. */
export async function printPage(heading: string): Promise<void> {
  if (!isWhole()) await whole();
  const { title } = document;
  document.title = `Cinq Axes – ${heading}`;
  window.print();
  document.title = title;
}
