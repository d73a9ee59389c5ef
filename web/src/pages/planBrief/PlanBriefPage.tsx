import { parseAsString, useQueryState } from 'nuqs';
import { STEP, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { DayField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty, Failure } from '../../parts/states';
import { AXES, axisName, axisOf } from '../../words/axes';
import { stageInWords } from '../../words/engagements';
import { carriersOf } from '../../words/roles';
import {
  capital,
  count,
  euros,
  day as inWords,
  list,
  number,
  peopleInWords,
  shortDay,
} from '../../words/texts';
import { SheetPlanDocument, type SheetPlanQuery } from '../sheet/sheet.generated';
import { type BriefWorkFragment, PlanBriefDocument, type PlanBriefFragment } from './planBrief.generated';
import '../brief/brief.css';

/** The number of table lines that fit on a sheet of paper with the rest. */
const ROOM = 22;
const SESSIONS = 6;

/** Summarises one plan on a sheet of paper, for its steering committee. */
export function PlanBriefPage() {
  const [plan] = useQueryState('plan', parseAsString.withDefault('').withOptions(STEP));
  const [day] = useDay();
  const query = useAnswer(PlanBriefDocument, { plan, asOf: day }, plan !== '');
  const { data, isPlaceholderData } = query.result;
  const node = isPlaceholderData ? undefined : data?.node;
  return (
    <PageFrame
      title={node?.label ?? 'Fiche du plan'}
      className="brief"
      hasArea={false}
      query={query}
      exports={() => []}
      filters={<DayField />}
    >
      {(answer, reference) =>
        answer.node?.__typename === 'TerritorialPlan' ? (
          <Brief plan={answer.node} day={day} reference={reference} />
        ) : (
          <Empty>L’adresse ne désigne pas de plan : « {plan} ».</Empty>
        )
      }
    </PageFrame>
  );
}

interface Props {
  readonly plan: PlanBriefFragment;
  readonly day: string;
  readonly reference: Reference;
}

function Brief({ plan, day, reference }: Props) {
  const work = [...plan.actions.edges, ...plan.commitments.edges].map(({ node }) => node);
  const ids = [plan.id, ...work.map(({ id }) => id)];
  const { result } = useAnswer(SheetPlanDocument, {
    of: { id: { in: ids } },
    paid: { funds: { some: { node: { id: { in: ids } } } } },
    asOf: day,
  });
  return (
    <div className="brief-sheet">
      <p className="brief-state">{stateOf(plan, reference)}.</p>
      <p className="brief-place">{factsOf(plan, day)}</p>
      <Support plan={plan} />
      <Work plan={plan} work={work} day={day} reference={reference} />
      {result.error && <Failure error={result.error} />}
      {!result.data && !result.error && <p className="loading">Chargement…</p>}
      {result.data && <Around answer={result.data} reference={reference} />}
      <Sources plan={plan} />
      <p className="screen-only">
        <NodeLink node={{ id: plan.id, label: 'Tout ce qui est enregistré sur ce plan' }} />
      </p>
    </div>
  );
}

function stateOf({ stage, endsOn, axesAnnounced }: PlanBriefFragment, { word }: Reference): string {
  const state = stage ? `Plan ${word('PlanStage', stage)}` : 'Plan sans étape connue';
  const until = endsOn ? `, jusqu’au ${inWords(endsOn)}` : ', sans terme connu';
  const axes = axesAnnounced.map((axis) => String(axisOf(axis).number)).sort();
  const announced = axes.length
    ? ` ; ${axes.length < 2 ? 'axe annoncé' : 'axes annoncés'} : ${list(axes)}`
    : '';
  return state + until + announced;
}

/** Returns who carries a plan, who signed it, its basis and its stages. */
function factsOf(plan: PlanBriefFragment, day: string): string {
  const carriers = carriersOf(plan.actors.edges).map(({ label }) => label);
  const signatories = plan.actors.edges.filter(({ roles }) => roles.includes('SIGNATORY'));
  const facts = [
    carriers.length > 0 && `Porté par ${list(carriers)}`,
    signatories.length > 0 && count(signatories.length, 'signataire'),
    plan.cityContract?.label,
    plan.basedOn.length > 0 &&
      `fondé sur ${list(plan.basedOn.map(({ label, deliveredOn }) => (deliveredOn ? `${label} (${shortDay(deliveredOn)})` : label)))}`,
    plan.stages.map(({ stage, reachedOn }) => stageInWords(stage, reachedOn, day)).join(', '),
  ];
  return facts.filter(Boolean).join(' · ');
}

/** Describes how a plan is supported, its obstacles, and its evaluation, as far as stated. */
function Support({ plan }: { readonly plan: PlanBriefFragment }) {
  const supporters = plan.actors.edges.filter(({ roles }) => roles.includes('SUPPORT'));
  const facts = [
    supporters.length > 0 && `accompagné par ${list(supporters.map(({ node }) => node.label))}`,
    plan.supportAsked && `accompagnement demandé : ${plan.supportAsked}`,
    plan.supportDays !== null && `${count(plan.supportDays, 'jour')} d’accompagnement`,
    plan.lastContactOn && `dernier contact le ${shortDay(plan.lastContactOn)}`,
    plan.blockedBy && `ce qui bloque : ${plan.blockedBy}`,
    plan.evaluatedOn && `évalué le ${shortDay(plan.evaluatedOn)}`,
    plan.evaluation && `évaluation : ${plan.evaluation}`,
  ].filter((fact) => typeof fact === 'string');
  return facts.length > 0 && <p>{capital(facts.join(' ; '))}.</p>;
}

/** Returns the local axes of an action or a commitment; none for an engagement of another kind. */
function localAxesOf(line: BriefWorkFragment): readonly { readonly id: string }[] {
  return 'localAxes' in line ? line.localAxes : [];
}

interface Group {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly BriefWorkFragment[];
}

/** Returns the work of a plan, grouped by the plan's own axes or, if it has none, by the five axes. */
function groupsOf(plan: PlanBriefFragment, work: readonly BriefWorkFragment[]): readonly Group[] {
  if (plan.localAxes.length === 0)
    return AXES.map(({ value }) => ({
      id: value,
      title: axisName(value),
      lines: work.filter(({ axes }) => axes.includes(value)),
    }));
  const axes = plan.localAxes.toSorted(
    (one, other) => (one.position ?? Infinity) - (other.position ?? Infinity),
  );
  const own = axes.map(({ id, title, position }) => ({
    id,
    title: position === null ? title : `${position}. ${title}`,
    lines: work.filter((line) => localAxesOf(line).some((axis) => axis.id === id)),
  }));
  const others = work.filter((line) => localAxesOf(line).length === 0);
  return others.length ? [...own, { id: 'others', title: 'Hors des axes du plan', lines: others }] : own;
}

function Work({ plan, work, day, reference }: Props & { readonly work: readonly BriefWorkFragment[] }) {
  const groups = groupsOf(plan, work);
  const total = groups.reduce((sum, { lines }) => sum + lines.length, 0);
  let room = ROOM;
  return (
    <section>
      <h2>
        Axe par axe ({count(plan.actions.totalCount, 'action')},{' '}
        {count(plan.commitments.totalCount, 'dispositif')})
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Axe</th>
            <th scope="col">Action ou dispositif</th>
            <th scope="col">Porté par</th>
            <th scope="col">Échéance</th>
            <th scope="col">État</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ id, title, lines }) => {
            const shown = lines.slice(0, Math.max(0, room));
            room -= shown.length;
            return shown.length === 0 ? (
              <tr key={id}>
                <th scope="row">{title}</th>
                <td colSpan={4}>
                  {lines.length === 0 ? 'rien d’enregistré' : `${number(lines.length)} de plus`}
                </td>
              </tr>
            ) : (
              shown.map((line, index) => (
                <tr key={`${id}~${line.id}`}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={shown.length}>
                      {title}
                    </th>
                  )}
                  <td>
                    <NodeLink node={line} />
                  </td>
                  <td>
                    {list(
                      carriersOf(line.actors.edges)
                        .slice(0, 2)
                        .map(({ label }) => label),
                    )}
                  </td>
                  <td>{line.endsOn ? shortDay(line.endsOn) : 'sans terme'}</td>
                  <td>{stateOfWork(line, day, reference)}</td>
                </tr>
              ))
            );
          })}
        </tbody>
      </table>
      <More
        total={total}
        shown={Math.min(total, ROOM)}
        what={['autre ligne', 'autres lignes']}
        where="voir la page du plan"
      />
    </section>
  );
}

