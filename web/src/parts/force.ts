/** The API's rule for the rows of a matrix: territories that are in force on a day. */

/** The day from which the QPV of 2024 are in force. */
const QUARTERS_SINCE = '2024-01-01';

interface Bounded {
  readonly kind: string;
  readonly inForceFrom?: string;
  readonly inForceUntil?: string;
}

/** Returns whether a city contract has not begun or has ended on a day, or a QPV does not exist yet. */
export function isOutOfForceOn({ kind, inForceFrom, inForceUntil }: Bounded, day: string): boolean {
  if (inForceFrom && inForceUntil) return day < inForceFrom || day > inForceUntil;
  return kind === 'QPV' && day < QUARTERS_SINCE;
}
