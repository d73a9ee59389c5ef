/** The columns of a table, and its export to files. */
import {
  type Cell,
  type CellContext,
  columnSizingFeature,
  createSortedRowModel,
  type Header,
  type RowData,
  rowSortingFeature,
  type TableFeatures,
  tableFeatures,
} from '@tanstack/react-table';
import { dsvFormat } from 'd3-dsv';
import type { CSSProperties, ReactNode } from 'react';
import type { Order } from '../address';
import type { CellStatus } from '../generated/schema';
import { ISO_DAY, shortDay } from '../words/texts';
import { type Export, fileName, type Shown, saveFile } from './Exporter';

/** The value of a cell for sorting and exports; days are YYYY-MM-DD. */
export type Value = string | number | null | undefined;

export const features = tableFeatures({
  columnSizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});
export type Features = typeof features;

/** A column definition of TanStack Table, with the options that this console uses. */
export interface Column<Row extends RowData> {
  readonly id: string;
  readonly header: string;
  /** Absent from columns of controls, which are neither sorted nor exported. */
  readonly accessorFn?: (row: Row) => Value;
  /** Renders more than the value: a link, a sign. */
  readonly cell?: (context: CellContext<Features, Row>) => ReactNode;
  /** The status whose colours the value has in a workbook. */
  readonly status?: (row: Row) => CellStatus | null | undefined;
  /** The minimal width in pixels while rows are virtual; 150 by default. */
  readonly size?: number;
}

/** Calls the cell template; FlexRender would remount the content whenever the columns change. */
export function renderCell<TFeatures extends TableFeatures, Row extends RowData>(
  cell: Cell<TFeatures, Row>,
): ReactNode {
  const template = cell.column.columnDef.cell;
  return typeof template === 'function' ? template(cell.getContext()) : template;
}

/** Calls the heading's template, also to avoid a remount: a pressed button keeps the focus. */
export function renderHeading<TFeatures extends TableFeatures, Row extends RowData>(
  header: Header<TFeatures, Row>,
): ReactNode {
  const template = header.column.columnDef.header;
  return typeof template === 'function' ? template(header.getContext()) : template;
}

/** Returns the style of a table whose columns share its width in proportion to their minimal sizes. */
export function fixedColumns(columns: readonly { readonly getSize: () => number }[]): CSSProperties {
  const sizes = columns.map((column) => column.getSize());
  return {
    minWidth: sizes.reduce((total, size) => total + size, 0),
    ['--columns' as string]: sizes.map((size) => `minmax(0, ${size}fr)`).join(' '),
  };
}

type ValueColumn<Row extends RowData> = Column<Row> & Required<Pick<Column<Row>, 'accessorFn'>>;

const COLLATOR = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** Compares two present values: numbers by size, texts as in a French dictionary. */
export function compareValues(one: unknown, other: unknown): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : COLLATOR.compare(String(one), String(other));
}

/** Sorts rows as the table on screen does: empty values come last, equal ones stay in their order. */
function inOrder<Row extends RowData>(
  rows: readonly Row[],
  columns: readonly ValueColumn<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.column);
  if (!column || !order) return rows;
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((rowA, rowB) => {
    const [one, other] = [column.accessorFn(rowA), column.accessorFn(rowB)];
    if (one == null || other == null) return Number(one == null) - Number(other == null);
    return sign * compareValues(one, other);
  });
}

const FORMULA = /^[=+\-@\t\r]/;
/** French spreadsheets use the semicolon between columns, and the comma in numbers. */
const { formatRow } = dsvFormat(';');

/** Writes a value as a French spreadsheet reads it, quoting text that it would treat as a formula. */
function csvCell(value: Value): string {
  if (value == null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (ISO_DAY.test(value)) return shortDay(value);
  return FORMULA.test(value) ? `'${value}` : value;
}

function exportedOf<Row extends RowData>(columns: readonly Column<Row>[]): readonly ValueColumn<Row>[] {
  return columns.filter((column): column is ValueColumn<Row> => column.accessorFn !== undefined);
}

/** Writes the sorted rows of a table as the text of a CSV file. */
export function csvText<Row extends RowData>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  order: Order | undefined,
): string {
  const exported = exportedOf(columns);
  const lines = inOrder(rows, exported, order).map((row) =>
    exported.map(({ accessorFn }) => csvCell(accessorFn(row))),
  );
  return [exported.map(({ header }) => header), ...lines].map(formatRow).join('\r\n');
}

/** Offers the rows of a table as a workbook and as CSV, in the order on screen. */
export function tableExports<Row extends RowData>(
  file: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  label = 'Ce tableau',
): readonly [workbook: Export, csv: Export] {
  const exported = exportedOf(columns);
  const headings = exported.map(({ header }) => header);
  const workbook = async (shown: Shown) => {
    const { saveWorkbook } = await import('./workbook');
    const values = inOrder(rows, exported, shown.order).map((row) =>
      exported.map(({ accessorFn, status }) => ({ value: accessorFn(row), status: status?.(row) })),
    );
    await saveWorkbook(headings, values, fileName(file, shown), shown.heading);
  };
  const csv = (shown: Shown) => {
    const text = csvText(columns, rows, shown.order);
    // The byte order mark marks the file as UTF-8 for spreadsheets.
    saveFile(new Blob([`\uFEFF${text}`], { type: 'text/csv' }), `${fileName(file, shown)}.csv`);
  };
  return [
    { name: `${label} (XLSX)`, make: workbook },
    { name: `${label} (CSV)`, make: csv },
  ];
}
