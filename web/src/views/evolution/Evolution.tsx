import { useQueryState } from 'nuqs';
import { parseAsDay, useDay, useGround } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis, CellStatus } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { DayInput, GroundField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { StatusTag } from '../../parts/Status';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { axisName, axisOf } from '../../words/axes';
import { capital, count, day as inWords, monthsLater } from '../../words/texts';
import './evolution.css';
import { EvolutionDocument, type StateFragment } from './evolution.generated';

type Row = StateFragment['edges'][number]['node'];
type Cell = Row['cells'][number];

interface Change {
  readonly territory: Row['territory'];
  readonly axis: Axis;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  readonly way: 'gained' | 'lost' | 'moved';
}

const RANK: Record<CellStatus, number> = { COVERED: 3, PARTIAL: 2, INHERITED: 1, GAP: 0, UNKNOWN: 0 };
const WAYS = { gained: 'Gagné', lost: 'Perdu', moved: 'Changé' } as const;

/** What has changed between two days, on one page for a steering committee. */
export function View() {
  const [ground] = useGround();
  const [to, setTo] = useDay();
  const [from, setFrom] = useQueryState(
    'depuis',
    parseAsDay.withDefault(monthsLater(to, -12)).withOptions({ clearOnDefault: false }),
  );
  const asked = useAnswer(EvolutionDocument, {
    rows: { kind: 'CITY_CONTRACT', ...(ground && { within: { id: ground } }) },
    from,
    to,
  });
  return (
    <Frame
      title="Évolution"
      className="evolution"
      lead={`Contrats de ville : ce qui a changé entre le ${inWords(from)} et le ${inWords(to)}.`}
      asked={asked}
      said={(answer) => {
        const changes = changesOf(answer.before, answer.after);
        const many = (way: Change['way']) => changes.filter((one) => one.way === way).length;
        return `${count(many('gained'), 'case gagnée', 'cases gagnées')}, ${count(many('lost'), 'perdue')}, ${count(many('moved'), 'autrement changée', 'autrement changées')}`;
      }}
      exports={(answer, reference) => [
        ...tableExports('evolution', columnsOf(reference), changesOf(answer.before, answer.after)),
        { name: 'Imprimer', make: () => window.print() },
      ]}
      filters={
        <>
          <GroundField />
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
    </Frame>
  );
}

/** Cells that differ between the two days; a contract's predecessors may stand for it, and one that ended has lost all. */
function changesOf(before: StateFragment | null, after: StateFragment | null): readonly Change[] {
  const earlier = new Map(before?.edges.map(({ node }) => [node.territory.id, node]));
  const followed = new Set<string>();
  const kept = (after?.edges ?? []).flatMap(({ node: { territory, cells } }) => {
    const predecessors = territory.__typename === 'CityContract' ? territory.predecessors : [];
    const was = [territory, ...predecessors].flatMap(({ id }) => earlier.get(id) ?? []);
    for (const row of was) followed.add(row.territory.id);
    return cells.flatMap((cell) => change(territory, best(was, cell.axis), cell));
  });
  const gone = [...earlier.values()]
    .filter(({ territory }) => !followed.has(territory.id))
    .flatMap(({ territory, cells }) => cells.flatMap((cell) => change(territory, cell, undefined)));
  return [...kept, ...gone];
}

/** The fullest of some rows' cells on an axis. */
function best(rows: readonly Row[], axis: Axis): Cell | undefined {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell.axis === axis));
  return cells.toSorted((a, b) => RANK[b.status] - RANK[a.status] || b.actorCount - a.actorCount)[0];
}

function change(territory: Row['territory'], before: Cell | undefined, after: Cell | undefined): Change[] {
  const axis = (after ?? before)?.axis;
  const step = (after ? RANK[after.status] : 0) - (before ? RANK[before.status] : 0);
  const same =
    before && after
      ? before.status === after.status &&
        before.actorCount === after.actorCount &&
        before.fragile === after.fragile
      : step === 0;
  if (!axis || same) return [];
  return [{ territory, axis, before, after, way: step > 0 ? 'gained' : step < 0 ? 'lost' : 'moved' }];
}

function Totals({ before, after }: { before: StateFragment | null; after: StateFragment | null }) {
  if (!before || !after) return null;
  const known = (one: StateFragment['summary'][number]) => one.covered + one.partial + one.inherited;
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
            const change = known(now) - (then ? known(then) : 0);
            const both = (field: 'fragile' | 'stale' | 'lapsed') => `${then?.[field] ?? 0} → ${now[field]}`;
            return (
              <tr key={now.axis}>
                <th scope="row">{axisName(now.axis)}</th>
                <td className="number">{then ? known(then) : '–'}</td>
                <td className="number">{known(now)}</td>
                <td className="number">{change > 0 ? `+${change}` : change === 0 ? '=' : `−${-change}`}</td>
                <td className="number">{both('fragile')}</td>
                <td className="number">{both('stale')}</td>
                <td className="number">{both('lapsed')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Who was mobilised before and is no more; what had ended already before the first day is no news. */
function endedIn({ before, after }: Change) {
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
      key: 'territory',
      heading: 'Contrat de ville',
      value: ({ territory }) => territory.name,
      show: ({ territory }) => <NodeLink node={{ id: territory.id, label: territory.name }} />,
    },
    {
      key: 'axis',
      heading: 'Axe',
      value: ({ axis }) => axisOf(axis).number,
      show: ({ axis }) => (
        <>
          {axisOf(axis).number}
          <span className="screen-only"> – {axisOf(axis).short}</span>
        </>
      ),
    },
    { key: 'way', heading: 'Sens', value: ({ way }) => WAYS[way] },
    {
      key: 'before',
      heading: 'Avant',
      value: ({ before }) => state(before),
      show: ({ before }) => tag(before),
    },
    { key: 'after', heading: 'Après', value: ({ after }) => state(after), show: ({ after }) => tag(after) },
    {
      key: 'who',
      heading: 'Qui a cessé',
      value: (row) =>
        endedIn(row)
          .map(({ label }) => label)
          .join(', '),
      show: (row) => (
        <>
          {endedIn(row).map((actor, index) => (
            <span key={actor.id}>
              {index > 0 && ', '}
              <NodeLink node={actor} />
            </span>
          ))}
          {endedIn(row).length === 0 ? '–' : row.after?.lapsedOn && `, le ${inWords(row.after.lapsedOn)}`}
        </>
      ),
    },
  ];
}
