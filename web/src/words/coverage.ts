import type { Axis, CellStatus } from '../generated/schema';

/** Tells whether nobody is known to be mobilised, be it a gap or unknown. */
export function isEmpty({ status }: { readonly status: CellStatus }): boolean {
  return status === 'GAP' || status === 'UNKNOWN';
}

/** Lists the axes where nobody is known to be mobilised. */
export function emptyAxes(cells: readonly { readonly axis: Axis; readonly status: CellStatus }[]): Axis[] {
  return cells.filter(isEmpty).map(({ axis }) => axis);
}
