import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from 'react';

const MOVES: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Makes the links of a table a single stop of the Tab key, and moves between them with the arrow keys.
 *
 * All links must have `tabIndex={-1}`; the last focused one becomes the stop. `renderRow` is called with a row that
 * has no links yet, and must render them synchronously.
 */
export function useRovingFocus(
  table: RefObject<HTMLTableElement | null>,
  renderRow: (row: HTMLTableRowElement) => void,
) {
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
    const move = MOVES[event.key];
    const row = event.target instanceof HTMLAnchorElement && event.target.closest('tr');
    if (!move || !row) return;
    const [down, right] = move;
    const column = linksOf(row).indexOf(event.target as HTMLAnchorElement) + right;
    const links = linksOfRow(row.rowIndex + down);
    const link = links[down === 0 ? column : Math.min(column, links.length - 1)];
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  const linksOfRow = (index: number) => {
    const row = table.current?.rows[index];
    if (!row) return [];
    if (linksOf(row).length === 0) renderRow(row);
    const rendered = table.current?.rows[index];
    return rendered ? linksOf(rendered) : [];
  };
  return { onFocus, onKeyDown };
}

function linksOf(row: HTMLTableRowElement): HTMLAnchorElement[] {
  return [...row.querySelectorAll('a')];
}
