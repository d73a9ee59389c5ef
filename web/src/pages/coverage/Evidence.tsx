/** What counts in a cell, and what does not and why. */
import type { Reference } from '../../api/useReference';
import type { Reach } from '../../generated/schema';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { BY_SUCCESSION, untilInWords } from '../../words/engagements';
import { capital, count, day as inWords } from '../../words/texts';
import type { EvidenceLineFragment } from './cell.generated';
import type { CellDetail } from './why';

const MAX_DISCOUNTED = 20;

/** Lists the engagements that count, each with its reach, its days and its sources. */
export function Counted({ cell, reference }: { cell: CellDetail; reference: Reference }) {
  if (cell.engagementCount === 0) return null;
  return (
    <section>
      <h3>Ce qui compte ({cell.engagementCount})</h3>
      <ul className="actors">
        {cell.evidence.map(({ engagement, reach, viaSuccession }) => (
          <Line key={engagement.id} {...{ engagement, reach, viaSuccession, reference }} />
        ))}
      </ul>
      <More total={cell.engagementCount} shown={cell.evidence.length} where="voir « Qui est mobilisé »" />
    </section>
  );
}

/** Lists, reason by reason, the engagements that concern the cell and do not count in it. */
export function Discounted({ cell, reference }: { cell: CellDetail; reference: Reference }) {
  const { discounted, widerActorCount } = cell;
  if (discounted.length === 0) return null;
  const reasons = [...new Set(discounted.map(({ reason }) => reason))];
  return (
    <section>
      <h3>Ce qui n’a pas suffi</h3>
      {reasons.map((reason) => (
        <div key={reason}>
          <p>
            <strong>{capital(reference.word('DiscountReason', reason))}</strong>
            {reason === 'WIDER' && widerActorCount > 0 && ` (${count(widerActorCount, 'acteur')})`}.{' '}
            {reference.meaning('DiscountReason', reason)}
          </p>
          <ul className="actors">
            {discounted
              .filter((one) => one.reason === reason)
              .map(({ engagement, reach, viaSuccession }) => (
                <Line key={engagement.id} {...{ engagement, reach, viaSuccession, reference }} />
              ))}
          </ul>
        </div>
      ))}
      {discounted.length === MAX_DISCOUNTED && (
        <p className="note">Les {MAX_DISCOUNTED} premières sont montrées.</p>
      )}
    </section>
  );
}

function Line({
  engagement,
  reach,
  viaSuccession,
  reference,
}: {
  engagement: EvidenceLineFragment;
  reach: Reach;
  viaSuccession: boolean;
  reference: Reference;
}) {
  const { territories, sources } = engagement;
  return (
    <li>
      <NodeLink node={engagement} />, {untilInWords(engagement)}
      <br />
      {capital(reference.word('Reach', reach))}
      {viaSuccession && ` (${BY_SUCCESSION})`} :{' '}
      {territories.edges.map(({ node }, index) => (
        <span key={node.id}>
          {index > 0 && ', '}
          <NodeLink node={node} />
        </span>
      ))}
      {territories.totalCount > territories.edges.length && '…'}
      <ul className="sources">
        {sources.map(({ node: source, confirmedOn }) => (
          <li key={source.id}>
            Source : <NodeLink node={source} />
            {confirmedOn ? `, confirmée le ${inWords(confirmedOn)}` : ', sans date'}
          </li>
        ))}
        {sources.length === 0 && <li>Sans source</li>}
      </ul>
    </li>
  );
}
