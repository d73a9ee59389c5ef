import { useArea, useChoice } from '../../address';

const KINDS = [
  ['REGION', 'régions'],
  ['DEPARTEMENT', 'départements'],
  ['EPCI', 'EPCI'],
  ['CITY_CONTRACT', 'contrats de ville'],
  ['QPV', 'quartiers prioritaires (QPV)'],
  ['COMMUNE', 'communes'],
] as const;

export type RowKind = (typeof KINDS)[number][0];

const VALUES = KINDS.map(([kind]) => kind);

/** The kinds with some rows too wide to have statuses; among the EPCI, only the Métropole du Grand Paris is. */
export const KINDS_WITH_WIDE: readonly RowKind[] = ['REGION', 'DEPARTEMENT', 'EPCI'];

/** The noun of each kind, in the singular and in the plural. */
export const NOUNS: Record<RowKind, readonly [one: string, many: string]> = {
  REGION: ['région', 'régions'],
  DEPARTEMENT: ['département', 'départements'],
  EPCI: ['EPCI', 'EPCI'],
  CITY_CONTRACT: ['contrat', 'contrats'],
  QPV: ['QPV', 'QPV'],
  COMMUNE: ['commune', 'communes'],
};

/** The kinds whose nouns are feminine. */
export const FEMININE: ReadonlySet<RowKind> = new Set(['REGION', 'COMMUNE']);

/**
 * Reads and sets the kind of territory shown as rows (`lignes`), and lists the available choices.
 *
 * Defaults to the contracts of the selected area, to the QPV of a contract, or to the regions of the country. Regions
 * are offered only for the country, and communes only for an area.
 */
export function useRowKind() {
  const [area] = useArea();
  const defaultKind = area.startsWith('contract:') ? 'QPV' : area ? 'CITY_CONTRACT' : 'REGION';
  const [requested, setKind] = useChoice<RowKind>('lignes', VALUES, defaultKind);
  const choices = KINDS.filter(([kind]) => (area ? kind !== 'REGION' : kind !== 'COMMUNE'));
  const kind = choices.some(([value]) => value === requested) ? requested : defaultKind;
  return [kind, setKind, choices] as const;
}
