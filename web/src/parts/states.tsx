/** What a page shows in place of an answer. */
import { NoAnswer } from '../api/ask';

const REASONS: Record<string, { title: string; text: string }> = {
  DATABASE_UNAVAILABLE: {
    title: 'Base indisponible',
    text: 'Le service répond, mais pas la base de données. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même.',
  },
  UNREACHABLE: {
    title: 'Service injoignable',
    text: 'Le service ne répond pas. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même.',
  },
  TIMEOUT: {
    title: 'Réponse trop longue',
    text: 'La base n’a pas répondu à temps. Réessayez dans un instant ; un territoire plus petit répondra plus vite.',
  },
  NOT_FOUND: { title: 'Introuvable', text: 'Ce que l’adresse désigne n’est pas dans le graphe.' },
  NOT_IN_FORCE: {
    title: 'Pas en vigueur',
    text: 'Ce contrat de ville ou ce QPV n’est pas en vigueur à la date choisie : changez la date.',
  },
  LIMIT_EXCEEDED: {
    title: 'Question trop grande',
    text: 'La réponse dépasserait ce que le service rend en une fois : choisissez un territoire plus petit ou moins d’axes.',
  },
  BAD_USER_INPUT: {
    title: 'Adresse incomprise',
    text: 'Une partie de l’adresse n’est pas comprise : reprenez les choix ci-dessus.',
  },
  PERSISTED_DOCUMENT_NOT_FOUND: {
    title: 'Nouvelle version',
    text: 'Le service a été mis à jour depuis que cette page est ouverte : rechargez-la.',
  },
  PERSISTED_DOCUMENT_REQUIRED: {
    title: 'Questions libres fermées',
    text: 'Ce service ne répond qu’aux questions que ses administrateurs ont autorisées.',
  },
  INTERNAL: {
    title: 'Erreur du service',
    text: 'Le service a rencontré une erreur ; elle est notée dans son journal.',
  },
};

export function Loading() {
  return (
    <div className="state" role="status">
      <p className="loading">Chargement…</p>
    </div>
  );
}

/** Explains an error in French, with the API's own message in a disclosure. */
export function Failure({ error }: { error: Error }) {
  const code = error instanceof NoAnswer ? error.code : 'INTERNAL';
  const { title, text } = REASONS[code] ?? (REASONS.INTERNAL as { title: string; text: string });
  return (
    <section className="state state-failure" role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
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
