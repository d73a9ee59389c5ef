import { parseAsString, useQueryState } from 'nuqs';
import { STEP, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { Funded } from '../../parts/Funded';
import { DayField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { age, capital, count, daysLater, grantedInWords, list } from '../../words/texts';
import { SharesTable, StatusTable } from './AxesTable';
import { MapOfContracts, MapOfQuarters } from './BriefMap';
import { type BriefNode, isWide, roomOf, sharesInWords, statusesInWords } from './brief';
import { BriefDocument, type BriefQuery } from './brief.generated';
import { ContractsTable } from './ContractsTable';
import { Ending, Quarters, Sources, WhoToCall, Wider } from './Lists';
import './brief.css';

const SOON_DAYS = 90;
const MONEY_YEARS = 3;
const yearOf = (day: string) => Number(day.slice(0, 4));

/** Summarises one territory on a sheet of paper: for a meeting, without the console. */
export function BriefPage() {
  const [territory] = useQueryState('territoire', parseAsString.withDefault('').withOptions(STEP));
  const [day] = useDay();
  const query = useAnswer(
    BriefDocument,
    {
      territory,
      within: { id: territory },
      ending: {
        inEffectOn: day,
        countsUntil: { gte: day, lte: daysLater(day, SOON_DAYS) },
        territories: { some: { node: { lifts: { id: territory } } } },
      },
      paid: {
        budgetYear: { gt: yearOf(day) - MONEY_YEARS, lte: yearOf(day) },
        funds: { some: { node: { territories: { some: { node: { within: { id: territory } } } } } } },
      },
      asOf: day,
    },
    territory !== '',
  );
  const { data, isPlaceholderData } = query.result;
  const node = isPlaceholderData ? undefined : data?.node;
  return (
    <PageFrame
      title={node?.label ?? 'Fiche'}
      className="brief"
      hasArea={false}
      query={query}
      exports={() => []}
      filters={<DayField />}
    >
      {(answer, reference) =>
        answer.node && 'kind' in answer.node ? (
          <Brief node={answer.node} answer={answer} reference={reference} />
        ) : (
          <Empty>L’adresse ne désigne pas de territoire : « {territory} ».</Empty>
        )
      }
    </PageFrame>
  );
}

interface Props {
  readonly node: BriefNode;
  readonly answer: BriefQuery;
  readonly reference: Reference;
}

function Brief({ node, answer, reference }: Props) {
  const [day] = useDay();
  const cells = answer.own?.edges[0]?.node.cells ?? [];
  const contracts = answer.contracts?.edges.map((edge) => edge.node) ?? [];
  const quarters = answer.quarters?.edges.map((edge) => edge.node) ?? [];
  const room = roomOf(node, contracts.length);
  const wide = isWide(cells);
  return (
    <div className="brief-sheet">
      <p className="brief-state">{wide ? sharesInWords(cells) : statusesInWords(cells)}.</p>
      <p className="brief-place">{factsOf(node, answer, reference).join(' · ')}</p>
      <div className="brief-top">
        {wide ? <SharesTable cells={cells} /> : <StatusTable cells={cells} />}
        {wide ? (
          <MapOfContracts area={node.id} rows={contracts} />
        ) : (
          quarters.length > 0 && <MapOfQuarters rows={quarters} />
        )}
      </div>
      {wide && contracts.length > 0 && (
        <ContractsTable rows={contracts} total={answer.contracts?.totalCount ?? 0} />
      )}
      <Quarters quarters={answer.quarters} room={room.quarters} />
      <WhoToCall mobilised={answer.mobilised} room={room.actors} />
      <Funded area={node.id} day={day} />
      <Wider wider={answer.wider} room={room.wider} />
      <Ending ending={answer.ending} days={SOON_DAYS} room={room.ending} />
      <Sources answer={answer} room={room} />
      <p className="screen-only">
        <NodeLink node={{ id: node.id, label: 'Tout ce qui est enregistré sur ce territoire' }} />
      </p>
    </div>
  );
}

/** Returns where a territory is, its kind, and for a contract the stages of its plan and diagnostic. */
function factsOf(node: BriefNode, { quarters, money }: BriefQuery, { word }: Reference): readonly string[] {
  const above = node.ancestors
    .filter(({ kind }) => kind === 'DEPARTEMENT' || kind === 'REGION')
    .map(({ name }) => name);
  const inhabitants = (quarters?.edges ?? []).reduce(
    (sum, { node: row }) => sum + (row.territory.population ?? 0),
    0,
  );
  return [
    ...(above.length > 0 ? [above.join(', ')] : [capital(word('TerritoryKind', node.kind))]),
    count(quarters?.totalCount ?? 0, 'quartier prioritaire', 'quartiers prioritaires') +
      (inhabitants > 0 ? ` (${count(inhabitants, 'habitant')})` : ''),
    ...(node.__typename === 'CityContract'
      ? [
          node.planStage ? `plan ${word('PlanStage', node.planStage)}` : 'aucun plan connu',
          node.diagnosticAgeMonths === null
            ? 'sans diagnostic connu'
            : `diagnostic remis il y a ${age(node.diagnosticAgeMonths)}`,
        ]
      : []),
    ...moneyInWords(money ?? []),
  ];
}

/** Returns the amounts granted each year for a territory, the newest year first; nothing without grants. */
function moneyInWords(money: NonNullable<BriefQuery['money']>): readonly string[] {
  if (money.length === 0) return [];
  const years = money.toReversed().map((row) => `${grantedInWords(row)} en ${row.keys[0]?.label ?? ''}`);
  return [`subventions accordées : ${list(years)}`];
}
