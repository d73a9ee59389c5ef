import type { SearchKind } from '../generated/schema';

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
