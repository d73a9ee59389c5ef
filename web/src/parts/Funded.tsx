import { Fragment } from 'react';
import { Link } from 'react-router';
import { useSharedSearch } from '../address';
import { useAnswer } from '../api/useAnswer';
import { count } from '../words/texts';
import { FundedDocument } from './funded.generated';
import { unclassified, unclassifiedBodies } from './grants';
import { NodeLink } from './links';

const NAMES_SHOWN = 6;

/** Names the bodies with State grants to be classified, the most recent first, and says what that proves. */
export function Funded({ area, day }: { area: string; day: string }) {
  const sharedSearch = useSharedSearch();
  const where = unclassified(day, area);
  const { result } = useAnswer(FundedDocument, {
    where,
    bodies: unclassifiedBodies(where),
    withoutGround: unclassified(day, '', true),
  });
  const total = result.data?.institutions?.totalCount ?? 0;
  const elsewhere = area ? (result.data?.withoutGround?.totalCount ?? 0) : 0;
  if (total === 0 && elsewhere === 0) return null;
  const recipients = result.data?.grants?.edges.flatMap(({ node }) => node.receivedBy) ?? [];
  const names = [...new Map(recipients.map((one) => [one.id, one])).values()].slice(0, NAMES_SHOWN);
  const others = total - names.length;
  return (
    <p className="note funded">
      <strong>
        {total > 0
          ? `${count(total, 'structure financée', 'structures financées')} par l’État à ce titre :`
          : 'Aucune structure financée par l’État à ce titre n’est connue ici'}
      </strong>
      {total > 0 && ' '}
      {names.map((node, place) => (
        <Fragment key={node.id}>
          {place > 0 && ', '}
          <NodeLink node={node} />
        </Fragment>
      ))}
      {others > 0 && ` et ${count(others, 'autre')}`}.{' '}
      {total > 0 &&
        'Leurs subventions, à classer, prouvent que ces structures ont été payées, pas qu’elles agissent aujourd’hui ni sur quel axe : aucune ne compte dans une case. '}
      {elsewhere > 0 &&
        `${count(elsewhere, 'subvention')} du pays, surtout récentes, n’ont pas de territoire dans leur source. `}
      <Link to={`/a-classer${sharedSearch}`}>Qui a reçu quoi, quand</Link>
    </p>
  );
}
