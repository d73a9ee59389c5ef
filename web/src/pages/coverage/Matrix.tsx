import {
  type ColumnDef,
  columnSizingFeature,
  FlexRender,
  metaHelper,
  type Row as TableRow,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ComponentProps, type MouseEvent, memo, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Reference } from '../../api/useReference';
import type { Axis } from '../../generated/schema';
import { sheetAddress } from '../../parts/links';
import { listedName } from '../../parts/names';
import { Figures, SpreadShares } from '../../parts/Shares';
import { SortButton } from '../../parts/SortButton';
import { StatusSign } from '../../parts/Status';
import { fixedColumns, renderCell, renderHeading } from '../../parts/table';
import { useVirtualRows } from '../../parts/useVirtualRows';
import { AXES } from '../../words/axes';
import { FIELDS, statusOf, totalOf, WITHOUT } from '../../words/statuses';
import { capital, number as inDigits } from '../../words/texts';
import { CellLink } from './CellLink';
import { FoldRow } from './FoldRow';
import { type Fold, linesOf } from './fold';
import { type AxisSummary, type CoverageRow, countsOfRow, isWide } from './rows';
import { useRovingFocus } from './useRovingFocus';
import type { RowKind } from './useRowKind';

const ROW_HEIGHT = 66;

const features = tableFeatures({
  columnSizingFeature,
  columnMeta: metaHelper<{ title?: string; className?: string }>(),
});
type Column = ColumnDef<typeof features, CoverageRow>;

interface Props {
  readonly rows: readonly CoverageRow[];
  /** The rows folded below the others. */
  readonly fold: Fold | undefined;
  readonly kind: RowKind;
  /** The query string of this page without the open cell. */
  readonly search: string;
  readonly sharedSearch: string;
  readonly summary: readonly AxisSummary[];
  readonly reference: Reference;
  /** The axis on which the rows are sorted, the most urgent first; undefined for another order. */
  readonly sortedBy: Axis | undefined;
  readonly sort: (axis: Axis | undefined) => void;
}

