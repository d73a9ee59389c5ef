import { useArea, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { DataTable } from '../../parts/DataTable';
import { AreaField, DayField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { axisName, axisNumbers } from '../../words/axes';
import { carries } from '../../words/roles';
import { count, daysLater, day as inWords, monthsLater, shortDay } from '../../words/texts';
import { ConfirmDocument, type ConfirmQuery, type ToConfirmFragment } from './confirm.generated';

const SOON_DAYS = 90;
const STALE_MONTHS = 24;

type CoverageRow = NonNullable<ConfirmQuery['coverage']>['edges'][number]['node'];
interface UnknownCell {
  readonly territory: CoverageRow['territory'];
  readonly cell: CoverageRow['cells'][number];
}

/** Lists what ends soon, what nobody has confirmed for long, and which cells are not filled in. */
export function ConfirmPage() {
  const [area] = useArea();
  const [day] = useDay();
  const within = area ? { within: { id: area } } : {};
  const inArea = area ? { territories: { some: { node: { within: { id: area } } } } } : {};
  const query = useAnswer(ConfirmDocument, {
    rows: { kind: 'CITY_CONTRACT', ...within },
    ending: { inEffect: { eq: true }, countsUntil: { gte: day, lte: daysLater(day, SOON_DAYS) }, ...inArea },
    old: {
      inEffect: { eq: true },
      OR: [{ confirmedOn: { lt: monthsLater(day, -STALE_MONTHS) } }, { confirmedOn: { isNull: true } }],
      ...inArea,
    },
    asOf: day,
  });
  return (
    <PageFrame
      title="À confirmer"
      lead={`Ce qui prend fin dans les ${SOON_DAYS} jours, ce que personne n’a confirmé depuis ${STALE_MONTHS} mois, et ce qui n’est pas renseigné.`}
      query={query}
      announce={(answer) =>
        [
          `${count(answer.ending?.totalCount ?? 0, 'fin proche', 'fins proches')}`,
          `${count(answer.old?.totalCount ?? 0, 'mobilisation ancienne', 'mobilisations anciennes')}`,
          `${count(unknownCellsOf(answer).length, 'case non renseignée', 'cases non renseignées')}, au ${inWords(day)}`,
        ].join(', ')
      }
      exports={(answer) => [
        ...tableExports('fins-proches', ENGAGEMENTS, nodes(answer.ending), 'Fins proches'),
        ...tableExports('anciennes', ENGAGEMENTS, nodes(answer.old), 'Anciennes'),
        ...tableExports('non-renseigne', UNKNOWN_CELLS, unknownCellsOf(answer), 'Non renseigné'),
      ]}
      filters={
        <>
          <AreaField />
          <DayField />
        </>
      }
    >
      {(answer) => (
        <>
          <EngagementSection
            title={`Prend fin dans les ${SOON_DAYS} jours`}
            emptyText="Rien ne prend fin d’ici là."
            connection={answer.ending}
          />
          <EngagementSection
            title={`Non confirmé depuis ${STALE_MONTHS} mois`}
            emptyText="Tout ce qui compte a été confirmé depuis."
            connection={answer.old}
          />
          <section>
            <h2>Non renseigné</h2>
            <p className="note">
              Cases de contrats de ville où personne n’est connu à cette date et qu’aucun relevé récent n’a
              examinées.
            </p>
            {unknownCellsOf(answer).length === 0 ? (
              <Empty>Toutes les cases sont renseignées.</Empty>
            ) : (
              <DataTable
                caption="Cases non renseignées"
                columns={UNKNOWN_CELLS}
                rows={unknownCellsOf(answer)}
                rowKey={keyOf}
              />
            )}
          </section>
        </>
      )}
    </PageFrame>
  );
}

const nodes = (connection: ConfirmQuery['ending']) => connection?.edges.map(({ node }) => node) ?? [];

/** Lists the cells where nothing is recorded and no recent survey looked. */
function unknownCellsOf({ coverage }: ConfirmQuery): readonly UnknownCell[] {
  return (coverage?.edges ?? []).flatMap(({ node: { territory, cells } }) =>
    cells.filter(({ status }) => status === 'UNKNOWN').map((cell) => ({ territory, cell })),
  );
}

const keyOf = ({ territory, cell }: UnknownCell) => `${territory.id} ${cell.axis}`;

function EngagementSection({
  title,
  emptyText,
  connection,
}: {
  title: string;
  emptyText: string;
  connection: ConfirmQuery['ending'];
}) {
  const rows = nodes(connection);
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <Empty>{emptyText}</Empty>
      ) : (
        <DataTable caption={title} columns={ENGAGEMENTS} rows={rows} rowKey={({ id }) => id} />
      )}
      <More
        total={connection?.totalCount ?? 0}
        shown={rows.length}
        where="choisissez un territoire plus petit"
      />
    </section>
  );
}

const ENGAGEMENTS: readonly Column<ToConfirmFragment>[] = [
  {
    id: 'title',
    size: 240,
    header: 'Mobilisation',
    accessorFn: ({ label }) => label,
    cell: ({ row: { original: node } }) => <NodeLink node={node} />,
  },
  { id: 'axes', size: 90, header: 'Axes', accessorFn: ({ axes }) => axisNumbers(axes) },
  {
    id: 'until',
    size: 110,
    header: 'Jusqu’au',
    accessorFn: ({ countsUntil }) => countsUntil,
    cell: ({
      row: {
        original: { countsUntil },
      },
    }) => (countsUntil ? shortDay(countsUntil) : 'sans terme'),
  },
  {
    id: 'confirmed',
    size: 120,
    header: 'Confirmée le',
    accessorFn: ({ confirmedOn }) => confirmedOn,
    cell: ({
      row: {
        original: { confirmedOn },
      },
    }) => (confirmedOn ? shortDay(confirmedOn) : 'jamais'),
  },
  {
    id: 'who',
    size: 220,
    header: 'À qui demander',
    accessorFn: ({ actors }) =>
      actors.edges
        .filter(carries)
        .map(({ node }) => node.label)
        .join(', '),
    cell: ({
      row: {
        original: { actors },
      },
    }) => <NodeLinks nodes={actors.edges.filter(carries).map(({ node }) => node)} />,
  },
  {
    id: 'where',
    size: 200,
    header: 'Où',
    accessorFn: ({ territories }) => territories.edges.map(({ node }) => node.label).join(', '),
    cell: ({
      row: {
        original: { territories },
      },
    }) => <NodeLinks nodes={territories.edges.map(({ node }) => node)} />,
  },
];

const UNKNOWN_CELLS: readonly Column<UnknownCell>[] = [
  {
    id: 'territory',
    size: 280,
    header: 'Contrat de ville',
    accessorFn: ({ territory }) => territory.label,
    cell: ({
      row: {
        original: { territory },
      },
    }) => <NodeLink node={territory} />,
  },
  { id: 'axis', size: 220, header: 'Axe', accessorFn: ({ cell }) => axisName(cell.axis) },
  {
    id: 'lapsed',
    size: 220,
    header: 'Échu le',
    accessorFn: ({ cell }) => cell.lapsedOn,
    cell: ({
      row: {
        original: { cell },
      },
    }) =>
      cell.lapsedOn
        ? `${shortDay(cell.lapsedOn)}${cell.renewalPending ? ', renouvellement attendu' : ''}`
        : 'jamais renseigné',
  },
];
