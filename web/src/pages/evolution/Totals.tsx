import type { Axis } from '../../generated/schema';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { axisName } from '../../words/axes';
import { FIELDS, reachedIn, statusOf, WITHOUT } from '../../words/statuses';
import { capital, count, day as inWords } from '../../words/texts';
import { bestCell, type Comparison, rankOf } from './comparison';
import type { StateFragment } from './evolution.generated';

/** Counts the contracts by axis on both days; the gap between them is told of comparable contracts only. */
export function Totals({
  before,
  after,
  comparison: { pairs, incomparables },
}: {
  before: StateFragment | null;
  after: StateFragment | null;
  comparison: Comparison;
}) {
  if (!before || !after) return null;
  const changeOn = (axis: Axis) =>
    pairs.reduce((sum, { row, precursors }) => {
      const now = row.cells.find((cell) => cell.axis === axis);
      return sum + Number(rankOf(now) > 0) - Number(rankOf(bestCell(precursors, axis)) > 0);
    }, 0);
  return (
    <ScrollFrame label="Contrats où quelqu’un est mobilisé, par axe">
      <table>
        <caption>
          Contrats où quelqu’un est mobilisé, par axe ({count(before.totalCount, 'contrat')}, puis{' '}
          {after.totalCount}
          {incomparables.length > 0 &&
            ` ; l’écart ne porte que sur ${count(pairs.length, 'contrat comparable', 'contrats comparables')}`}
          )
        </caption>
        <thead>
          <tr>
            <th scope="col">Axe</th>
            <th scope="col" className="number">
              Au {inWords(before.asOf)}
            </th>
            <th scope="col" className="number">
              Au {inWords(after.asOf)}
            </th>
            <th scope="col" className="number">
              Écart
            </th>
            {WITHOUT.map((status) => (
              <th key={status} scope="col" className="number">
                {capital(statusOf(status).label)}
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
            const change = changeOn(now.axis);
            return (
              <tr key={now.axis}>
                <th scope="row">{axisName(now.axis)}</th>
                <td className="number">{then ? reachedIn(then.rows) : '–'}</td>
                <td className="number">{reachedIn(now.rows)}</td>
                <td className="number">
                  {pairs.length === 0
                    ? 'non comparable'
                    : change > 0
                      ? `+${change}`
                      : change === 0
                        ? '='
                        : `−${-change}`}
                </td>
                {WITHOUT.map((status) => (
                  <td key={status} className="number">
                    {then?.rows[FIELDS[status]] ?? 0} → {now.rows[FIELDS[status]]}
                  </td>
                ))}
                <td className="number">
                  {then?.fragileCount ?? 0} → {now.fragileCount}
                </td>
                <td className="number">
                  {then?.lapsedCount ?? 0} → {now.lapsedCount}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
