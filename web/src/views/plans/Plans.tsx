import { useChoice, useDay, useGround } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import { DataTable } from '../../parts/DataTable';
import { Choice, DayField, GroundField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { axisNumbers } from '../../words/axes';
import { emptyAxes } from '../../words/coverage';
import { age, capital, count, day as inWords } from '../../words/texts';
import { PlansDocument, type PlansQuery } from './plans.generated';

type Contract = NonNullable<PlansQuery['cityContracts']>['edges'][number]['node'];
const NO_PLAN = 'NONE';
const OLD_MONTHS = 60;
const STATES = ['', NO_PLAN, 'WISHED', 'IN_PREPARATION', 'SIGNED', 'EXPIRED', 'ABANDONED'] as const;

/** Contracts in force by the stage of their plan, the age of their diagnosis and the axes where nothing is done. */
export function View() {
  const [ground] = useGround();
  const [day] = useDay();
  const { reference } = useReference();
  const [state, setState] = useChoice('plan', STATES, '');
  const asked = useAnswer(PlansDocument, {
    where: { startsOn: { lte: day }, endsOn: { gte: day }, ...(ground && { within: { id: ground } }) },
    asOf: day,
  });
  const all = asked.result.data?.cityContracts?.edges.map(({ node }) => node) ?? [];
  const shown = state === '' ? all : all.filter(({ planState }) => (planState ?? NO_PLAN) === state);
  return (
    <Frame
      title="Plans et diagnostics"
      lead="Où en sont le plan territorial et le diagnostic de chaque contrat de ville en vigueur, et quels axes restent sans personne."
      asked={asked}
      said={() => `${count(shown.length, 'contrat')}, au ${inWords(day)}`}
      exports={() => tableExports('plans', columnsOf(reference), shown)}
      filters={
        <>
          <GroundField />
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
            shown={all.length}
            where="choisissez un territoire plus petit"
          />
          <Stages contracts={all} reference={reference} />
          {shown.length === 0 ? (
            <Empty>Aucun contrat de ville en vigueur à cette date avec ces choix.</Empty>
          ) : (
            <DataTable
              caption="Contrats de ville : plan, diagnostic, axes"
              columns={columnsOf(reference)}
              rows={shown}
              rowKey={({ id }) => id}
            />
          )}
        </>
      )}
    </Frame>
  );
}

function stageWord(state: string, { word }: Reference): string {
  return state === NO_PLAN ? 'aucun plan connu' : word('PlanStage', state);
}

/** How many contracts stand at each stage, and by the age of their diagnosis. */
function Stages({ contracts, reference }: { contracts: readonly Contract[]; reference: Reference }) {
  const ages: readonly [string, (months: number | null) => boolean][] = [
    ['Diagnostic de moins de 5 ans', (months) => months !== null && months < OLD_MONTHS],
    ['Diagnostic plus ancien', (months) => months !== null && months >= OLD_MONTHS],
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
              {ages.map(([name, holds]) => (
                <td key={name} className="number">
                  {
                    contracts.filter((one) => (one.planState ?? NO_PLAN) === state && holds(one.diagnosisAge))
                      .length
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

function withoutAnybody({ coverage }: Contract): string {
  return axisNumbers(emptyAxes(coverage));
}

/** Axes that the plan in force announces and on which none of its actions counts on the day. */
function withoutAction({ plans, planState }: Contract): string | null {
  const plan = plans.edges.find(({ node }) => node.stage === planState)?.node;
  if (!plan) return null;
  const acted = new Set(plan.actions.edges.flatMap(({ node }) => node.axes));
  return axisNumbers(plan.axesAnnounced.filter((axis) => !acted.has(axis)));
}

function columnsOf(reference: Reference): readonly Column<Contract>[] {
  return [
    {
      key: 'contract',
      heading: 'Contrat de ville',
      value: ({ name }) => name,
      show: ({ id, name }) => <NodeLink node={{ id, label: name }} />,
    },
    {
      key: 'plan',
      heading: 'Plan',
      value: ({ planState }) => capital(stageWord(planState ?? NO_PLAN, reference)),
      show: ({ planState, plans }) => (
        <>
          {capital(stageWord(planState ?? NO_PLAN, reference))}
          {plans.edges.length > 0 && (
            <div>
              <NodeLinks nodes={plans.edges.map(({ node }) => node)} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'age',
      heading: 'Âge du diagnostic',
      value: ({ diagnosisAge }) => diagnosisAge,
      show: ({ diagnosisAge }) => (diagnosisAge === null ? 'sans diagnostic connu' : age(diagnosisAge)),
    },
    {
      key: 'empty',
      heading: 'Axes sans personne',
      value: withoutAnybody,
      show: (row) => withoutAnybody(row) || 'aucun',
    },
    {
      key: 'without',
      heading: 'Axes annoncés sans action',
      value: withoutAction,
      show: (row) => (withoutAction(row) === '' ? 'aucun' : withoutAction(row)),
    },
    {
      key: 'lead',
      heading: 'Porteur',
      value: ({ leads }) => leads.map(({ label }) => label).join(', '),
      show: ({ leads }) => <NodeLinks nodes={leads} />,
    },
  ];
}
