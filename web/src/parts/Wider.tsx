/** The actors that serve a territory from a département or wider territory: always shown, never counted. */
import { untilInWords } from '../words/engagements';
import { number, shortDay } from '../words/texts';
import { NodeLink } from './links';
import { More } from './More';
import type { WiderActorFragment } from './wider.generated';

const OPEN_ACTORS = 6;

export interface WiderActors {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: WiderActorFragment }[];
}

export function Wider({ connection }: { connection: WiderActors | null | undefined }) {
  if (!connection?.totalCount) return null;
  const { totalCount, edges } = connection;
  return (
    <details className="wider" open={totalCount <= OPEN_ACTORS}>
      <summary>
        À l’échelle départementale ou plus, non compté ({number(totalCount)}
        <span className="hidden"> {totalCount > 1 ? 'acteurs' : 'acteur'}</span>)
      </summary>
      <p className="note">
        Joignables d’ici, mais d’un territoire trop large pour couvrir celui-ci : ni le statut ni le nombre
        d’acteurs n’en tient compte.
      </p>
      <ul className="plain">
        {edges.map(({ node: { actor, engagements } }) => (
          <li key={actor.id}>
            <NodeLink node={actor} />
            <ul className="plain">
              {engagements.edges.map(({ node }) => (
                <li key={node.id}>
                  <NodeLink node={node} />{' '}
                  <span className="note">
                    {node.territories.edges.map((one) => one.node.label).join(', ')} ;{' '}
                    {untilInWords(node, shortDay)}
                  </span>
                </li>
              ))}
            </ul>
            <More total={engagements.totalCount} shown={engagements.edges.length} where="voir sa fiche" />
          </li>
        ))}
      </ul>
      <More total={totalCount} shown={edges.length} where="cocher cette portée" />
    </details>
  );
}
