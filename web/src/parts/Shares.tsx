/** The shares of contracts and inhabitants by status: signs, figures and a stacked bar. */
import {
  type Counts,
  FIELDS,
  type SpreadCounts,
  STATUSES,
  sharesOf,
  totalOf,
  withoutPopulation,
} from '../words/statuses';
import { capital, count, number } from '../words/texts';
import { StatusSign } from './Status';

/** Draws the numbers by status; words or figures next to it give the same. */
export function StatusBar({ counts }: { counts: Counts }) {
  return (
    <span className="bar" aria-hidden="true">
      {STATUSES.map(({ value }) => (
        <span key={value} className={`status-${value}`} style={{ flexGrow: counts[FIELDS[value]] }} />
      ))}
    </span>
  );
}

/** Shows each share by its sign and its figure, in words in the tooltip and for screen readers. */
export function Figures({ counts, unit }: { counts: Counts; unit: 'number' | 'percent' }) {
  const shares = sharesOf(counts);
  if (shares.length === 0) return <span className="figures">{unit === 'percent' ? '0 %' : '0'}</span>;
  return (
    <span className="figures">
      {shares.map(({ status, words, part, percent }) => (
        <span key={status} title={capital(words)}>
          <StatusSign status={status} /> {unit === 'percent' ? percent : number(part)}
          <span className="hidden"> {words} ; </span>
        </span>
      ))}
    </span>
  );
}

/** Shows, for a wide territory, the shares of contracts reached and, separately, of the inhabitants of its QPV. */
export function SpreadShares({ spread: { contracts, inhabitants } }: { spread: SpreadCounts }) {
  const total = totalOf(contracts);
  const unknown = withoutPopulation(inhabitants);
  return (
    <>
      <span className="cell-word">
        {count(total, 'contrat')}
        {total > 0 && <span className="hidden"> : </span>}
        {total > 0 && <Figures counts={contracts} unit="number" />}
      </span>
      {total > 0 && <StatusBar counts={contracts} />}
      {totalOf(inhabitants) > 0 && (
        <>
          <span className="cell-share">
            habitants<span className="hidden"> des QPV : </span>
            <Figures counts={inhabitants} unit="percent" />
          </span>
          <StatusBar counts={inhabitants} />
        </>
      )}
      {unknown && <span className="cell-share">{unknown}</span>}
    </>
  );
}