/** Describes the status of an item, and the absence of news if its days have passed. */
function stateOfWork(
  { status, startsOn, endsOn }: BriefWorkFragment,
  day: string,
  { word }: Reference,
): string {
  if (status === 'PLANNED' && startsOn < day) return 'prévu, sans nouvelles';
  if (status === 'ACTIVE' && endsOn !== null && endsOn < day) return 'terme passé, sans résultat';
  return word('EngagementStatus', status);
}

/** Shows the surroundings of a plan: its training, its diagnostics and its money. */
function Around({ answer, reference }: { readonly answer: SheetPlanQuery; readonly reference: Reference }) {
  const sessions = answer.trainingSessions?.edges.map(({ node }) => node) ?? [];
  const paid = answer.paid?.[0];
  return (
    <>
      <section>
        <h2>Formations ({number(answer.trainingSessions?.totalCount ?? 0)})</h2>
        {sessions.length === 0 && <p>Aucune session ne sert ce plan, d’après ce qui est enregistré.</p>}
        <ul>
          {sessions
            .slice(0, SESSIONS)
            .map(({ id, label, startsOn, status, trainedCount, trainedCountWithheld }) => {
              const people = peopleInWords(trainedCount, trainedCountWithheld);
              return (
                <li key={id}>
                  {`${shortDay(startsOn)} : ${label} (${word(reference, status)}${people === null ? '' : `, personnes formées : ${people}`})`}
                </li>
              );
            })}
        </ul>
        <More
          total={answer.trainingSessions?.totalCount ?? 0}
          shown={Math.min(SESSIONS, sessions.length)}
          what={['autre session', 'autres sessions']}
        />
      </section>
      <section>
        <h2>Financements{paid?.granted.knownCount ? ` (${euros(paid.granted.sum)})` : ''}</h2>
        {!paid?.count && <p>Aucune subvention n’est enregistrée.</p>}
        <p>
          {(answer.money ?? [])
            .map(({ keys, granted }) =>
              [
                keys[0]?.label,
                capital(keys[1]?.label ?? ''),
                keys[2]?.value && `programme ${keys[2].value}`,
                keys[3]?.value && `ligne ${keys[3].value}`,
                granted.knownCount ? euros(granted.sum) : 'montant inconnu',
              ]
                .filter(Boolean)
                .join(' – '),
            )
            .join(' · ')}
        </p>
      </section>
    </>
  );
}

const word = (reference: Reference, status: string) => reference.word('EngagementStatus', status);

function Sources({ plan }: { readonly plan: PlanBriefFragment }) {
  if (plan.sources.length === 0) return null;
  return (
    <section>
      <h2>Sources du plan ({number(plan.sources.length)})</h2>
      <p>
        {plan.sources
          .map(({ node, confirmedOn }) =>
            confirmedOn ? `${node.label} (${shortDay(confirmedOn)})` : node.label,
          )
          .join(' ; ')}
      </p>
    </section>
  );
}
