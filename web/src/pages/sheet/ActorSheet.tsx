import type { Reference } from '../../api/useReference';
import { AxisChips } from '../../parts/axes';
import { DatedLinks, type LinkedNode, NodeLink, NodeLinks, PeriodLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { axisName } from '../../words/axes';
import { carries } from '../../words/roles';
import { capital, euros, list, period, shortDay } from '../../words/texts';
import type { SheetNode } from './node';
import { ANY_DAY, Card, Engagements, Facts, linkList, nodesOf } from './sheetParts';
import { Timeline } from './Timeline';

type ActorNode = Extract<SheetNode, { __typename: 'Institution' | 'Trainer' }>;
type InstitutionNode = Extract<SheetNode, { __typename: 'Institution' }>;
type TrainerNode = Extract<SheetNode, { __typename: 'Trainer' }>;

/** Shows an actor's axes, territories, partners and engagements, and the cells that depend only on it. */
export function ActorSheet({ node, day, reference }: { node: ActorNode; day: string; reference: Reference }) {
  const { word } = reference;
  const lines = node.engagements.edges.map(({ node: line, roles }) => ({ ...line, roles }));
  const territories = new Map(lines.flatMap((line) => nodesOf(line.territories)).map((one) => [one.id, one]));
  const partnersNow = partnersOf(node);
  const isCut = isListCut(node);
  const nowIds = new Set(partnersNow.map(({ id }) => id));
  const otherPartners = nodesOf(node.partners).filter(({ id }) => !nowIds.has(id));
  return (
    <>
      {node.fictional && <p className="note">Acteur fictif, inventé pour la démonstration.</p>}
      <div className="cards-grid">
        <Card title="Identité" when={ANY_DAY}>
          <Facts
            facts={[
              [
                'Type',
                node.__typename === 'Institution'
                  ? capital(word('InstitutionKind', node.institutionKind))
                  : 'Formateur·rice',
              ],
              ['Implantation', node.basedIn && <NodeLink node={node.basedIn} />],
              [
                `Axes au ${shortDay(day)}`,
                node.mobilisedAxes.length > 0 && <AxisChips key="axes" axes={node.mobilisedAxes} />,
              ],
              ...(node.__typename === 'Institution' ? institutionFacts(node) : []),
              ['Importé depuis', linkList(node.importedBy)],
            ]}
          />
        </Card>
        {node.__typename === 'Institution' && <ReceivedGrants received={node.receivedGrants} />}
        {node.__typename === 'Trainer' && <TrainerCards node={node} reference={reference} />}
        <Card title={`En cas d’arrêt (${node.soleCells.length})`}>
          <p className="note">
            {node.soleCells.length === 0
              ? 'Aucun contrat de ville en vigueur ne perdrait son seul acteur sur un axe.'
              : 'Plus personne ne serait mobilisé sur ces axes :'}
          </p>
          {node.soleCells.length > 0 && (
            <ul className="plain">
              {node.soleCells.map(({ territory, axis }) => (
                <li key={`${territory.id} ${axis}`}>
                  <NodeLink node={territory} />
                  {` : axe ${axisName(axis)}`}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={`Partenaires (${partnersNow.length})`}>
          {linkList(partnersNow) || <p>Aucun partenaire à cette date.</p>}
          {isCut && (
            <p className="note">Liste incomplète : les mobilisations de cette date sont trop nombreuses.</p>
          )}
        </Card>
        {otherPartners.length > 0 && (
          <Card
            title={`Autres partenaires (${otherPartners.length})`}
            when={isCut ? ANY_DAY : 'avant ou après'}
          >
            {linkList(otherPartners)}
            <More total={node.partners.totalCount} shown={node.partners.edges.length} />
          </Card>
        )}
        <Card title={`Territoires de ses mobilisations (${territories.size})`} when={ANY_DAY}>
          {territories.size ? linkList([...territories.values()]) : <p>Aucun territoire enregistré.</p>}
        </Card>
      </div>
      <section>
        <h2>Axes au fil du temps</h2>
        <Timeline lines={lines.filter(carries)} day={day} />
      </section>
      <section>
        <h2>Mobilisations ({node.engagements.totalCount})</h2>
        <More
          total={node.engagements.totalCount}
          shown={lines.length}
          where="les plus récentes sont montrées"
        />
        <Engagements
          caption="Mobilisations"
          lines={lines}
          reference={reference}
          extraColumns={[
            {
              id: 'roles',
              size: 130,
              header: 'Rôle',
              accessorFn: ({ roles }) => list(roles.map((role) => word('Role', role))),
            },
          ]}
        />
      </section>
    </>
  );
}

/** Lists the other actors of the engagements that are in effect on the day, by name. */
function partnersOf({ id, current }: ActorNode): readonly LinkedNode[] {
  const actors = nodesOf(current).flatMap((engagement) => nodesOf(engagement.actors));
  return [...new Map(actors.map((actor) => [actor.id, actor])).values()]
    .filter((actor) => actor.id !== id)
    .toSorted((one, other) => one.label.localeCompare(other.label, 'fr'));
}

/** Returns whether some partners of the day are missing because a list was cut. */
function isListCut({ current }: ActorNode): boolean {
  return (
    current.totalCount > current.edges.length ||
    nodesOf(current).some(({ actors }) => actors.totalCount > actors.edges.length)
  );
}

/** Lists the grants that a body received; nothing if none is known. */
function ReceivedGrants({ received }: { received: InstitutionNode['receivedGrants'] }) {
  if (received.totalCount === 0) return null;
  return (
    <Card title={`Subventions reçues (${received.totalCount})`} when={ANY_DAY}>
      <ul className="plain">
        {nodesOf(received).map((grant) => (
          <li key={grant.id}>
            <NodeLink node={{ id: grant.id, label: grant.purpose ?? grant.label }} />
            {`, ${grant.budgetYear}, ${grant.grantedEuros === null ? 'montant inconnu' : euros(grant.grantedEuros)}`}
            {grant.funds.length === 0 ? (
              ', à classer'
            ) : (
              <>
                , pour <NodeLinks nodes={grant.funds} />
              </>
            )}
          </li>
        ))}
      </ul>
      <More total={received.totalCount} shown={received.edges.length} />
    </Card>
  );
}

function institutionFacts(node: InstitutionNode) {
  return [
    ['SIREN', node.siren],
    ['SIRET', node.siret],
    ['Autres noms', node.otherNames.join(' ; ')],
    ['Adresse', node.address],
    ['Téléphone', node.telephone],
    [
      'Site',
      node.website && (
        <a href={node.website} rel="noreferrer">
          {node.website}
        </a>
      ),
    ],
    [
      'Source des coordonnées',
      node.contactSources.length > 0 && (
        <DatedLinks
          links={node.contactSources.map(({ node: source, confirmedOn }) => ({
            node: source,
            on: confirmedOn,
          }))}
        />
      ),
    ],
    ['Établissement de', node.establishmentOf && <NodeLink node={node.establishmentOf} />],
    ['Établissements', linkList(nodesOf(node.establishments))],
    ['Gouverne', linkList(node.governs.map((link) => link.node))],
    ['Porte', linkList(nodesOf(node.leadsContracts))],
    ['A signé', linkList(nodesOf(node.signedContracts))],
    ['Offres', linkList(nodesOf(node.offers))],
    [
      'Plan de formation',
      node.retainedOffers.edges.length > 0 && <PeriodLinks links={node.retainedOffers.edges} />,
    ],
    ['Animée par', linkList(node.runBy)],
    ['Anime', linkList(nodesOf(node.runs))],
    ['Territoires desservis', linkList(nodesOf(node.servedTerritories))],
    ['Formateurs', linkList(nodesOf(node.trainers))],
  ] as const;
}

function TrainerCards({ node, reference: { word } }: { node: TrainerNode; reference: Reference }) {
  return (
    <>
      <Card title="Offres et qualifications" when={ANY_DAY}>
        {node.qualifications.edges.length === 0 && <p>Aucune qualification enregistrée.</p>}
        <ul>
          {node.qualifications.edges.map(({ node: offer, startsOn, endsOn, kind, level, issuer }) => (
            <li key={offer.id}>
              <NodeLink node={offer} />, {period(startsOn, endsOn) || 'sans date connue'}
              {(kind || level || issuer) &&
                ` (${[kind && word('QualificationKind', kind), level, issuer].filter(Boolean).join(', ')})`}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="Pour qui, où" when={ANY_DAY}>
        <Facts
          facts={[
            [
              'Publics',
              node.audiences.length > 0 && capital(list(node.audiences.map((one) => word('Audience', one)))),
            ],
            ['Intervient', linkList(nodesOf(node.intervenesIn)) || 'Aucun territoire déclaré'],
            [
              'Rattachements',
              node.affiliations.length > 0 && (
                <ul className="plain">
                  {node.affiliations.map((link) => (
                    <li key={link.node.id}>
                      <NodeLink node={link.node} /> ({word('AffiliationKind', link.kind)}){' '}
                      {period(link.startsOn, link.endsOn)}
                    </li>
                  ))}
                </ul>
              ),
            ],
            [
              'Disponibilité',
              [node.availability, period(node.availableFrom, node.availableUntil)].filter(Boolean).join(', '),
            ],
            ['Contact', node.contact],
          ]}
        />
      </Card>
    </>
  );
}
