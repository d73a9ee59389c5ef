import {
  defaultRangeExtractor,
  type Range,
  useWindowVirtualizer,
  windowScroll,
} from '@tanstack/react-virtual';
import { type FocusEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useIsPrinting } from './printing';

const LONG_TABLE = 100;
const OVERSCAN = 12;

interface Options {
  readonly rows: readonly { readonly id: string }[];
  /** The assumed height in pixels of a row that has not been rendered yet. */
  readonly estimatedHeight: number;
}

/**
 * Renders the cells of a long table only in the rows near the window.
 *
 * The other rows stay in the table as placeholders of the same height. The first row, the last, the focused one and its
 * neighbours are always rendered, so that the Tab key enters the table from both sides and continues from the focused
 * row. All rows are rendered for print.
 */
export function useVirtualRows({ rows, estimatedHeight }: Options) {
  const isLong = rows.length > LONG_TABLE;
  const isVirtual = !useIsPrinting() && isLong;
  const body = useRef<HTMLTableSectionElement>(null);
  const isPlaced = useRef(false);
  const [focusedId, setFocusedId] = useState<string>();
  const focused = rows.findIndex(({ id }) => id === focusedId);
  const focusableRows = [0, focused - 1, focused, focused + 1, rows.length - 1].filter(
    (index) => index in rows,
  );
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    enabled: isLong,
    estimateSize: () => estimatedHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    // Measuring a row here would lay the whole table out while it is being filled.
    measureElement: (row, entry) => entry?.borderBoxSize[0]?.blockSize ?? heightOf(Number(row.dataset.index)),
    overscan: OVERSCAN,
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), ...focusableRows])],
    scrollMargin: useOffsetTop(body, isLong),
    // An initial scroll to the window's position would lay the whole table out.
    scrollToFn: (...scroll) => {
      if (isPlaced.current) windowScroll(...scroll);
      isPlaced.current = true;
    },
  });
  function heightOf(index: number): number {
    return virtualizer.itemSizeCache.get(rows[index]?.id ?? index) ?? estimatedHeight;
  }
  const rendered = new Set(virtualizer.getVirtualItems().map(({ index }) => index));
  return {
    isVirtual,
    isRendered: (index: number) => !isVirtual || rendered.has(index),
    rowProps: (index: number) => ({
      ref: isVirtual ? virtualizer.measureElement : undefined,
      'data-index': isLong ? index : undefined,
    }),
    placeholderProps: (index: number) => ({
      className: 'placeholder',
      'data-index': index,
      style: { height: heightOf(index) },
    }),
    bodyProps: {
      ref: body,
      className: isVirtual ? 'virtual' : undefined,
      onFocus: ({ target }: FocusEvent) => setFocusedId(idOf(target.closest('tr'), rows)),
    },
    /** Renders a placeholder immediately, so that its content can be focused. */
    render: (row: HTMLTableRowElement) => flushSync(() => setFocusedId(idOf(row, rows))),
  };
}

function idOf(row: HTMLTableRowElement | null, rows: Options['rows']): string | undefined {
  return rows[Number(row?.dataset.index)]?.id;
}

/** Tracks the distance of an element from the top of the document. */
function useOffsetTop(element: RefObject<HTMLElement | null>, enabled: boolean): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (!enabled) return;
    const update = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(update);
    });
    observer.observe(document.body);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [element, enabled]);
  return top;
}
