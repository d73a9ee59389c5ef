/** The columns of the page's tables: engagements, and the cells of three statuses. */
import { AxisChips } from '../../parts/axes';
import { type LinkedNode, NodeLink, NodeLinks } from '../../parts/links';
import type { Column } from '../../parts/table';
import { axisName, axisNames } from '../../words/axes';
import { untilInWords } from '../../words/engagements';
import { carriersOf } from '../../words/roles';
import type { WITHOUT } from '../../words/statuses';
import { age, monthsBetween, shortDay } from '../../words/texts';
import type { ConfirmQuery, ToConfirmFragment } from './confirm.generated';

type CoverageRow = NonNullable<ConfirmQuery['coverage']>['edges'][number]['node'];
export interface OpenCell {
  readonly territory: CoverageRow['territory'];
  readonly cell: CoverageRow['cells'][number];
}
export type Without = (typeof WITHOUT)[number];

/** A qualification that ends soon. */
export interface Lapsing {
  readonly trainer: LinkedNode;
  readonly offer: LinkedNode;
  readonly endsOn: string;
  readonly issuer: string | null;
}

export const QUALIFICATIONS: readonly Column<Lapsing>[] = [
  {
    id: 'trainer',
    size: 200,
    header: 'Formateur·rice',
    accessorFn: ({ trainer }) => trainer.label,
    cell: ({ row }) => <NodeLink node={row.original.trainer} />,
  },
  {
    id: 'offer',
    size: 280,
    header: 'Offre',
    accessorFn: ({ offer }) => offer.label,
    cell: ({ row }) => <NodeLink node={row.original.offer} />,
  },
  {
    id: 'expires',
    size: 120,
    header: 'Jusqu’au',
    accessorFn: ({ endsOn }) => endsOn,
    cell: ({ row }) => shortDay(row.original.endsOn),
  },
  { id: 'issuer', size: 160, header: 'Délivrée par', accessorFn: ({ issuer }) => issuer },
];

/** Returns the columns of engagements on a day. */
export const engagementColumns = (day: string): readonly Column<ToConfirmFragment>[] => [
  {
    id: 'title',
    size: 240,
    header: 'Mobilisation',
    accessorFn: ({ label }) => label,
    cell: ({ row: { original: node } }) => <NodeLink node={node} />,
  },
  {
    id: 'axes',
    size: 190,
    header: 'Axes',
    accessorFn: ({ axes }) => axisNames(axes),
    cell: ({ row }) => <AxisChips axes={row.original.axes} />,
  },
  {
    id: 'until',
    size: 150,
    header: 'Prise en compte',
    accessorFn: ({ countsUntil }) => countsUntil,
    cell: ({ row: { original: node } }) => untilInWords(node, shortDay),
  },
  {
    id: 'confirmed',
    size: 150,
    header: 'Confirmée le',
    accessorFn: ({ confirmedOn }) => confirmedOn,
    cell: ({
      row: {
        original: { confirmedOn },
      },
    }) =>
      confirmedOn ? `${shortDay(confirmedOn)}, il y a ${age(monthsBetween(confirmedOn, day))}` : 'jamais',
  },
  {
    id: 'who',
    size: 220,
    header: 'À qui demander',
    accessorFn: ({ actors }) =>
      carriersOf(actors.edges)
        .map(({ label }) => label)
        .join(', '),
    cell: ({
      row: {
        original: { actors },
      },
    }) => <NodeLinks nodes={carriersOf(actors.edges)} />,
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

const CELLS: readonly Column<OpenCell>[] = [
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
];

const LAPSED: Column<OpenCell> = {
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
      : '–',
};

const unconfirmedIn = ({ cell }: OpenCell) =>
  cell.discounted
    .filter(({ reason }) => reason === 'TO_CONFIRM' || reason === 'OVERDUE')
    .map(({ engagement }) => engagement);

export interface Section {
  readonly status: Without;
  readonly title: string;
  readonly file: string;
  readonly note: string;
  readonly emptyText: string;
  readonly columns: readonly Column<OpenCell>[];
}

export const SECTIONS: readonly Section[] = [
  {
    status: 'TO_CONFIRM',
    title: 'Cases à reconfirmer',
    file: 'cases-a-reconfirmer',
    note: 'Cases de contrats de ville que des mobilisations concernent, alors qu’aucune n’est confirmée, ou qu’elles étaient prévues et restent sans nouvelles.',
    emptyText: 'Aucune case n’est à reconfirmer.',
    columns: [
      ...CELLS,
      {
        id: 'what',
        size: 280,
        header: 'À reconfirmer',
        accessorFn: (row) =>
          unconfirmedIn(row)
            .map(({ label }) => label)
            .join(', '),
        cell: ({ row: { original: row } }) => <NodeLinks nodes={unconfirmedIn(row)} />,
      },
      LAPSED,
    ],
  },
  {
    status: 'UNKNOWN',
    title: 'Cases non renseignées',
    file: 'non-renseigne',
    note: 'Cases de contrats de ville dont on ne sait rien : ce n’est pas le constat qu’il n’y a personne.',
    emptyText: 'Toutes les cases sont renseignées.',
    columns: [
      ...CELLS,
      LAPSED,
      {
        id: 'survey',
        size: 200,
        header: 'Relevé',
        accessorFn: ({ cell: { survey } }) =>
          survey &&
          `${shortDay(survey.surveyedOn)} : ${survey.found === 'SOMEBODY' ? 'quelqu’un, à saisir' : 'personne'}`,
      },
    ],
  },
  {
    status: 'GAP',
    title: 'Cases sans acteur, d’après un relevé',
    file: 'aucun-acteur',
    note: 'Cases de contrats de ville où un relevé récent n’a trouvé personne.',
    emptyText: 'Aucun relevé récent n’a constaté l’absence d’acteur.',
    columns: [
      ...CELLS,
      LAPSED,
      {
        id: 'survey',
        size: 200,
        header: 'Relevé du',
        accessorFn: ({ cell }) => cell.survey?.surveyedOn,
        cell: ({
          row: {
            original: {
              cell: { survey },
            },
          },
        }) => (
          <>
            {survey && shortDay(survey.surveyedOn)}
            {survey?.source && (
              <>
                {' – '}
                <NodeLink node={survey.source} />
              </>
            )}
          </>
        ),
      },
    ],
  },
];
