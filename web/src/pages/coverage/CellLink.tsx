import { flags, StatusSign } from '../../parts/Status';
import { axisOf } from '../../words/axes';
import { inhabitantShareOf, shareOf, statusOf, totalOf, withoutPopulation } from '../../words/statuses';
import { capital } from '../../words/texts';
import type { CoverageCell, CoverageRow } from './rows';

/** Shows a cell of the matrix, and links to its panel; the headings of its row and column say of what. */
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
      {cell.spread && !cell.status && <SpreadLines spread={cell.spread} />}
      {cell.status && (
        <span className="cell-line">
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

/** Tells whether anything is recorded in a wide cell, or there is no contract of which it could be. */
function isKnown({ spread }: CoverageCell): boolean {
  const total = spread ? totalOf(spread.contracts) : 0;
  return total === 0 || (spread?.contracts.unknown ?? 0) < total;
}

/** Shows the shares of a wide row: « 7 contrats sur 11 · 61 % des habitants des QPV ». */
function SpreadLines({
  spread: { contracts, inhabitants },
}: {
  spread: NonNullable<CoverageCell['spread']>;
}) {
  const lines = [inhabitantShareOf(inhabitants), withoutPopulation(inhabitants)].filter(Boolean);
  return (
    <>
      <span className="cell-word">{capital(shareOf(contracts, 'contrat'))}</span>
      {lines.map((line) => (
        <span key={line} className="cell-share">
          <span className="hidden"> · </span>
          {line}
        </span>
      ))}
    </>
  );
}
