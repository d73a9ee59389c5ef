/** The state of the rows in words: the number covered and, on an axis, the statuses of the others. */
import type { Axis, CellStatus } from '../../generated/schema';
import { axisOf } from '../../words/axes';
import { type Counts, FIELDS, totalOf } from '../../words/statuses';
import { day as dayInWords, list, number } from '../../words/texts';
import type { AxisSummary } from './rows';
import { FEMININE, NOUNS, type RowKind } from './useRowKind';

/** The words for rows that are not covered; they need no agreement. */
const OTHERS: readonly (readonly [CellStatus, string])[] = [
  ['PARTIAL', 'en partie'],
  ['INHERITED', 'par un territoire plus grand'],
  ['GAP', 'sans acteur d’après un relevé'],
  ['TO_CONFIRM', 'à reconfirmer'],
  ['UNKNOWN', 'à renseigner'],
];

/** The things counted: the rows or, if all rows are too wide for a status, the contracts in them. */
interface Counted {
  readonly counts: Counts;
  readonly kind: RowKind;
}

function countedOf({ rows, contracts }: AxisSummary, kind: RowKind): Counted {
  return totalOf(rows) === 0 ? { counts: contracts, kind: 'CITY_CONTRACT' } : { counts: rows, kind };
}

/**
 * Returns how many rows are covered on a day: on one axis, with the other statuses, or on each axis if none is given.
 *
 * « 6 contrats sur 11 couverts sur l’axe 4 au 25 novembre 2026 ; 2 en partie, 3 à reconfirmer », « Au 25 novembre 2026,
 * contrats couverts sur 11 : 8 sur l’axe 1, 9 sur l’axe 2, … »
 */
export function stateInWords(
  summary: readonly AxisSummary[],
  { kind, day, axis }: { kind: RowKind; day: string; axis: Axis | undefined },
): string {
  const one = summary.find((of) => of.axis === axis);
  if (one) return stateOnAxis(one, kind, day);
  const [first] = summary;
  if (!first) return '';
  const { counts, kind: counted } = countedOf(first, kind);
  const [noun, nouns] = NOUNS[counted];
  if (totalOf(counts) === 0) return `Au ${dayInWords(day)}, ${none(counted)} ${noun}`;
  const covered = summary.map(
    (of) => `${number(countedOf(of, kind).counts.covered)} sur l’axe ${axisOf(of.axis).number}`,
  );
  return `Au ${dayInWords(day)}, ${nouns} ${participle(counted, 2)} sur ${number(totalOf(counts))} : ${list(covered)}`;
}

function stateOnAxis(one: AxisSummary, kind: RowKind, day: string): string {
  const { counts, kind: counted } = countedOf(one, kind);
  const [noun, nouns] = NOUNS[counted];
  const { covered } = counts;
  if (totalOf(counts) === 0) return `Au ${dayInWords(day)}, ${none(counted)} ${noun}`;
  const many = covered === 0 ? none(counted) : number(covered);
  const others = OTHERS.filter(([status]) => counts[FIELDS[status]] > 0).map(
    ([status, words]) => `${number(counts[FIELDS[status]])} ${words}`,
  );
  return [
    `${many} ${covered < 2 ? noun : nouns} sur ${number(totalOf(counts))} ${participle(counted, covered)} sur l’axe ${axisOf(one.axis).number} au ${dayInWords(day)}`,
    others.join(', '),
  ]
    .filter(Boolean)
    .join(' ; ');
}

/** Returns « aucun » or « aucune », as the noun of the rows requires. */
function none(kind: RowKind): string {
  return FEMININE.has(kind) ? 'aucune' : 'aucun';
}

/** Returns « couvert » in the gender and number of what is counted. */
function participle(kind: RowKind, many: number): string {
  return `couvert${FEMININE.has(kind) ? 'e' : ''}${many < 2 ? '' : 's'}`;
}
