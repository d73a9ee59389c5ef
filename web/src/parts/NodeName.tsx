import { useReference } from '../api/useReference';
import { splitDemonstration } from './names';

/**
 * Shows a node's name; « (démonstration) » at its end is a small mark.
 *
 * The mark contains the word itself, so that a copied name equals the stored name; on paper the word is printed.
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

const PUBLIC =
  'Cette instance contient des listes publiques : ce qu’elles disent est daté, vient de leur éditeur, et reste à confirmer.';

/** Returns a word and a sentence about an instance with the demonstration or public lists; nothing for others. */
function useInstance(): readonly [word: string, sentence: string] | undefined {
  const { fictional, hasPublicData } = useReference().reference;
  if (fictional !== 'nothing') return ['démonstration', DEMONSTRATION[fictional]];
  return hasPublicData ? ['données publiques', PUBLIC] : undefined;
}

/** Shows next to the name of the console what the instance holds. */
export function InstanceBadge() {
  const [word, sentence] = useInstance() ?? [];
  if (!word) return null;
  return (
    <small className="instance-badge" title={sentence}>
      {word}
    </small>
  );
}

/** Says on every page, and on paper, whether its data are fictional, or come from public lists. */
export function InstanceNote() {
  const [, sentence] = useInstance() ?? [];
  if (!sentence) return null;
  return <p className="note demonstration">{sentence}</p>;
}
