import words from '../../../schema/words.json';
import type { Role } from '../generated/schema';

/** The roles that carry an engagement, as the API's vocabulary declares them. */
const CARRYING: ReadonlySet<string> = new Set(words.carryingRoles);

/** Returns whether an actor carries an engagement, and is not only its funder, its adviser or its public. */
export function carries({ roles }: { readonly roles: readonly Role[] }): boolean {
  return roles.some((role) => CARRYING.has(role));
}

/** Returns those who carry an engagement, its leader first: they can answer questions about it. */
export function carriersOf<Actor>(
  edges: readonly { readonly roles: readonly Role[]; readonly node: Actor }[],
): readonly Actor[] {
  const leads = ({ roles }: { readonly roles: readonly Role[] }) => Number(roles.includes('LEAD'));
  return edges
    .filter(carries)
    .toSorted((one, other) => leads(other) - leads(one))
    .map(({ node }) => node);
}
