import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from 'react';

const MOVES: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * One stop of the Tab key for all the links of a table: arrows go from link to link, along a row and from row to row.
 *
 * The links are drawn with `tabIndex={-1}`; the one that had the focus last takes it again.
 */
export function useRoving(table: RefObject<HTMLTableElement | null>) {
  useEffect(() => {
    if (!table.current?.querySelector('a[tabindex="0"]')) {
      const first = table.current?.querySelector('tbody a');
      if (first instanceof HTMLElement) first.tabIndex = 0;
    }
  });
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLAnchorElement)) return;
    for (const link of table.current?.querySelectorAll<HTMLElement>('a[tabindex="0"]') ?? [])
      link.tabIndex = -1;
    target.tabIndex = 0;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    const row = event.target instanceof HTMLAnchorElement && event.target.closest('tr');
    if (!step || !row) return;
    const next = table.current?.rows[row.rowIndex + step[0]];
    const links = next && linksOf(next);
    const place = linksOf(row).indexOf(event.target as HTMLAnchorElement) + step[1];
    const link = links?.[step[0] === 0 ? place : Math.min(place, links.length - 1)];
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  return { onFocus, onKeyDown };
}

function linksOf(row: HTMLTableRowElement): HTMLAnchorElement[] {
  return [...row.querySelectorAll('a')];
}
