import { useAxisStatus } from '../../address';
import type { Reference } from '../../api/useReference';
import { StatusBar } from '../../parts/Shares';
import { StatusSign } from '../../parts/Status';
import { AXES, axisOf } from '../../words/axes';
import {
  FIELDS,
  inhabitantsInWords,
  STATUSES,
  territoriesInWords,
  totalOf,
  withoutPopulation,
} from '../../words/statuses';
import { capital, count, number } from '../../words/texts';
import type { AxisSummary } from './rows';
import { NOUNS, type RowKind } from './useRowKind';

interface Props {
  readonly summary: readonly AxisSummary[];
  readonly kind: RowKind;
  readonly reference: Reference;
}

/**
 * Shows the axes in a strip: the share with somebody mobilised on the spot, and the number of territories by status.
 */
export function Summary({ summary, kind, reference }: Props) {
  return (
    <ul className="summary" aria-label="Ensemble, par axe">
      {summary.map((one) => {
        const { number: axis, short } = axisOf(one.axis);
        const [counts, [noun, nouns]] = countsOf(one, kind);
        return (
          <li key={one.axis}>
            <h2 title={capital(reference.word('Axis', one.axis))}>
              <span className="axis-number">{axis}</span> <span className="summary-axis">{short}</span>
            </h2>
            <p className="summary-share" title="Sur place">
              <span className="hidden">
                Sur place : {count(counts.covered, noun, nouns)} sur {number(totalOf(counts))}
              </span>
              <span aria-hidden="true">
                {number(counts.covered)} / {number(totalOf(counts))}
              </span>
            </p>
            <StatusCounts one={one} kind={kind} />
            <StatusBar counts={counts} />
          </li>
        );
      })}
    </ul>
  );
}

/** Counts the territories of an axis by status; a press on a count shows only these territories. */
function StatusCounts({ one, kind }: { one: AxisSummary; kind: RowKind }) {
  const [narrowed, setNarrowed] = useAxisStatus();
  const [counts, [noun, nouns]] = countsOf(one, kind);
  const hasStatuses = totalOf(one.rows) > 0;
  return (
    <ul className="summary-counts">
      {STATUSES.filter(({ value }) => counts[FIELDS[value]] > 0).map(({ value, label }) => {
        const many = counts[FIELDS[value]];
        const isChosen = narrowed?.axis === one.axis && narrowed.status === value;
        const content = (
          <>
            <StatusSign status={value} /> {number(many)}
            <span className="hidden"> {`${many < 2 ? noun : nouns} : ${label}`}</span>
          </>
        );
        return (
          <li key={value} title={label}>
            {hasStatuses ? (
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => void setNarrowed(isChosen ? null : { axis: one.axis, status: value })}
              >
                {content}
              </button>
            ) : (
              <span>{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Names the axes in full, with the facts missing from the strip: inhabitants and doubts. */
export function AxisDetails({ summary, kind, reference }: Props) {
  return (
    <details className="axis-names">
      <summary>Les cinq axes, en toutes lettres</summary>
      <ol>
        {AXES.map(({ value }) => {
          const one = summary.find(({ axis }) => axis === value);
          return (
            <li key={value}>
              {capital(reference.word('Axis', value))}
              {one && ` : ${factsOf(one, kind).join(' · ')}`}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function factsOf(one: AxisSummary, kind: RowKind): string[] {
  const [counts, [noun, nouns]] = countsOf(one, kind);
  const doubts =
    totalOf(one.rows) > 0
      ? [
          count(one.fragileCount, 'fragile'),
          count(one.contradictedCount, 'contredit'),
          count(one.lapsedCount, 'échu'),
        ]
      : [];
  return [
    territoriesInWords(counts, noun, nouns),
    inhabitantsInWords(one.inhabitants),
    withoutPopulation(one.inhabitants),
    ...doubts,
  ].filter((text) => text !== undefined);
}

/** Returns the number of rows by status, with their noun; if all rows are wide, their contracts are counted. */
function countsOf({ rows, contracts }: AxisSummary, kind: RowKind) {
  return totalOf(rows) === 0 ? ([contracts, NOUNS.CITY_CONTRACT] as const) : ([rows, NOUNS[kind]] as const);
}
