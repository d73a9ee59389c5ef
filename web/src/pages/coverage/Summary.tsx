import type { Reference } from '../../api/useReference';
import { STATUSES, StatusSign } from '../../parts/Status';
import { axisOf } from '../../words/axes';
import { capital, count } from '../../words/texts';
import type { AxisSummary } from './rows';

const FIELDS = {
  COVERED: 'covered',
  PARTIAL: 'partial',
  INHERITED: 'inherited',
  GAP: 'gap',
  UNKNOWN: 'unknown',
} as const;

/** Shows a card for each axis, with the number of territories by status. */
export function Summary({
  summary,
  total,
  reference,
}: {
  summary: readonly AxisSummary[];
  total: number;
  reference: Reference;
}) {
  return (
    <ul className="summary" aria-label="Ensemble, par axe">
      {summary.map((one) => {
        const { number, short } = axisOf(one.axis);
        return (
          <li key={one.axis}>
            <h2 title={capital(reference.word('Axis', one.axis))}>
              <span className="axis-number">{number}</span> {short}
            </h2>
            <p className="summary-empty">
              <strong>{count(one.gap + one.unknown, 'vide')}</strong> sur {total}
            </p>
            <div className="bar" aria-hidden="true">
              {STATUSES.map((status) => (
                <span key={status} className={`status-${status}`} style={{ flexGrow: one[FIELDS[status]] }} />
              ))}
            </div>
            <dl>
              {STATUSES.map((status) => (
                <div key={status} className={one[FIELDS[status]] ? undefined : 'none'}>
                  <dt>
                    <StatusSign status={status} /> {reference.word('CellStatus', status)}
                  </dt>
                  <dd>{one[FIELDS[status]]}</dd>
                </div>
              ))}
            </dl>
            <p className="summary-flags">
              {[count(one.fragile, 'fragile'), count(one.stale, 'ancien'), count(one.lapsed, 'échu')].join(
                ' · ',
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
