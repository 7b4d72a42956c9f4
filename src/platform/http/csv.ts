/** Tables as CSV (RFC 4180). What a spreadsheet would run as a formula is written as text. */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null | undefined;

/** The names of the columns, in order: the first line. */
export function csvHeader(columns: readonly string[]): string {
  return lines([columns]);
}

export function csvRows<Column extends string>(columns: readonly Column[], rows: readonly { readonly [C in Column]?: Cell }[]): string {
  return lines(rows.map((row) => columns.map((column) => row[column] ?? '')));
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows.map((row) => row.map(asText)), { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

/** The plain signs, and the wide ones that some spreadsheets read the same. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A number below zero is a number; a text that begins so might be run. */
function asText(cell: Cell): Cell {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}
