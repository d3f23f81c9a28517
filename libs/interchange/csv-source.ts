/**
 * From the bytes of a CSV file to its records, with the line each one starts on. One cheap pass first looks
 * for what would make the whole file unusable and tells the encoding; the second one parses. Both hold one
 * chunk of the file at a time, and a record never more than {@link RECORD_BYTES_MAX}.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type InfoRecord, type Options } from 'csv-parse';
import { UnreadableFile } from './row-fault.ts';

export type Encoding = 'utf-8' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t';

export interface CsvRecord {
  /** First line of the record, counted from 1 over all line breaks, those in quoted cells included. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvSource {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Every record that is not a blank line, the header first. Throws {@link UnreadableFile}. Read it once. */
  records(onBytes: (bytesRead: number) => void): AsyncGenerator<CsvRecord, void>;
  close(): Promise<void>;
}

/** Where the last whole record ended, so that a later failure can be placed. */
interface Position {
  /** Offset in the UTF-8 text, without its byte order mark. */
  bytes: number;
  line: number;
  emptyLines: number;
  /** CRLF inside quotes so far: parse counts each of them as two lines. */
  doubled: number;
}

interface Survey {
  readonly encoding: Encoding;
  readonly markBytes: number;
  readonly head: string;
}

export const RECORD_BYTES_MAX = 1_048_576;
/** A record of nothing but delimiters has no text to measure, so its cells are limited as well. */
const CELLS_MAX = 4096;
const CHUNK_BYTES = 65_536;
const LINE_FEED = 0x0a;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DELIMITERS: readonly Delimiter[] = [';', ',', '\t'];
const LINE_BREAK = /\r\n|\n|\r/g;

/** Opens and surveys the file at `path`. Throws {@link UnreadableFile}. */
export async function openCsv(path: string): Promise<CsvSource> {
  const file = await openRegularFile(path);
  try {
    const before = await file.stat({ bigint: true });
    const survey = await surveyOf(file);
    assertLineEnds(survey.head);
    const delimiter = delimiterOf(survey.head);
    return {
      encoding: survey.encoding,
      delimiter,
      async *records(onBytes) {
        yield* recordsOf(file, survey, delimiter, onBytes);
        const after = await file.stat({ bigint: true });
        if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
          throw new UnreadableFile(
            'FILE_CHANGED',
            null,
            'the file changed while it was read',
            'read it again',
          );
        }
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openRegularFile(path: string): Promise<FileHandle> {
  const unreadable = (detail: string, cause?: unknown): UnreadableFile =>
    new UnreadableFile(
      'FILE_NOT_READABLE',
      null,
      detail,
      'give the path of a CSV file that may be read',
      cause,
    );
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'the file cannot be opened', error);
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw unreadable('this is no regular file; it must be read twice, so a pipe will not do');
}

/** Settles the encoding of the whole file before the first record is given out: a late byte may decide it. */
async function surveyOf(file: FileHandle): Promise<Survey> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding = 'utf-8';
  let head = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of chunksOf(file, 0)) {
    if (head.length < CHUNK_BYTES) head = Buffer.concat([head, chunk]);
    const nul = chunk.indexOf(0);
    line += countOf(nul === -1 ? chunk : chunk.subarray(0, nul), LINE_FEED);
    if (nul !== -1) throw nulFault(line);
    if (encoding === 'utf-8' && !decodes(decoder, chunk)) encoding = 'windows-1252';
  }
  if (encoding === 'utf-8' && !decodes(decoder)) encoding = 'windows-1252';
  const markBytes = head.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  return { encoding, markBytes, head: head.subarray(markBytes).toString('latin1') };
}

