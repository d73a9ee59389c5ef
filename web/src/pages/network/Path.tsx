import { NodeLink } from '../../parts/links';
import { capital, count } from '../../words/texts';
import { kindWord, type NetworkGraph, type PathEnd } from './graph';
import { tiesOf } from './networkTable';

/** Lists the steps of a path with the links between them; the first and the last have the names that the reader chose. */
export function Path({
  graph,
  ends,
  word,
}: {
  graph: NetworkGraph;
  ends: ReadonlyMap<string, PathEnd>;
  word: (vocabulary: string, value: string) => string;
}) {
  const ties = tiesOf(graph, word);
  return (
    <section className="path">
      <h2>Le chemin, en {count(graph.edges.length, 'lien')}</h2>
      <ol>
        {graph.nodes.map((node) => {
          const end = ends.get(node.id);
          return (
            <li key={node.id}>
              {capital(kindWord(node.kind))} : <NodeLink node={end?.asked ?? node} />
              {end?.via && (
                <>
                  {' '}
                  ({end.via.words} <NodeLink node={end.via} />)
                </>
              )}
              <span className="note"> – {(ties.get(node.id) ?? []).join(' ; ')}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
