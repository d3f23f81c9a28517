/**
 * Reader of OpenCoesione's open data on the projects of the Italian cohesion policy (opencoesione.gov.it,
 * licence CC BY 4.0): the official files with about 200 columns, and extracts of them with totals only.
 */
import { isDate } from '#domain/calendar';
import type { OriginClass } from '#domain/funding-source/origins';
import { openCsv, type CsvSource, type Delimiter, type Encoding } from './csv-source.ts';
import { readHeader, type Header, type Layout } from './opencoesione-columns.ts';
import { judgeRow, type JudgedRow, type RowOutcome } from './project-row.ts';
import { UnreadableFile, type RowFault } from './row-fault.ts';

export type { OriginClass } from '#domain/funding-source/origins';
export type { ProjectAmount, ProjectRow, RefusedRow, RowOutcome } from './project-row.ts';
export { UnreadableFile, type RowFault } from './row-fault.ts';

export interface ReadOptions {
  /** `YYYY-MM-DD` for the rows without any date, which are refused otherwise. */
  readonly dateForUndated?: string;
  /** Told with every chunk how many bytes of the file have been read, its byte order mark included. */
  readonly onBytes?: (bytesRead: number) => void;
  /** Told once, before the first row: what an error file of this one needs to know. */
  readonly onHeader?: (header: FileHeader) => void;
  /**
   * The row that has this reference already, or null when it is new; a repetition is refused. Without it, none
   * is found: that would take memory as long as the file, so the caller who stages the rows on disk looks there.
   */
  readonly earlierRow?: (reference: string, row: number) => number | null;
}

export interface FileHeader {
  readonly layout: Layout;
  readonly delimiter: Delimiter;
  /** The names of the columns as the file spells them, trimmed. */
  readonly columns: readonly string[];
}

/** Totals of one reading. All amounts are integer cents of euro. */
export interface ReadSummary {
  readonly layout: Layout;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Rows with something in them: projects and refused rows together. */
  readonly rowsRead: number;
  readonly projects: number;
  readonly refused: number;
  /** Rows whose every cell is empty, as spreadsheets leave at the end. They are passed over. */
  readonly blankRows: number;
  /** Amounts that are not zero in the projects, and their sums by origin. */
  readonly amounts: number;
  readonly centsByOrigin: Readonly<Partial<Record<OriginClass, bigint>>>;
  /** FINANZ_DA_REPERIRE of the projects: money sought, never an amount. */
  readonly notYetFoundCents: bigint;
  /** Public components less FINANZ_TOTALE_PUBBLICO, over the projects, differences of both signs. */
  readonly componentDifferenceCents: bigint;
  /** How often each fault was given out, refused rows and the file's own faults included. */
  readonly errorsByCode: Readonly<Record<string, number>>;
  readonly warningsByCode: Readonly<Record<string, number>>;
  /** Warnings about the file as a whole, such as `ENCODING`. */
  readonly fileWarnings: readonly RowFault[];
}

/**
 * Reads the file at `path` row by row, in one chunk of memory however long it is, and returns a summary when
 * the last row has been taken (a `for await` loop drops it: call `next()` to have it).
 *
 * Layout and delimiter are told by the header. UTF-8 with or without a byte order mark; any other bytes are
 * read as Windows-1252. Rows with a fault come out as `refused`, with all their faults. Cells an error file
 * added are passed over, so a mended one can be read again.
 *
 * Throws {@link UnreadableFile} when the structure is broken, even after rows have been given out: they must
 * not be used. Throws RangeError when `dateForUndated` is no date.
 */
export async function* readOpenCoesione(
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<RowOutcome, ReadSummary> {
  const { dateForUndated, onBytes = () => undefined, onHeader = () => undefined } = options;
  const { earlierRow = () => null } = options;
  if (dateForUndated !== undefined && !isDate(dateForUndated)) {
    throw new RangeError(
      `dateForUndated must be a date as YYYY-MM-DD, not ${JSON.stringify(dateForUndated)}`,
    );
  }
  const source = await openCsv(path);
  try {
    let header: Header | null = null;
    const tally = new Tally();
    const rules = { delimiter: source.delimiter, dateForUndated: dateForUndated ?? null, earlierRow };
    for await (const record of source.records(onBytes)) {
      if (record.cells.every((cell) => cell.trim() === '')) {
        tally.blankRows += 1;
      } else if (header === null) {
        header = readHeader(record.cells, record.row);
        const { layout, columns } = header;
        onHeader({ layout, columns, delimiter: source.delimiter });
      } else {
        const judged = judgeRow(header, record, rules);
        tally.add(judged);
        yield judged.outcome;
      }
    }
    if (header === null) {
      throw new UnreadableFile(
        'EMPTY_FILE',
        null,
        'the file is empty',
        'choose a file with a header and rows',
      );
    }
    return tally.summary(source, header.layout);
  } finally {
    await source.close();
  }
}

class Tally {
  blankRows = 0;
  #projects = 0;
  #refused = 0;
  #amounts = 0;
  #notYetFoundCents = 0n;
  #componentDifferenceCents = 0n;
  readonly #centsByOrigin: Partial<Record<OriginClass, bigint>> = {};
  readonly #byCode = { error: new Map<string, number>(), warning: new Map<string, number>() };

  add(judged: JudgedRow): void {
    this.#notYetFoundCents += judged.notYetFoundCents;
    this.#componentDifferenceCents += judged.componentDifferenceCents;
    const { outcome } = judged;
    if (outcome.kind === 'refused') {
      this.#refused += 1;
      outcome.faults.forEach((fault) => this.#count(fault));
      return;
    }
    this.#projects += 1;
    this.#amounts += outcome.project.amounts.length;
    for (const { origin, cents } of outcome.project.amounts) {
      this.#centsByOrigin[origin] = (this.#centsByOrigin[origin] ?? 0n) + cents;
    }
    outcome.project.warnings.forEach((fault) => this.#count(fault));
  }

  summary(source: CsvSource, layout: Layout): ReadSummary {
    const fileWarnings = source.encoding === 'utf-8' ? [] : [encodingWarning(source.encoding)];
    fileWarnings.forEach((fault) => this.#count(fault));
    return {
      layout,
      encoding: source.encoding,
      delimiter: source.delimiter,
      rowsRead: this.#projects + this.#refused,
      projects: this.#projects,
      refused: this.#refused,
      blankRows: this.blankRows,
      amounts: this.#amounts,
      centsByOrigin: this.#centsByOrigin,
      notYetFoundCents: this.#notYetFoundCents,
      componentDifferenceCents: this.#componentDifferenceCents,
      errorsByCode: Object.fromEntries(this.#byCode.error),
      warningsByCode: Object.fromEntries(this.#byCode.warning),
      fileWarnings,
    };
  }

  #count(fault: RowFault): void {
    const counts = this.#byCode[fault.severity];
    counts.set(fault.code, (counts.get(fault.code) ?? 0) + 1);
  }
}

function encodingWarning(encoding: Encoding): RowFault {
  return {
    row: 1,
    column: '',
    value: encoding,
    code: 'ENCODING',
    severity: 'warning',
    detail: 'the bytes are not UTF-8 and are read as Windows-1252',
    suggestion: 'check the accents in the names, or save the file as UTF-8',
  };
}
