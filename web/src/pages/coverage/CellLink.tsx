import { SpreadShares } from '../../parts/Shares';
import { flags, StatusSign } from '../../parts/Status';
import { axisOf } from '../../words/axes';
import { statusOf, totalOf } from '../../words/statuses';
import { capital } from '../../words/texts';
import type { CoverageCell, CoverageRow } from './rows';

/** Shows a cell of the matrix, and links to its panel; the headings give its row and axis. */
export function CellLink({ row, cell, search }: { row: CoverageRow; cell: CoverageCell; search: string }) {
  const address = new URLSearchParams(search);
  const { number } = axisOf(cell.axis);
  address.set('case', `${number}~${row.territory.id}`);
  return (
    <a
      className={`cell ${cell.status ? `status-${cell.status}` : isKnown(cell) ? 'wide-cell' : 'wide-cell status-UNKNOWN'}`}
      href={`/?${address}`}
      tabIndex={-1}
    >
      {cell.spread && !cell.status && <SpreadShares spread={cell.spread} />}
      {cell.status && (
        <span className="cell-line" title={statusOf(cell.status).meaning}>
          <StatusSign status={cell.status} />
          <span className="cell-word">{capital(statusOf(cell.status).short)}</span>
          {cell.actorCount > 0 && (
            <span className="cell-count">
              {cell.actorCount}
              <span className="hidden"> {cell.actorCount > 1 ? 'acteurs' : 'acteur'}</span>
            </span>
          )}
        </span>
      )}
      {flags(cell).map((flag) => (
        <span key={flag} className="flag">
          <span className="hidden"> ; </span>
          {flag}
        </span>
      ))}
    </a>
  );
}

/** Returns whether anything is recorded in a wide cell, or the cell has no contract at all. */
function isKnown({ spread }: CoverageCell): boolean {
  const total = spread ? totalOf(spread.contracts) : 0;
  return total === 0 || (spread?.contracts.unknown ?? 0) < total;
}
