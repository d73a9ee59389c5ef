import { Link } from 'react-router';
import { useSharedSearch } from '../../address';
import type { Reference } from '../../api/useReference';
import { AxisChips } from '../../parts/axes';
import { DatedLinks, NodeLink, NodeLinks, PeriodLinks } from '../../parts/links';
import { axisName } from '../../words/axes';
import {
  capital,
  count,
  euros,
  day as inWords,
  list,
  number,
  peopleInWords,
  period,
  shortDay,
} from '../../words/texts';
import { groupInWords } from './HeadCounts';
import type { SheetNode } from './node';
import { ANY_DAY, Card, Engagements, type Fact, Facts, linkList, nodesOf } from './sheetParts';

/** Shows an offer, a source, an orientation, a local axis, a need, a project, a head count, an import or an axis. */
export function OtherSheet({ node, reference }: { node: SheetNode; reference: Reference }) {
  return (
    <>
      <Card title="Ce qu’on en sait" when={ANY_DAY}>
        <Facts facts={factsOf(node, reference)} />
        {node.__typename === 'PlanAxis' && <AxisLinks id={node.id} />}
      </Card>
      {node.__typename === 'Offer' && (
        <section>
          <h2>Sessions</h2>
          <Engagements
            caption="Sessions de cette offre"
            lines={nodesOf(node.sessions)}
            reference={reference}
          />
        </section>
      )}
      {node.__typename === 'LocalAxis' && (
        <section>
          <h2>Ce qui s’y fait</h2>
          <Engagements
            caption="Actions et dispositifs de cet axe"
            lines={[...nodesOf(node.ownActions), ...nodesOf(node.ownCommitments)]}
            reference={reference}
          />
        </section>
      )}
      {node.__typename === 'Project' && (
        <section>
          <h2>Sessions de ce projet</h2>
          <Engagements caption="Sessions de ce projet" lines={nodesOf(node.sessions)} reference={reference} />
        </section>
      )}
      {node.__typename === 'TrainingNeed' && node.metBy.length > 0 && (
        <section>
          <h2>Sessions qui y répondent</h2>
          <Engagements caption="Sessions qui y répondent" lines={node.metBy} reference={reference} />
        </section>
      )}
      {node.__typename === 'Source' && (
        <section>
          <h2>Mobilisations qu’elle atteste ({node.supports.totalCount})</h2>
          <Engagements
            caption="Mobilisations attestées"
            lines={nodesOf(node.supports)}
            reference={reference}
          />
        </section>
      )}
    </>
  );
}

function AxisLinks({ id }: { id: string }) {
  const search = new URLSearchParams(useSharedSearch());
  search.set('axes', id.split(':')[1] ?? '');
  return (
    <p>
      <Link to={`/mobilises?${search}`}>Qui est mobilisé sur cet axe</Link>
    </p>
  );
}

