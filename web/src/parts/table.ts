/** The columns of a table, and its export to files. */
import {
  type Cell,
  type CellContext,
  columnSizingFeature,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type TableFeatures,
  tableFeatures,
} from '@tanstack/react-table';
import { csvFormatRows } from 'd3-dsv';
import type { ReactNode } from 'react';
import { today } from '../words/texts';
import { type Export, saveFile } from './Exporter';

/** What sorting and exports read from a cell; days are YYYY-MM-DD. */
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
  /** The minimal width in pixels while rows are virtual; defaults to 150. */
  readonly size?: number;
}

/** Calls the cell template; FlexRender would remount the content whenever the columns change. */
export function renderCell<TFeatures extends TableFeatures, Row extends RowData>(
  cell: Cell<TFeatures, Row>,
): ReactNode {
  const template = cell.column.columnDef.cell;
  return typeof template === 'function' ? template(cell.getContext()) : template;
}

type ValueColumn<Row extends RowData> = Column<Row> & Required<Pick<Column<Row>, 'accessorFn'>>;

const FORMULA = /^[=+\-@\t\r]/;

/** Quotes text that a spreadsheet would take for a formula. */
function escapeFormula(value: Value): string {
  const text = value == null ? '' : String(value);
  return typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
}

/** Offers the rows of a table as a workbook and as CSV. */
export function tableExports<Row extends RowData>(
  file: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  label = 'Ce tableau',
): readonly [workbook: Export, csv: Export] {
  const exported = columns.filter((column): column is ValueColumn<Row> => column.accessorFn !== undefined);
  const name = `cinqaxes-${file}-${today()}`;
  const workbook = async () => {
    const { default: writeWorkbook } = await import('write-excel-file/browser');
    const head = exported.map(({ header }) => ({ value: header, fontWeight: 'bold' as const }));
    const body = rows.map((row) => exported.map(({ accessorFn }) => workbookCell(accessorFn(row))));
    await writeWorkbook([head, ...body]).toFile(`${name}.xlsx`);
  };
  const csv = () => {
    const lines = [
      exported.map(({ header }) => header),
      ...rows.map((row) => exported.map(({ accessorFn }) => escapeFormula(accessorFn(row)))),
    ];
    const text = csvFormatRows(lines).replaceAll('\n', '\r\n');
    // The byte order mark tells spreadsheets that the file is UTF-8.
    saveFile(new Blob([`\uFEFF${text}`], { type: 'text/csv' }), `${name}.csv`);
  };
  return [
    { name: `${label} (XLSX)`, make: workbook },
    { name: `${label} (CSV)`, make: csv },
  ];
}

function workbookCell(value: Value) {
  if (value == null) return null;
  return typeof value === 'number' ? { type: Number, value } : { type: String, value };
}
