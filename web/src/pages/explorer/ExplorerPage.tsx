import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ask } from '../../api/ask';
import { retryInterval } from '../../api/useAnswer';
import { CodeBoundary } from '../../parts/CodeBoundary';
import { codeOf } from '../../parts/code';
import { Choice } from '../../parts/fields';
import { hashOfQuery } from '../../parts/shownQueries';
import { Failure, Loading } from '../../parts/states';
import type { Edited } from './Editor';
import { QUESTIONS } from './questions';
import './explorer.css';

const Editor = codeOf(() => import('./Editor').then((module) => module.Editor));
const CURRENT = '';
const PROBE = '{ __typename }';

/** Returns the command that runs the same query from a terminal. */
function commandOf({ query, variables }: Edited): string {
  const body = JSON.stringify({ query, variables: JSON.parse(variables || '{}') }, null, 1);
  const quoted = body.replaceAll("'", "'\\''");
  return `curl -sS '${window.location.origin}/graphql' -H 'content-type: application/json' -d '${quoted}'`;
}

/** Checks once whether the service accepts unregistered queries; its error gives the reason if not. */
function useAcceptsAnyQuery() {
  return useQuery({
    queryKey: ['free questions'],
    queryFn: ({ signal }) => ask({ __meta__: { query: PROBE }, toString: () => PROBE }, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: retryInterval,
  });
}

/** Opens GraphiQL with the query in the URL's hash. */
export function ExplorerPage() {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const free = useAcceptsAnyQuery();
  const parameters = new URLSearchParams(hash.slice(1));
  const query = parameters.get('requete') ?? String(QUESTIONS[0]?.operation).trim();
  const variables = parameters.get('variables') ?? '';
  const edited = useRef<Edited>({ query, variables });
  const [chosen, setChosen] = useState(CURRENT);
  const [copied, setCopied] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(commandOf(edited.current));
      setCopied('La commande est copiée : elle se colle dans un terminal.');
    } catch (error) {
      setCopied(
        error instanceof SyntaxError
          ? 'Les variables ne sont pas du JSON.'
          : 'Le navigateur refuse de copier.',
      );
    }
  };
  const choose = (title: string) => {
    setChosen(title);
    const question = QUESTIONS.find((one) => one.title === title);
    if (question)
      navigate(
        search + hashOfQuery({ text: String(question.operation), variables: question.variables ?? {} }),
        {
          replace: true,
        },
      );
  };
  return (
    <article className="view">
      <title>Explorateur – Cinq Axes</title>
      <h1>Explorateur</h1>
      <p className="lead">
        La requête derrière chaque vue, et toute autre : l’éditeur complète à mesure que l’on écrit, la
        documentation du schéma est à gauche.
      </p>
      <div className="filters">
        <Choice
          label="Questions toutes faites"
          value={chosen}
          choices={[
            [CURRENT, 'la requête affichée'],
            ...QUESTIONS.map(({ title }) => [title, title] as const),
          ]}
          onChange={choose}
        />
        <button type="button" className="button" onClick={() => void copy()}>
          Copier la commande (curl)
        </button>
        <p role="status" className="note">
          {copied}
        </p>
      </div>
      <div className="explorer" lang={free.error ? 'fr' : 'en'}>
        {free.error ? (
          <Failure error={free.error} />
        ) : (
          <CodeBoundary fallback={<Loading />}>
            <Editor key={hash} query={query} variables={variables} edited={edited} />
          </CodeBoundary>
        )}
      </div>
    </article>
  );
}