function nulFault(line: number): UnreadableFile {
  return new UnreadableFile(
    'NUL_BYTES',
    line,
    'the file holds NUL bytes: it is no text, or text in UTF-16, or an archive not yet unpacked',
    'unpack it if it is an archive, or save it as CSV in UTF-8',
  );
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

function countOf(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

/** Lines that end in a carriage return alone would all be one line, the header. */
function assertLineEnds(head: string): void {
  const [firstLine = ''] = head
    .replace(/"[^"]*"/g, '')
    .trimStart()
    .split('\n', 1);
  if (!/\r[^\r]/.test(firstLine)) return;
  throw new UnreadableFile(
    'LINE_ENDS',
    1,
    'the lines end in a carriage return alone, as in old Macintosh files',
    'save the file with the line ends of Windows (CRLF) or Unix (LF)',
  );
}

/** The delimiter most used in the header line, outside quotes: the names in it hold none of them. */
function delimiterOf(head: string): Delimiter {
  const headerLine = head.split(/[\r\n]+/).find((line) => line.trim() !== '') ?? '';
  const unquoted = headerLine.replace(/"[^"]*"/g, '');
  const uses = (delimiter: Delimiter): number => unquoted.split(delimiter).length;
  return DELIMITERS.reduce((best, candidate) => (uses(candidate) > uses(best) ? candidate : best));
}

async function* recordsOf(
  file: FileHandle,
  survey: Survey,
  delimiter: Delimiter,
  onBytes: (bytesRead: number) => void,
): AsyncGenerator<CsvRecord, void> {
  const options = parserOptions(delimiter);
  const end: Position = { bytes: 0, line: 0, emptyLines: 0, doubled: 0 };
  const placed: Options<CsvRecord, string[]> = {
    ...options,
    // Placed at once: when parse fails, the records it still holds from that chunk never come out.
    on_record: (cells, info) => ({ row: rowOf(cells, info, end), cells }),
  };
  // The types of parse let a record change its shape only under named columns.
  const parser = parse(placed as unknown as Options);
  const flow = pipeline(utf8Of(file, survey, onBytes), parser).catch(() => undefined);
  try {
    yield* parser as AsyncIterable<CsvRecord>;
  } catch (error) {
    throw error instanceof CsvError ? await structureFault(error, file, survey, options, end) : error;
  } finally {
    parser.destroy();
    await flow;
  }
}

/** First line of a record just read; moves `end` behind it. */
function rowOf(cells: readonly string[], info: InfoRecord, end: Position): number {
  const breaks = breaksIn(cells);
  end.doubled += breaks.doubled;
  end.bytes = info.bytes;
  end.line = info.lines - end.doubled;
  end.emptyLines = info.empty_lines;
  return end.line - breaks.lines;
}

function parserOptions(delimiter: Delimiter): Options {
  return {
    delimiter,
    ignore_last_delimiters: CELLS_MAX,
    max_record_size: RECORD_BYTES_MAX,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  };
}

function breaksIn(cells: readonly string[]): { lines: number; doubled: number } {
  let lines = 0;
  let doubled = 0;
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    for (const [found] of cell.matchAll(LINE_BREAK)) {
      lines += 1;
      if (found.length === 2) doubled += 1;
    }
  }
  return { lines, doubled };
}

async function* utf8Of(
  file: FileHandle,
  survey: Survey,
  onBytes: (bytesRead: number) => void,
): AsyncGenerator<Buffer, void> {
  // Decoding in stream mode on purpose: in one go, Node reads 0x80..0x9F as control characters.
  const decoder = survey.encoding === 'utf-8' ? null : new TextDecoder('windows-1252');
  let bytesRead = survey.markBytes;
  for await (const chunk of chunksOf(file, survey.markBytes)) {
    bytesRead += chunk.length;
    onBytes(bytesRead);
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

/** Reads by position: a stream that is left early would close the file it was made from. */
async function* chunksOf(file: FileHandle, start: number): AsyncGenerator<Buffer, void> {
  for (let position = start; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function structureFault(
  error: CsvError,
  file: FileHandle,
  survey: Survey,
  options: Options,
  end: Position,
): Promise<UnreadableFile> {
  const emptyLines = typeof error['empty_lines'] === 'number' ? error['empty_lines'] : end.emptyLines;
  const row = end.line + 1 + emptyLines - end.emptyLines;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new UnreadableFile(
      'RECORD_TOO_LONG',
      row,
      `the record that starts here is longer than ${RECORD_BYTES_MAX} bytes`,
      'look for a quote that is never closed from this line on',
      error,
    );
  }
  const quoteRow = row + (await breaksBeforeFailure(file, survey, options, end.bytes));
  if (error.code === 'INVALID_OPENING_QUOTE') {
    return new UnreadableFile(
      'QUOTE_MISPLACED',
      quoteRow,
      'a quote stands inside a cell that is not quoted',
      'quote the whole cell and double the quotes in it: "a ""word"" like this"',
      error,
    );
  }
  return new UnreadableFile(
    'QUOTE_NOT_CLOSED',
    quoteRow,
    'the quote that opens in this line is not closed, or not followed by a delimiter',
    'close the quote, and double the quotes inside the cell',
    error,
  );
}

/** Line breaks in the cells that precede the failing one in its record, which starts after `offset`. */
async function breaksBeforeFailure(
  file: FileHandle,
  survey: Survey,
  options: Options,
  offset: number,
): Promise<number> {
  let breaks = 0;
  const cast = (cell: string): string => {
    breaks += breaksIn([cell]).lines;
    return cell;
  };
  const rest = skip(utf8Of(file, survey, ignoreBytes), offset);
  await pipeline(rest, parse({ ...options, cast })).catch(() => undefined);
  return breaks;
}

function ignoreBytes(): void {}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer, void> {
  let toSkip = bytes;
  for await (const chunk of chunks) {
    yield chunk.subarray(Math.min(toSkip, chunk.length));
    toSkip -= Math.min(toSkip, chunk.length);
  }
}
