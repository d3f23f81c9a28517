/**
 * The refused rows as a file to mend and import again: the columns of the original, then `riga`, `colonna`,
 * `errore` and `suggerimento`, in Italian for the office that mends them. CSV by RFC 4180, UTF-8 without byte
 * order mark, CRLF.
 */
import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Delimiter } from './csv-source.ts';
import { FAULT_COLUMNS, START } from './opencoesione-columns.ts';
import type { RefusedRow } from './project-row.ts';
import { inItalian } from './row-fault-italian.ts';

export interface ErrorFile {
  write(refused: RefusedRow): Promise<void>;
  /** Makes the file appear under its name, on the disk for good, and tells how many rows it holds. */
  close(): Promise<number>;
  /** Leaves nothing behind; what stood under the name before stays. Does nothing after `close`. */
  abandon(): Promise<void>;
}

const BUFFER_CHARACTERS = 65_536;
const LINE_END = '\r\n';
const JOINT = ' | ';
/** No date, so that a row left as it is can never pass. */
const UNUSABLE = '?';

/**
 * Starts the file that will stand at `path`; `header` holds the columns of the original, which the reader
 * tells before the first row. Memory is one buffer however many rows are written.
 */
export async function openErrorFile(
  path: string,
  header: readonly string[],
  delimiter: Delimiter = ',',
): Promise<ErrorFile> {
  const columns = header.filter((column) => !FAULT_COLUMNS.includes(column.toLowerCase()));
  const temporary = `${path}.${randomUUID()}.part`;
  const file = await open(temporary, 'wx');
  let buffer = csvLine([...columns, ...FAULT_COLUMNS], delimiter);
  let rows = 0;
  let finished = false;
  return {
    async write(refused) {
      buffer += csvLine([...originalCells(columns, refused, delimiter), ...faultCells(refused)], delimiter);
      rows += 1;
      if (buffer.length < BUFFER_CHARACTERS) return;
      const full = buffer;
      buffer = '';
      await file.writeFile(full);
    },
    async close() {
      await file.writeFile(buffer);
      await settle(file);
      await rename(temporary, path);
      finished = true;
      return rows;
    },
    async abandon() {
      if (finished) return;
      finished = true;
      await file.close();
      await rm(temporary, { force: true });
    },
  };
}

async function settle(file: FileHandle): Promise<void> {
  await file.sync();
  await file.close();
}

/**
 * A row with too many or too few cells goes whole into the first column: spread over the columns, its amounts
 * would stand in the wrong ones and could be taken for good by the next import.
 */
function originalCells(columns: readonly string[], refused: RefusedRow, delimiter: Delimiter): string[] {
  const { record, faults } = refused;
  if (!faults.some((fault) => fault.code === 'CELL_COUNT'))
    return columns.map((column) => record[column] ?? '');
  const whole = csvLine(Object.values(record), delimiter).slice(0, -LINE_END.length);
  return columns.map((column, index) => {
    if (index === 0) return whole;
    return column.toUpperCase() === START ? UNUSABLE : '';
  });
}

function faultCells(refused: RefusedRow): string[] {
  const errors = refused.faults.filter((fault) => fault.severity === 'error');
  const told = errors.map((fault) => inItalian(fault));
  return [
    String(refused.row),
    errors.map((fault) => fault.column).join(JOINT),
    told.map(({ error }) => error).join(JOINT),
    told.map(({ suggestion }) => suggestion).join(JOINT),
  ];
}

function csvLine(cells: readonly string[], delimiter: Delimiter): string {
  const quote = (cell: string): string =>
    /["\r\n]/.test(cell) || cell.includes(delimiter) || cell.trim() !== cell
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  return cells.map(quote).join(delimiter) + LINE_END;
}
