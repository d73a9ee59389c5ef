import { useArea, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import type { Axis, CellStatus } from '../../generated/schema';
import { AxisChips } from '../../parts/axes';
import { Counts } from '../../parts/Counts';
import { DataTable } from '../../parts/DataTable';
import { AreaField, DayField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { listedName } from '../../parts/names';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { AXES, axisNames } from '../../words/axes';
import { axesIn, statusOf, WITHOUT } from '../../words/statuses';
import { age, capital, count, day as inWords } from '../../words/texts';
import { textOf, useBlankRows } from '../coverage/fold';
import { PlansDocument, type PlansQuery } from './plans.generated';

type Contract = NonNullable<PlansQuery['cityContracts']>['edges'][number]['node'];
const NO_PLAN = 'NONE';
const RECENT_MONTHS = 60;
const STATES = ['', NO_PLAN, 'WISHED', 'IN_PREPARATION', 'SIGNED', 'EXPIRED', 'ABANDONED'] as const;
type PlanState = (typeof STATES)[number];
const DIAGNOSES = [
  ['recent', 'moins de 5 ans'],
  ['ancien', 'plus ancien'],
  ['sans', 'aucun connu'],
] as const;
type Diagnosis = '' | (typeof DIAGNOSES)[number][0];

const usePlanState = () => useChoice<PlanState>('plan', STATES, '');
const useDiagnosis = () => useChoice<Diagnosis>('diagnostic', ['', ...DIAGNOSES.map(([value]) => value)], '');

function hasState({ planStage }: Contract, state: PlanState): boolean {
  return state === '' || (planStage ?? NO_PLAN) === state;
}

function hasDiagnosis({ diagnosticAgeMonths: months }: Contract, diagnosis: Diagnosis): boolean {
  if (diagnosis === '') return true;
  if (months === null) return diagnosis === 'sans';
  return diagnosis === (months < RECENT_MONTHS ? 'recent' : 'ancien');
}

/** Shows contracts in force by the stage of their plan, the age of their diagnosis and their axes without anybody. */
export function PlansPage() {
  const [area] = useArea();
  const [day] = useDay();
  const { reference } = useReference();
  const [state] = usePlanState();
  const [diagnosis] = useDiagnosis();
  const query = useAnswer(PlansDocument, {
    where: { inForceFrom: { lte: day }, inForceUntil: { gte: day }, ...(area && { within: { id: area } }) },
    asOf: day,
  });
  const contracts = query.result.data?.cityContracts?.edges.map(({ node }) => node) ?? [];
  const rows = contracts.filter((contract) => hasState(contract, state) && hasDiagnosis(contract, diagnosis));
  return (
    <PageFrame
      title="Plans et diagnostics"
      lead="Où en sont le plan territorial et le diagnostic de chaque contrat de ville en vigueur, et quels axes restent à regarder."
      query={query}
      announce={() => `${count(rows.length, 'contrat')}, au ${inWords(day)}`}
      exports={() => tableExports('plans', columnsOf(reference), rows)}
      filters={
        <>
          <AreaField />
          <DayField />
        </>
      }
    >
      {(answer) => (
        <>
          <More
            total={answer.cityContracts?.totalCount ?? 0}
            shown={contracts.length}
            where="choisissez un territoire plus petit"
          />
          <Strip contracts={contracts} reference={reference} />
          {rows.length === 0 ? (
            <Empty>Aucun contrat de ville en vigueur à cette date avec ces choix.</Empty>
          ) : (
            <Contracts rows={rows} isNarrowed={state !== '' || diagnosis !== ''} reference={reference} />
          )}
        </>
      )}
    </PageFrame>
  );
}

/** Returns whether nothing is recorded about a contract: no plan, no diagnosis, nothing on any axis. */
function isBlank({ planStage, plans, diagnosticAgeMonths, coverage }: Contract): boolean {
  return (
    planStage === null &&
    plans.edges.length === 0 &&
    diagnosticAgeMonths === null &&
    coverage.every(({ status }) => status === 'UNKNOWN')
  );
}

/** Lists contracts; those without records are hidden behind a button, unless the reader filtered the list. */
function Contracts({
  rows,
  isNarrowed,
  reference,
}: {
  rows: readonly Contract[];
  isNarrowed: boolean;
  reference: Reference;
}) {
  const [state, setState] = useBlankRows();
  const blank = isNarrowed ? [] : rows.filter(isBlank);
  const isOpen = state === 'deplies';
  const shown = isOpen ? rows : rows.filter((row) => !blank.includes(row));
  return (
    <>
      {shown.length > 0 && (
        <DataTable
          caption="Contrats de ville : plan, diagnostic, axes"
          columns={columnsOf(reference)}
          rows={shown}
          rowKey={({ id }) => id}
        />
      )}
      {blank.length > 0 && (
        <p>
          <button
            type="button"
            className="button"
            aria-expanded={isOpen}
            onClick={() => void setState(isOpen ? null : 'deplies')}
          >
            {textOf(blank.length, 'CITY_CONTRACT')}
          </button>
        </p>
      )}
    </>
  );
}

function stageWord(state: string, { word }: Reference): string {
  return state === NO_PLAN ? 'aucun plan connu' : word('PlanStage', state);
}

/**
 * Counts contracts by the stage of their plan and by the age of their diagnosis; a press on a count limits the list to
 * these contracts.
 */
function Strip({ contracts, reference }: { contracts: readonly Contract[]; reference: Reference }) {
  const [state, setState] = usePlanState();
  const [diagnosis, setDiagnosis] = useDiagnosis();
  return (
    <div className="strip">
      <Counts
        label="Plan"
        chosen={state}
        choices={STATES.filter((one) => one !== '').map((one) => ({
          value: one,
          word: stageWord(one, reference),
          count: contracts.filter((contract) => hasState(contract, one) && hasDiagnosis(contract, diagnosis))
            .length,
        }))}
        onChange={(value) => void setState(value)}
      />
      <Counts
        label="Diagnostic"
        chosen={diagnosis}
        choices={DIAGNOSES.map(([value, word]) => ({
          value,
          word,
          count: contracts.filter((contract) => hasDiagnosis(contract, value) && hasState(contract, state))
            .length,
        }))}
        onChange={(value) => void setDiagnosis(value)}
      />
    </div>
  );
}

/** Returns the axes without anybody confirmed, status by status. */
function axesWithout({ coverage }: Contract): readonly { status: CellStatus; axes: readonly Axis[] }[] {
  return WITHOUT.map((status) => ({ status, axes: axesIn(status, coverage) })).filter(
    ({ axes }) => axes.length > 0,
  );
}

/** Returns whether none of the signed plans has an action or commitment in effect. */
function hasNothing({ edges }: Contract['plans']): boolean {
  const signed = edges.filter(({ node }) => node.stage === 'SIGNED');
  return (
    signed.length > 0 &&
    signed.every(({ node }) => node.actions.totalCount + node.commitments.totalCount === 0)
  );
}

type Plan = Contract['plans']['edges'][number]['node'];

/** Lists the axes that the plans in force on the day announce, and that nothing in effect serves. */
function failedAxes({ plans }: Contract): readonly Axis[] | undefined {
  const inForce = plans.edges.filter(({ node }) => node.inEffect);
  if (inForce.length === 0) return undefined;
  const axes = new Set(inForce.flatMap(({ node }) => node.axesWithoutAction));
  return AXES.map(({ value }) => value).filter((axis) => axes.has(axis));
}

/** Lists the plans that announce axes without any action but are not in force on the day: that is no failure. */
function otherPlans({ plans }: Contract): readonly Plan[] {
  return plans.edges
    .map(({ node }) => node)
    .filter(({ inEffect, axesWithoutAction }) => !inEffect && axesWithoutAction.length > 0);
}

/** Explains why a plan is not in force: « plan abandonné », « plan signé, pas encore commencé ». */
function notInForce({ stage }: Plan, reference: Reference): string {
  const word = stage ? stageWord(stage, reference) : 'à venir';
  return stage === 'SIGNED' ? `plan ${word}, pas encore commencé` : `plan ${word}`;
}

function columnsOf(reference: Reference): readonly Column<Contract>[] {
  return [
    {
      id: 'contract',
      size: 220,
      header: 'Contrat de ville',
      accessorFn: listedName,
      cell: ({ row: { original: contract } }) => (
        <NodeLink node={{ id: contract.id, label: listedName(contract) }} />
      ),
    },
    {
      id: 'plan',
      size: 220,
      header: 'Plan',
      accessorFn: ({ planStage }) => capital(stageWord(planStage ?? NO_PLAN, reference)),
      cell: ({
        row: {
          original: { planStage, plans },
        },
      }) => (
        <>
          {capital(stageWord(planStage ?? NO_PLAN, reference))}
          {planStage === 'SIGNED' && hasNothing(plans) && ', sans aucune action en cours'}
          {plans.edges.length > 0 && (
            <div>
              <NodeLinks nodes={plans.edges.map(({ node }) => node)} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'age',
      size: 130,
      header: 'Âge du diagnostic',
      accessorFn: ({ diagnosticAgeMonths }) => diagnosticAgeMonths,
      cell: ({
        row: {
          original: { diagnosticAgeMonths },
        },
      }) => (diagnosticAgeMonths === null ? 'sans diagnostic connu' : age(diagnosticAgeMonths)),
    },
    {
      id: 'without',
      size: 230,
      header: 'Axes à regarder',
      accessorFn: (row) =>
        axesWithout(row)
          .map(({ status, axes }) => `${statusOf(status).label} : ${axisNames(axes)}`)
          .join(' ; '),
      cell: ({ row: { original: row } }) =>
        axesWithout(row).length === 0 ? (
          'aucun'
        ) : (
          <ul className="plain">
            {axesWithout(row).map(({ status, axes }) => (
              <li key={status}>
                {`${capital(statusOf(status).label)} : `}
                <AxisChips axes={axes} />
              </li>
            ))}
          </ul>
        ),
    },
    {
      id: 'announced',
      size: 190,
      header: 'Axes annoncés sans action',
      accessorFn: (row) => axisNames(failedAxes(row) ?? []),
      cell: ({ row: { original: row } }) => {
        const axes = failedAxes(row);
        return axes?.length === 0 ? 'aucun' : <AxisChips axes={axes ?? []} />;
      },
    },
    {
      id: 'others',
      size: 190,
      header: 'Annoncés par un plan qui n’est pas en vigueur',
      accessorFn: (row) =>
        otherPlans(row)
          .map((plan) => `${notInForce(plan, reference)} : ${axisNames(plan.axesWithoutAction)}`)
          .join(' ; '),
      cell: ({ row: { original: row } }) => (
        <ul className="plain">
          {otherPlans(row).map((plan) => (
            <li key={plan.id}>
              {capital(notInForce(plan, reference))} : <AxisChips axes={plan.axesWithoutAction} />
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'lead',
      size: 200,
      header: 'Porteur',
      accessorFn: ({ leads }) => leads.map(({ label }) => label).join(', '),
      cell: ({
        row: {
          original: { leads },
        },
      }) => <NodeLinks nodes={leads} />,
    },
  ];
}
