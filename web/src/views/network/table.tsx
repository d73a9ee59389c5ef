/** The network as a table: each node with what it is tied to, and what can be done with it. */
import { NodeLink } from '../../parts/links';
import type { Column } from '../../parts/table';
import { axisNumbers } from '../../words/axes';
import { capital, count } from '../../words/texts';
import { kindWord, type NetworkEdge, type NetworkNode, tieWord } from './graph';

type Word = (vocabulary: string, value: string) => string;

export interface Acts {
  readonly expand: (id: string) => void;
  readonly hide: (id: string) => void;
}

export function columnsOf(
  nodes: readonly NetworkNode[],
  edges: readonly NetworkEdge[],
  acts: Acts,
  word: Word,
): readonly Column<NetworkNode>[] {
  const ties = tiesOf(nodes, edges, word);
  return [
    { key: 'label', heading: 'Nom', value: ({ label }) => label, show: (node) => <NodeLink node={node} /> },
    { key: 'kind', heading: 'Nature', value: ({ kind }) => capital(kindWord(kind)) },
    { key: 'degree', heading: 'Liens', value: ({ degree }) => degree },
    { key: 'shown', heading: 'Liens montrés', value: ({ shownDegree }) => shownDegree },
    { key: 'distance', heading: 'Distance', value: ({ distance }) => distance },
    {
      key: 'ties',
      heading: 'Relié à',
      value: ({ id }) => (ties.get(id) ?? []).join(' ; '),
      show: ({ id }) => <Ties ties={ties.get(id) ?? []} />,
    },
    {
      key: 'actions',
      heading: 'Agir',
      pressed: true,
      value: () => null,
      show: (node) => (
        <span className="row-line">
          <Actions node={node} {...acts} />
        </span>
      ),
    },
  ];
}

/** What each node is tied to, from its own side: « porteur de… », « menée par… ». */
export function tiesOf(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], word: Word) {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const ties = new Map<string, string[]>();
  for (const edge of edges) {
    const roles = edge.roles.map((role) => word('Role', role)).join(', ');
    const on = edge.axes.length
      ? ` (${edge.axes.length > 1 ? 'axes' : 'axe'} ${axisNumbers(edge.axes)})`
      : '';
    for (const [end, other] of [
      [edge.source, edge.target],
      [edge.target, edge.source],
    ] as const) {
      const text = `${tieWord(edge, end === edge.source, roles)} ${labels.get(other)}${on}`;
      ties.set(end, [...(ties.get(end) ?? []), text]);
    }
  }
  return ties;
}

export function Actions({ node, expand, hide }: { node: NetworkNode } & Acts) {
  return (
    <>
      <button type="button" className="button" onClick={() => expand(node.id)}>
        Étendre<span className="hidden"> autour de {node.label}</span>
      </button>
      <button type="button" className="button" onClick={() => hide(node.id)}>
        Masquer<span className="hidden"> {node.label}</span>
      </button>
    </>
  );
}

function Ties({ ties }: { ties: readonly string[] }) {
  if (ties.length < 4) return <>{ties.join(' ; ')}</>;
  return (
    <details>
      <summary>{count(ties.length, 'lien')}</summary>
      <ul>
        {ties.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
