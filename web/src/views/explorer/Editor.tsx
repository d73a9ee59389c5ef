import 'graphiql/setup-workers/vite';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';

type Fetcher = Parameters<typeof GraphiQL>[0]['fetcher'];

const fetcher: Fetcher = async (operation) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(operation),
  });
  return response.json();
};

/** What GraphiQL would keep in the browser lives as long as the page: a query may name a person. */
function forgetful() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

export function Editor({ query, variables }: { query: string; variables: string }) {
  return (
    <GraphiQL
      fetcher={fetcher}
      initialQuery={query}
      initialVariables={variables}
      defaultEditorToolsVisibility={variables ? 'variables' : false}
      storage={forgetful()}
    />
  );
}
