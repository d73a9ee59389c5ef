import { type MouseEvent, memo, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Reference } from '../../api/useReference';
import { ficheAddress } from '../../parts/links';
import { flags, StatusSign } from '../../parts/Status';
import { AXES, axisOf } from '../../words/axes';
import { emptyAxes } from '../../words/coverage';
import { capital, count } from '../../words/texts';
import type { CoverageCell, Row, SummaryOfAxis } from './rows';
import { useRoving } from './useRoving';
import type { RowKind } from './useRows';

interface Props {
  readonly rows: readonly Row[];
  readonly kind: RowKind;
  readonly total: number;
  /** What the address says but for the open cell, and what of it goes along to other views. */
  readonly search: string;
  readonly kept: string;
  readonly summary: readonly SummaryOfAxis[];
  readonly reference: Reference;
}

/** Territories × axes; arrows go from cell to cell, Enter opens one. */
export const Matrix = memo(function Matrix({ rows, kind, total, search, kept, summary, reference }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const roving = useRoving(table);
  const follow = useFollow();
  return (
    <div className="table-frame">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside answer to the keyboard by themselves */}
      <table className="matrix" ref={table} onClick={follow} {...roving}>
        <caption>
          Couverture par territoire et par axe.{' '}
          <span className="screen-only">Les flèches vont de case en case, Entrée en ouvre une.</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Territoire</th>
            {AXES.map(({ value, number, short }) => (
              <th key={value} scope="col" title={capital(reference.word('Axis', value))}>
                <span className="axis-number">{number}</span> {short}
              </th>
            ))}
            <th scope="col">Axes vides</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.territory.id}>
              <th scope="row">
                <RowName row={row} kind={kind} search={search} kept={kept} />
              </th>
              {row.cells.map((cell) => (
                <td key={cell.axis}>
                  <CellLink row={row} cell={cell} search={search} reference={reference} />
                </td>
              ))}
              <td className="number">{emptyAxes(row.cells).length}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Vides, sur {count(total, 'territoire')}</th>
            {summary.map((one) => (
              <td key={one.axis} className="number">
                {one.gap + one.unknown}
              </td>
            ))}
            <td className="number">{summary.reduce((sum, one) => sum + one.gap + one.unknown, 0)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
});

/** A click on a plain link goes by the router: thousands of links that each listen to the address are slow. */
function useFollow() {
  const navigate = useNavigate();
  return (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest('a');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    navigate(link.getAttribute('href') ?? '/');
  };
}

function RowName({ row, kind, search, kept }: { row: Row; kind: RowKind; search: string; kept: string }) {
  const { id, name, label, code } = row.territory;
  const address = new URLSearchParams(search);
  address.set('territoire', id);
  address.delete('lignes');
  return (
    <>
      <a href={ficheAddress(id, kept)} tabIndex={-1}>
        {kind === 'COMMUNE' ? label : name}
      </a>
      {kind === 'REGION' || kind === 'DEPARTEMENT' ? (
        <a className="zoom" href={`/?${address}`} tabIndex={-1}>
          ses contrats<span className="hidden"> : {name}</span>
        </a>
      ) : (
        <span className="code">{code}</span>
      )}
    </>
  );
}

function CellLink({
  row,
  cell,
  search,
  reference: { word },
}: {
  row: Row;
  cell: CoverageCell;
  search: string;
  reference: Reference;
}) {
  const address = new URLSearchParams(search);
  const { number, short } = axisOf(cell.axis);
  address.set('case', `${number}~${row.territory.id}`);
  return (
    <a className={`cell status-${cell.status}`} href={`/?${address}`} tabIndex={-1}>
      <span className="hidden">
        {row.territory.name}, axe {number}, {short} :{' '}
      </span>
      <span className="cell-line">
        <StatusSign status={cell.status} />
        <span className="cell-word">{capital(word('CellStatus', cell.status))}</span>
        {cell.actorCount > 0 && (
          <span className="cell-count">
            {cell.actorCount}
            <span className="hidden"> {cell.actorCount > 1 ? 'acteurs' : 'acteur'}</span>
          </span>
        )}
      </span>
      {flags(cell).map((flag) => (
        <span key={flag} className="flag">
          <span className="hidden"> ; </span>
          {flag}
        </span>
      ))}
    </a>
  );
}
