import type { Role } from '../generated/schema';

/** The roles of those who carry an engagement: what counts as being mobilised, and whom to ask. */
const CARRYING: ReadonlySet<Role> = new Set(['LEAD', 'STEERING', 'PARTNER', 'TRAINER', 'COORDINATOR']);

export function carries({ roles }: { readonly roles: readonly Role[] }): boolean {
  return roles.some((role) => CARRYING.has(role));
}
