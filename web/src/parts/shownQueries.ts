/** The queries of the content on screen; for developers, the menu links to these queries. */
import { useEffect, useSyncExternalStore } from 'react';
import type { Query } from '../api/useAnswer';

export type ShownQuery = Pick<Query<unknown>, 'text' | 'variables'> & { readonly title: string };

const listeners = new Set<() => void>();
let queries: readonly ShownQuery[] = [];

function setQueries(changed: readonly ShownQuery[]) {
  queries = changed;
  for (const tell of listeners) tell();
}

/** Lists a query under a title as long as its content is on screen. */
export function useShowQuery(title: string, { text, variables }: Omit<ShownQuery, 'title'>) {
  const written = JSON.stringify(variables);
  useEffect(() => {
    const shown = { title, text, variables: JSON.parse(written) as object };
    setQueries([...queries, shown]);
    return () => setQueries(queries.filter((one) => one !== shown));
  }, [title, text, written]);
}

export function useShownQueries(): readonly ShownQuery[] {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => queries,
  );
}

/** Builds the part of the explorer's address that opens a query with its variables. */
export function hashOfQuery({ text, variables }: Omit<ShownQuery, 'title'>): string {
  return `#${new URLSearchParams({ requete: text.trim(), variables: JSON.stringify(variables, null, 2) })}`;
}
