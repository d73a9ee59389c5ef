import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { CodeBoundary } from '../../parts/CodeBoundary';
import { codeOf } from '../../parts/code';
import { isOutOfForceOn } from '../../parts/force';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { Failure, Late } from '../../parts/states';
import { axisNames } from '../../words/axes';
import { age, capital, count, number, period, shortDay } from '../../words/texts';
import type { SheetNode } from './node';
import { SheetCellsDocument } from './sheet.generated';
import {
  ANY_DAY,
  AwaitedCells,
  Card,
  Cells,
  Engagements,
  type Fact,
  Facts,
  linkList,
  nodesOf,
  PRESENT_QUARTERS,
  PRESENT_TERRITORIES,
} from './sheetParts';
import { Within } from './Within';

type TerritoryNode = Extract<SheetNode, { __typename: 'AdministrativeTerritory' | 'CityContract' }>;
/** The kinds whose sheets do not list the territories directly inside them: `Within` shows their parts by kind. */
const WIDE_KINDS: readonly TerritoryNode['kind'][] = ['COUNTRY', 'REGION', 'DEPARTEMENT'];
type ContractNode = Extract<SheetNode, { __typename: 'CityContract' }>;

const QuartersMap = codeOf(() => import('./QuartersMap').then((module) => module.QuartersMap));

