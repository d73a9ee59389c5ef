import { Component, type ReactNode, Suspense, useEffect, useState } from 'react';
import { forgetMissing, isOtherBuildServed, MissingCode } from './code';

interface Props {
  /** Shown while the code is being loaded. */
  readonly fallback: ReactNode;
  /** True if the whole page is being loaded. */
  readonly isPage?: boolean;
  readonly children: ReactNode;
}

/** Shows parts of the page whose code is loaded on demand; reports a failure, and retries. */
export class CodeBoundary extends Component<Props, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    const { fallback, isPage = false, children } = this.props;
    if (error === null) return <Suspense fallback={fallback}>{children}</Suspense>;
    if (!(error instanceof MissingCode)) throw error;
    return <CodeAwaited isPage={isPage} onRetry={() => this.setState({ error: null })} />;
  }
}

const RETRY_MS = 3_000;

/** Reloads the page if the service has another build; returns whether the service has this build. */
async function isServed(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    const isOther = await isOtherBuildServed();
    if (isOther) window.location.reload();
    return !isOther;
  } catch {
    return false;
  }
}

/** Reports that code did not load, and retries at intervals and as soon as there is a network. */
function CodeAwaited({ isPage, onRetry }: { isPage: boolean; onRetry: () => void }) {
  const [isOffline, setIsOffline] = useState(!navigator.onLine);
  const retry = async () => {
    setIsOffline(!navigator.onLine);
    if (!(await isServed())) return;
    await forgetMissing();
    onRetry();
  };
  useEffect(() => void isServed(), []);
  useEffect(() => {
    const attempt = () => void retry();
    const timer = setInterval(attempt, RETRY_MS);
    window.addEventListener('online', attempt);
    window.addEventListener('offline', attempt);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', attempt);
      window.removeEventListener('offline', attempt);
    };
  });
  const title = isOffline
    ? 'Hors ligne'
    : isPage
      ? 'Cette vue n’est pas arrivée'
      : 'Cette partie de la page n’est pas arrivée';
  return (
    <section className="state" role="alert">
      {isPage && <title>{`${title} – Cinq Axes`}</title>}
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>
        {isOffline
          ? 'Cet appareil n’est relié à aucun réseau, et ce qu’il faut pour montrer ceci n’a pas encore été reçu. La demande est répétée : la page se complétera d’elle-même quand il le sera.'
          : 'La demande est répétée toutes les trois secondes : la page se complétera d’elle-même.'}
      </p>
      <p>
        <button type="button" className="button" onClick={() => void retry()}>
          Réessayer
        </button>
      </p>
    </section>
  );
}
