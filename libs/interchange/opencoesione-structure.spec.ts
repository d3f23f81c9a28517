import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWriteStream } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readOpenCoesione, UnreadableFile, type ReadSummary, type RowOutcome } from './opencoesione.ts';

const HEADER =
  'CUP;OC_DATA_INIZIO_PROGETTO;DEN_REGIONE;FINANZ_TOTALE_PUBBLICO;FINANZ_STATO_ESTERO;FINANZ_PRIVATO';
const ROW = 'B31H22000280006;2022-01-31;LIGURIA;100,00;0,00;0,00';
const MIB = 1_048_576;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opencoesione-structure-'));
  path = join(folder, 'file.csv');
});
afterAll(() => rm(folder, { recursive: true }));

async function readPath(file: string): Promise<{ outcomes: RowOutcome[]; summary: ReadSummary }> {
  const rows = readOpenCoesione(file);
  const outcomes: RowOutcome[] = [];
  for (;;) {
    const { done, value } = await rows.next();
    if (done === true) return { outcomes, summary: value };
    outcomes.push(value);
  }
}

async function read(content: string | Uint8Array): ReturnType<typeof readPath> {
  await writeFile(path, content);
  return readPath(path);
}

async function faultOf(reading: Promise<unknown>): Promise<UnreadableFile> {
  const fault: unknown = await reading.then(
    () => null,
    (error: unknown) => error,
  );
  if (fault instanceof UnreadableFile) return fault;
  throw new Error('the file was read, or failed otherwise', { cause: fault });
}

const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('');
const regions = (outcomes: readonly RowOutcome[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'project' ? outcome.project.place.regions : ['refused']));

describe('the delimiter, the marks and the line ends', () => {
  test.each([
    ['semicolon', ';', '\n', ''],
    ['comma', ',', '\r\n', ''],
    ['tab', '\t', '\n', '\uFEFF'],
    ['semicolon', ';', '\r\n', '\uFEFF'],
  ])('%s %j, line end %j, mark %j', async (_name, delimiter, lineEnd, mark) => {
    const row = ROW.split(';').map((cell) => `"${cell}"`);
    const { outcomes, summary } = await read(
      mark + [HEADER.replaceAll(';', delimiter), row.join(delimiter), row.join(delimiter)].join(lineEnd),
    );
    expect(summary).toMatchObject({ delimiter, rowsRead: 2, projects: 2, layout: 'SHORT' });
    expect(outcomes.map((outcome) => outcome.kind === 'project' && outcome.project.row)).toEqual([2, 3]);
  });

  test('blank lines and rows of empty cells are passed over, and counted in the line numbers', async () => {
    const { outcomes, summary } = await read(lines('', HEADER, '', ';;;;;', ROW, '', ROW));
    expect(summary).toMatchObject({ rowsRead: 2, blankRows: 1 });
    expect(outcomes.map((outcome) => outcome.kind === 'project' && outcome.project.row)).toEqual([5, 7]);
  });

  test('a header without rows is an empty reading', async () => {
    expect((await read(HEADER)).summary).toMatchObject({ rowsRead: 0, projects: 0, refused: 0 });
  });
});

describe('the encoding', () => {
  test('is UTF-8 where every byte is, also across chunks', async () => {
    const { outcomes, summary } = await read(
      lines(HEADER, ...Array(4000).fill(ROW.replace('LIGURIA', 'aèà€ù'))),
    );
    expect(summary).toMatchObject({ encoding: 'utf-8', fileWarnings: [], projects: 4000 });
    expect(new Set(regions(outcomes))).toEqual(new Set(['aèà€ù']));
  });

  test('is Windows-1252 for the whole file when one late byte is not UTF-8', async () => {
    const rows = Array(4000).fill(ROW.replace('LIGURIA', 'Forli'));
    await writeFile(path, lines(HEADER, ...rows));
    await appendFile(path, Buffer.from(ROW.replace('LIGURIA', 'Forl\xec \x80 \x92'), 'latin1'));
    const { outcomes, summary } = await readPath(path);
    expect(regions(outcomes).at(-1)).toBe('Forlì € ’');
    expect(summary).toMatchObject({
      encoding: 'windows-1252',
      projects: 4001,
      warningsByCode: { ENCODING: 1 },
    });
    expect(summary.fileWarnings).toEqual([
      {
        row: 1,
        column: '',
        value: 'windows-1252',
        code: 'ENCODING',
        severity: 'warning',
        detail: 'the bytes are not UTF-8 and are read as Windows-1252',
        suggestion: 'check the accents in the names, or save the file as UTF-8',
      },
    ]);
  });

  test('is Windows-1252 when the file ends inside a UTF-8 character', async () => {
    await writeFile(path, lines(HEADER));
    await appendFile(path, Buffer.from(`${ROW}\xc3`, 'latin1'));
    expect((await readPath(path)).summary.encoding).toBe('windows-1252');
  });
});

