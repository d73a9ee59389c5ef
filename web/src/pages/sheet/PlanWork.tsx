import { Fragment } from 'react';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { Failure, Late } from '../../parts/states';
import type { Column } from '../../parts/table';
import { AXES, axisName } from '../../words/axes';
import { count, euros, peopleInWords, shortDay } from '../../words/texts';
import { type EngagementLineFragment, SheetPlanDocument, type SheetPlanQuery } from './sheet.generated';
import { Engagements, nodesOf } from './sheetParts';

type OwnLine = EngagementLineFragment & { readonly localAxes: readonly { readonly id: string }[] };
interface Lines {
  readonly edges: readonly { readonly node: OwnLine }[];
}
interface LocalAxis {
  readonly id: string;
  readonly title: string;
  readonly position: number | null;
  readonly axes: readonly Axis[];
}
interface Plan {
  readonly id: string;
  readonly axesAnnounced: readonly Axis[];
  readonly localAxes: readonly LocalAxis[];
  readonly actions: Lines;
  readonly commitments: Lines;
}

/** Shows the work on a plan by axis, the work without news, and the plan's training, diagnostics and money. */
export function PlanWork({ plan, day, reference }: { plan: Plan; day: string; reference: Reference }) {
  const own = [...nodesOf(plan.actions), ...nodesOf(plan.commitments)];
  const ids = [plan.id, ...own.map(({ id }) => id)];
  const { result, askAgain } = useAnswer(SheetPlanDocument, {
    of: { id: { in: ids } },
    paid: { funds: { some: { node: { id: { in: ids } } } } },
    asOf: day,
  });
  const { data, error } = result;
  if (error) return <Failure error={error} />;
  if (!data)
    return (
      <section aria-busy="true">
        <h2>Axe par axe</h2>
        <p className="loading">Chargement…</p>
        <Late onRetry={askAgain} />
      </section>
    );
  const sessions = data.trainingSessions?.edges.map(({ node }) => node) ?? [];
  const diagnostics = data.diagnostics?.edges.map(({ node }) => node) ?? [];
  const work = [...own, ...sessions, ...diagnostics];
  const silent = work.filter(({ status, startsOn }) => status === 'PLANNED' && startsOn < day);
  const overdue = work.filter(({ status, endsOn }) => status === 'ACTIVE' && endsOn !== null && endsOn < day);
  return (
    <>
      {plan.localAxes.length > 0 && (
        <section>
          <h2>Par les axes du plan</h2>
          {linesOfPlan(plan, own).map(({ axis, lines }) => {
            const name = axis ? localAxisInWords(axis) : 'Hors des axes du plan';
            return (
              <Fragment key={axis?.id ?? ''}>
                <h3>{name}</h3>
                <Engagements caption={name} lines={lines} reference={reference} extraColumns={DEADLINE} />
              </Fragment>
            );
          })}
        </section>
      )}
      <section>
        <h2>Axe par axe</h2>
        <DataTable
          caption="Ce que fait le plan, axe par axe"
          columns={AXIS_COLUMNS}
          rows={AXES.map(({ value }) => ({
            axis: value,
            isAnnounced: plan.axesAnnounced.includes(value),
            work: work.filter(({ axes }) => axes.includes(value)),
          }))}
          rowKey={({ axis }) => axis}
        />
      </section>
      {silent.length > 0 && (
        <section>
          <h2>Prévues, sans nouvelles ({silent.length})</h2>
          <p className="note">Leur début est passé, et aucune source ne dit qu’elles ont commencé.</p>
          <Engagements caption="Prévues, sans nouvelles" lines={silent} reference={reference} />
        </section>
      )}
      {overdue.length > 0 && (
        <section>
          <h2>Terme passé, sans résultat ({overdue.length})</h2>
          <p className="note">
            Leur dernier jour est passé, et aucune source ne dit qu’elles sont réalisées.
          </p>
          <Engagements
            caption="Terme passé, sans résultat"
            lines={overdue}
            reference={reference}
            extraColumns={DEADLINE}
          />
        </section>
      )}
      {sessions.length > 0 && (
        <section>
          <h2>Formations qui servent le plan ({data.trainingSessions?.totalCount})</h2>
          <Engagements
            caption="Formations qui servent le plan"
            lines={sessions}
            reference={reference}
            extraColumns={[
              {
                id: 'trained',
                size: 110,
                header: 'Personnes formées',
                accessorFn: (session) => peopleInWords(session.trainedCount, session.trainedCountWithheld),
              },
            ]}
          />
        </section>
      )}
      {diagnostics.length > 0 && (
        <section>
          <h2>Diagnostics qui servent le plan ({data.diagnostics?.totalCount})</h2>
          <Engagements caption="Diagnostics qui servent le plan" lines={diagnostics} reference={reference} />
        </section>
      )}
      <Money answer={data} />
    </>
  );
}

