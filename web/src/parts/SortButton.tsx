import type { ReactNode } from 'react';
import { useIsPrinting } from './printing';

interface Props {
  readonly title?: string;
  /** The arrow after the heading. */
  readonly arrow: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** Sorts by a heading; on paper only the heading is printed, since browsers repeat no buttons on further pages. */
export function SortButton({ title, arrow, onClick, children }: Props) {
  if (useIsPrinting()) return children;
  return (
    <button type="button" className="sort" title={title} onClick={onClick}>
      {children}
      {arrow && <span aria-hidden="true"> {arrow}</span>}
    </button>
  );
}
