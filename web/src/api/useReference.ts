import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from './ask';
import { ReferenceDocument, type ReferenceQuery } from './reference.generated';
import { retryInterval } from './useAnswer';

/** A region or département to which a page can be limited. */
export interface Area {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly kind: 'REGION' | 'DEPARTEMENT';
  readonly region: string | undefined;
}

/** The French words of every vocabulary, and the regions and départements. */
export interface Reference {
  readonly word: (vocabulary: string, value: string) => string;
  /** The meaning of a word in French; empty if it has none. */
  readonly meaning: (vocabulary: string, value: string) => string;
  readonly words: (vocabulary: string) => readonly (readonly [value: string, word: string])[];
  readonly areas: readonly Area[];
  /** The part of the data that is fictional. */
  readonly fictional: 'nothing' | 'some' | 'everything';
  /** True if public data were imported. */
  readonly hasPublicData: boolean;
}

const EMPTY: Reference = {
  word: (_, value) => value,
  meaning: () => '',
  words: () => [],
  areas: [],
  fictional: 'nothing',
  hasPublicData: false,
};

/** Loads the reference data once for all pages; empty until it has arrived. */
export function useReference(): { reference: Reference; ready: boolean; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['reference'],
    queryFn: ({ signal }) => ask(ReferenceDocument, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: retryInterval,
  });
  const reference = useMemo(() => (data ? parse(data) : EMPTY), [data]);
  return { reference, ready: data !== undefined, error };
}

function fictionalPart({ recorded, fictional }: ReferenceQuery): Reference['fictional'] {
  if (!fictional?.totalCount) return 'nothing';
  return fictional.totalCount === recorded?.totalCount ? 'everything' : 'some';
}

function parse(data: ReferenceQuery): Reference {
  const vocabularies = new Map(data.vocabularies?.map(({ name, members }) => [name, members]));
  const words = (vocabulary: string) =>
    (vocabularies.get(vocabulary) ?? []).map(({ value, labelFr }) => [value, labelFr] as const);
  const member = (vocabulary: string, value: string) =>
    vocabularies.get(vocabulary)?.find((one) => one.value === value);
  return {
    words,
    fictional: fictionalPart(data),
    hasPublicData: (data.lists?.totalCount ?? 0) > 0,
    word: (vocabulary, value) => member(vocabulary, value)?.labelFr ?? value,
    meaning: (vocabulary, value) => member(vocabulary, value)?.meaningFr ?? '',
    areas: (data.territories?.edges ?? []).map(({ node }) => ({
      id: node.id,
      name: node.name,
      code: node.code,
      kind: node.kind as Area['kind'],
      region: node.parents.find(({ id }) => id.startsWith('region:'))?.id,
    })),
  };
}
