import { lazy, Suspense, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Choice } from '../../parts/fields';
import { Loading } from '../../parts/states';
import { QUESTIONS, type Question } from './questions';
import './explorer.css';

const Editor = lazy(() => import('./Editor').then((module) => ({ default: module.Editor })));
const CURRENT = '';

function hashOf({ operation, variables }: Question): string {
  const parameters = new URLSearchParams({ requete: operation.toString().trim() });
  if (variables) parameters.set('variables', JSON.stringify(variables, null, 2));
  return `#${parameters}`;
}

/** Opens GraphiQL with the query in the URL's hash. */
export function ExplorerPage() {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const parameters = new URLSearchParams(hash.slice(1));
  const query = parameters.get('requete') ?? String(QUESTIONS[0]?.operation).trim();
  const [chosen, setChosen] = useState(CURRENT);
  const choose = (title: string) => {
    setChosen(title);
    const question = QUESTIONS.find((one) => one.title === title);
    if (question) navigate(search + hashOf(question), { replace: true });
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
      </div>
      <div className="explorer" lang="en">
        <Suspense fallback={<Loading />}>
          <Editor key={hash} query={query} variables={parameters.get('variables') ?? ''} />
        </Suspense>
      </div>
    </article>
  );
}
