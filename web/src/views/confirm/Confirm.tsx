import { useDay, useGround } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { DataTable } from '../../parts/DataTable';
import { DayField, GroundField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { axisName, axisNumbers } from '../../words/axes';
import { carries } from '../../words/roles';
import { count, daysLater, day as inWords, monthsLater, shortDay } from '../../words/texts';
import { ConfirmDocument, type ConfirmQuery, type ToConfirmFragment } from './confirm.generated';

const SOON_DAYS = 90;
const STALE_MONTHS = 24;

type Row = NonNullable<ConfirmQuery['coverage']>['edges'][number]['node'];
interface Case {
  readonly territory: Row['territory'];
  readonly cell: Row['cells'][number];
}

/** What an officer should ask about: what ends soon, what nobody confirmed for long, what is not filled in. */
export function View() {
  const [ground] = useGround();
  const [day] = useDay();
  const within = ground ? { within: { id: ground } } : {};
  const here = ground ? { territories: { some: { node: { within: { id: ground } } } } } : {};
  const asked = useAnswer(ConfirmDocument, {
    rows: { kind: 'CITY_CONTRACT', ...within },
    ending: { inEffect: { eq: true }, countsUntil: { gte: day, lte: daysLater(day, SOON_DAYS) }, ...here },
    old: {
      inEffect: { eq: true },
      OR: [{ confirmedOn: { lt: monthsLater(day, -STALE_MONTHS) } }, { confirmedOn: { isNull: true } }],
      ...here,
    },
    asOf: day,
  });
  return (
    <Frame
      title="À confirmer"
      lead={`Ce qui prend fin dans les ${SOON_DAYS} jours, ce que personne n’a confirmé depuis ${STALE_MONTHS} mois, et ce qui n’est pas renseigné.`}
      asked={asked}
      said={(answer) =>
        [
          `${count(answer.ending?.totalCount ?? 0, 'fin proche', 'fins proches')}`,
          `${count(answer.old?.totalCount ?? 0, 'mobilisation ancienne', 'mobilisations anciennes')}`,
          `${count(casesOf(answer).length, 'case non renseignée', 'cases non renseignées')}, au ${inWords(day)}`,
        ].join(', ')
      }
      exports={(answer) => [
        ...tableExports('fins-proches', ENGAGEMENTS, nodes(answer.ending), 'Fins proches'),
        ...tableExports('anciennes', ENGAGEMENTS, nodes(answer.old), 'Anciennes'),
        ...tableExports('non-renseigne', CASES, casesOf(answer), 'Non renseigné'),
      ]}
      filters={
        <>
          <GroundField />
          <DayField />
        </>
      }
    >
      {(answer) => (
        <>
          <Part
            title={`Prend fin dans les ${SOON_DAYS} jours`}
            none="Rien ne prend fin d’ici là."
            found={answer.ending}
          />
          <Part
            title={`Non confirmé depuis ${STALE_MONTHS} mois`}
            none="Tout ce qui compte a été confirmé depuis."
            found={answer.old}
          />
          <section>
            <h2>Non renseigné</h2>
            <p className="note">
              Cases de contrats de ville où personne n’est connu à cette date et qu’aucun relevé récent n’a
              examinées.
            </p>
            {casesOf(answer).length === 0 ? (
              <Empty>Toutes les cases sont renseignées.</Empty>
            ) : (
              <DataTable
                caption="Cases non renseignées"
                columns={CASES}
                rows={casesOf(answer)}
                rowKey={keyOf}
              />
            )}
          </section>
        </>
      )}
    </Frame>
  );
}

const nodes = (found: ConfirmQuery['ending']) => found?.edges.map(({ node }) => node) ?? [];

/** The cells where nothing is recorded and no recent survey looked. */
function casesOf({ coverage }: ConfirmQuery): readonly Case[] {
  return (coverage?.edges ?? []).flatMap(({ node: { territory, cells } }) =>
    cells.filter(({ status }) => status === 'UNKNOWN').map((cell) => ({ territory, cell })),
  );
}

const keyOf = ({ territory, cell }: Case) => `${territory.id} ${cell.axis}`;

function Part({ title, none, found }: { title: string; none: string; found: ConfirmQuery['ending'] }) {
  const rows = nodes(found);
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <Empty>{none}</Empty>
      ) : (
        <DataTable caption={title} columns={ENGAGEMENTS} rows={rows} rowKey={({ id }) => id} />
      )}
      <More total={found?.totalCount ?? 0} shown={rows.length} where="choisissez un territoire plus petit" />
    </section>
  );
}

const ENGAGEMENTS: readonly Column<ToConfirmFragment>[] = [
  {
    key: 'title',
    heading: 'Mobilisation',
    value: ({ label }) => label,
    show: (node) => <NodeLink node={node} />,
  },
  { key: 'axes', heading: 'Axes', value: ({ axes }) => axisNumbers(axes) },
  {
    key: 'until',
    heading: 'Jusqu’au',
    value: ({ countsUntil }) => countsUntil,
    show: ({ countsUntil }) => (countsUntil ? shortDay(countsUntil) : 'sans terme'),
  },
  {
    key: 'confirmed',
    heading: 'Confirmée le',
    value: ({ confirmedOn }) => confirmedOn,
    show: ({ confirmedOn }) => (confirmedOn ? shortDay(confirmedOn) : 'jamais'),
  },
  {
    key: 'who',
    heading: 'À qui demander',
    value: ({ actors }) =>
      actors.edges
        .filter(carries)
        .map(({ node }) => node.label)
        .join(', '),
    show: ({ actors }) => <NodeLinks nodes={actors.edges.filter(carries).map(({ node }) => node)} />,
  },
  {
    key: 'where',
    heading: 'Où',
    value: ({ territories }) => territories.edges.map(({ node }) => node.label).join(', '),
    show: ({ territories }) => <NodeLinks nodes={territories.edges.map(({ node }) => node)} />,
  },
];

const CASES: readonly Column<Case>[] = [
  {
    key: 'territory',
    heading: 'Contrat de ville',
    value: ({ territory }) => territory.label,
    show: ({ territory }) => <NodeLink node={territory} />,
  },
  { key: 'axis', heading: 'Axe', value: ({ cell }) => axisName(cell.axis) },
  {
    key: 'lapsed',
    heading: 'Échu le',
    value: ({ cell }) => cell.lapsedOn,
    show: ({ cell }) =>
      cell.lapsedOn
        ? `${shortDay(cell.lapsedOn)}${cell.renewalPending ? ', renouvellement attendu' : ''}`
        : 'jamais renseigné',
  },
];
