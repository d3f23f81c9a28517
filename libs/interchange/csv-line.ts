/** One line of CSV by RFC 4180. */
const LINE_END = '\r\n';
/** A spreadsheet takes a text that begins so for a formula, and what somebody wrote in a field would be run. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Cells by comma, quoted where they must be; what a spreadsheet would run gets an apostrophe in front. */
export function csvLine(cells: readonly string[]): string {
  return (
    cells.map((cell) => quoted(FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell)).join(',') +
    LINE_END
  );
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell;
}
