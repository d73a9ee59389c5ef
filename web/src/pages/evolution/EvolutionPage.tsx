import { useQueryState } from 'nuqs';
import { parseAsDay, useArea, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis, CellStatus } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { AreaField, DayInput } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { PageFrame } from '../../parts/PageFrame';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { StatusTag } from '../../parts/Status';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { axisName, axisOf } from '../../words/axes';
import { capital, count, day as inWords, monthsLater } from '../../words/texts';
import './evolution.css';
import { EvolutionDocument, type StateFragment } from './evolution.generated';

type StateRow = StateFragment['edges'][number]['node'];
type Cell = StateRow['cells'][number];

interface Change {
  readonly territory: StateRow['territory'];
  readonly axis: Axis;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  readonly direction: 'gained' | 'lost' | 'moved';
}

const RANK: Record<CellStatus, number> = { COVERED: 3, PARTIAL: 2, INHERITED: 1, GAP: 0, UNKNOWN: 0 };
const DIRECTIONS = { gained: 'Gagné', lost: 'Perdu', moved: 'Changé' } as const;

/** Shows what has changed between two days, on one printed page for a steering committee. */
export function EvolutionPage() {
  const [area] = useArea();
  const [to, setTo] = useDay();
  const [from, setFrom] = useQueryState(
    'depuis',
    parseAsDay.withDefault(monthsLater(to, -12)).withOptions({ clearOnDefault: false }),
  );
  const query = useAnswer(EvolutionDocument, {
    rows: { kind: 'CITY_CONTRACT', ...(area && { within: { id: area } }) },
    from,
    to,
  });
  return (
    <PageFrame
      title="Évolution"
      className="evolution"
      lead={`Contrats de ville : ce qui a changé entre le ${inWords(from)} et le ${inWords(to)}.`}
      query={query}
      announce={(answer) => {
        const changes = changesOf(answer.before, answer.after);
        const countOf = (direction: Change['direction']) =>
          changes.filter((change) => change.direction === direction).length;
        return `${count(countOf('gained'), 'case gagnée', 'cases gagnées')}, ${count(countOf('lost'), 'perdue')}, ${count(countOf('moved'), 'autrement changée', 'autrement changées')}`;
      }}
      exports={(answer, reference) => [
        ...tableExports('evolution', columnsOf(reference), changesOf(answer.before, answer.after)),
        { name: 'Imprimer', make: () => window.print() },
      ]}
      filters={
        <>
          <AreaField />
          <DayInput label="Du" value={from} onChange={(value) => void setFrom(value)} />
          <DayInput label="Au" value={to} onChange={(value) => void setTo(value)} />
          <button type="button" className="button" onClick={() => window.print()}>
            Imprimer
          </button>
        </>
      }
    >
      {(answer, reference) => {
        const changes = changesOf(answer.before, answer.after);
        if (from > to) return <Empty>La première date vient après la seconde : échangez-les.</Empty>;
        return (
          <>
            <Totals before={answer.before} after={answer.after} />
            {changes.length === 0 ? (
              <Empty>Aucune case n’a changé entre ces deux dates.</Empty>
            ) : (
              <DataTable
                caption="Cases qui ont changé"
                columns={columnsOf(reference)}
                rows={changes}
                rowKey={({ territory, axis }) => `${territory.id} ${axis}`}
              />
            )}
          </>
        );
      }}
    </PageFrame>
  );
}

/** Compares the cells of two days: predecessors stand for a new contract, and an ended one has lost everything. */
function changesOf(before: StateFragment | null, after: StateFragment | null): readonly Change[] {
  const earlier = new Map(before?.edges.map(({ node }) => [node.territory.id, node]));
  const continued = new Set<string>();
  const current = (after?.edges ?? []).flatMap(({ node: { territory, cells } }) => {
    const predecessors = territory.__typename === 'CityContract' ? territory.predecessors : [];
    const precursors = [territory, ...predecessors].flatMap(({ id }) => earlier.get(id) ?? []);
    for (const row of precursors) continued.add(row.territory.id);
    return cells.flatMap((cell) => compareCells(territory, bestCell(precursors, cell.axis), cell));
  });
  const ended = [...earlier.values()]
    .filter(({ territory }) => !continued.has(territory.id))
    .flatMap(({ territory, cells }) => cells.flatMap((cell) => compareCells(territory, cell, undefined)));
  return [...current, ...ended];
}

