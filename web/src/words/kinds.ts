import type { SearchKind, TerritoryKind } from '../generated/schema';

/** The kinds of search results, in the singular and in the plural. */
export const SEARCH_KINDS: Record<SearchKind, { one: string; many: string }> = {
  TERRITORY: { one: 'territoire', many: 'Territoires' },
  CITY_CONTRACT: { one: 'contrat de ville', many: 'Contrats de ville' },
  INSTITUTION: { one: 'institution', many: 'Institutions' },
  TRAINER: { one: 'formateur·rice', many: 'Formateurs' },
  ENGAGEMENT: { one: 'mobilisation', many: 'Mobilisations' },
  OFFER: { one: 'offre de formation', many: 'Offres de formation' },
  SOURCE: { one: 'source', many: 'Sources' },
};

interface Place {
  readonly id: string;
  readonly territoryKind?: TerritoryKind;
  readonly attachedTo?: { readonly label: string } | null;
}

/** Says where a QPV is, as many share a name: « QPV, Loire-Atlantique »; nothing for anything else. */
export function quarterPlace({ territoryKind, attachedTo }: Place): string | undefined {
  if (territoryKind !== 'QPV') return undefined;
  return attachedTo ? `QPV, ${attachedTo.label}` : 'QPV';
}
