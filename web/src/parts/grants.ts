import type { GrantWhere, InstitutionWhere } from '../generated/schema';

/**
 * Returns the condition on grants up to the year of a day that fund nothing known, of an area or of the country.
 *
 * Without ground: only those whose source names no territory.
 */
export function unclassified(day: string, area: string, isWithoutGround = false): GrantWhere {
  const year = { lte: Number(day.slice(0, 4)) };
  if (isWithoutGround) return { funds: { none: {} }, year, territories: { none: {} } };
  return {
    funds: { none: {} },
    year,
    ...(area && { territories: { some: { node: { within: { id: area } } } } }),
  };
}

/** Returns the condition on the bodies that received such grants. */
export function unclassifiedBodies(grants: GrantWhere): InstitutionWhere {
  return { receivedGrants: { some: { node: grants } } };
}
