/** What a table shows, and the same as files. */
import { csvFormatRows } from 'd3-dsv';
import type { ReactNode } from 'react';
import { today } from '../words/texts';
import { type Export, give } from './Exporter';

/** What stands in a cell when sorted or exported; days are YYYY-MM-DD. */
export type Value = string | number | null | undefined;

export interface Column<Row> {
  readonly key: string;
  readonly heading: string;
  readonly value: (row: Row) => Value;
  /** Without order and left out of files: what it holds is to be pressed. */
  readonly pressed?: true;
  /** How it is shown where the value alone is not enough: a link, a sign. */
  readonly show?: (row: Row) => ReactNode;
}

const FORMULA = /^[=+\-@\t\r]/;

/** Text that a spreadsheet takes for text, whatever it begins with. */
function harmless(value: Value): string {
  const text = value == null ? '' : String(value);
  return typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
}

/** The rows of a table as a workbook and as CSV (with a mark for UTF-8), under a label of the menu. */
export function tableExports<Row>(
  file: string,
  shown: readonly Column<Row>[],
  rows: readonly Row[],
  label = 'Ce tableau',
): readonly [workbook: Export, csv: Export] {
  const columns = shown.filter(({ pressed }) => !pressed);
  const name = `cinqaxes-${file}-${today()}`;
  const workbook = async () => {
    const { default: write } = await import('write-excel-file/browser');
    const head = columns.map(({ heading }) => ({ value: heading, fontWeight: 'bold' as const }));
    const body = rows.map((row) => columns.map((column) => cell(column.value(row))));
    await write([head, ...body]).toFile(`${name}.xlsx`);
  };
  const csv = () => {
    const lines = [
      columns.map(({ heading }) => heading),
      ...rows.map((row) => columns.map((column) => harmless(column.value(row)))),
    ];
    const text = csvFormatRows(lines).replaceAll('\n', '\r\n');
    give(new Blob([`\uFEFF${text}`], { type: 'text/csv' }), `${name}.csv`);
  };
  return [
    { name: `${label} (XLSX)`, make: workbook },
    { name: `${label} (CSV)`, make: csv },
  ];
}

function cell(value: Value) {
  if (value == null) return null;
  return typeof value === 'number' ? { type: Number, value } : { type: String, value };
}
