import { type ReactNode, useState } from 'react';
import { number } from '../words/texts';
import { type LinkedNode, NodeLink } from './links';

/** The maximum number of nodes listed for a row. */
export const MAX_DETAILS = 20;

/** Shows a number that opens its details: « d’où vient ce chiffre ». */
export function NumberDetails({ total, children }: { total: number; children: () => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="behind" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary title="D’où vient ce chiffre ?">{number(total)}</summary>
      {isOpen && children()}
    </details>
  );
}

interface Answer<Row> {
  readonly error: unknown;
  readonly data: Row | undefined;
  readonly isPlaceholderData: boolean;
}

/** Lists the details of a number, once loaded, and how many more there are. */
export function DetailsList<Data>({
  answer,
  total,
  nodesOf,
}: {
  answer: Answer<Data>;
  total: number;
  nodesOf: (data: Data) => readonly LinkedNode[];
}) {
  if (answer.error) return <span className="note">réponse indisponible</span>;
  if (!answer.data || answer.isPlaceholderData)
    return (
      <span className="note loading" aria-busy="true">
        …
      </span>
    );
  const nodes = nodesOf(answer.data);
  return (
    <ul className="plain">
      {nodes.map((node) => (
        <li key={node.id}>
          <NodeLink node={node} />
        </li>
      ))}
      {total > nodes.length && <li className="note">et {number(total - nodes.length)} de plus</li>}
    </ul>
  );
}
