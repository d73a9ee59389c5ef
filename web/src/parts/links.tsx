import { Link } from 'react-router';
import { useKept } from '../address';

/** Where a thing of the graph has its page. */
export function ficheAddress(id: string, kept: string): string {
  return `/fiche/${encodeURIComponent(id)}${kept}`;
}

/** A thing of the graph, by its name, leading to its page. */
export function NodeLink({ node }: { node: { readonly id: string; readonly label: string } }) {
  const kept = useKept();
  return <Link to={ficheAddress(node.id, kept)}>{node.label}</Link>;
}

/** Several, one under the other; a dash when there are none. */
export function NodeLinks({ nodes }: { nodes: readonly { readonly id: string; readonly label: string }[] }) {
  if (nodes.length === 0) return <>–</>;
  if (nodes.length === 1 && nodes[0]) return <NodeLink node={nodes[0]} />;
  return (
    <ul className="plain">
      {nodes.map((node) => (
        <li key={node.id}>
          <NodeLink node={node} />
        </li>
      ))}
    </ul>
  );
}
