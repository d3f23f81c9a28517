/**
 * What can be wrong with one row, and with a whole file. A fault names the line and the column the user sees
 * in a text editor or a spreadsheet, quotes what stands there and says what to write instead.
 */

/** The row is refused: writing it down would put a wrong figure into the ledger. */
export type RowErrorCode =
  | 'CELL_COUNT'
  | 'AMOUNT_MALFORMED'
  | 'AMOUNT_NOT_PLAIN'
  | 'AMOUNT_TOO_PRECISE'
  | 'AMOUNT_TOO_LARGE'
  | 'AMOUNT_NEGATIVE'
  | 'DATE_MALFORMED'
  | 'DATE_NONEXISTENT'
  | 'UNDATED'
  | 'REFERENCE_REPEATED'
  | 'ROW_TOO_LARGE'
  | 'PERSONAL_DATA';

/**
 * The row is kept as it stands, and the reader of the file should know. `ENCODING` is about the whole file.
 */
export type RowWarningCode =
  | 'ENCODING'
  | 'DATE_ASSUMED'
  | 'END_BEFORE_START'
  | 'CUP_MALFORMED'
  | 'CUP_MENDED'
  | 'SEVERAL_REGIONS'
  | 'ALL_AMOUNTS_ZERO'
  | 'EU_TOTAL_BELOW_FUNDS'
  | 'COMPONENTS_DIFFER';

/** What a fault says, before it is tied to a row and a column. */
export interface Finding<Code extends string> {
  readonly code: Code;
  readonly detail: string;
  /** The text to write in the cell where the reader can tell it; otherwise what to do. Never empty. */
  readonly suggestion: string;
  /** First line of another record that it is about. */
  readonly otherRow?: number;
}

export interface RowFault extends Finding<RowErrorCode | RowWarningCode> {
  /** First line of the record in the file; the header is line 1. A record may span several lines. */
  readonly row: number;
  /** Name of the column as the header spells it; empty when the fault is of the whole row or file. */
  readonly column: string;
  /** What stands in the cell, cut to 200 characters. */
  readonly value: string;
  readonly severity: 'error' | 'warning';
}

export type UnreadableCode =
  | 'FILE_NOT_READABLE'
  | 'FILE_CHANGED'
  | 'EMPTY_FILE'
  | 'NUL_BYTES'
  | 'LINE_ENDS'
  | 'UNKNOWN_HEADER'
  | 'MISSING_COLUMNS'
  | 'DUPLICATE_COLUMN'
  | 'QUOTE_NOT_CLOSED'
  | 'QUOTE_MISPLACED'
  | 'RECORD_TOO_LONG';

/**
 * The structure of the file is broken: nothing of it can be used, the rows read before the break included.
 */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code: UnreadableCode;
  /** Line of the file (the header is line 1), or null when the fault is of the file as a whole. */
  readonly row: number | null;
  readonly detail: string;
  readonly suggestion: string;

  constructor(code: UnreadableCode, row: number | null, detail: string, suggestion: string, cause?: unknown) {
    super(row === null ? detail : `line ${row}: ${detail}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.row = row;
    this.detail = detail;
    this.suggestion = suggestion;
  }
}

const VALUE_CHARACTERS_MAX = 200;

/** A cell's text as a fault quotes it: one cell may hold a megabyte, a fault may not. */
export function quoted(value: string): string {
  return value.length > VALUE_CHARACTERS_MAX ? `${value.slice(0, VALUE_CHARACTERS_MAX)}…` : value;
}