/** Finds the best covered cell of an axis. */
function bestCell(rows: readonly StateRow[], axis: Axis): Cell | undefined {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell.axis === axis));
  return cells.toSorted((a, b) => RANK[b.status] - RANK[a.status] || b.actorCount - a.actorCount)[0];
}

function compareCells(
  territory: StateRow['territory'],
  before: Cell | undefined,
  after: Cell | undefined,
): Change[] {
  const axis = (after ?? before)?.axis;
  const step = (after ? RANK[after.status] : 0) - (before ? RANK[before.status] : 0);
  const isSame =
    before && after
      ? before.status === after.status &&
        before.actorCount === after.actorCount &&
        before.fragile === after.fragile
      : step === 0;
  if (!axis || isSame) return [];
  return [{ territory, axis, before, after, direction: step > 0 ? 'gained' : step < 0 ? 'lost' : 'moved' }];
}

function Totals({ before, after }: { before: StateFragment | null; after: StateFragment | null }) {
  if (!before || !after) return null;
  const coveredCount = (one: StateFragment['summary'][number]) => one.covered + one.partial + one.inherited;
  return (
    <ScrollFrame label="Contrats où quelqu’un est mobilisé, par axe">
      <table>
        <caption>
          Contrats où quelqu’un est mobilisé, par axe ({before.totalCount} contrats, puis {after.totalCount})
        </caption>
        <thead>
          <tr>
            <th scope="col">Axe</th>
            <th scope="col" className="number">
              Au {inWords(before.asOf)}
            </th>
            <th scope="col" className="number">
              Au {inWords(after.asOf)}
            </th>
            <th scope="col" className="number">
              Écart
            </th>
            <th scope="col" className="number">
              Fragiles
            </th>
            <th scope="col" className="number">
              Anciens
            </th>
            <th scope="col" className="number">
              Échus
            </th>
          </tr>
        </thead>
        <tbody>
          {after.summary.map((now) => {
            const then = before.summary.find(({ axis }) => axis === now.axis);
            const change = coveredCount(now) - (then ? coveredCount(then) : 0);
            const bothDays = (field: 'fragile' | 'stale' | 'lapsed') =>
              `${then?.[field] ?? 0} → ${now[field]}`;
            return (
              <tr key={now.axis}>
                <th scope="row">{axisName(now.axis)}</th>
                <td className="number">{then ? coveredCount(then) : '–'}</td>
                <td className="number">{coveredCount(now)}</td>
                <td className="number">{change > 0 ? `+${change}` : change === 0 ? '=' : `−${-change}`}</td>
                <td className="number">{bothDays('fragile')}</td>
                <td className="number">{bothDays('stale')}</td>
                <td className="number">{bothDays('lapsed')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Lists the actors who stopped between the two days. */
function actorsEndedIn({ before, after }: Change) {
  return after && before?.lapsedOn !== after.lapsedOn ? after.lastActors : [];
}

function columnsOf({ word }: Reference): readonly Column<Change>[] {
  const state = (cell: Cell | undefined) =>
    cell
      ? `${capital(word('CellStatus', cell.status))}${cell.actorCount ? ` (${cell.actorCount})` : ''}`
      : 'hors contrat';
  const tag = (cell: Cell | undefined) =>
    cell ? <StatusTag status={cell.status} word={state(cell)} /> : 'hors contrat';
  return [
    {
      id: 'territory',
      size: 240,
      header: 'Contrat de ville',
      accessorFn: ({ territory }) => territory.name,
      cell: ({
        row: {
          original: { territory },
        },
      }) => <NodeLink node={{ id: territory.id, label: territory.name }} />,
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
    { id: 'direction', size: 90, header: 'Sens', accessorFn: ({ direction }) => DIRECTIONS[direction] },
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
    {
      id: 'who',
      size: 220,
      header: 'Qui a cessé',
      accessorFn: (row) =>
        actorsEndedIn(row)
          .map(({ label }) => label)
          .join(', '),
      cell: ({ row: { original: row } }) => (
        <>
          {actorsEndedIn(row).map((actor, index) => (
            <span key={actor.id}>
              {index > 0 && ', '}
              <NodeLink node={actor} />
            </span>
          ))}
          {actorsEndedIn(row).length === 0
            ? '–'
            : row.after?.lapsedOn && `, le ${inWords(row.after.lapsedOn)}`}
        </>
      ),
    },
  ];
}