/** Shows a territory's cells, parents, parts, contracts, plans, diagnoses and engagements. */
export function TerritorySheet({ node, reference }: { node: TerritoryNode; reference: Reference }) {
  const [day] = useDay();
  const search = new URLSearchParams({ territoire: node.id, date: day });
  const isOutOfForce = isOutOfForceOn(node, day);
  const { word } = reference;
  const engagements = nodesOf(node.engagements);
  const overlapping = nodesOf(node.overlapping);
  const withoutCommunes = overlapping.filter(({ kind }) => kind !== 'COMMUNE');
  return (
    <>
      {node.fictional && <p className="note">Territoire fictif, inventé pour la démonstration.</p>}
      {isOutOfForce && (
        <p className="empty">
          {node.kind === 'QPV' ? 'Ce quartier prioritaire' : 'Ce contrat de ville'} n’est pas en vigueur à
          cette date : changez la date pour voir ses cases.
        </p>
      )}
      {!isOutOfForce && <TerritoryCells territory={node.id} day={day} reference={reference} />}
      <div className="cards-grid">
        <Card title="Identité" when={PRESENT_TERRITORIES}>
          <Facts
            facts={[
              ['Nature', capital(word('TerritoryKind', node.kind))],
              ['Code', node.code],
              ...(node.kind === 'QPV'
                ? quarterFacts(node)
                : ([
                    ['Population', node.population !== null && count(node.population, 'habitant')],
                    ['Fait partie de', linkList(node.parents)],
                  ] as const)),
              ['Mêmes limites que', linkList(node.sameGround)],
              ['Compté dans', node.attachedTo && <NodeLink node={node.attachedTo} />],
              ['Administré par', linkList(node.governedBy)],
              [
                'Voir aussi',
                node.__typename === 'AdministrativeTerritory' && (
                  <>
                    <Link to={`/plans?${search}`}>tous ses contrats de ville, plans et diagnostics</Link>,{' '}
                    <Link to={`/mobilises?${search}`}>qui y est mobilisé</Link>,{' '}
                    <Link to={`/formateurs?${search}`}>qui peut y former</Link>
                  </>
                ),
              ],
              [
                'Chevauche',
                linkList(
                  node.__typename === 'CityContract' || node.kind === 'QPV' ? withoutCommunes : overlapping,
                ),
              ],
            ]}
          />
        </Card>
        {node.__typename === 'CityContract' && <ContractCards node={node} reference={reference} />}
        {node.__typename === 'CityContract' && node.quarters.totalCount > 0 && <QuartersCard node={node} />}
        {node.kind === 'QPV' && (
          <Card title="Contour" when={PRESENT_QUARTERS}>
            <QuartersOutline quarters={[node]} />
          </Card>
        )}
        {!WIDE_KINDS.includes(node.kind) && node.inside.totalCount > 0 && (
          <Card title={`Comprend (${number(node.inside.totalCount)})`} when={PRESENT_TERRITORIES}>
            <details open={node.inside.totalCount <= 12}>
              <summary>{count(node.inside.totalCount, 'territoire')}</summary>
              {linkList(nodesOf(node.inside))}
              <More total={node.inside.totalCount} shown={node.inside.edges.length} />
            </details>
          </Card>
        )}
        {node.surveys.edges.length > 0 && (
          <Card title="Relevés" when={ANY_DAY}>
            <ul className="plain">
              {nodesOf(node.surveys).map((survey) => (
                <li key={survey.id}>
                  Le {shortDay(survey.surveyedOn)} : axes examinés : {axisNames(survey.axes)}
                  {survey.emptyAxes.length > 0 && ` ; personne sur ${axisNames(survey.emptyAxes)}`}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
      {node.__typename === 'AdministrativeTerritory' && node.kind !== 'QPV' && (
        <Within territory={node.id} day={day} />
      )}
      <section>
        <h2>Mobilisations qui visent ce territoire ({node.engagements.totalCount})</h2>
        <More
          total={node.engagements.totalCount}
          shown={engagements.length}
          where="les plus récentes sont montrées"
        />
        <Engagements caption="Mobilisations" lines={engagements} reference={reference} />
      </section>
    </>
  );
}

function TerritoryCells({
  territory,
  day,
  reference,
}: {
  territory: string;
  day: string;
  reference: Reference;
}) {
  const { result, askAgain } = useAnswer(SheetCellsDocument, { id: territory, asOf: day });
  const { data, error } = result;
  if (error) return <Failure error={error} />;
  const row = data?.coverage?.edges[0]?.node;
  if (row) return <Cells territory={territory} cells={row.cells} reference={reference} />;
  return (
    <>
      <AwaitedCells />
      <Late onRetry={askAgain} />
    </>
  );
}

/** Lists the inhabitants, communes and contract of a QPV; an unknown population is never 0. */
function quarterFacts({ population, parents, overlapping }: TerritoryNode): readonly Fact[] {
  const communes = [...parents, ...nodesOf(overlapping)].filter(({ kind }) => kind === 'COMMUNE');
  const contracts = parents.filter(({ kind }) => kind === 'CITY_CONTRACT');
  const others = parents.filter(({ kind }) => kind !== 'COMMUNE' && kind !== 'CITY_CONTRACT');
  return [
    ['Habitants', populationWord(population)],
    [communes.length > 1 ? 'Communes' : 'Commune', linkList(communes)],
    ['Contrat de ville', linkList(contracts) || 'Aucun contrat connu'],
    ['Fait aussi partie de', linkList(others)],
  ];
}

function populationWord(population: number | null): string {
  return population === null ? 'population inconnue' : count(population, 'habitant');
}

/** Lists the QPV of a contract with their inhabitants, and draws them. */
function QuartersCard({ node }: { node: ContractNode }) {
  const [day] = useDay();
  const quarters = nodesOf(node.quarters);
  const search = new URLSearchParams({ territoire: node.id, lignes: 'QPV', date: day });
  return (
    <Card title={`Quartiers prioritaires (${number(node.quarters.totalCount)})`} when={PRESENT_QUARTERS}>
      <QuartersOutline quarters={quarters} />
      <details open={quarters.length <= 12}>
        <summary>{count(node.quarters.totalCount, 'quartier prioritaire', 'quartiers prioritaires')}</summary>
        <ul className="plain">
          {quarters.map(({ id, label, population }) => (
            <li key={id}>
              <NodeLink node={{ id, label }} />, {populationWord(population)}
            </li>
          ))}
        </ul>
        <More total={node.quarters.totalCount} shown={quarters.length} />
      </details>
      <p>
        <Link className="screen-only" to={`/?${search}`}>
          Voir leurs cases
        </Link>
      </p>
    </Card>
  );
}

function QuartersOutline({ quarters }: { quarters: readonly { code: string; name: string }[] }) {
  return (
    <CodeBoundary fallback={<p className="loading">Chargement de la carte…</p>}>
      <QuartersMap quarters={quarters} />
    </CodeBoundary>
  );
}

/** Lists the contracts before or after, with the basis of the succession. */
function succession(links: ContractNode['predecessors'], word: Reference['word']): ReactNode {
  return (
    links.length > 0 && (
      <ul className="plain">
        {links.map(({ node, basis }) => (
          <li key={node.id}>
            <NodeLink node={node} />
            {basis && ` (${word('SuccessionBasis', basis)})`}
          </li>
        ))}
      </ul>
    )
  );
}

function ContractCards({ node, reference: { word } }: { node: ContractNode; reference: Reference }) {
  const plans = nodesOf(node.plans);
  return (
    <>
      <Card title="Contrat de ville" when={ANY_DAY}>
        <Facts
          facts={[
            ['Génération', node.generation],
            ['Durée', period(node.inForceFrom, node.inForceUntil)],
            ['Périmètre', capital(word('Perimeter', node.perimeter))],
            ['Ancien code', node.formerCode],
            ['Porteur', linkList(node.leads)],
            ['Signataires', linkList(nodesOf(node.signatories))],
            ['Contrat précédent', succession(node.predecessors, word)],
            ['Contrat suivant', succession(node.successors, word)],
          ]}
        />
      </Card>
      <Card title="Plan et diagnostic">
        <Facts
          facts={[
            [
              'Étape du plan',
              node.planStage ? capital(word('PlanStage', node.planStage)) : 'Aucun plan connu',
            ],
            [
              'Âge du diagnostic',
              node.diagnosticAgeMonths === null
                ? 'Sans diagnostic connu'
                : capital(age(node.diagnosticAgeMonths)),
            ],
          ]}
        />
        <ul>
          {plans.map((plan) => (
            <li key={plan.id}>
              <NodeLink node={plan} />
              {plan.stage && ` (${word('PlanStage', plan.stage)})`}
              {plan.basedOn.length === 0 ? ', sans diagnostic' : ', d’après :'}
              {plan.basedOn.length > 0 && (
                <ul>
                  {plan.basedOn.map((diagnostic) => (
                    <li key={diagnostic.id}>
                      <NodeLink node={diagnostic} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {node.communes.totalCount > 0 && (
        <Card title="Communes concernées" when={PRESENT_TERRITORIES}>
          <details open={node.communes.totalCount <= 12}>
            <summary>{count(node.communes.totalCount, 'commune')}</summary>
            {linkList(nodesOf(node.communes))}
            <More total={node.communes.totalCount} shown={node.communes.edges.length} />
          </details>
        </Card>
      )}
    </>
  );
}
