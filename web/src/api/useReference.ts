import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from './ask';
import { ReferenceDocument, type ReferenceQuery } from './reference.generated';
import { again } from './useAnswer';

/** A region or département that a view can be kept to. */
export interface Ground {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly kind: 'REGION' | 'DEPARTEMENT';
  readonly region: string | undefined;
}

/** The French words of every vocabulary, and the regions and départements. */
export interface Reference {
  readonly word: (vocabulary: string, value: string) => string;
  readonly words: (vocabulary: string) => readonly (readonly [value: string, word: string])[];
  readonly grounds: readonly Ground[];
}

const NONE: Reference = { word: (_, value) => value, words: () => [], grounds: [] };

/** What is asked once for all views; an empty one until it is there. */
export function useReference(): { reference: Reference; ready: boolean; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['reference'],
    queryFn: ({ signal }) => ask(ReferenceDocument, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: again,
  });
  const reference = useMemo(() => (data ? read(data) : NONE), [data]);
  return { reference, ready: data !== undefined, error };
}

function read(data: ReferenceQuery): Reference {
  const vocabularies = new Map(
    data.vocabularies?.map(({ name, members }) => [name, members.map((m) => [m.value, m.labelFr] as const)]),
  );
  const words = (vocabulary: string) => vocabularies.get(vocabulary) ?? [];
  return {
    words,
    word: (vocabulary, value) => words(vocabulary).find(([known]) => known === value)?.[1] ?? value,
    grounds: (data.territories?.edges ?? []).map(({ node }) => ({
      id: node.id,
      name: node.name,
      code: node.code,
      kind: node.kind as Ground['kind'],
      region: node.parents.find(({ id }) => id.startsWith('region:'))?.id,
    })),
  };
}
