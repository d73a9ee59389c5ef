import { useQueryState } from 'nuqs';
import { parseAsDay, STEP, useArea, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { DataTable } from '../../parts/DataTable';
import { DayInput } from '../../parts/DayInput';
import { AreaField } from '../../parts/fields';
import { type LinkedNode, NodeLink, NodeLinks } from '../../parts/links';
import { listedName } from '../../parts/names';
import { PageFrame } from '../../parts/PageFrame';
import { StatusTag } from '../../parts/Status';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { axisOf } from '../../words/axes';
import { statusOf } from '../../words/statuses';
import { capital, count, day as inWords, monthsLater } from '../../words/texts';
import './evolution.css';
import { BegunOrEnded, begunOrEndedColumns, endOf, startOf } from './BegunOrEnded';
import { type Cell, type Change, comparisonOf, type Direction, type Incomparable } from './comparison';
import { EvolutionDocument } from './evolution.generated';
import { Totals } from './Totals';

const DIRECTIONS: Record<Direction, readonly [sign: string, word: string, one: string, many: string]> = {
  more: ['▲', 'En progrès', 'case en progrès', 'cases en progrès'],
  less: ['▽', 'En recul', 'en recul', 'en recul'],
  unconfirmed: ['?', 'À reconfirmer', 'devenue à reconfirmer', 'devenues à reconfirmer'],
  nobody: ['▼', 'Plus personne', 'où plus personne n’est connu', 'où plus personne n’est connu'],
  actors: ['⇄', 'Autres acteurs', 'aux acteurs changés', 'aux acteurs changés'],
  found: [
    '◆',
    'Autre constat',
    'sans acteur avant comme après, dont le constat a changé',
    'sans acteur avant comme après, dont le constat a changé',
  ],
  fragile: [
    '!',
    'Fragilité',
    'devenue fragile ou qui ne l’est plus',
    'devenues fragiles ou qui ne le sont plus',
  ],
};

/** Shows the changes between two days, on one printed page for a steering committee. */
export function EvolutionPage() {
  const [area] = useArea();
  const [second, setSecond] = useDay();
  const [first, setFirst] = useQueryState(
    'depuis',
    parseAsDay.withDefault(monthsLater(second, -12)).withOptions({ ...STEP, clearOnDefault: false }),
  );
  const isReversed = first > second;
  const [from, to] = isReversed ? [second, first] : [first, second];
  const inArea = area ? { territories: { some: { node: { within: { id: area } } } } } : {};
  const query = useAnswer(EvolutionDocument, {
    rows: { kind: 'CITY_CONTRACT', ...(area && { within: { id: area } }) },
    from,
    to,
    started: { countsFrom: { gt: from, lte: to }, ...inArea },
    stopped: { countsUntil: { gte: from, lt: to }, ...inArea },
  });
  return (
    <PageFrame
      title="Évolution"
      className="evolution"
      lead={`Contrats de ville : ce qui a changé entre le ${inWords(from)} et le ${inWords(to)}.`}
      earliest={from}
      query={query}
      announce={(answer) => {
        const { changes, incomparables } = comparisonOf(answer);
        return [
          ...changesByDirection(changes),
          count(incomparables.length, 'contrat non comparable', 'contrats non comparables'),
        ].join(', ');
      }}
      exports={(answer) => [
        ...tableExports('evolution', columnsOf(), comparisonOf(answer).changes),
        ...tableExports(
          'commence',
          begunOrEndedColumns('Commencé le', startOf),
          nodesOf(answer.started),
          'Ce qui a commencé',
        ),
        ...tableExports(
          'fini',
          begunOrEndedColumns('Fini le', endOf),
          nodesOf(answer.stopped),
          'Ce qui a pris fin',
        ),
        ...tableExports(
          'non-comparables',
          INCOMPARABLES,
          comparisonOf(answer).incomparables,
          'Non comparables',
        ),
      ]}
      filters={
        <>
          <AreaField />
          <DayInput label="Du" value={first} onChange={(value) => void setFirst(value)} />
          <DayInput label="Au" value={second} onChange={(value) => void setSecond(value)} />
        </>
      }
    >
      {(answer) => {
        const comparison = comparisonOf(answer);
        const { changes, incomparables } = comparison;
        return (
          <>
            {isReversed && (
              <p className="note">
                Les deux dates étaient dans l’ordre inverse : l’évolution va de la plus ancienne à la plus
                récente.
              </p>
            )}
            <Totals before={answer.before} after={answer.after} comparison={comparison} />
            {changes.length === 0 ? (
              <Empty>Aucune case n’a changé entre ces deux dates.</Empty>
            ) : (
              <DataTable
                caption="Cases qui ont changé"
                columns={columnsOf()}
                rows={changes}
                rowKey={({ territory, axis }) => `${territory.id} ${axis}`}
              />
            )}
            <BegunOrEnded
              title="Ce qui a commencé"
              note="Les mobilisations prises en compte à partir d’un jour de la période, qui ne l’étaient pas avant."
              connection={answer.started}
              columns={begunOrEndedColumns('Commencé le', startOf)}
            />
            <BegunOrEnded
              title="Ce qui a pris fin"
              note="Les mobilisations dont le dernier jour de prise en compte est dans la période ; une formation tenue ou un diagnostic remis cesse alors de compter par son effet."
              connection={answer.stopped}
              columns={begunOrEndedColumns('Fini le', endOf)}
            />
            {incomparables.length > 0 && (
              <section>
                <h2>Non comparables ({incomparables.length})</h2>
                <p className="note">
                  Contrats qu’aucune succession sûre ne relie à un contrat de l’autre date : ni gain ni perte
                  n’en est tiré.
                </p>
                <DataTable
                  caption="Contrats non comparables"
                  columns={INCOMPARABLES}
                  rows={incomparables}
                  rowKey={({ territory }) => territory.id}
                />
              </section>
            )}
          </>
        );
      }}
    </PageFrame>
  );
}

/** Counts the changes of each direction, omitting zeros except the first: « 5 cases en progrès », « 1 en recul ». */
function changesByDirection(changes: readonly Change[]): string[] {
  return (Object.keys(DIRECTIONS) as Direction[]).flatMap((direction) => {
    const [, , one, many] = DIRECTIONS[direction];
    const number = changes.filter((change) => change.direction === direction).length;
    return number > 0 || direction === 'more' ? [count(number, one, many)] : [];
  });
}

function nodesOf<Node>(connection: { readonly edges: readonly { readonly node: Node }[] } | null) {
  return connection?.edges.map(({ node }) => node) ?? [];
}

/** Explains a change of actors by an end or an old confirmation, or states that they are too many to name. */
function noteOf({ before, after, isCut }: Change): string {
  if (isCut) return 'Trop d’acteurs pour être nommés ici : voir les cases.';
  if (after?.status === 'TO_CONFIRM') return 'Mobilisé, mais à reconfirmer.';
  const lapse = after?.lapsedOn;
  return lapse && lapse !== before?.lapsedOn ? `Jusqu’au ${inWords(lapse)}.` : '';
}

function actorsColumn(
  id: string,
  header: string,
  actorsOf: (change: Change) => readonly LinkedNode[],
  note: (change: Change) => string = () => '',
): Column<Change> {
  return {
    id,
    size: 220,
    header,
    accessorFn: (change) =>
      actorsOf(change)
        .map(({ label }) => label)
        .join(', '),
    cell: ({ row }) => (
      <>
        <NodeLinks nodes={actorsOf(row.original)} />
        {note(row.original) && <p className="note">{note(row.original)}</p>}
      </>
    ),
  };
}

function columnsOf(): readonly Column<Change>[] {
  const state = (cell: Cell | undefined) =>
    cell?.status
      ? `${capital(statusOf(cell.status).short)}${cell.actorCount ? ` (${cell.actorCount})` : ''}`
      : 'hors contrat';
  const tag = (cell: Cell | undefined) =>
    cell ? <StatusTag status={cell.status} word={state(cell)} /> : 'hors contrat';
  return [
    {
      id: 'territory',
      size: 240,
      header: 'Contrat de ville',
      accessorFn: ({ territory }) => listedName(territory),
      cell: ({
        row: {
          original: { territory },
        },
      }) => <NodeLink node={{ id: territory.id, label: listedName(territory) }} />,
    },
    {
      id: 'axis',
      size: 190,
      header: 'Axe',
      accessorFn: ({ axis }) => axisOf(axis).number,
      cell: ({
        row: {
          original: { axis },
        },
      }) => (
        <>
          {axisOf(axis).number}
          <span className="screen-only"> – {axisOf(axis).short}</span>
        </>
      ),
    },
    {
      id: 'direction',
      size: 100,
      header: 'Sens',
      accessorFn: ({ direction }) => DIRECTIONS[direction][1],
      cell: ({
        row: {
          original: { direction },
        },
      }) => (
        <span className={`direction-${direction}`}>
          <span aria-hidden="true">{DIRECTIONS[direction][0]} </span>
          {DIRECTIONS[direction][1]}
        </span>
      ),
    },
    {
      id: 'before',
      size: 160,
      header: 'Avant',
      accessorFn: ({ before }) => state(before),
      cell: ({
        row: {
          original: { before },
        },
      }) => tag(before),
    },
    {
      id: 'after',
      size: 160,
      header: 'Après',
      accessorFn: ({ after }) => state(after),
      cell: ({
        row: {
          original: { after },
        },
      }) => tag(after),
    },
    actorsColumn('came', 'Qui compte en plus', ({ came }) => came),
    actorsColumn('left', 'Qui ne compte plus', ({ left }) => left, noteOf),
  ];
}

const INCOMPARABLES: readonly Column<Incomparable>[] = [
  {
    id: 'territory',
    size: 300,
    header: 'Contrat de ville',
    accessorFn: ({ territory }) => territory.label,
    cell: ({
      row: {
        original: { territory },
      },
    }) => <NodeLink node={territory} />,
  },
  {
    id: 'reason',
    size: 240,
    header: 'Non comparable',
    accessorFn: ({ reason }) => capital(reason),
  },
  {
    id: 'others',
    size: 300,
    header: 'Contrat rapproché',
    accessorFn: ({ others }) => others.map(({ label }) => label).join(', '),
    cell: ({
      row: {
        original: { others },
      },
    }) => <NodeLinks nodes={others} />,
  },
];
