import type { Role } from '../generated/schema';

/** The roles that carry an engagement: they count as mobilised, and can be asked about it. */
const CARRYING: ReadonlySet<Role> = new Set(['LEAD', 'STEERING', 'PARTNER', 'TRAINER', 'COORDINATOR']);

export function carries({ roles }: { readonly roles: readonly Role[] }): boolean {
  return roles.some((role) => CARRYING.has(role));
}
