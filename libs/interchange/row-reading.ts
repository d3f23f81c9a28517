/** One record under its header: reads cells by column name and gathers what is wrong with them. */
import type { CsvRecord } from './csv-source.ts';
import { FAULT_COLUMNS, namelessColumn, type Header } from './opencoesione-columns.ts';
import { quoted, type Finding, type RowErrorCode, type RowFault, type RowWarningCode } from './row-fault.ts';
import { readAmount } from './written-amount.ts';
import { readDate } from './written-date.ts';

export class RowReading {
  readonly row: number;
  readonly errors: RowFault[] = [];
  readonly warnings: RowFault[] = [];
  readonly #header: Header;
  readonly #cells: readonly string[];

  constructor(header: Header, record: CsvRecord) {
    this.row = record.row;
    this.#header = header;
    this.#cells = record.cells;
  }

  /** The cell as it stands; empty when the file has no such column. */
  cell(column: string): string {
    const position = this.#header.positions.get(column);
    return position === undefined ? '' : (this.#cells[position] ?? '');
  }

  /** The cell's text, trimmed and in Unicode form NFC; null when nothing is left. */
  text(column: string): string | null {
    const text = this.cell(column).trim().normalize('NFC');
    return text === '' ? null : text;
  }

  /** The values of a cell that lists several, each once, in their order. */
  list(column: string): string[] {
    const values = this.text(column)?.split(LIST_MARK) ?? [];
    return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
  }

  /** Cents; 0 when the cell is empty or unusable. The latter is also an error of the row. */
  amount(column: string): bigint {
    const read = readAmount(this.cell(column));
    if (typeof read === 'bigint') return read;
    this.error(column, read);
    return 0n;
  }

  /** `YYYY-MM-DD`; null when the cell is empty or unusable. The latter is also an error of the row. */
  date(column: string): string | null {
    const read = readDate(this.cell(column));
    if (read === null || typeof read === 'string') return read;
    this.error(column, read);
    return null;
  }

  error(column: string, finding: Finding<RowErrorCode>): void {
    this.errors.push({ ...this.#placed(column, finding), severity: 'error' });
  }

  warn(column: string, finding: Finding<RowWarningCode>): void {
    this.warnings.push({ ...this.#placed(column, finding), severity: 'warning' });
  }

  /**
   * The cells there are, by column name, without those an error file added. A cell beyond the header is named
   * `COLUMN_` and its number.
   */
  asRecord(): Record<string, string> {
    return Object.fromEntries(
      this.#cells
        .map((cell, index) => [this.#header.columns[index] ?? namelessColumn(index), cell] as const)
        .filter(([column]) => !FAULT_COLUMNS.includes(column.toLowerCase())),
    );
  }

  #placed<Code extends string>(
    column: string,
    finding: Finding<Code>,
  ): Finding<Code> & Pick<RowFault, 'row' | 'column' | 'value'> {
    const position = this.#header.positions.get(column);
    return {
      row: this.row,
      column: position === undefined ? column : (this.#header.columns[position] ?? column),
      value: quoted(this.cell(column)),
      code: finding.code,
      detail: finding.detail,
      suggestion: finding.suggestion,
      ...(finding.otherRow === undefined ? {} : { otherRow: finding.otherRow }),
    };
  }
}

const LIST_MARK = ':::';
