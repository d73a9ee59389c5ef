import { Link } from 'react-router';
import { useSharedSearch } from '../address';
import { period, shortDay } from '../words/texts';
import { NodeName } from './NodeName';

/** A node of the graph, as links show it. */
export interface LinkedNode {
  readonly id: string;
  readonly label: string;
}

/** The contact data that the service shows: telephone and site of a body, or contact of a person who agreed. */
type Reachable =
  | { readonly contact: string | null }
  | { readonly telephone: string | null; readonly website: string | null };

/** Returns how to reach an actor: by telephone, or else by its site; null if unknown. */
export function contactOf(actor: Reachable): string | null {
  return 'contact' in actor ? actor.contact : (actor.telephone ?? actor.website);
}

/** Builds the address of a node's sheet. */
export function sheetAddress(id: string, sharedSearch: string): string {
  return `/fiche/${encodeURIComponent(id)}${sharedSearch}`;
}

/** Builds the address of a territory's brief on a day. */
export function briefAddress(territory: string, day: string): string {
  return `/fiche?${new URLSearchParams({ territoire: territory, date: day })}`;
}

/** Builds the address of a plan's brief on a day. */
export function planBriefAddress(plan: string, day: string): string {
  return `/plans/fiche?${new URLSearchParams({ plan, date: day })}`;
}

export function NodeLink({ node }: { node: LinkedNode }) {
  const sharedSearch = useSharedSearch();
  return (
    <Link to={sheetAddress(node.id, sharedSearch)}>
      <NodeName label={node.label} />
    </Link>
  );
}

/** Links nodes, each with the days of its relationship. */
export function PeriodLinks({
  links,
}: {
  links: readonly {
    readonly node: LinkedNode;
    readonly startsOn: string | null;
    readonly endsOn: string | null;
  }[];
}) {
  return (
    <ul className="plain">
      {links.map(({ node, startsOn, endsOn }) => (
        <li key={node.id}>
          <NodeLink node={node} />, {period(startsOn, endsOn) || 'sans date connue'}
        </li>
      ))}
    </ul>
  );
}

/** Links nodes, each with the day of its relationship if known. */
export function DatedLinks({
  links,
}: {
  links: readonly { readonly node: LinkedNode; readonly on: string | null }[];
}) {
  if (links.length === 0) return <>–</>;
  return (
    <ul className="plain">
      {links.map(({ node, on }) => (
        <li key={node.id}>
          <NodeLink node={node} />
          {on && `, le ${shortDay(on)}`}
        </li>
      ))}
    </ul>
  );
}

/** Lists links; a single one has no list, and a dash means none. */
export function NodeLinks({ nodes }: { nodes: readonly LinkedNode[] }) {
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
