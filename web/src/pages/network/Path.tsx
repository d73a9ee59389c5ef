import { NodeLink } from '../../parts/links';
import { capital, count } from '../../words/texts';
import { kindWord, type NetworkEdge, type NetworkNode } from './graph';
import { tiesOf } from './networkTable';

/** Lists the steps of a path, each with its links to its neighbours. */
export function Path({
  nodes,
  edges,
  word,
}: {
  nodes: readonly NetworkNode[];
  edges: readonly NetworkEdge[];
  word: (vocabulary: string, value: string) => string;
}) {
  const ties = tiesOf(nodes, edges, word);
  return (
    <section className="card">
      <h2>Le chemin, en {count(edges.length, 'lien')}</h2>
      <ol className="path">
        {nodes.map((node) => (
          <li key={node.id}>
            {capital(kindWord(node.kind))} : <NodeLink node={node} />
            <span className="note"> – {(ties.get(node.id) ?? []).join(' ; ')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
