import { useReference } from '../api/useReference';
import { splitDemonstration } from './names';

/**
 * Shows a node's name; « (démonstration) » at its end is a small mark.
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

const DEMONSTRATION = {
  nothing: '',
  some: 'Cette instance contient la démonstration : une partie des mobilisations est fictive, comme les acteurs et les relevés de la démonstration ; la fiche de chaque mobilisation et de chaque acteur le dit.',
  everything:
    'Démonstration : toutes les mobilisations montrées ici sont fictives, comme les acteurs et les relevés de la démonstration ; les territoires et les contrats de ville sont réels.',
} as const;

/** Bears the word beside the name of the console, where everything is made up or a part of it. */
export function DemonstrationBadge() {
  const { fictional } = useReference().reference;
  if (fictional === 'nothing') return null;
  return (
    <small className="demonstration-badge" title={DEMONSTRATION[fictional]}>
      démonstration
    </small>
  );
}

/** Says on every page, and on paper, whether what it shows was made up for the demonstration. */
export function DemonstrationNote() {
  const { fictional } = useReference().reference;
  if (fictional === 'nothing') return null;
  return <p className="note demonstration">{DEMONSTRATION[fictional]}</p>;
}
