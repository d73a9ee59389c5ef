import { useDay } from '../../address';
import type { Reference } from '../../api/useReference';
import { AxisChips } from '../../parts/axes';
import { DataTable } from '../../parts/DataTable';
import { NodeLink } from '../../parts/links';
import type { Column } from '../../parts/table';
import { axisName } from '../../words/axes';
import { stageInWords } from '../../words/engagements';
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
import { HeadCounts } from './HeadCounts';
import type { SheetNode } from './node';
import { PlanWork } from './PlanWork';
import {
  ANY_DAY,
  Card,
  Engagements,
  type Fact,
  Facts,
  linkList,
  nodesOf,
  typeWord,
  untilWord,
} from './sheetParts';

type EngagementNode = Extract<
  SheetNode,
  { __typename: 'Action' | 'Diagnostic' | 'TrainingSession' | 'TerritorialPlan' | 'Commitment' }
>;

type Indicator = Extract<EngagementNode, { __typename: 'Diagnostic' }>['indicators']['edges'][number]['node'];

const INDICATOR_COLUMNS: readonly Column<Indicator>[] = [
  { id: 'title', size: 300, header: 'Indicateur', accessorFn: ({ title }) => title },
  {
    id: 'value',
    size: 110,
    header: 'Valeur',
    accessorFn: ({ value }) => value,
    cell: ({ row: { original } }) => original.value !== null && number(original.value),
  },
  { id: 'unit', size: 90, header: 'Unité', accessorFn: ({ unit }) => unit },
  { id: 'year', size: 80, header: 'Année', accessorFn: ({ year }) => year },
  {
    id: 'where',
    size: 200,
    header: 'Territoire',
    accessorFn: ({ territory }) => territory?.label,
    cell: ({ row: { original } }) => original.territory && <NodeLink node={original.territory} />,
  },
];

type SessionNode = Extract<EngagementNode, { __typename: 'TrainingSession' }>;
type PlanNode = Extract<EngagementNode, { __typename: 'TerritorialPlan' }>;

/** Shows who is engaged, where, on which axes and when, and the sources. */
export function EngagementSheet({ node, reference }: { node: EngagementNode; reference: Reference }) {
  const { word } = reference;
  const [day] = useDay();
  return (
    <>
      {node.fictional && <p className="note">Mobilisation fictive, inventée pour la démonstration.</p>}
      <div className="cards-grid of-facts">
        <Card title="Quoi, quand">
          <Facts
            facts={[
              ['Nature', typeWord(node.__typename)],
              ['Axes', list(node.axes.map(axisName))],
              ['État', capital(word('EngagementStatus', node.status))],
              ['Prise en compte ce jour', node.inEffect ? 'Oui' : 'Non'],
              ['Début', inWords(node.startsOn)],
              ['Fin', node.endsOn && inWords(node.endsOn)],
              ['Prise en compte', capital(untilWord(node, inWords))],
              ['Répond à', linkList(node.answersOrientations)],
              ['Annulée le', node.cancelledOn && inWords(node.cancelledOn)],
              [
                'Critères',
                node.criteria.length > 0 && list(node.criteria.map((one) => word('Criterion', one))),
              ],
              ['Thématiques', node.themes.length > 0 && list(node.themes.map((one) => word('Theme', one)))],
              [
                'Publics',
                node.audiences.length > 0 && list(node.audiences.map((one) => word('Audience', one))),
              ],
              ...specificFacts(node, reference, day),
            ]}
          />
        </Card>
        <Card title="Qui" when={ANY_DAY}>
          <ul className="plain">
            {node.actors.edges.map(({ node: actor, roles }) => (
              <li key={actor.id}>
                <NodeLink node={actor} /> ({roles.map((role) => word('Role', role)).join(', ')})
              </li>
            ))}
          </ul>
        </Card>
        {node.__typename === 'TerritorialPlan' && hasSupport(node) && (
          <Card title="Accompagnement et évaluation" when={ANY_DAY}>
            <Facts facts={supportFacts(node)} />
          </Card>
        )}
        <Card title="Où" when={ANY_DAY}>
          {linkList(nodesOf(node.territories)) || <p>Aucun territoire enregistré.</p>}
        </Card>
        <Card title="Qui le dit" when={ANY_DAY}>
          <p>{node.confirmedOn ? `Confirmée le ${inWords(node.confirmedOn)}.` : 'Jamais confirmée.'}</p>
          <ul className="plain">
            {node.sources.map(({ node: source, confirmedOn }) => (
              <li key={source.id}>
                <NodeLink node={source} /> ({word('SourceKind', source.sourceKind)}
                {source.publisher && `, ${source.publisher}`}){confirmedOn && `, le ${shortDay(confirmedOn)}`}
              </li>
            ))}
          </ul>
          <Facts
            facts={[
              [
                'Financements',
                node.grants.length > 0 && (
                  <ul className="plain">
                    {node.grants.map((grant) => (
                      <li key={grant.id}>
                        {grant.label}
                        {grant.grantedEuros !== null && ` : ${euros(grant.grantedEuros)}`}
                      </li>
                    ))}
                  </ul>
                ),
              ],
              ['Importée depuis', linkList(node.importedBy)],
            ]}
          />
        </Card>
      </div>
      {node.__typename === 'Diagnostic' && node.indicators.edges.length > 0 && (
        <section>
          <h2>Indicateurs</h2>
          <DataTable
            caption="Indicateurs du diagnostic"
            columns={INDICATOR_COLUMNS}
            rows={nodesOf(node.indicators)}
            rowKey={({ id }) => id}
          />
        </section>
      )}
      {'headCounts' in node && <HeadCounts lines={node.headCounts} reference={reference} />}
      {node.__typename === 'TerritorialPlan' && (
        <>
          {node.localAxes.length === 0 && <OwnWork plan={node} reference={reference} />}
          <PlanWork plan={node} day={day} reference={reference} />
        </>
      )}
    </>
  );
}

