import type { Reference } from '../../api/useReference';
import type { Audience } from '../../generated/schema';
import { AxisChips } from '../../parts/axes';
import { DataTable } from '../../parts/DataTable';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import type { Column } from '../../parts/table';
import { axisNames } from '../../words/axes';
import { accessInWords } from '../../words/offers';
import { list, number } from '../../words/texts';
import type { OfferedFragment, TrainersQuery } from './trainers.generated';

/** Lists the offers that are available in the area, with or without a known trainer there. */
export function OffersHere({
  offers,
  audience,
  reference,
}: {
  offers: TrainersQuery['trainingOffers'];
  audience: Audience | '';
  reference: Reference;
}) {
  const here = offers?.edges.map(({ node }) => node) ?? [];
  const elsewhere = offers?.withoutTerritory ?? [];
  return (
    <section>
      <h2>Offres disponibles ici ({number(offers?.totalCount ?? 0)})</h2>
      {audience && [...here, ...elsewhere].every(({ offer }) => offer.offerKind !== 'CATALOGUE') && (
        <p className="note">
          Aucune offre catalogue connue ne vise ce public ici ({reference.word('Audience', audience)}) : une
          offre dédiée se décide au cas par cas.
        </p>
      )}
      {here.length === 0 ? (
        <Empty>Aucune offre ne se déclare disponible ici avec ces choix à cette date.</Empty>
      ) : (
        <DataTable
          caption="Offres disponibles"
          columns={offerColumns(reference)}
          rows={here}
          rowKey={({ offer }) => offer.id}
        />
      )}
      <More total={offers?.totalCount ?? 0} shown={here.length} where="choisissez un public ou un axe" />
      {elsewhere.length > 0 && (
        <>
          <h3>Offres dont on ne sait pas où elles sont disponibles</h3>
          <DataTable
            caption="Offres sans territoire déclaré"
            columns={offerColumns(reference)}
            rows={elsewhere}
            rowKey={({ offer }) => offer.id}
          />
        </>
      )}
    </section>
  );
}

function offerColumns({ word }: Reference): readonly Column<OfferedFragment>[] {
  return [
    {
      id: 'offer',
      size: 220,
      header: 'Offre',
      accessorFn: ({ offer }) => offer.label,
      cell: ({
        row: {
          original: { offer },
        },
      }) => (
        <>
          <NodeLink node={offer} /> ({word('OfferKind', offer.offerKind)})
        </>
      ),
    },
    {
      id: 'audiences',
      size: 150,
      header: 'Pour qui',
      accessorFn: ({ offer }) => list(offer.audiences.map((audience) => word('Audience', audience))),
    },
    {
      id: 'axes',
      size: 190,
      header: 'Axes',
      accessorFn: ({ offer }) => axisNames(offer.axes),
      cell: ({ row }) => <AxisChips axes={row.original.offer.axes} />,
    },
    {
      id: 'givers',
      size: 200,
      header: 'Proposée par',
      accessorFn: ({ offeredBy }) => offeredBy.map(({ label }) => label).join(', '),
      cell: ({
        row: {
          original: { offeredBy },
        },
      }) => <NodeLinks nodes={offeredBy} />,
    },
    {
      id: 'access',
      size: 180,
      header: 'Accès',
      accessorFn: ({ access, offer }) => accessInWords(access, offer.decidedBy, word),
    },
    {
      id: 'trainers',
      size: 200,
      header: 'Formateurs qualifiés ici',
      accessorFn: ({ qualifiedTrainersNear }) => qualifiedTrainersNear.map(({ label }) => label).join(', '),
      cell: ({
        row: {
          original: { qualifiedTrainersNear },
        },
      }) => (qualifiedTrainersNear.length ? <NodeLinks nodes={qualifiedTrainersNear} /> : 'aucun connu'),
    },
  ];
}
