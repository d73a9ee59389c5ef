import words from '../../../schema/words.json';
import type { Role } from '../generated/schema';

/** The roles that carry an engagement, as the API's vocabulary declares them. */
const CARRYING: ReadonlySet<string> = new Set(words.carryingRoles);

export function carries({ roles }: { readonly roles: readonly Role[] }): boolean {
  return roles.some((role) => CARRYING.has(role));
}
