import type { Reference } from '../../api/useReference';
import { DataTable } from '../../parts/DataTable';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import type { Column } from '../../parts/table';
import { capital, list, number, shortDay } from '../../words/texts';
import type { OpenNeedFragment, TrainersQuery } from './trainers.generated';

/** Lists the local needs without an answer on the day, the oldest first. */
export function OpenNeeds({
  needs,
  reference,
}: {
  needs: TrainersQuery['trainingNeeds'];
  reference: Reference;
}) {
  const open = needs?.edges.map(({ node }) => node) ?? [];
  return (
    <section>
      <h2>Besoins sans réponse ici ({number(needs?.totalCount ?? 0)})</h2>
      {open.length === 0 ? (
        <Empty>Aucun besoin sans réponse n’est connu ici avec ces choix à cette date.</Empty>
      ) : (
        <DataTable
          caption="Besoins sans réponse"
          columns={columnsOf(reference)}
          rows={open}
          rowKey={({ id }) => id}
        />
      )}
      <More
        total={needs?.totalCount ?? 0}
        shown={open.length}
        where="choisissez un public ou un territoire"
      />
    </section>
  );
}

function columnsOf({ word }: Reference): readonly Column<OpenNeedFragment>[] {
  const places = ({ territories }: OpenNeedFragment) => territories.edges.map(({ node }) => node);
  return [
    {
      id: 'need',
      size: 280,
      header: 'Besoin',
      accessorFn: ({ title }) => title,
      cell: ({ row }) => <NodeLink node={row.original} />,
    },
    {
      id: 'identified',
      size: 100,
      header: 'Repéré le',
      accessorFn: ({ identifiedOn }) => identifiedOn,
      cell: ({ row: { original } }) =>
        original.identifiedOn ? shortDay(original.identifiedOn) : 'jour inconnu',
    },
    {
      id: 'by',
      size: 170,
      header: 'Repéré par',
      accessorFn: ({ identifiedBy }) => list(identifiedBy.map(({ label }) => label)) || null,
      cell: ({ row }) => <NodeLinks nodes={row.original.identifiedBy} />,
    },
    {
      id: 'where',
      size: 170,
      header: 'Territoires',
      accessorFn: (one) => list(places(one).map(({ label }) => label)) || null,
      cell: ({ row }) => <NodeLinks nodes={places(row.original)} />,
    },
    {
      id: 'audiences',
      size: 140,
      header: 'Publics',
      accessorFn: ({ audiences }) => list(audiences.map((one) => word('Audience', one))) || null,
    },
    {
      id: 'people',
      size: 90,
      header: 'Personnes à former',
      accessorFn: ({ peopleCount }) => peopleCount,
    },
    {
      id: 'stage',
      size: 110,
      header: 'Étape',
      accessorFn: ({ needStage }) => needStage && capital(word('NeedStage', needStage)),
    },
  ];
}
