import { type KeyboardEvent, memo, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import type { Reference } from '../../api/useReference';
import { NodeLink } from '../../parts/links';
import { flags, StatusSign } from '../../parts/Status';
import { AXES, axisOf } from '../../words/axes';
import { capital, count } from '../../words/texts';
import { type CoverageCell, emptyAxes, type Row, type SummaryOfAxis } from './rows';
import type { RowKind } from './useRows';

interface Props {
  readonly rows: readonly Row[];
  readonly kind: RowKind;
  readonly summary: readonly SummaryOfAxis[];
  readonly reference: Reference;
}

const MOVES: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Territories × axes; arrows go from cell to cell, Enter opens one. */
export const Matrix = memo(function Matrix({ rows, kind, summary, reference }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const { search } = useLocation();
  const move = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    const from = event.target instanceof HTMLElement && event.target.closest('td');
    if (!step || !from) return;
    const line = (from.parentElement as HTMLTableRowElement).rowIndex + step[0];
    const next = table.current?.rows[line]?.cells[from.cellIndex + step[1]]?.querySelector('a.cell');
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="table-frame">
      <table className="matrix" ref={table} onKeyDown={move}>
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
                <RowName row={row} kind={kind} />
              </th>
              {row.cells.map((cell) => (
                <td key={cell.axis}>
                  <CellLink row={row} cell={cell} search={search} reference={reference} />
                </td>
              ))}
              <td className="number">{emptyAxes(row)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Vides, sur {count(rows.length, 'territoire')}</th>
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

function RowName({ row, kind }: { row: Row; kind: RowKind }) {
  const { search } = useLocation();
  const { id, name, label, code } = row.territory;
  const address = new URLSearchParams(search);
  address.set('territoire', id);
  address.delete('lignes');
  address.delete('case');
  return (
    <>
      <NodeLink node={{ id, label: kind === 'COMMUNE' ? label : name }} />
      {kind === 'REGION' || kind === 'DEPARTEMENT' ? (
        <Link className="zoom" to={`/?${address}`}>
          ses contrats<span className="hidden"> : {name}</span>
        </Link>
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
    <Link className={`cell status-${cell.status}`} to={`/?${address}`}>
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
    </Link>
  );
}
