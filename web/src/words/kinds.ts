import type { SearchKind, TerritoryKind } from '../generated/schema';
import { periodInWords } from './engagements';
import { shortDay } from './texts';

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

interface Hit {
  readonly kind: SearchKind;
  readonly node: {
    readonly __typename: string;
    readonly territoryKind?: TerritoryKind;
    readonly generation?: string;
    readonly attachedTo?: { readonly label: string } | null;
    readonly institutionKind?: string;
    readonly basedIn?: { readonly label: string } | null;
    readonly startsOn?: string;
    readonly endsOn?: string | null;
  };
}

/**
 * Describes a search result, its place and its beginning: « QPV, Loire-Atlantique », « mission locale, Cholet (49) ».
 */
export function describe({ kind, node }: Hit, word: (vocabulary: string, value: string) => string): string {
  const { __typename, territoryKind, generation, attachedTo, institutionKind, basedIn, startsOn, endsOn } =
    node;
  const what = territoryKind
    ? territoryKind === 'QPV'
      ? 'QPV'
      : word('TerritoryKind', territoryKind)
    : institutionKind
      ? word('InstitutionKind', institutionKind)
      : SEARCH_KINDS[kind].one;
  const parts = [generation ? `${what} ${generation.replace('-', '–')}` : what];
  if (attachedTo) parts.push(attachedTo.label);
  if (basedIn) parts.push(basedIn.label);
  if (startsOn) parts.push(periodInWords({ __typename, startsOn, endsOn: endsOn ?? null }, shortDay));
  return parts.join(', ');
}
