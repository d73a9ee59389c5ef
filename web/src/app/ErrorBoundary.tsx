import { Component, type ReactNode } from 'react';

/** What stands where a view has broken down: a sentence and a way on, never a blank page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <section className="state" role="alert">
        <title>Erreur – Cinq Axes</title>
        <h1>Cette vue n’a pas pu s’afficher</h1>
        <p>Le service a peut-être été mis à jour pendant votre visite.</p>
        <p>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            Recharger la page
          </button>
        </p>
      </section>
    );
  }
}
