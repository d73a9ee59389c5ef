import { type Header, type RowData, type Row as TableRow, useTable } from '@tanstack/react-table';
import { type ComponentProps, memo, type ReactNode, useMemo } from 'react';
import { useOrder } from '../address';
import { Choice } from './fields';
import { SortButton } from './SortButton';
import {
  type Column,
  compareValues,
  type Features,
  features,
  fixedColumns,
  renderCell,
  type Value,
} from './table';
import { useMedia } from './useMedia';
import { useVirtualRows } from './useVirtualRows';

const NARROW = '(max-width: 40rem)' as const;
const ROW_HEIGHT = 66;
const CARD_LINE_HEIGHT = 18;
const DEFAULT_COLUMN = { sortFn: compareRows, sortUndefined: 'last' } as const;

interface Props<Row extends RowData> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** Shows rows as a table that sorts by any heading, with the order in the address, or as cards on a narrow screen. */
export function DataTable<Row extends RowData>({ caption, columns, rows, rowKey }: Props<Row>) {
  const narrow = useMedia(NARROW);
  const [order, setOrder] = useOrder();
  const definitions = useMemo(() => columns.map(withUndefined), [columns]);
  const sorting = useMemo(
    () =>
      order && columns.some(({ id, accessorFn }) => id === order.column && accessorFn)
        ? [{ id: order.column, desc: order.isDescending }]
        : [],
    [order, columns],
  );
  const sortBy = (chosen: readonly { id: string; desc: boolean }[]) =>
    void setOrder(chosen[0] ? { column: chosen[0].id, isDescending: chosen[0].desc } : null);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    defaultColumn: DEFAULT_COLUMN,
    enableMultiSort: false,
    enableSortingRemoval: false,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (update) => sortBy(typeof update === 'function' ? update(sorting) : update),
  });
  const sortedRows = table.getRowModel().rows;
  const virtualRows = useVirtualRows({
    rows: sortedRows,
    estimatedHeight: narrow ? CARD_LINE_HEIGHT * columns.length : ROW_HEIGHT,
  });
  const isFixed = virtualRows.isVirtual && !narrow;
  return (
    <div className="table-frame">
      {narrow && (
        <div className="cards-order">
          <Choice
            label="Trier par"
            value={sorting[0]?.id ?? ''}
            choices={[
              ['', 'ordre donné'],
              ...columns.filter(({ accessorFn }) => accessorFn).map((c) => [c.id, c.header] as const),
            ]}
            onChange={(id: string) => sortBy(id ? [{ id, desc: false }] : [])}
          />
        </div>
      )}
      <table
        className={isFixed ? 'cards fixed' : 'cards'}
        role="table"
        style={isFixed ? fixedColumns(table.getAllLeafColumns()) : undefined}
      >
        <caption>{caption}</caption>
        <thead role="rowgroup">
          {table.getHeaderGroups().map(({ id, headers }) => (
            <tr key={id} role="row">
              {headers.map((header) => (
                <Heading key={header.id} header={header} narrow={narrow} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody role="rowgroup" {...virtualRows.bodyProps}>
          {sortedRows.map((row, index) =>
            virtualRows.isRendered(index) ? (
              <DataRow key={row.id} row={row} columns={definitions} {...virtualRows.rowProps(index)} />
            ) : (
              <tr key={row.id} role="row" {...virtualRows.placeholderProps(index)}>
                <th scope="row" role="rowheader">
                  {row.getValue<Value>(columns[0]?.id ?? '')}
                </th>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Heading<Row extends RowData>({
  header: { column },
  narrow,
}: {
  header: Header<Features, Row>;
  narrow: boolean;
}) {
  const { header } = column.columnDef as Column<Row>;
  if (narrow || !column.getCanSort())
    return (
      <th scope="col" role="columnheader">
        {header}
      </th>
    );
  const direction = column.getIsSorted();
  return (
    <th
      scope="col"
      role="columnheader"
      aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none'}
    >
      <SortButton
        arrow={direction === 'asc' ? '↑' : direction === 'desc' ? '↓' : '↕'}
        onClick={() => column.toggleSorting()}
      >
        {header}
      </SortButton>
    </th>
  );
}

interface DataRowProps<Row extends RowData> extends ComponentProps<'tr'> {
  readonly row: TableRow<Features, Row>;
  /** Unused, but a change of columns rerenders the row. */
  readonly columns: readonly Column<Row>[];
}

const DataRow = memo(function DataRow<Row extends RowData>({ row, columns: _, ...props }: DataRowProps<Row>) {
  return (
    <tr role="row" {...props}>
      {row.getAllCells().map((cell, position) => {
        const { header } = cell.column.columnDef as Column<Row>;
        const content = renderCell(cell);
        return position === 0 ? (
          <th key={cell.id} scope="row" role="rowheader">
            {content}
          </th>
        ) : (
          <td key={cell.id} role="cell" data-heading={header} className={content ? undefined : 'blank'}>
            {content ?? '–'}
          </td>
        );
      })}
    </tr>
  );
}) as <Row extends RowData>(props: DataRowProps<Row>) => ReactNode;

/** Turns null into undefined, which TanStack Table sorts last in both directions. */
function withUndefined<Row extends RowData>({ accessorFn, ...column }: Column<Row>): Column<Row> {
  return accessorFn ? { ...column, accessorFn: (row) => accessorFn(row) ?? undefined } : column;
}

function compareRows<Row extends RowData>(
  rowA: TableRow<Features, Row>,
  rowB: TableRow<Features, Row>,
  columnId: string,
): number {
  return compareValues(rowA.getValue(columnId), rowB.getValue(columnId));
}