/** Shows territories by axes; arrow keys move between the links, Enter follows one. */
export const Matrix = memo(function Matrix({ rows, fold, ...props }: Props) {
  const { kind, search, sharedSearch, summary, reference, sortedBy, sort } = props;
  const hasStatuses = [...rows, ...(fold?.rows ?? [])].some((row) => !isWide(row));
  const columns = useMemo(
    () => columnsOf({ kind, search, sharedSearch, summary, reference, sortedBy, sort, hasStatuses }),
    [kind, search, sharedSearch, summary, reference, sortedBy, sort, hasStatuses],
  );
  const unfolded = useMemo(() => (fold?.isOpen ? [...rows, ...fold.rows] : rows), [rows, fold]);
  const table = useTable({ features, columns, data: unfolded, getRowId: ({ territory }) => territory.id });
  const tableRows = table.getRowModel().rows;
  const lines = useMemo(() => linesOf(tableRows, rows.length, fold), [tableRows, rows.length, fold]);
  const element = useRef<HTMLTableElement>(null);
  const virtualRows = useVirtualRows({ rows: lines, estimatedHeight: ROW_HEIGHT });
  const rovingFocus = useRovingFocus(element, virtualRows.render);
  const followLink = useFollowLink();
  return (
    <div className="table-frame">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside respond to the keyboard */}
      <table
        className={virtualRows.isVirtual ? 'matrix fixed' : 'matrix'}
        style={virtualRows.isVirtual ? fixedColumns(table.getAllLeafColumns()) : undefined}
        role="table"
        tabIndex={-1}
        ref={element}
        onClick={followLink}
        {...rovingFocus}
      >
        <caption>
          Couverture par territoire et par axe.{' '}
          <span className="screen-only">Les flèches vont de case en case, Entrée en ouvre une.</span>
        </caption>
        <thead role="rowgroup">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} role="row">
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  role="columnheader"
                  title={header.column.columnDef.meta?.title}
                  aria-sort={header.id === sortedBy ? 'ascending' : undefined}
                >
                  {renderHeading(header)}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody role="rowgroup" {...virtualRows.bodyProps}>
          {lines.map(({ id, row, fold: line }, index) =>
            line ? (
              <FoldRow key={id} fold={line} columnCount={columns.length} {...virtualRows.rowProps(index)} />
            ) : virtualRows.isRendered(index) ? (
              <MatrixRow key={id} row={row} columns={columns} {...virtualRows.rowProps(index)} />
            ) : (
              <tr key={id} role="row" {...virtualRows.placeholderProps(index)}>
                <th scope="row" role="rowheader">
                  {listedName(row.original.territory)}
                </th>
              </tr>
            ),
          )}
        </tbody>
        <tfoot role="rowgroup">
          {table.getFooterGroups().map((group) => (
            <tr key={group.id} role="row">
              {group.headers.map((footer, index) =>
                index === 0 ? (
                  <th key={footer.id} scope="row" role="rowheader">
                    <FlexRender footer={footer} />
                  </th>
                ) : (
                  <td key={footer.id} role="cell" className="number">
                    <FlexRender footer={footer} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
});

/** Navigates client-side from the plain links of the table: thousands of router links are slow. */
function useFollowLink() {
  const navigate = useNavigate();
  return (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest('a');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    navigate(link.getAttribute('href') ?? '/');
  };
}

function columnsOf({
  kind,
  search,
  sharedSearch,
  summary,
  reference,
  sortedBy,
  sort,
  hasStatuses,
}: Omit<Props, 'rows' | 'fold'> & { hasStatuses: boolean }): readonly Column[] {
  return [
    {
      id: 'territory',
      size: 200,
      header: 'Territoire',
      cell: ({ row }) => (
        <RowName row={row.original} kind={kind} search={search} sharedSearch={sharedSearch} />
      ),
      footer: hasStatuses ? 'Aucun acteur, à reconfirmer, non renseigné' : 'Ensemble',
    },
    ...AXES.map(({ value, number, short }): Column => {
      const one = summary.find(({ axis }) => axis === value);
      return {
        id: value,
        size: 116,
        meta: { title: capital(reference.word('Axis', value)) },
        header: () => (
          <SortButton
            title="Trier sur cet axe, le plus urgent d’abord"
            arrow={value === sortedBy ? '▾' : ''}
            onClick={() => sort(value === sortedBy ? undefined : value)}
          >
            <span className="axis-number">{number}</span> <span className="axis-short">{short}</span>
          </SortButton>
        ),
        cell: ({ row }) => {
          const cell = row.original.cells.find(({ axis }) => axis === value);
          return cell && <CellLink row={row.original} cell={cell} search={search} />;
        },
        footer: () => one && <AxisTotal one={one} />,
      };
    }),
    ...(hasStatuses
      ? [
          {
            id: 'reached',
            size: 90,
            meta: {
              className: 'number',
              title: 'Axes couverts : sur place, en partie, par un territoire qui contient celui-ci',
            },
            header: 'Axes couverts',
            cell: ({ row }) =>
              isWide(row.original) ? '' : <Figures counts={countsOfRow(row.original)} unit="number" />,
          } satisfies Column,
        ]
      : []),
  ];
}

/** Counts, by status, the rows without anybody confirmed on an axis; shows the shares if all rows are wide. */
function AxisTotal({ one: { rows, contracts, inhabitants } }: { one: AxisSummary }) {
  if (totalOf(rows) === 0) return <SpreadShares spread={{ contracts, inhabitants }} />;
  return (
    <span className="axis-total">
      {WITHOUT.map((status) => (
        <span key={status} title={statusOf(status).label}>
          <StatusSign status={status} /> {inDigits(rows[FIELDS[status]])}
          <span className="hidden"> {statusOf(status).label} </span>
        </span>
      ))}
    </span>
  );
}

interface MatrixRowProps extends ComponentProps<'tr'> {
  readonly row: TableRow<typeof features, CoverageRow>;
  /** Unused, but a change of columns rerenders the row. */
  readonly columns: readonly Column[];
}

const MatrixRow = memo(function MatrixRow({ row, columns: _, ...props }: MatrixRowProps) {
  return (
    <tr role="row" {...props}>
      {row.getAllCells().map((cell, position) =>
        position === 0 ? (
          <th key={cell.id} scope="row" role="rowheader">
            {renderCell(cell)}
          </th>
        ) : (
          <td key={cell.id} role="cell" className={cell.column.columnDef.meta?.className}>
            {renderCell(cell)}
          </td>
        ),
      )}
    </tr>
  );
});

function RowName({
  row,
  kind,
  search,
  sharedSearch,
}: {
  row: CoverageRow;
  kind: RowKind;
  search: string;
  sharedSearch: string;
}) {
  const { id, code } = row.territory;
  const address = new URLSearchParams(search);
  address.set('territoire', id);
  address.delete('lignes');
  return (
    <>
      <a href={sheetAddress(id, sharedSearch)} tabIndex={-1}>
        {listedName(row.territory)}
      </a>
      {kind === 'REGION' || kind === 'DEPARTEMENT' ? (
        <a className="zoom" href={`/?${address}`} tabIndex={-1}>
          ses contrats
        </a>
      ) : (
        <span className="code">{code}</span>
      )}
    </>
  );
}
