import type { Reference } from '../../api/useReference';
import { StatusSign } from '../../parts/Status';
import { axisOf } from '../../words/axes';
import {
  FIELDS,
  inhabitantShareOf,
  STATUSES,
  shareOf,
  totalOf,
  withoutPopulation,
} from '../../words/statuses';
import { capital, count, number } from '../../words/texts';
import type { AxisSummary } from './rows';
import { NOUNS, type RowKind } from './useRowKind';

/** Shows a card for each axis: the share where somebody is mobilised, and the number of territories by status. */
export function Summary({
  summary,
  kind,
  reference,
}: {
  summary: readonly AxisSummary[];
  kind: RowKind;
  reference: Reference;
}) {
  return (
    <ul className="summary" aria-label="Ensemble, par axe">
      {summary.map((one) => {
        const { number: axis, short } = axisOf(one.axis);
        const [counts, [noun, nouns]] = countsOf(one, kind);
        const inhabitants = [inhabitantShareOf(one.inhabitants), withoutPopulation(one.inhabitants)].filter(
          Boolean,
        );
        return (
          <li key={one.axis}>
            <h2 title={capital(reference.word('Axis', one.axis))}>
              <span className="axis-number">{axis}</span> {short}
            </h2>
            <p className="summary-share">
              <strong>{capital(shareOf(counts, noun, nouns))}</strong>
              {inhabitants.map((text) => (
                <span key={text}>
                  <span className="hidden"> · </span>
                  {text}
                </span>
              ))}
            </p>
            <div className="bar" aria-hidden="true">
              {STATUSES.map(({ value }) => (
                <span key={value} className={`status-${value}`} style={{ flexGrow: counts[FIELDS[value]] }} />
              ))}
            </div>
            <dl>
              {STATUSES.map(({ value, short: word, label }) => (
                <div key={value} className={counts[FIELDS[value]] ? undefined : 'none'}>
                  <dt title={label}>
                    <StatusSign status={value} /> {word}
                  </dt>
                  <dd>{number(counts[FIELDS[value]])}</dd>
                </div>
              ))}
            </dl>
            {totalOf(one.rows) > 0 && (
              <p className="summary-flags">
                {[
                  count(one.fragile, 'fragile'),
                  count(one.contradicted, 'contredit'),
                  count(one.lapsed, 'échu'),
                ].join(' · ')}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Returns the rows by status; where all rows are wide, the contracts in them. */
function countsOf({ rows, contracts }: AxisSummary, kind: RowKind) {
  return totalOf(rows) === 0 ? ([contracts, NOUNS.CITY_CONTRACT] as const) : ([rows, NOUNS[kind]] as const);
}
