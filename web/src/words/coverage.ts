import type { Axis, CellStatus } from '../generated/schema';

/** Whether nobody is known to be mobilised: gap and unknown alike. */
export function isEmpty({ status }: { readonly status: CellStatus }): boolean {
  return status === 'GAP' || status === 'UNKNOWN';
}

/** The axes where nobody is known. */
export function emptyAxes(cells: readonly { readonly axis: Axis; readonly status: CellStatus }[]): Axis[] {
  return cells.filter(isEmpty).map(({ axis }) => axis);
}
