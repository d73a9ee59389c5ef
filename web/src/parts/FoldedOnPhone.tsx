import type { ReactNode } from 'react';
import { useMedia } from './useMedia';

/** Shows controls; on a phone they are folded under a title, since they would fill half of its screen. */
export function FoldedOnPhone({ title, children }: { title: string; children: ReactNode }) {
  return useMedia('(max-width: 40rem)') ? (
    <details className="filters-fold">
      <summary>{title}</summary>
      {children}
    </details>
  ) : (
    children
  );
}
