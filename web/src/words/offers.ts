import type { OfferAccess } from '../generated/schema';
import { capital, list } from './texts';

/** Describes how to obtain an offer, and who decides: « Au cas par cas, décision : DREETS Bretagne ». */
export function accessInWords(
  access: OfferAccess,
  decidedBy: readonly { readonly label: string }[],
  word: (vocabulary: string, value: string) => string,
): string {
  const way = capital(word('OfferAccess', access));
  return decidedBy.length ? `${way}, décision : ${list(decidedBy.map(({ label }) => label))}` : way;
}
