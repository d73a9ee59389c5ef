import type { FormEvent } from 'react';
import { AreaOptions } from '../../parts/fields';

/** Asks a new reader for a territory to begin with; its id is then in the address, and the question does not return. */
export function TerritoryPrompt({ onAnswer }: { onAnswer: (id: string) => void }) {
  const answer = (id: string) => {
    onAnswer(id);
    document.getElementById('contenu')?.focus({ preventScroll: true }); // the question disappears with its answer
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    answer(String(new FormData(event.currentTarget).get('territoire')));
  };
  return (
    <form className="prompt screen-only" aria-label="Votre territoire" onSubmit={onSubmit}>
      <label className="prompt-field">
        <strong>Votre territoire ?</strong>
        <select name="territoire" required>
          <option value="">Région ou département…</option>
          <AreaOptions />
        </select>
      </label>
      <button type="submit" className="button button-main">
        Commencer
      </button>
      <button type="button" className="button" onClick={() => answer('')}>
        Toute la France
      </button>
    </form>
  );
}
