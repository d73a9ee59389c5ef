import type { OfferAccess } from '../generated/schema';
import { capital, list } from './texts';

/** Says how an offer is had, and whose decision it is: « Au cas par cas, décision : DREETS Bretagne ». */
export function accessInWords(
  access: OfferAccess,
  decidedBy: readonly { readonly label: string }[],
  word: (vocabulary: string, value: string) => string,
): string {
  const way = capital(word('OfferAccess', access));
  return decidedBy.length ? `${way}, décision : ${list(decidedBy.map(({ label }) => label))}` : way;
}
