import { Link, useParams } from 'react-router';
import { useDay, useSharedSearch } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { exportAddress } from '../../parts/Exporter';
import { DayField } from '../../parts/fields';
import { briefAddress, planBriefAddress } from '../../parts/links';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { day as inWords } from '../../words/texts';
import { ActorSheet } from './ActorSheet';
import { EngagementSheet } from './EngagementSheet';
import { SheetHeading } from './Heading';
import type { SheetNode } from './node';
import { OtherSheet } from './OtherSheet';
import { type EngagementLineFragment, SheetDocument, type SheetQuery } from './sheet.generated';
import { engagementColumns, nodesOf } from './sheetParts';
import { TerritorySheet } from './TerritorySheet';
import './sheet.css';

/** Shows one node of the graph: a territory, a contract, an actor, a trainer, an engagement, a source… */
export function SheetPage() {
  const { id = '' } = useParams();
  return <Sheet key={id} id={id} />;
}

function Sheet({ id }: { id: string }) {
  const [day] = useDay();
  const sharedSearch = useSharedSearch();
  const query = useAnswer(SheetDocument, { id, asOf: day });
  const { data, isPlaceholderData } = query.result;
  const node = isPlaceholderData ? undefined : data?.node;
  const isTerritory = node && 'surveys' in node;
  return (
    <PageFrame
      title={node?.label ?? 'Fiche'}
      hasArea={false}
      query={query}
      announce={() => (node ? `Au ${inWords(day)}` : '')}
      filters={
        <>
          <DayField />
          {node && hasBrief(node) && (
            <Link
              className="button"
              to={
                node.__typename === 'TerritorialPlan'
                  ? planBriefAddress(node.id, day)
                  : briefAddress(node.id, day)
              }
            >
              Fiche
            </Link>
          )}
          {node && hasNetwork(node) && (
            <Link
              className="button"
              to={`/reseau${sharedSearch ? `${sharedSearch}&` : '?'}${new URLSearchParams({ autour: node.id })}`}
            >
              Voir son réseau
            </Link>
          )}
        </>
      }
      exports={(answer, reference) => [
        ...tableExports('fiche', engagementColumns(reference), engagementsOf(answer.node)),
        ...(isTerritory
          ? [
              {
                name: 'Matrice (XLSX)',
                href: exportAddress('matrix.xlsx', { within: id, asOf: day, rows: 'CITY_CONTRACT' }),
              },
              {
                name: 'Le réseau, en classeur (XLSX)',
                href: exportAddress('xlsx', { within: id, asOf: day }),
              },
              { name: 'Les mobilisations (CSV)', href: exportAddress('csv', { within: id, asOf: day }) },
            ]
          : []),
      ]}
    >
      {(answer, reference) =>
        answer.node ? (
          <>
            <SheetHeading node={answer.node} reference={reference} />
            <NodeSheet node={answer.node} day={day} reference={reference} />
          </>
        ) : (
          <Empty>Rien dans le graphe ne porte l’identifiant « {id} ».</Empty>
        )
      }
    </PageFrame>
  );
}

/** Returns the engagements that a sheet lists. */
function engagementsOf(node: SheetQuery['node']): readonly EngagementLineFragment[] {
  if (!node) return [];
  if ('engagements' in node) return nodesOf(node.engagements);
  if ('supports' in node) return nodesOf(node.supports);
  if ('sessions' in node) return nodesOf(node.sessions);
  if (node.__typename === 'TerritorialPlan') return nodesOf(node.actions);
  return [];
}

/** Returns whether a node has a brief on paper: a plan, a contract, a département or a région. */
function hasBrief(node: SheetNode): boolean {
  if (node.__typename === 'TerritorialPlan') return true;
  return 'surveys' in node && ['CITY_CONTRACT', 'DEPARTEMENT', 'REGION'].includes(node.kind);
}

function hasNetwork(node: SheetNode): boolean {
  return 'surveys' in node || 'partners' in node || 'actors' in node || node.__typename === 'PlanAxis';
}

function NodeSheet({ node, day, reference }: { node: SheetNode; day: string; reference: Reference }) {
  if (node.__typename === 'AdministrativeTerritory' || node.__typename === 'CityContract')
    return <TerritorySheet node={node} reference={reference} />;
  if (node.__typename === 'Institution' || node.__typename === 'Trainer')
    return <ActorSheet node={node} day={day} reference={reference} />;
  if ('actors' in node) return <EngagementSheet node={node} reference={reference} />;
  return <OtherSheet node={node} reference={reference} />;
}
