/** The lines under the title of a sheet: the position of the node, and its description. */
import { useDay } from '../../address';
import type { Reference } from '../../api/useReference';
import type { TerritoryKind } from '../../generated/schema';
import { type LinkedNode, NodeLink } from '../../parts/links';
import { periodInWords } from '../../words/engagements';
import { capital, count, period, shortDay } from '../../words/texts';
import type { SheetNode } from './node';
import { typeWord } from './sheetParts';

/** The kinds of the trail, from the widest down. */
const TRAIL: readonly TerritoryKind[] = ['REGION', 'DEPARTEMENT', 'EPCI', 'EPT', 'COMMUNE', 'CITY_CONTRACT'];

interface Place {
  readonly id: string;
  readonly name: string;
  readonly kind: TerritoryKind;
}

/** Shows the territories that contain a node, from the région down, and describes it in one line. */
export function SheetHeading({ node, reference }: { node: SheetNode; reference: Reference }) {
  const [day] = useDay();
  const places = trailOf(node);
  const summary = summaryOf(node, day, reference);
  return (
    <>
      {places.length > 0 && (
        <nav className="trail" aria-label="Où se trouve ce que montre la fiche">
          <ol>
            {places.map((place) => (
              <li key={place.id}>
                <NodeLink node={place} />
              </li>
            ))}
          </ol>
        </nav>
      )}
      {summary.length > 0 && <p className="sheet-summary">{summary.join(' · ')}</p>}
    </>
  );
}

/** Returns the territory of each kind that contains a node; none of a kind if several contain it. */
function trailOf(node: SheetNode): readonly LinkedNode[] {
  const places = placesAbove(node);
  return TRAIL.flatMap((kind) => {
    const some = places.filter((place) => place.kind === kind);
    return some.length === 1 ? some.map(({ id, name }) => ({ id, label: name })) : [];
  });
}

function placesAbove(node: SheetNode): readonly Place[] {
  if ('surveys' in node) return node.ancestors;
  if (!('basedIn' in node) || !node.basedIn) return [];
  return [...node.basedIn.ancestors, node.basedIn];
}

function summaryOf(node: SheetNode, day: string, { word }: Reference): readonly string[] {
  if ('surveys' in node) {
    const what = capital(word('TerritoryKind', node.kind));
    return [
      node.__typename === 'CityContract' ? `${what} ${node.generation.replace('-', '–')}` : what,
      node.code,
      ...(node.population === null ? [] : [count(node.population, 'habitant')]),
      ...(node.__typename === 'CityContract'
        ? [`en vigueur ${period(node.inForceFrom, node.inForceUntil)}`]
        : []),
    ];
  }
  if (node.__typename === 'Institution' || node.__typename === 'Trainer')
    return [
      node.__typename === 'Institution'
        ? capital(word('InstitutionKind', node.institutionKind))
        : 'Formateur·rice',
      ...(node.basedIn ? [node.basedIn.label] : []),
      `${count(node.current.totalCount, 'mobilisation')} en cours sur ${node.engagements.totalCount}`,
    ];
  if ('actors' in node && 'status' in node)
    return [
      typeWord(node.__typename),
      `état : ${word('EngagementStatus', node.status)}`,
      periodInWords(node, shortDay, day),
      ...(node.confirmedOn ? [`dernière confirmation le ${shortDay(node.confirmedOn)}`] : []),
    ];
  return [];
}
