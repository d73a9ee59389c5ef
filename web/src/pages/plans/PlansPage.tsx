import { useArea, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import { DataTable } from '../../parts/DataTable';
import { AreaField, Choice, DayField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { axisNumbers } from '../../words/axes';
import { axesIn, statusOf, WITHOUT } from '../../words/statuses';
import { age, capital, count, day as inWords } from '../../words/texts';
import { PlansDocument, type PlansQuery } from './plans.generated';

type Contract = NonNullable<PlansQuery['cityContracts']>['edges'][number]['node'];
const NO_PLAN = 'NONE';
const RECENT_MONTHS = 60;
const STATES = ['', NO_PLAN, 'WISHED', 'IN_PREPARATION', 'SIGNED', 'EXPIRED', 'ABANDONED'] as const;

/** Shows contracts in force by the stage of their plan, the age of their diagnosis and their axes without anybody. */
export function PlansPage() {
  const [area] = useArea();
  const [day] = useDay();
  const { reference } = useReference();
  const [state, setState] = useChoice('plan', STATES, '');
  const query = useAnswer(PlansDocument, {
    where: { startsOn: { lte: day }, endsOn: { gte: day }, ...(area && { within: { id: area } }) },
    asOf: day,
  });
  const contracts = query.result.data?.cityContracts?.edges.map(({ node }) => node) ?? [];
  const rows =
    state === '' ? contracts : contracts.filter(({ planStage }) => (planStage ?? NO_PLAN) === state);
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
          <Choice
            label="Plan"
            value={state}
            choices={STATES.map((one) => [one, one === '' ? 'tous' : stageWord(one, reference)])}
            onChange={(value) => void setState(value)}
          />
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
          <Stages contracts={contracts} reference={reference} />
          {rows.length === 0 ? (
            <Empty>Aucun contrat de ville en vigueur à cette date avec ces choix.</Empty>
          ) : (
            <DataTable
              caption="Contrats de ville : plan, diagnostic, axes"
              columns={columnsOf(reference)}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )}
        </>
      )}
    </PageFrame>
  );
}

function stageWord(state: string, { word }: Reference): string {
  return state === NO_PLAN ? 'aucun plan connu' : word('PlanStage', state);
}

/** Counts contracts by the stage of their plan and the age of their diagnosis. */
function Stages({ contracts, reference }: { contracts: readonly Contract[]; reference: Reference }) {
  const ages: readonly [string, (months: number | null) => boolean][] = [
    ['Diagnostic de moins de 5 ans', (months) => months !== null && months < RECENT_MONTHS],
    ['Diagnostic plus ancien', (months) => months !== null && months >= RECENT_MONTHS],
    ['Sans diagnostic connu', (months) => months === null],
  ];
  const states = STATES.filter((state) => state !== '');
  return (
    <ScrollFrame label="Contrats par étape du plan et âge du diagnostic">
      <table>
        <caption>Contrats par étape du plan et âge du diagnostic</caption>
        <thead>
          <tr>
            <th scope="col">Plan</th>
            {ages.map(([name]) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {states.map((state) => (
            <tr key={state}>
              <th scope="row">{capital(stageWord(state, reference))}</th>
              {ages.map(([name, matches]) => (
                <td key={name} className="number">
                  {
                    contracts.filter(
                      (one) => (one.planStage ?? NO_PLAN) === state && matches(one.diagnosticAgeMonths),
                    ).length
                  }
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Lists the axes without anybody confirmed, status by status: « aucun acteur : 2 ; non renseigné : 4, 5 ». */
function axesWithout({ coverage }: Contract): readonly string[] {
  return WITHOUT.flatMap((status) => {
    const axes = axesIn(status, coverage);
    return axes.length > 0 ? [`${statusOf(status).label} : ${axisNumbers(axes)}`] : [];
  });
}

/** Tells whether none of the signed plans has an action or commitment in effect. */
function hasNothing({ edges }: Contract['plans']): boolean {
  const signed = edges.filter(({ node }) => node.stage === 'SIGNED');
  return (
    signed.length > 0 &&
    signed.every(({ node }) => node.actions.totalCount + node.commitments.totalCount === 0)
  );
}

/** Lists the axes that the plan in force announces and that nothing in effect serves. */
function axesWithoutAction({ plans, planStage }: Contract): string | null {
  const plan = plans.edges.find(({ node }) => node.stage === planStage)?.node;
  if (!plan) return null;
  return axisNumbers(plan.axesWithoutAction);
}

function columnsOf(reference: Reference): readonly Column<Contract>[] {
  return [
    {
      id: 'contract',
      size: 220,
      header: 'Contrat de ville',
      accessorFn: ({ name }) => name,
      cell: ({
        row: {
          original: { id, name },
        },
      }) => <NodeLink node={{ id, label: name }} />,
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
      size: 170,
      header: 'Axes à regarder',
      accessorFn: (row) => axesWithout(row).join(' ; '),
      cell: ({ row: { original: row } }) =>
        axesWithout(row).length === 0 ? (
          'aucun'
        ) : (
          <ul className="plain">
            {axesWithout(row).map((line) => (
              <li key={line}>{capital(line)}</li>
            ))}
          </ul>
        ),
    },
    {
      id: 'announced',
      size: 120,
      header: 'Axes annoncés sans action',
      accessorFn: axesWithoutAction,
      cell: ({ row: { original: row } }) =>
        axesWithoutAction(row) === '' ? 'aucun' : axesWithoutAction(row),
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