/** Lists the actions and commitments of a plan that has no axes of its own. */
function OwnWork({ plan, reference }: { plan: PlanNode; reference: Reference }) {
  return (
    <>
      <section>
        <h2>Actions du plan ({plan.actions.totalCount})</h2>
        <Engagements caption="Actions du plan" lines={nodesOf(plan.actions)} reference={reference} />
      </section>
      {plan.commitments.totalCount > 0 && (
        <section>
          <h2>Dispositifs du plan ({plan.commitments.totalCount})</h2>
          <Engagements
            caption="Dispositifs du plan"
            lines={nodesOf(plan.commitments)}
            reference={reference}
          />
        </section>
      )}
    </>
  );
}

/** Describes the evaluation of a session: respondents, satisfied ones, and those who applied what they learnt. */
function evaluationInWords(session: SessionNode): string {
  const { respondentCount, satisfiedPercent, appliedPercent, evaluationWithheld } = session;
  const isRead = [respondentCount, satisfiedPercent, appliedPercent].some((figure) => figure !== null);
  if (evaluationWithheld && !isRead) return 'non communiquée';
  return [
    respondentCount !== null && count(respondentCount, 'réponse'),
    satisfiedPercent !== null && `${number(satisfiedPercent)} % de satisfaits`,
    appliedPercent !== null && `${number(appliedPercent)} % ont mis en pratique`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Lists how a plan is supported, its obstacles and its evaluation. */
function supportFacts(plan: PlanNode): readonly Fact[] {
  return [
    ['Accompagnement demandé', plan.supportAsked],
    ['Jours d’accompagnement', plan.supportDays !== null && count(plan.supportDays, 'jour')],
    ['Dernier contact', plan.lastContactOn && inWords(plan.lastContactOn)],
    ['Ce qui bloque', plan.blockedBy],
    ['Évalué le', plan.evaluatedOn && inWords(plan.evaluatedOn)],
    ['Évaluation', plan.evaluation],
  ];
}

const hasSupport = (plan: PlanNode) => supportFacts(plan).some(([, value]) => Boolean(value));

/** Says that a plan was signed on an unknown day. */
function unknownDay({ signedOn, signedDayUnknown }: PlanNode): string {
  return signedDayUnknown && !signedOn ? ' (signature : date inconnue)' : '';
}

/** Lists the facts that only one kind of engagement has. */
function specificFacts(node: EngagementNode, { word }: Reference, day: string): readonly Fact[] {
  switch (node.__typename) {
    case 'Action':
      return [['Plan', node.plan && <NodeLink node={node.plan} />]];
    case 'TerritorialPlan':
      return [
        ['Étape', node.stage && capital(word('PlanStage', node.stage)) + unknownDay(node)],
        [
          'Parcours',
          node.stages.map(({ stage, reachedOn }) => stageInWords(stage, reachedOn, day)).join(', '),
        ],
        [
          'Axes annoncés',
          node.axesAnnounced.length > 0 && <AxisChips key="axes" axes={node.axesAnnounced} />,
        ],
        ['Contrat de ville', node.cityContract && <NodeLink node={node.cityContract} />],
        ['Diagnostics d’appui', linkList(node.basedOn)],
      ];
    case 'Diagnostic':
      return [
        ['Forme', node.diagnosticKind && capital(word('DiagnosticKind', node.diagnosticKind))],
        [
          'Remis le',
          node.deliveredOn
            ? inWords(node.deliveredOn)
            : node.status === 'DONE' &&
              node.endsOn &&
              `jour inconnu, au plus tard le ${inWords(node.endsOn)}`,
        ],
        ['Préoccupation', node.concern],
        [
          'Données',
          node.dataStartsOn &&
            node.dataEndsOn &&
            `du ${shortDay(node.dataStartsOn)} au ${shortDay(node.dataEndsOn)}`,
        ],
        ['Constats', node.findings],
        [
          'Demandé par',
          node.requestedBy.length > 0 && (
            <ul className="plain">
              {node.requestedBy.map(({ node: one, concern }) => (
                <li key={one.id}>
                  <NodeLink node={one} />
                  {concern && ` : ${concern}`}
                </li>
              ))}
            </ul>
          ),
        ],
        ['Méthodes', node.methods],
        ['Orientations', linkList(nodesOf(node.orientations))],
        ['Met à jour', node.updates && <NodeLink node={node.updates} />],
        ['Mis à jour par', linkList(node.updatedBy)],
        ['Plans fondés sur lui', linkList(nodesOf(node.plans))],
      ];
    case 'TrainingSession':
      return [
        ['Cadre', node.sessionKind && capital(word('SessionKind', node.sessionKind))],
        ['Personnes formées', peopleInWords(node.trainedCount, node.trainedCountWithheld)],
        ['Durée', node.hours !== null && count(node.hours, 'heure')],
        ['Projet', node.project && <NodeLink node={node.project} />],
        ['Offre', node.offer && <NodeLink node={node.offer} />],
        ['Besoins', linkList(node.needs)],
        ['Évaluation', evaluationInWords(node)],
        ['Transformation', node.transformation],
      ];
    case 'Commitment':
      return [
        ['Forme', capital(word('CommitmentKind', node.commitmentKind))],
        ['Plan', node.servedPlan && <NodeLink node={node.servedPlan} />],
      ];
  }
}