describe('a row with another number of cells than the header', () => {
  test.each([
    ['a;b', 2, { CUP: 'a', OC_DATA_INIZIO_PROGETTO: 'b' }, 'find where a cell, or ; after it, is missing'],
    [`${ROW};x;`, 8, { COLUMN_7: 'x', COLUMN_8: '' }, 'put quotes around every cell that holds ;'],
  ])('%s is refused alone', async (row, cells, record, suggestion) => {
    const { outcomes, summary } = await read(lines(HEADER, ROW, row, ROW));
    expect(summary).toMatchObject({ rowsRead: 3, refused: 1, errorsByCode: { CELL_COUNT: 1 } });
    expect(outcomes[1]).toMatchObject({ kind: 'refused', row: 3, record });
    expect(outcomes[1]).toMatchObject({
      faults: [
        {
          row: 3,
          column: '',
          code: 'CELL_COUNT',
          severity: 'error',
          detail: `the row has ${cells} cells, the header has 6`,
          suggestion,
        },
      ],
    });
  });
});

describe('a file whose structure is broken is refused as a whole', () => {
  const broken: [string, string | Uint8Array, Partial<UnreadableFile>][] = [
    ['nothing', '', { code: 'EMPTY_FILE', row: null, suggestion: 'choose a file with a header and rows' }],
    ['a byte order mark only', '\uFEFF', { code: 'EMPTY_FILE', row: null }],
    ['blank lines only', '\n  \n\n', { code: 'EMPTY_FILE', row: null }],
    [
      'another header',
      'nome;cognome\n1;2\n',
      {
        code: 'UNKNOWN_HEADER',
        row: 1,
        detail: 'no column of OpenCoesione is in the header, which begins nome, cognome',
      },
    ],
    [
      'missing columns',
      'CUP;FINANZ_TOTALE_PUBBLICO;FINANZ_PRIVATO\n',
      {
        code: 'MISSING_COLUMNS',
        row: 1,
        detail: 'the header lacks OC_DATA_INIZIO_PROGETTO, FINANZ_STATO_ESTERO',
        suggestion: 'add the columns as OpenCoesione publishes them',
      },
    ],
    [
      'components without the rest of them',
      `\n${HEADER};FINANZ_UE\n`,
      {
        code: 'MISSING_COLUMNS',
        row: 2,
        detail: expect.stringContaining('FINANZ_REGIONE') as unknown as string,
      },
    ],
    [
      'a column twice',
      `${HEADER};cup\n`,
      {
        code: 'DUPLICATE_COLUMN',
        row: 1,
        detail: 'column cup stands twice in the header, in places 1 and 7',
        suggestion: 'keep one column cup',
      },
    ],
    [
      'NUL bytes',
      lines(HEADER, ROW, `${ROW}\0`),
      { code: 'NUL_BYTES', row: 3, suggestion: 'unpack it if it is an archive, or save it as CSV in UTF-8' },
    ],
    ['UTF-16', Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le'), { code: 'NUL_BYTES', row: 1 }],
    [
      'a quote that never closes',
      lines(HEADER, ROW, '', '"a\r\nb";"c"";', ROW),
      {
        code: 'QUOTE_NOT_CLOSED',
        row: 5,
        suggestion: 'close the quote, and double the quotes inside the cell',
      },
    ],
    [
      'a quote closed too late',
      lines(HEADER, ROW, '"a;b', ROW, '"c";d'),
      { code: 'QUOTE_NOT_CLOSED', row: 3 },
    ],
    [
      'a quote inside an unquoted cell',
      lines(HEADER, '"a\nb";tubo 5" ;c'),
      {
        code: 'QUOTE_MISPLACED',
        row: 3,
        suggestion: expect.stringContaining('double the quotes') as unknown as string,
      },
    ],
    [
      'a cell beyond 1 MiB',
      lines(HEADER, ROW, `${ROW}${'x'.repeat(MIB)}`),
      {
        code: 'RECORD_TOO_LONG',
        row: 3,
        detail: 'the record that starts here is longer than 1048576 bytes',
        suggestion: 'look for a quote that is never closed from this line on',
      },
    ],
    ['delimiters beyond 1 MiB', lines(HEADER, ROW, ';'.repeat(2 * MIB)), { code: 'RECORD_TOO_LONG', row: 3 }],
    ['one endless header', 'x'.repeat(2 * MIB), { code: 'RECORD_TOO_LONG', row: 1 }],
  ];
  test.each(broken)('%s', async (_name, content, expected) => {
    expect(await faultOf(read(content))).toMatchObject(expected);
  });

  test('a quote that never closes is placed in a Windows-1252 file as well', async () => {
    const rows = Array(3000).fill(ROW.replace('LIGURIA', 'Forl\xec'));
    const fault = await faultOf(read(Buffer.from(lines(HEADER, ...rows, '"a\nb";"c'), 'latin1')));
    expect(fault).toMatchObject({ code: 'QUOTE_NOT_CLOSED', row: 3003 });
  });

  test('no file, and a folder, are not readable', async () => {
    expect(await faultOf(readPath(join(folder, 'none.csv')))).toMatchObject({
      code: 'FILE_NOT_READABLE',
      row: null,
    });
    expect(await faultOf(readPath(folder))).toMatchObject({ code: 'FILE_NOT_READABLE', row: null });
  });

  test('a file that grows while it is read is not taken for whole', async () => {
    await writeFile(path, lines(HEADER, ROW, ROW));
    const rows = readOpenCoesione(path);
    await rows.next();
    await appendFile(path, lines(ROW));
    const rest = async (): Promise<void> => {
      while ((await rows.next()).done !== true);
    };
    expect(await faultOf(rest())).toMatchObject({ code: 'FILE_CHANGED', suggestion: 'read it again' });
  });
});

/** Heap and buffers still in use: garbage, which comes and goes, would say nothing. */
function retainedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('memory does not grow with the file', () => {
  const ROWS = 200_000;
  let big: string;
  beforeAll(async () => {
    big = join(folder, 'big.csv');
    await pipeline(
      Readable.from([`${HEADER}\n`, ...Array<string>(ROWS / 1000).fill(`${ROW}\n`.repeat(1000))]),
      createWriteStream(big),
    );
  });

  test('200,000 rows pass and leave less than 8 MB behind at any time', async () => {
    let peak = 0;
    let count = 0;
    const start = retainedBytes();
    for await (const outcome of readOpenCoesione(big)) {
      if (outcome.kind === 'project') count += 1;
      if (count % 25_000 === 0) peak = Math.max(peak, retainedBytes() - start);
    }
    expect(count).toBe(ROWS);
    expect(peak).toBeLessThan(8 * MIB);
  }, 120_000);

  test('a reader that stops is not read ahead of by more than a few chunks', async () => {
    let bytesRead = 0;
    const rows = readOpenCoesione(big, { onBytes: (bytes) => (bytesRead = bytes) });
    for (let taken = 0; taken < 5000; taken += 1) await rows.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const taken = 5000 * (ROW.length + 1);
    expect(bytesRead).toBeGreaterThanOrEqual(taken);
    expect(bytesRead).toBeLessThan(taken + 512 * 1024);
    await rows.return(undefined as never);
  });
});
