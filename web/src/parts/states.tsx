/** What a view shows while there is no answer, or none that it can show. */
import { NoAnswer } from '../api/ask';

const REASONS: Record<string, { title: string; say: string }> = {
  DATABASE_UNAVAILABLE: {
    title: 'Base indisponible',
    say: 'Le service répond, mais pas la base de données. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même.',
  },
  UNREACHABLE: {
    title: 'Service injoignable',
    say: 'Le service ne répond pas. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même.',
  },
  TIMEOUT: {
    title: 'Réponse trop longue',
    say: 'La base n’a pas répondu à temps. Réessayez dans un instant ; un territoire plus petit répondra plus vite.',
  },
  NOT_FOUND: { title: 'Introuvable', say: 'Ce que l’adresse désigne n’est pas dans le graphe.' },
  NOT_IN_FORCE: {
    title: 'Pas en vigueur',
    say: 'Ce contrat de ville n’est pas en vigueur à la date choisie : changez la date.',
  },
  LIMIT_EXCEEDED: {
    title: 'Question trop grande',
    say: 'La réponse dépasserait ce que le service rend en une fois : choisissez un territoire plus petit ou moins d’axes.',
  },
  BAD_USER_INPUT: {
    title: 'Adresse incomprise',
    say: 'Une partie de l’adresse n’est pas comprise : reprenez les choix ci-dessus.',
  },
  INTERNAL: {
    title: 'Erreur du service',
    say: 'Le service a rencontré une erreur ; elle est notée dans son journal.',
  },
};

export function Loading() {
  return (
    <div className="state" role="status">
      <p className="loading">Chargement…</p>
    </div>
  );
}

/** Why there is no answer, in French, with the API's own sentence at hand. */
export function Failure({ error }: { error: Error }) {
  const code = error instanceof NoAnswer ? error.code : 'INTERNAL';
  const { title, say } = REASONS[code] ?? (REASONS.INTERNAL as { title: string; say: string });
  return (
    <section className="state state-failure" role="alert">
      <h2>{title}</h2>
      <p>{say}</p>
      {code !== 'UNREACHABLE' && (
        <details>
          <summary>Message de l’API</summary>
          <p lang="en">{error.message}</p>
        </details>
      )}
    </section>
  );
}

export function Empty({ children }: { children: React.ReactNode }) {
  return <p className="empty">{children}</p>;
}
