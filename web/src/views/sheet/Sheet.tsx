import { Link, useParams } from 'react-router';
import { useDay, useKept } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { exportAddress } from '../../parts/Exporter';
import { DayField } from '../../parts/fields';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { day as inWords } from '../../words/texts';
import { ActorPage } from './ActorPage';
import { EngagementPage } from './EngagementPage';
import type { SheetNode } from './node';
import { OtherPage } from './OtherPage';
import { engagementColumns, nodesOf } from './parts';
import { type EngagementLineFragment, SheetDocument, type SheetQuery } from './sheet.generated';
import { TerritoryPage } from './TerritoryPage';
import './sheet.css';

/** The page of one thing of the graph: a territory, a contract, an actor, a trainer, an engagement, a source… */
export function View() {
  const { id = '' } = useParams();
  return <Sheet key={id} id={id} />;
}

function Sheet({ id }: { id: string }) {
  const [day] = useDay();
  const kept = useKept();
  const asked = useAnswer(SheetDocument, { id, asOf: day });
  const { data, isPlaceholderData } = asked.result;
  const node = isPlaceholderData ? undefined : data?.node;
  const territory = node && 'coverage' in node;
  return (
    <Frame
      title={node?.label ?? 'Fiche'}
      asked={asked}
      said={() => (node ? `Au ${inWords(day)}` : '')}
      filters={
        <>
          <DayField />
          {node && networked(node) && (
            <Link
              className="button"
              to={`/reseau${kept ? `${kept}&` : '?'}${new URLSearchParams({ autour: node.id })}`}
            >
              Voir son réseau
            </Link>
          )}
        </>
      }
      exports={(answer, reference) => [
        ...tableExports('fiche', engagementColumns(reference), linesOf(answer.node)),
        ...(territory
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
        { name: 'Imprimer cette fiche', make: () => window.print() },
      ]}
    >
      {(answer, reference) =>
        answer.node ? (
          <Page node={answer.node} day={day} reference={reference} />
        ) : (
          <Empty>Rien dans le graphe ne porte l’identifiant « {id} ».</Empty>
        )
      }
    </Frame>
  );
}

/** The engagements that a page lists. */
function linesOf(node: SheetQuery['node']): readonly EngagementLineFragment[] {
  if (!node) return [];
  if ('engagements' in node) return nodesOf(node.engagements);
  if ('supports' in node) return nodesOf(node.supports);
  if ('sessions' in node) return nodesOf(node.sessions);
  if (node.__typename === 'TerritorialPlan') return nodesOf(node.actions);
  return [];
}

function networked(node: SheetNode): boolean {
  return 'coverage' in node || 'partners' in node || 'actors' in node || node.__typename === 'PlanAxis';
}

function Page({ node, day, reference }: { node: SheetNode; day: string; reference: Reference }) {
  if (node.__typename === 'AdministrativeTerritory' || node.__typename === 'CityContract')
    return <TerritoryPage node={node} reference={reference} />;
  if (node.__typename === 'Institution' || node.__typename === 'Trainer')
    return <ActorPage node={node} day={day} reference={reference} />;
  if ('actors' in node) return <EngagementPage node={node} reference={reference} />;
  return <OtherPage node={node} reference={reference} />;
}
