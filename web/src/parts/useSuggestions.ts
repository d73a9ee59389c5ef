import { useEffect, useState } from 'react';
import { NoAnswer } from '../api/ask';
import { useAnswer } from '../api/useAnswer';
import { useReference } from '../api/useReference';
import type { SearchKind } from '../generated/schema';
import { describe } from '../words/kinds';
import { SearchDocument } from './search.generated';

const MIN_LETTERS = 2;
const PAUSE_MS = 120;

/** A node that a text may mean, with its distinction from namesakes. */
export interface Suggestion {
  readonly id: string;
  readonly label: string;
  readonly details: string;
}

/** Finds nodes while a text is typed, returns whether they match all its words, and what to show without matches. */
export function useSuggestions(
  text: string,
  first: number,
  kinds: readonly SearchKind[] | null = null,
): {
  readonly suggestions: readonly Suggestion[];
  readonly isApproximate: boolean;
  readonly emptyText: string;
} {
  const {
    reference: { word },
  } = useReference();
  const input = useAfterPause(text.trim());
  const isSearching = input.length >= MIN_LETTERS;
  const { result } = useAnswer(
    SearchDocument,
    { text: input, kinds: kinds && [...kinds], first },
    isSearching,
  );
  if (!isSearching)
    return { suggestions: [], isApproximate: false, emptyText: 'Écrivez au moins deux lettres.' };
  return {
    suggestions:
      result.data?.search?.hits.map((hit) => ({
        id: hit.node.id,
        label: hit.node.label,
        details: describe(hit, word),
      })) ?? [],
    isApproximate: result.data?.search?.approximate ?? false,
    emptyText: result.error
      ? result.error instanceof NoAnswer && result.error.code === 'OFFLINE'
        ? 'Hors ligne : cet appareil n’est relié à aucun réseau.'
        : 'Le service ne répond pas.'
      : result.isFetching
        ? 'Recherche…'
        : 'Rien ne correspond.',
  };
}

/** Returns a value once it has been stable for a moment. */
function useAfterPause(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
