/** Paper: whether the page is being printed, whether it is whole, and the one way to print it. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** What an element of a page that still waits for something is marked with. */
const AWAITED = 'main :is(.loading, [aria-busy="true"])';
const PAPER = window.matchMedia('print');

let isAnnounced = false;
const readers = new Set<() => void>();

/** Renders for paper at once: the browser lays the pages out as soon as its event has been handled. */
function update(isPrinting = isAnnounced) {
  isAnnounced = isPrinting;
  flushSync(() => {
    for (const read of readers) read();
  });
}

window.addEventListener('beforeprint', () => update(true));
window.addEventListener('afterprint', () => update(false));
PAPER.addEventListener('change', () => update());

/** Tells whether the page is being printed. */
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

/** Calls back whenever the page may have become whole, or no longer be it. */
function watch(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
  return () => observer.disconnect();
}

/** Tells whether nothing of the page is awaited any more. */
export function useIsWhole(): boolean {
  return useSyncExternalStore(watch, isWhole);
}

/** Waits until nothing of the page is awaited any more. */
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

/** Prints the page once it is whole, under the title by which a browser names a PDF. */
export async function printPage(heading: string): Promise<void> {
  if (!isWhole()) await whole();
  const { title } = document;
  document.title = `Cinq Axes – ${heading}`;
  window.print();
  document.title = title;
}
