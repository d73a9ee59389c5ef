import { Link } from 'react-router';
import { useDay } from '../../address';
import type { Reference } from '../../api/useReference';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { axisNumbers } from '../../words/axes';
import { age, capital, count, number, shortDay } from '../../words/texts';
import type { SheetNode } from './node';
import { Card, Cells, Engagements, Facts, linkList, nodesOf, period } from './sheetParts';

type TerritoryNode = Extract<SheetNode, { __typename: 'AdministrativeTerritory' | 'CityContract' }>;
type ContractNode = Extract<SheetNode, { __typename: 'CityContract' }>;

/** Shows a territory's cells, parents, parts, contracts, plans, diagnoses and engagements. */
export function TerritorySheet({ node, reference }: { node: TerritoryNode; reference: Reference }) {
  const [day] = useDay();
  const search = new URLSearchParams({ territoire: node.id, date: day });
  const isOutOfForce =
    node.__typename === 'CityContract' && (day < node.startsOn || day > node.contractEndsOn);
  const { word } = reference;
  const engagements = nodesOf(node.engagements);
  const overlapping = nodesOf(node.overlapping);
  return (
    <>
      {node.fictional && <p className="note">Territoire fictif, inventé pour la démonstration.</p>}
      {isOutOfForce && (
        <p className="empty">
          Ce contrat de ville n’est pas en vigueur à cette date : changez la date pour voir ses cases.
        </p>
      )}
      {!isOutOfForce && <Cells territory={node.id} cells={node.coverage} reference={reference} />}
      <div className="cards-grid">
        <Card title="Identité">
          <Facts
            facts={[
              ['Nature', capital(word('TerritoryKind', node.kind))],
              ['Code', node.code],
              ['Population', node.population !== null && count(node.population, 'habitant')],
              ['Fait partie de', linkList(node.parents)],
              ['Gouverné par', linkList(node.governedBy)],
              ['Contrats de ville', linkList(nodesOf(node.contracts))],
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
              ['Recoupe', linkList(overlapping)],
            ]}
          />
        </Card>
        {node.__typename === 'CityContract' && <ContractCards node={node} reference={reference} />}
        {node.inside.totalCount > 0 && (
          <Card title={`Comprend (${number(node.inside.totalCount)})`}>
            <details open={node.inside.totalCount <= 12}>
              <summary>{count(node.inside.totalCount, 'territoire')}</summary>
              {linkList(nodesOf(node.inside))}
              <More total={node.inside.totalCount} shown={node.inside.edges.length} />
            </details>
          </Card>
        )}
        {node.surveys.edges.length > 0 && (
          <Card title="Relevés">
            <ul className="plain">
              {nodesOf(node.surveys).map((survey) => (
                <li key={survey.id}>
                  Le {shortDay(survey.on)} : axes examinés {axisNumbers(survey.axes)}
                  {survey.emptyAxes.length > 0 && ` ; personne sur ${axisNumbers(survey.emptyAxes)}`}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
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

function ContractCards({ node, reference: { word } }: { node: ContractNode; reference: Reference }) {
  const plans = nodesOf(node.plans);
  return (
    <>
      <Card title="Contrat de ville">
        <Facts
          facts={[
            ['Génération', node.generation],
            ['Durée', period(node.startsOn, node.contractEndsOn)],
            ['Périmètre', capital(word('Perimeter', node.perimeter))],
            ['Ancien code', node.formerCode],
            ['Porteur', linkList(node.leads)],
            ['Signataires', linkList(nodesOf(node.signatories))],
            ['Contrat précédent', linkList(node.predecessors)],
            ['Contrat suivant', linkList(node.successors)],
          ]}
        />
      </Card>
      <Card title="Plan et diagnostic">
        <Facts
          facts={[
            [
              'État du plan',
              node.planState ? capital(word('PlanStage', node.planState)) : 'Aucun plan connu',
            ],
            [
              'Âge du diagnostic',
              node.diagnosisAge === null ? 'Sans diagnostic connu' : capital(age(node.diagnosisAge)),
            ],
          ]}
        />
        <ul>
          {plans.map((plan) => (
            <li key={plan.id}>
              <NodeLink node={plan} />
              {plan.stage && ` (${word('PlanStage', plan.stage)})`}
              {plan.basedOn.length === 0 ? ', sans diagnostic' : ', d’après :'}
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
        <Card title="Communes concernées">
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
