/** The contents of a page without an answer. */
import { useEffect, useState } from 'react';
import { NoAnswer } from '../api/ask';

const REASONS: Record<string, { title: string; text: string }> = {
  DATABASE_UNAVAILABLE: {
    title: 'Base indisponible ou occupée',
    text: 'La base de données ne répond pas, ou d’autres longues questions l’occupent. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même.',
  },
  UNREACHABLE: {
    title: 'Service injoignable',
    text: 'Le service ne répond pas. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même.',
  },
  OFFLINE: {
    title: 'Hors ligne',
    text: 'Cet appareil n’est relié à aucun réseau. La question est reposée toutes les trois secondes : cette page se remplira d’elle-même quand il le sera.',
  },
  LATE: {
    title: 'Pas de réponse',
    text: 'Le service a reçu la question et n’a pas répondu en une minute. Elle est reposée : cette page se remplira d’elle-même.',
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
    text: 'Le service a été mis à jour depuis que cette page est ouverte : rechargez-la.',
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

const LATE_MS = 8_000;

/** Says that an answer is loading, and after some seconds that it is late, with a button to ask again. */
export function Loading({ onRetry }: { onRetry?: () => void }) {
  return (
    <div className="state" role="status">
      <p className="loading">Chargement…</p>
      <Late onRetry={onRetry} />
    </div>
  );
}

/** Says after some seconds that an answer is late; shows nothing before. */
export function Late({ onRetry }: { onRetry: (() => void) | undefined }) {
  const [attempt, setAttempt] = useState(0);
  const [lateAttempt, setLateAttempt] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setLateAttempt(attempt), LATE_MS);
    return () => clearTimeout(timer);
  }, [attempt]);
  if (!onRetry || lateAttempt !== attempt) return null;
  const retry = () => {
    setAttempt(attempt + 1);
    onRetry();
  };
  return (
    <p className="row-line late" role="alert">
      La réponse tarde : la base est peut-être occupée. La page se remplira dès qu’elle arrive.
      <button type="button" className="button" onClick={retry}>
        Demander à nouveau
      </button>
    </p>
  );
}

/** The errors that the service did not report itself. */
const UNREPORTED = ['UNREACHABLE', 'OFFLINE', 'LATE'];

/** Explains an error in French, with the API's own message in a disclosure. */
export function Failure({ error }: { error: Error }) {
  const code = error instanceof NoAnswer ? error.code : 'INTERNAL';
  const { title, text } = REASONS[code] ?? (REASONS.INTERNAL as { title: string; text: string });
  return (
    <section className="state state-failure" role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      {!UNREPORTED.includes(code) && (
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
