import { Fragment } from 'react';
import { Link } from 'react-router';
import { NodeLink } from '../../parts/links';
import { count } from '../../words/texts';
import type { CoverageQuery } from './coverage.generated';

/** Names the bodies with grants of the State on this subject whose purpose nobody stated: no cell counts them. */
export function Funded({ funded, sharedSearch }: { funded: CoverageQuery['funded']; sharedSearch: string }) {
  if (!funded?.totalCount) return null;
  const others = funded.totalCount - funded.edges.length;
  return (
    <p className="note funded">
      <strong>
        {count(funded.totalCount, 'structure financée', 'structures financées')} par l’État à ce titre, à
        classer :
      </strong>{' '}
      {funded.edges.map(({ node }, place) => (
        <Fragment key={node.id}>
          {place > 0 && ', '}
          <NodeLink node={node} />
        </Fragment>
      ))}
      {others > 0 && ` et ${count(others, 'autre')}`}. Une subvention prouve qu’elles ont été payées, pas
      qu’elles agissent aujourd’hui ni sur quel axe : elles ne comptent dans aucune case.{' '}
      <Link to={`/a-classer${sharedSearch}`}>Qui a reçu quoi, quand</Link>
    </p>
  );
}
