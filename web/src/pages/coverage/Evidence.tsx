/** The evidence of a cell: the actors that count with their engagements, and what does not count and why. */
import type { Reference } from '../../api/useReference';
import type { Reach } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import type { Column } from '../../parts/table';
import { BY_SUCCESSION, effectInWords, untilInWords } from '../../words/engagements';
import { capital, shortDay } from '../../words/texts';
import type { CellQuery, EvidenceLineFragment } from './cell.generated';
import type { CellDetail } from './why';

const MAX_DISCOUNTED = 20;

interface Evidence {
  readonly engagement: EvidenceLineFragment;
  readonly reach: Reach;
  readonly viaSuccession: boolean;
  /** For evidence that counts: true if the session was held or the diagnostic delivered before the day. */
  readonly past?: boolean;
}

type MobilisedActor = NonNullable<CellQuery['mobilised']>['edges'][number]['node'];

/** An actor and one of the engagements by which it counts. */
interface Mobilisation extends Evidence {
  readonly actor: MobilisedActor['actor'];
  readonly since: string;
  readonly roles: MobilisedActor['engagements']['edges'][number]['roles'];
}

/** Lists the mobilised actors: a line for each engagement by which an actor counts. */
export function Mobilised({
  cell,
  connection,
  reference,
}: {
  cell: CellDetail;
  connection: CellQuery['mobilised'];
  reference: Reference;
}) {
  const actors = connection?.edges.map(({ node }) => node) ?? [];
  const rows = actors.flatMap(({ actor, since, engagements }) =>
    engagements.edges.map(({ node, ...how }): Mobilisation => ({ actor, since, engagement: node, ...how })),
  );
  const cut = actors.find(({ engagements }) => engagements.totalCount > engagements.edges.length);
  return (
    <section>
      <h3>Qui est mobilisé ({cell.actorCount})</h3>
      {rows.length === 0 ? (
        <p>Personne de connu et de confirmé à cette date.</p>
      ) : (
        <DataTable
          caption="Acteurs, et les mobilisations par lesquelles ils comptent"
          columns={[...actorColumns(), ...evidenceColumns<Mobilisation>(reference, roleColumn(reference))]}
          rows={rows}
          rowKey={({ actor, engagement }) => `${actor.id} ${engagement.id}`}
        />
      )}
      <More total={connection?.totalCount ?? 0} shown={actors.length} where="voir « Qui est mobilisé »" />
      {cut && (
        <p className="note">
          Cinq mobilisations par acteur au plus ; les autres sont sur la fiche de chacun (
          <NodeLink node={cut.actor} />
          …).
        </p>
      )}
    </section>
  );
}

/** Lists the evidence that does not count for the cell, with the reason; wider evidence is listed elsewhere. */
export function Discounted({ cell, reference }: { cell: CellDetail; reference: Reference }) {
  const discounted = cell.discounted.filter(({ reason }) => reason !== 'WIDER');
  if (discounted.length === 0) return null;
  const reasonWord = (reason: (typeof discounted)[number]['reason']) =>
    capital(reference.word('DiscountReason', reason));
  const reasons = [...new Set(discounted.map(({ reason }) => reason))];
  return (
    <section>
      <h3>Ce qui n’a pas suffi</h3>
      <DataTable
        caption="Mobilisations qui concernent ce territoire et ne comptent pas"
        columns={evidenceColumns<CellDetail['discounted'][number]>(reference, {
          id: 'reason',
          header: 'Raison',
          accessorFn: ({ reason }) => reasonWord(reason),
        })}
        rows={discounted}
        rowKey={({ engagement, reason }) => `${engagement.id} ${reason}`}
      />
      <dl className="reasons">
        {reasons.map((reason) => (
          <div key={reason}>
            <dt>{reasonWord(reason)}</dt>
            <dd>{reference.meaning('DiscountReason', reason)}</dd>
          </div>
        ))}
      </dl>
      {cell.discounted.length === MAX_DISCOUNTED && (
        <p className="note">Seules les premières sont montrées.</p>
      )}
    </section>
  );
}

function actorColumns(): readonly Column<Mobilisation>[] {
  return [
    {
      id: 'actor',
      header: 'Acteur',
      accessorFn: ({ actor }) => actor.label,
      cell: ({
        row: {
          original: { actor, since },
        },
      }) => (
        <>
          <NodeLink node={actor} /> <span className="note">depuis le {shortDay(since)}</span>
        </>
      ),
    },
  ];
}

function roleColumn({ word }: Reference): Column<Mobilisation> {
  return {
    id: 'roles',
    header: 'Rôle',
    accessorFn: ({ roles }) => capital(roles.map((role) => word('Role', role)).join(', ')),
  };
}

/** The columns of an engagement: name and place, the column `more`, last day, source, and day of confirmation. */
function evidenceColumns<Row extends Evidence>(
  { word }: Reference,
  more: Column<Row>,
): readonly Column<Row>[] {
  return [
    {
      id: 'engagement',
      header: 'Mobilisation',
      accessorFn: ({ engagement }) => engagement.label,
      cell: ({
        row: {
          original: { engagement, reach, viaSuccession, past },
        },
      }) => (
        <>
          <NodeLink node={engagement} />{' '}
          {past && <span className="flag">{effectInWords(engagement, 1, shortDay)}</span>}{' '}
          <span className="note">
            {word('Reach', reach)}
            {`${viaSuccession ? ` (${BY_SUCCESSION})` : ''} : `}
            {engagement.territories.edges.map(({ node }) => node.label).join(', ')}
            {engagement.territories.totalCount > engagement.territories.edges.length && '…'}
          </span>
        </>
      ),
    },
    more,
    {
      id: 'until',
      header: 'Jusqu’au',
      accessorFn: ({ engagement }) => engagement.countsUntil,
      cell: ({
        row: {
          original: { engagement },
        },
      }) => untilInWords(engagement, shortDay).replace(/^jusqu’au /, ''),
    },
    {
      id: 'source',
      header: 'Source',
      accessorFn: ({ engagement }) => engagement.sources[0]?.node.label,
      cell: ({
        row: {
          original: {
            engagement: { sources },
          },
        },
      }) => (sources.length === 0 ? 'sans source' : <NodeLinks nodes={sources.map(({ node }) => node)} />),
    },
    {
      id: 'confirmedOn',
      header: 'Confirmée le',
      accessorFn: ({ engagement }) => lastConfirmed(engagement),
      cell: ({ row: { original } }) => {
        const confirmedOn = lastConfirmed(original.engagement);
        return confirmedOn ? shortDay(confirmedOn) : '–';
      },
    },
  ];
}

function lastConfirmed({ sources }: EvidenceLineFragment): string | undefined {
  return sources
    .flatMap(({ confirmedOn }) => confirmedOn ?? [])
    .sort()
    .at(-1);
}
