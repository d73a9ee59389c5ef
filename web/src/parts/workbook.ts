/** Writes a table as a workbook. */
import writeWorkbook, { type Cell } from 'write-excel-file/browser';
import type { CellStatus } from '../generated/schema';
import { SOURCES } from '../words/sources';
import { STATUSES } from '../words/statuses';
import { ISO_DAY } from '../words/texts';
import { pageAddress, paperColour, statusTokens } from './pictures';
import type { Value } from './table';

/** The minimal and maximal width of a column, in characters. */
const [NARROW, WIDE] = [10, 48];

/** A value, and the status whose colours it has. */
export interface ColouredValue {
  readonly value: Value;
  readonly status?: CellStatus | null | undefined;
}

/** Saves a table with its headings; a second sheet describes its content and the colours of statuses. */
export async function saveWorkbook(
  headings: readonly string[],
  rows: readonly (readonly ColouredValue[])[],
  name: string,
  heading: string,
): Promise<void> {
  const colours = new Map(STATUSES.map(({ value }) => [value, coloursOf(value)]));
  const cellOf = (cell: ColouredValue) => workbookCell(cell, colours);
  const head = headings.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true }));
  const table = {
    data: [head, ...rows.map((row) => row.map(cellOf))],
    sheet: 'Tableau',
    columns: headings.map((_, place) => ({ width: widthOf(rows.map((row) => row[place]?.value)) })),
    orientation: 'landscape' as const,
    stickyRowsCount: 1,
  };
  const legend = STATUSES.map(({ value, sign, label, meaning }) => [
    cellOf({ value: `${sign} ${label}`, status: value }),
    cellOf({ value: meaning }),
  ]);
  const isColoured = rows.some((row) => row.some(({ status }) => status));
  const reading = {
    data: [[heading], [pageAddress()], [SOURCES], ...(isColoured ? [[], ...legend] : [])],
    sheet: 'Lecture',
    columns: [{ width: WIDE }, { width: 2 * WIDE }],
  };
  await writeWorkbook([table, reading]).toFile(`${name}.xlsx`);
}

function widthOf(values: readonly Value[]): number {
  return Math.min(WIDE, Math.max(NARROW, ...values.map((value) => String(value ?? '').length + 1)));
}

function coloursOf(status: CellStatus) {
  const [paper, ink] = statusTokens(status);
  return { backgroundColor: paperColour(paper), textColor: paperColour(ink) };
}

function workbookCell(
  { value, status }: ColouredValue,
  colours: ReadonlyMap<CellStatus, ReturnType<typeof coloursOf>>,
): Cell {
  if (value == null) return null;
  if (typeof value === 'number') return { type: Number, value };
  if (ISO_DAY.test(value)) return { type: Date, value: new Date(`${value}T00:00:00Z`), format: 'dd/mm/yyyy' };
  const coloured = status && colours.get(status);
  return coloured ? { type: String, value, ...coloured, wrap: true } : { type: String, value };
}
