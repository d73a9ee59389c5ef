import { splitDemonstration } from './names';

/**
 * Shows a node's name; « (démonstration) » at its end is a small mark, explained once a page by `MarkNote`.
 *
 * The mark holds the words, so that a copied name is the stored one; paper prints them.
 */
export function NodeName({ label }: { label: string }) {
  const [name, mark] = splitDemonstration(label);
  return (
    <>
      {name}
      {mark && (
        <span className="demo-mark" aria-hidden="true" title="Inventé pour la démonstration">
          {mark}
        </span>
      )}
    </>
  );
}

/** Explains the mark of the demonstration, on a page that has one. */
export function MarkNote() {
  return <p className="note mark-note">Ce qui porte « démo » est fictif, inventé pour la démonstration.</p>;
}
