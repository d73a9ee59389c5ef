import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from 'react';

const MOVES: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/**
 * Makes the links of a table a single stop of the Tab key, and moves between them with the arrow keys, Home, End and
 * the page keys.
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
    const place = linksOf(row).indexOf(event.target as HTMLAnchorElement);
    const links = linksOfRow(rowFrom(row, down, table.current));
    const column = Number.isFinite(right) ? place + right : right < 0 ? 0 : links.length - 1;
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

/** Returns the index of the row that is `down` rows below another, skipping a fold, which has no links. */
function rowFrom(row: HTMLTableRowElement, down: number, table: HTMLTableElement | null): number {
  const index = bounded(row.rowIndex + down, rowsWithLinks(table));
  const isFold = table?.rows[index]?.classList.contains('fold');
  return isFold ? bounded(index + Math.sign(down), rowsWithLinks(table)) : index;
}

/** Returns the indexes of the first and the last row of the body. */
function rowsWithLinks(table: HTMLTableElement | null): readonly [number, number] {
  const rows = table?.tBodies[0]?.rows;
  return [rows?.[0]?.rowIndex ?? 0, rows?.[rows.length - 1]?.rowIndex ?? 0];
}

function bounded(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(Math.max(value, least), most);
}

function linksOf(row: HTMLTableRowElement): HTMLAnchorElement[] {
  return [...row.querySelectorAll('a')];
}
