import { useAnswer } from '../../api/useAnswer';
import { LabelDocument } from '../../parts/label.generated';

/** Shows a chosen node as a button that removes it. */
export function Chip({ id, before = '', onRemove }: { id: string; before?: string; onRemove: () => void }) {
  const { result } = useAnswer(LabelDocument, { id });
  const name = `${before}${result.data?.node?.label ?? id}`;
  return (
    <button type="button" className="button" onClick={onRemove} aria-label={`Retirer ${name}`}>
      {name} ✕
    </button>
  );
}
