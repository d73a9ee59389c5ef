import { NodeLink } from '../../parts/links';
import { capital, count } from '../../words/texts';
import { kindWord, type NetworkGraph } from './graph';
import { tiesOf } from './networkTable';

/** Lists the steps of a path, each with its links to its neighbours. */
export function Path({
  graph,
  word,
}: {
  graph: NetworkGraph;
  word: (vocabulary: string, value: string) => string;
}) {
  const ties = tiesOf(graph, word);
  return (
    <section className="card">
      <h2>Le chemin, en {count(graph.edges.length, 'lien')}</h2>
      <ol className="path">
        {graph.nodes.map((node) => (
          <li key={node.id}>
            {capital(kindWord(node.kind))} : <NodeLink node={node} />
            <span className="note"> – {(ties.get(node.id) ?? []).join(' ; ')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