function factsOf(node: SheetNode, reference: Reference): readonly Fact[] {
  const { word } = reference;
  switch (node.__typename) {
    case 'Offer':
      return [
        ['Type', capital(word('OfferKind', node.offerKind))],
        ['Publics', list(node.audiences.map((one) => word('Audience', one)))],
        ['Thématiques', list(node.themes.map((one) => word('Theme', one)))],
        ['Axes', node.axes.length > 0 && <AxisChips key="axes" axes={node.axes} />],
        [
          'Durée',
          [node.days !== null && count(node.days, 'jour'), node.hours !== null && count(node.hours, 'heure')]
            .filter(Boolean)
            .join(', '),
        ],
        ['Taille du groupe', node.groupSize !== null && `${count(node.groupSize, 'personne')} au plus`],
        ['Prix', node.priceEuros !== null && (node.priceEuros === 0 ? 'gratuite' : euros(node.priceEuros))],
        ['Objectifs', node.objectives],
        ['Contenu', node.content],
        ['Cadre légal', node.legalFrame],
        ['Prérequis', node.prerequisites],
        ['Lieux', node.placesInWords],
        ['Valable', period(node.validFrom, node.validUntil)],
        ['Proposée par', linkList(node.offeredBy.map((link) => link.node))],
        ['Service qui décide', linkList(node.decidedBy)],
        ['Disponible dans', linkList(nodesOf(node.availableIn))],
        [
          'Formateurs qualifiés',
          node.qualifiedTrainers.edges.length > 0 && <PeriodLinks links={node.qualifiedTrainers.edges} />,
        ],
        [
          'Au plan de formation de',
          node.retainedBy.edges.length > 0 && <PeriodLinks links={node.retainedBy.edges} />,
        ],
      ];
    case 'Source':
      return [
        ['Type', capital(word('SourceKind', node.sourceKind))],
        ['Éditeur', node.publisher],
        ['Consultée le', node.retrievedOn && inWords(node.retrievedOn)],
        ['Licence', node.licence],
        ['Subventions', node.statedGrants.totalCount > 0 && number(node.statedGrants.totalCount)],
        ['Coordonnées', node.contacts.totalCount > 0 && count(node.contacts.totalCount, 'structure')],
        [
          'Adresse',
          node.url && (
            <a href={node.url} rel="noreferrer">
              {node.url}
            </a>
          ),
        ],
      ];
    case 'Orientation':
      return [
        ['Orientation', node.text],
        ['Axe', node.axis && axisName(node.axis)],
        ['Thématique', node.theme && word('Theme', node.theme)],
        [
          'Obstacles',
          node.obstacles.length > 0 && (
            <ul className="plain">
              {node.obstacles.map((obstacle) => (
                <li key={obstacle.id}>
                  <NodeLink node={obstacle} />
                  {obstacle.liftedOn ? `, levé le ${shortDay(obstacle.liftedOn)}` : ''}
                  {obstacle.liftedBy.length > 0 && (
                    <>
                      {' '}
                      par <NodeLinks nodes={obstacle.liftedBy} />
                    </>
                  )}
                </li>
              ))}
            </ul>
          ),
        ],
        ['Diagnostic', node.diagnostic && <NodeLink node={node.diagnostic} />],
        [
          'Partagée par',
          node.sharedBy.length > 0 && (
            <DatedLinks links={node.sharedBy.map((link) => ({ node: link.node, on: link.sharedOn }))} />
          ),
        ],
        [
          'Reprise par',
          node.takenUpBy.length > 0 && (
            <DatedLinks links={node.takenUpBy.map((link) => ({ node: link.node, on: link.takenUpOn }))} />
          ),
        ],
      ];
    case 'Grant':
      return [
        ['Année', node.budgetYear],
        ['Programme', [node.programme, node.line].filter(Boolean).join(', ligne ')],
        ['Objet', node.purpose],
        ['Demandé', node.askedEuros !== null && euros(node.askedEuros)],
        ['Accordé', node.grantedEuros === null ? 'montant inconnu' : euros(node.grantedEuros)],
        ['Accordée par', linkList(node.awardedBy)],
        ['Service payeur', node.payingService],
        ['Bénéficiaire', linkList(node.receivedBy)],
        ['Pour', linkList(node.funds) || 'à classer : personne n’a encore dit ce qu’elle a payé'],
        ['Axes proposés', proposalsOf(node)],
        ['Territoires', linkList(nodesOf(node.grounds))],
        [
          'Sources',
          node.statedBy.length > 0 && (
            <DatedLinks
              links={node.statedBy.map(({ node: source, confirmedOn }) => ({
                node: source,
                on: confirmedOn,
              }))}
            />
          ),
        ],
        ['Importée depuis', linkList(node.importedBy)],
      ];
    case 'Indicator':
      return [
        ['Intitulé', node.title],
        ['Diagnostic', node.givenBy && <NodeLink node={node.givenBy} />],
        ['Valeur', node.value !== null && [number(node.value), node.unit].filter(Boolean).join(' ')],
        ['Année', node.year],
        ['Territoire', node.measuredIn && <NodeLink node={node.measuredIn} />],
      ];
    case 'Obstacle':
      return [
        ['Obstacle', node.text],
        ['Orientation', node.hindered && <NodeLink node={node.hindered} />],
        ['Constaté le', node.noticedOn && inWords(node.noticedOn)],
        ['Levé le', node.liftedOn && inWords(node.liftedOn)],
        ['Levé par', linkList(node.liftedBy)],
      ];
    case 'LocalAxis':
      return [
        ['Plan', node.ownPlan && <NodeLink node={node.ownPlan} />],
        ['Ordre', node.position],
        ['Axes', node.axes.length > 0 && <AxisChips key="axes" axes={node.axes} />],
      ];
    case 'Project':
      return [
        ['Projet', node.title],
        ['Porté par', linkList(node.carriedBy)],
        ['Territoires', linkList(nodesOf(node.grounds))],
        ['Contrat de ville', node.cityContract && <NodeLink node={node.cityContract} />],
        ['Période', period(node.runsFrom, node.runsUntil)],
        ['Sources', linkList(node.statedBy.map((link) => link.node))],
      ];
    case 'TrainingNeed':
      return [
        ['Besoin', node.title],
        ['Étape', node.needStage && capital(word('NeedStage', node.needStage))],
        ['Repéré le', node.identifiedOn ? inWords(node.identifiedOn) : 'Jour inconnu'],
        ['Repéré par', linkList(node.identifiedBy)],
        ['Avec', linkList(node.identifiedWith)],
        ['Pour', linkList([...node.institutions, ...nodesOf(node.grounds)])],
        ['Publics', list(node.audiences.map((one) => word('Audience', one)))],
        ['Thématiques', list(node.themes.map((one) => word('Theme', one)))],
        ['Critères', list(node.criteria.map((one) => word('Criterion', one)))],
        ['Axes', node.axes.length > 0 && <AxisChips key="axes" axes={node.axes} />],
        ['Personnes à former', node.peopleCount],
        ['Prévu le', node.plannedOn && inWords(node.plannedOn)],
        ['Satisfait le', node.metOn && inWords(node.metOn)],
        ['Écarté le', node.declinedOn && inWords(node.declinedOn)],
        ['Décidé par', linkList(node.decidedBy)],
        ['Motif', node.reason],
        [
          'Sources',
          node.sources.length > 0 && (
            <ul className="plain">
              {node.sources.map(({ node: source, confirmedOn }) => (
                <li key={source.id}>
                  <NodeLink node={source} />
                  {confirmedOn && `, le ${shortDay(confirmedOn)}`}
                </li>
              ))}
            </ul>
          ),
        ],
      ];
    case 'HeadCount':
      return [
        ['Mobilisation', node.engagement && <NodeLink node={node.engagement} />],
        ['Personnes', capital(word('HeadCountKind', node.headCountKind))],
        ['Qui', capital(groupInWords(node, reference))],
        ['Année', node.year],
        ['Nombre', peopleInWords(node.count, node.countWithheld)],
      ];
    case 'Import':
      return [
        ['Fichier', node.fileName],
        ['Importé le', inWords(node.importedOn)],
        ['Service', node.service],
        [
          'Bilan',
          [
            count(node.createdCount, 'fiche créée', 'fiches créées'),
            count(node.changedCount, 'modifiée') +
              (node.endedCount ? `, dont ${count(node.endedCount, 'terminée')}` : ''),
            count(node.deletedCount, 'supprimée'),
          ].join(' ; '),
        ],
        ['Annulé le', node.undoneOn && inWords(node.undoneOn)],
      ];
    default:
      return [['Nom', node.label]];
  }
}

/** Describes the axes that the purpose of a grant suggests; nothing once the grant is classified. */
function proposalsOf({ funds, proposedAxes }: Extract<SheetNode, { __typename: 'Grant' }>): string {
  if (funds.length > 0) return '';
  return proposedAxes
    .map(({ axis, words }) => `${axisName(axis)} (d’après « ${words.join(' », « ')} »)`)
    .join(' ; ');
}
