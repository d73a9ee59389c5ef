import { NodeLink } from '../../parts/links';
import { capital } from '../../words/texts';
import { kindWord, type NetworkEdge, type NetworkNode } from './graph';

/** A path as a sentence in steps, from one end to the other. */
export function Path({ nodes, edges }: { nodes: readonly NetworkNode[]; edges: readonly NetworkEdge[] }) {
  return (
    <section className="card">
      <h2>Le chemin, en {edges.length} pas</h2>
      <ol className="path">
        {nodes.map((node) => (
          <li key={node.id}>
            {capital(kindWord(node.kind))} : <NodeLink node={node} />
          </li>
        ))}
      </ol>
    </section>
  );
}
