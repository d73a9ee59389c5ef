import type { GrantWhere, InstitutionWhere } from '../generated/schema';

/**
 * Returns the condition on unclassified grants up to the year of a day, in an area or the country.
 *
 * If `isWithoutTerritory`, only grants whose source names no territory.
 */
export function unclassified(day: string, area: string, isWithoutTerritory = false): GrantWhere {
  const budgetYear = { lte: Number(day.slice(0, 4)) };
  if (isWithoutTerritory) return { funds: { none: {} }, budgetYear, territories: { none: {} } };
  return {
    funds: { none: {} },
    budgetYear,
    ...(area && { territories: { some: { node: { within: { id: area } } } } }),
  };
}

/** Returns the condition on the bodies that received such grants. */
export function unclassifiedBodies(grants: GrantWhere): InstitutionWhere {
  return { receivedGrants: { some: { node: grants } } };
}
