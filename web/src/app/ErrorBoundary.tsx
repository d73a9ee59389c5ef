import { Component, type ReactNode } from 'react';

/** Shows a message and a reload button instead of a page that threw while rendering. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasError: boolean }> {
  override state = { hasError: false };

  static getDerivedStateFromError() {
    return { hasError: true };
  }

  override render() {
    if (!this.state.hasError) return this.props.children;
    return (
      <section className="state" role="alert">
        <title>Erreur – Cinq Axes</title>
        <h1>Cette vue n’a pas pu s’afficher</h1>
        <p>La console a rencontré une erreur. Si elle revient après un rechargement, signalez-la.</p>
        <p>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            Recharger la page
          </button>
        </p>
      </section>
    );
  }
}
