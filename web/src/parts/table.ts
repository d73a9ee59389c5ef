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

/** The rows of a table as CSV (« ; » as French spreadsheets expect, with a mark for UTF-8) and as a workbook. */
export function tableExports<Row>(
  name: string,
  shown: readonly Column<Row>[],
  rows: readonly Row[],
): readonly Export[] {
  const columns = shown.filter(({ pressed }) => !pressed);
  const file = `cinqaxes-${name}-${today()}`;
  return [
    {
      name: 'Ce tableau (XLSX)',
      make: async () => {
        const { default: write } = await import('write-excel-file/browser');
        const head = columns.map(({ heading }) => ({ value: heading, fontWeight: 'bold' as const }));
        const body = rows.map((row) =>
          columns.map((column) => {
            const value = column.value(row);
            return value == null
              ? null
              : typeof value === 'number'
                ? { type: Number, value }
                : { type: String, value };
          }),
        );
        await write([head, ...body]).toFile(`${file}.xlsx`);
      },
    },
    {
      name: 'Ce tableau (CSV)',
      make: () => {
        const lines = [
          columns.map(({ heading }) => heading),
          ...rows.map((row) => columns.map((c) => harmless(c.value(row)))),
        ];
        give(
          new Blob([`\uFEFF${csvFormatRows(lines).replaceAll('\n', '\r\n')}`], { type: 'text/csv' }),
          `${file}.csv`,
        );
      },
    },
  ];
}
