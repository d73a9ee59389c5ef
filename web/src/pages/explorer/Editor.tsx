import 'graphiql/setup-workers/vite';
import { GraphiQL } from 'graphiql';
import { type RefObject, useEffect } from 'react';
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

/** Stores GraphiQL's state only while the page is open: a query may name a person. */
function memoryStorage() {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    clear: () => items.clear(),
  };
}

export interface Edited {
  query: string;
  variables: string;
}

/** Shows GraphiQL with a query and its variables; `edited` holds both as they are typed. */
export function Editor({
  query,
  variables,
  edited,
}: Readonly<Edited> & { readonly edited: RefObject<Edited> }) {
  useEffect(() => {
    edited.current = { query, variables };
  }, [query, variables, edited]);
  return (
    <GraphiQL
      fetcher={fetcher}
      initialQuery={query}
      initialVariables={variables}
      onEditQuery={(text) => {
        edited.current.query = text;
      }}
      onEditVariables={(text) => {
        edited.current.variables = text;
      }}
      defaultEditorToolsVisibility={variables ? 'variables' : false}
      storage={memoryStorage()}
    />
  );
}