const DEADLINE: readonly Column<EngagementLineFragment>[] = [
  {
    id: 'deadline',
    size: 110,
    header: 'Échéance',
    accessorFn: ({ endsOn }) => endsOn,
    cell: ({ row }) => (row.original.endsOn ? shortDay(row.original.endsOn) : 'sans terme'),
  },
];

/** Returns the work of a plan under each of its own axes, in order, then work without an axis. */
function linesOfPlan(plan: Plan, own: readonly OwnLine[]) {
  const axes = [...plan.localAxes].sort(
    (one, other) => (one.position ?? Infinity) - (other.position ?? Infinity),
  );
  const under = (id: string) => own.filter(({ localAxes }) => localAxes.some((axis) => axis.id === id));
  const others = own.filter(({ localAxes }) => localAxes.length === 0);
  return [
    ...axes.map((axis) => ({ axis, lines: under(axis.id) })),
    ...(others.length ? [{ axis: null, lines: others }] : []),
  ];
}

/** Describes a local axis with the corresponding ones of the five: « 2. Ouvrir l’emploi (Formation, Programme) ». */
function localAxisInWords({ position, title, axes }: LocalAxis): string {
  const names = axes.map(axisName).join(', ');
  return `${position === null ? '' : `${position}. `}${title}${names && ` (${names})`}`;
}

interface OfAxis {
  readonly axis: Axis;
  readonly isAnnounced: boolean;
  readonly work: readonly EngagementLineFragment[];
}

const ofKind = (name: EngagementLineFragment['__typename']) => (row: OfAxis) =>
  row.work.filter(({ __typename }) => __typename === name).length;

const AXIS_COLUMNS: readonly Column<OfAxis>[] = [
  { id: 'axis', size: 220, header: 'Axe', accessorFn: ({ axis }) => axisName(axis) },
  { id: 'announced', size: 90, header: 'Annoncé', accessorFn: (row) => (row.isAnnounced ? 'oui' : 'non') },
  { id: 'actions', size: 90, header: 'Actions', accessorFn: ofKind('Action') },
  { id: 'commitments', size: 90, header: 'Dispositifs', accessorFn: ofKind('Commitment') },
  { id: 'sessions', size: 90, header: 'Formations', accessorFn: ofKind('TrainingSession') },
  { id: 'diagnostics', size: 90, header: 'Diagnostics', accessorFn: ofKind('Diagnostic') },
  {
    id: 'now',
    size: 120,
    header: 'Pris en compte ce jour',
    accessorFn: ({ work }) => work.filter(({ inEffect }) => inEffect).length,
  },
];

type Sum = NonNullable<SheetPlanQuery['money']>[number];

const MONEY_COLUMNS: readonly Column<Sum>[] = [
  { id: 'year', size: 90, header: 'Année', accessorFn: ({ keys }) => keys[0]?.label },
  { id: 'funder', size: 240, header: 'Financeur', accessorFn: ({ keys }) => keys[1]?.label },
  { id: 'programme', size: 100, header: 'Programme', accessorFn: ({ keys }) => keys[2]?.value },
  { id: 'line', size: 90, header: 'Ligne', accessorFn: ({ keys }) => keys[3]?.value },
  { id: 'count', size: 90, header: 'Subventions', accessorFn: (sum) => sum.count },
  {
    id: 'asked',
    size: 110,
    header: 'Demandé',
    accessorFn: ({ asked }) => (asked.knownCount ? asked.sum : null),
    cell: ({ row }) => row.original.asked.knownCount > 0 && euros(row.original.asked.sum),
  },
  {
    id: 'granted',
    size: 120,
    header: 'Accordé',
    accessorFn: ({ granted }) => (granted.knownCount ? granted.sum : null),
    cell: ({ row }) =>
      row.original.granted.knownCount ? euros(row.original.granted.sum) : 'montant inconnu',
  },
];

/**
 * Shows the amounts requested and granted for a plan, its actions and its commitments, by year, funder, programme and
 * line.
 */
function Money({ answer: { money, paid } }: { answer: SheetPlanQuery }) {
  const total = paid?.[0];
  if (!total || total.count === 0) return null;
  return (
    <section>
      <h2>
        Financements ({count(total.count, 'subvention')}
        {total.granted.knownCount > 0 && `, ${euros(total.granted.sum)}`})
      </h2>
      <DataTable
        caption="Subventions du plan, de ses actions et de ses dispositifs"
        columns={MONEY_COLUMNS}
        rows={money ?? []}
        rowKey={({ keys }) => keys.map(({ value }) => value ?? '').join('~')}
      />
    </section>
  );
}
