import { ScrollFrame } from '../../parts/ScrollFrame';
import { axisName } from '../../words/axes';
import { type Counts, FIELDS, SHARES, statusOf, WITHOUT } from '../../words/statuses';
import { capital, count, day as inWords, number, signed } from '../../words/texts';
import type { Comparison } from './comparison';
import type { StateFragment } from './evolution.generated';

const NONE: Counts = { covered: 0, partial: 0, inherited: 0, gap: 0, toConfirm: 0, unknown: 0 };
/** The statuses in words, those with somebody confirmed first. */
const COLUMNS = [...SHARES, ...WITHOUT.map((value) => ({ value, words: statusOf(value).label }))];

/** Counts the contracts by axis and status on both days, each with the difference of the two figures. */
export function Totals({
  before,
  after,
  comparison: { incomparables },
}: {
  before: StateFragment | null;
  after: StateFragment | null;
  comparison: Comparison;
}) {
  if (!before || !after) return null;
  return (
    <ScrollFrame label="Contrats par axe et par statut">
      <table className="totals">
        <caption>
          Contrats par axe et par statut, du {inWords(before.asOf)} ({count(before.totalCount, 'contrat')}) au{' '}
          {inWords(after.asOf)} ({count(after.totalCount, 'contrat')})
          {incomparables.length > 0 &&
            ` ; ${count(incomparables.length, 'contrat non comparable', 'contrats non comparables')} : les contrats ne sont pas les mêmes aux deux dates`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Axe</th>
            {COLUMNS.map(({ value, words }) => (
              <th key={value} scope="col" className="number">
                {capital(words)}
              </th>
            ))}
            <th scope="col" className="number">
              Fragiles
            </th>
            <th scope="col" className="number">
              Échus
            </th>
          </tr>
        </thead>
        <tbody>
          {after.summary.map((now) => {
            const then = before.summary.find(({ axis }) => axis === now.axis);
            return (
              <tr key={now.axis}>
                <th scope="row">{axisName(now.axis)}</th>
                {COLUMNS.map(({ value }) => (
                  <Step
                    key={value}
                    then={(then?.rows ?? NONE)[FIELDS[value]]}
                    now={now.rows[FIELDS[value]]}
                  />
                ))}
                <Step then={then?.fragileCount ?? 0} now={now.fragileCount} />
                <Step then={then?.lapsedCount ?? 0} now={now.lapsedCount} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Shows two figures and their difference: « 5 → 8 (+3) ». */
function Step({ then, now }: { then: number; now: number }) {
  return (
    <td className="number">
      {number(then)} → {number(now)}
      {now !== then && ` (${signed(now - then)})`}
    </td>
  );
}
