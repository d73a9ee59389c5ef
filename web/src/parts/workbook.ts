/** Writes a table as a workbook. */
import writeWorkbook, { type Cell } from 'write-excel-file/browser';
import type { CellStatus } from '../generated/schema';
import { STATUSES } from '../words/statuses';
import { paperColour, statusTokens } from './pictures';
import { DAY, type Value } from './table';

/** The least and the greatest width of a column, in characters. */
const [NARROW, WIDE] = [10, 48];

/** A value, and the status whose colours it bears. */
export interface ColouredValue {
  readonly value: Value;
  readonly status?: CellStatus | null | undefined;
}

/** Saves a table with its headings; one with statuses gets a sheet that explains their colours. */
export async function saveWorkbook(
  headings: readonly string[],
  rows: readonly (readonly ColouredValue[])[],
  name: string,
): Promise<void> {
  const head = headings.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true }));
  const table = {
    data: [head, ...rows.map((row) => row.map(cellOf))],
    sheet: 'Tableau',
    columns: headings.map((_, place) => ({ width: widthOf(rows.map((row) => row[place]?.value)) })),
    orientation: 'landscape' as const,
    stickyRowsCount: 1,
  };
  const legend = {
    data: STATUSES.map(({ value, sign, label, meaning }) => [
      cellOf({ value: `${sign} ${label}`, status: value }),
      cellOf({ value: meaning }),
    ]),
    sheet: 'Légende',
    columns: [{ width: WIDE }, { width: 2 * WIDE }],
  };
  const isColoured = rows.some((row) => row.some(({ status }) => status));
  await writeWorkbook(isColoured ? [table, legend] : [table]).toFile(`${name}.xlsx`);
}

function widthOf(values: readonly Value[]): number {
  return Math.min(WIDE, Math.max(NARROW, ...values.map((value) => String(value ?? '').length + 1)));
}

function cellOf({ value, status }: ColouredValue): Cell {
  if (value == null) return null;
  if (typeof value === 'number') return { type: Number, value };
  if (DAY.test(value)) return { type: Date, value: new Date(`${value}T00:00:00Z`), format: 'dd/mm/yyyy' };
  if (!status) return { type: String, value };
  const [paper, ink] = statusTokens(status);
  const colours = { backgroundColor: paperColour(paper), textColor: paperColour(ink) };
  return { type: String, value, ...colours, wrap: true };
}
