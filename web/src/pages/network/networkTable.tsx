import { NodeLink } from '../../parts/links';
import type { Column } from '../../parts/table';
import { axisNames } from '../../words/axes';
import { capital, count } from '../../words/texts';
import { kindWord, type NetworkGraph, type NetworkNode, tieWord } from './graph';

type Word = (vocabulary: string, value: string) => string;

export interface NodeActions {
  readonly expand: (id: string) => void;
  readonly hide: (id: string) => void;
}

/** Returns the columns of the table of nodes. */
export function columnsOf(
  graph: NetworkGraph,
  isBetweenActors: boolean,
  actions: NodeActions,
  word: Word,
): readonly Column<NetworkNode>[] {
  const ties = tiesOf(graph, word);
  const degrees: readonly Column<NetworkNode>[] = isBetweenActors
    ? [{ id: 'degree', size: 100, header: 'Partenaires ici', accessorFn: ({ degree }) => degree }]
    : [
        { id: 'degree', size: 80, header: 'Liens', accessorFn: ({ degree }) => degree },
        { id: 'shown', size: 90, header: 'Liens montrés', accessorFn: ({ shownDegree }) => shownDegree },
      ];
  return [
    {
      id: 'label',
      size: 230,
      header: 'Nom',
      accessorFn: ({ label }) => label,
      cell: ({ row: { original: node } }) => <NodeLink node={node} />,
    },
    { id: 'kind', size: 120, header: 'Nature', accessorFn: ({ kind }) => capital(kindWord(kind)) },
    ...degrees,
    { id: 'distance', size: 100, header: 'Distance', accessorFn: ({ distance }) => distance },
    {
      id: 'ties',
      size: 280,
      header: 'Relié à',
      accessorFn: ({ id }) => (ties.get(id) ?? []).join(' ; '),
      cell: ({
        row: {
          original: { id },
        },
      }) => <Ties ties={ties.get(id) ?? []} />,
    },
    {
      id: 'actions',
      size: 220,
      header: 'Agir',
      cell: ({ row: { original: node } }) => (
        <span className="row-line">
          <ActionButtons node={node} {...actions} />
        </span>
      ),
    },
  ];
}

/** Describes each node's links from its own side: « porteur dans… », « porteur : … ». */
export function tiesOf({ nodes, edges }: NetworkGraph, word: Word) {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const ties = new Map<string, string[]>();
  for (const edge of edges) {
    const roles = edge.roles.map((role) => word('Role', role)).join(', ');
    const on = edge.axes.length ? ` (${edge.axes.length > 1 ? 'axes' : 'axe'} ${axisNames(edge.axes)})` : '';
    for (const [end, other] of [
      [edge.source, edge.target],
      [edge.target, edge.source],
    ] as const) {
      const text = `${tieWord(edge, end === edge.source, roles)} ${labels.get(other)}${on}`;
      const own = ties.get(end);
      if (own) own.push(text);
      else ties.set(end, [text]);
    }
  }
  return ties;
}

export function ActionButtons({ node, expand, hide }: { node: NetworkNode } & NodeActions) {
  return (
    <>
      <button type="button" className="button" onClick={() => expand(node.id)}>
        Étendre<span className="hidden"> autour de « {node.label} »</span>
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
