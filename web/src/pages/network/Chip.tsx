import { useLabel } from '../../parts/useLabel';

/** Shows a chosen node as a button that removes it. */
export function Chip({ id, before = '', onRemove }: { id: string; before?: string; onRemove: () => void }) {
  const name = `${before}${useLabel(id)}`;
  return (
    <button type="button" className="button" onClick={onRemove} aria-label={`Retirer ${name}`} title={name}>
      <span className="chip-name">{name}</span> ✕
    </button>
  );
}
