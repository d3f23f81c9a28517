/** Files that cannot be used: each is refused as a whole with what is wrong, where, and how to mend it. */
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { bookedBy, eventsIn } from './booked.ts';
import { figureIn } from './figures.ts';
import { Desk, type Run } from './pledger.ts';
import { project, projects, shortFile, SHORT_HEADER } from './projects.ts';

const MIB = 1_048_576;
const SOUND = shortFile(projects(5));
const [HEADER = '', ...LINES] = SOUND.trimEnd().split('\n');
const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join('');

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.close());

const importing = (name: string, ...args: string[]): Promise<Run> =>
  desk.local('import', 'opencoesione', name, ...args);

/** Refused before anything was recorded, in one sentence that names the file, and with no file left behind. */
function expectRefusal(run: Run, code: number, ...said: RegExp[]): void {
  expect(run).toMatchObject({ code, out: '' });
  expect(run.err).toMatch(/^pledger: .*\.csv.* Nothing was recorded\.\n$/);
  for (const text of said) expect(run.err).toMatch(text);
  expect(desk.hasLedger()).toBe(false);
  expect(desk.strays()).toEqual([]);
}

describe('a file whose structure is broken', () => {
  const CLOSE_IT = /close the quote, and double the quotes inside/;
  const broken: [string, string | Uint8Array, RegExp, RegExp][] = [
    ['a quote that never closes', lines(HEADER, '"1LO;B', ...LINES), /, line 2:/, CLOSE_IT],
    ['one after a cell with line breaks', lines(HEADER, '"a\nb\nc";"d', ...LINES), /, line 4:/, CLOSE_IT],
    [
      'a quote inside a cell',
      lines(HEADER, LINES[0] ?? '', '1LO7;tubo 5" ;c'),
      /, line 3:/,
      /quote the whole/,
    ],
    ['another delimiter', SOUND.replaceAll(';', '|'), /, line 1:/, /a semicolon, a comma or a tab/],
    ['a header that says nothing', 'nome;cognome\n1;2\n', /, line 1: no column of/, /names of the columns/],
    [
      'a missing column',
      lines(HEADER.replace(';FINANZ_PRIVATO', ''), ...LINES),
      /, line 1: the header lacks FINANZ_PRIVATO;/,
      /add the column as OpenCoesione publishes/,
    ],
    [
      'a column that stands twice',
      lines(`${HEADER};cup`, ...LINES),
      /, line 1: column cup stands twice .* places 2 and 9/,
      /keep one column cup/,
    ],
    ['nothing in it', '', /\.csv: the file is empty/, /choose a file with a header and rows/],
    ['a byte order mark only', '\uFEFF', /\.csv: the file is empty/, /choose a file/],
    [
      'NUL bytes',
      lines(HEADER, ...LINES, '\0\0'),
      /, line 7: the file holds NUL bytes/,
      /save it as CSV in UTF-8/,
    ],
    ['UTF-16', Buffer.from(`\uFEFF${SOUND}`, 'utf16le'), /, line 1: .*UTF-16/, /save it as CSV in UTF-8/],
  ];
  it.each(broken)('with %s is refused with its place and a remedy', async (_, content, place, remedy) => {
    desk.write('guasto.csv', content);
    expectRefusal(await importing('guasto.csv', '--valid-rows-only'), 2, /guasto\.csv/, place, remedy);
  });

  it('with a line of 50 MB is refused in little memory, with the place where the line starts', async () => {
    desk.write('lungo.csv', '');
    const megabytes = Array.from({ length: 50 }, () => 'x'.repeat(MIB));
    const content = Readable.from([lines(HEADER, ...LINES.slice(0, 2)), '1LO9;', ...megabytes]);
    await pipeline(content, createWriteStream(desk.path('lungo.csv')));
    const small = { NODE_OPTIONS: '--max-old-space-size=64' };
    const run = await desk.run(['import', 'opencoesione', 'lungo.csv', '--data', desk.data], small);
    expectRefusal(run, 2, /lungo\.csv, line 4: .* longer than 1048576 bytes/, /quote that is never closed/);
  });

  it('with the line ends of old Macintosh files is refused at its first line', async () => {
    desk.write('mac.csv', SOUND.replaceAll('\n', '\r'));
    expectRefusal(
      await importing('mac.csv'),
      2,
      /mac\.csv, line 1: .*carriage return/,
      /line ends of Windows/,
    );
  });

  it('that is not there, or is a folder, is refused', async () => {
    expectRefusal(await importing('assente.csv'), 2, /assente\.csv: ENOENT/, /give the path of a CSV file/);
    mkdirSync(desk.path('cartella.csv'));
    const run = await importing('cartella.csv');
    expect(run.err).toMatch(/cartella\.csv: this is no regular file.*give the path of a CSV file/);
    expect([run.code, desk.hasLedger(), desk.strays()]).toEqual([2, false, ['cartella.csv']]);
  });
});

describe('a file that is only unusual', () => {
  const french = { DEN_REGIONE: 'VALLE D’AOSTA', DEN_COMUNE: 'Châtillon' };
  const rows = [project(0, french), project(1)];
  const unusual: [string, string | Uint8Array][] = [
    ['Windows-1252 letters', Buffer.from(shortFile(rows).replaceAll('’', '\x92'), 'latin1')],
    ['a byte order mark', `\uFEFF${shortFile(rows)}`],
    [
      'line breaks in cells',
      shortFile(rows).replace('1LO0', '"1LO0"').replace('LOMBARDIA', '"LOMBARDIA\r\n"'),
    ],
    ['tabs and CRLF', shortFile(rows, '\t', '\r\n')],
    [
      'commas and quotes',
      shortFile(rows, ';')
        .replaceAll(/[^;\n]+/g, '"$&"')
        .replaceAll(';', ','),
    ],
    ['dates without dashes', shortFile(rows).replaceAll(/(20\d\d)-(\d\d)-(\d\d)/g, '$1$2$3')],
    ['no last line end, blank rows', shortFile(rows).replaceAll('\n', '\n\n;;;;;;;\n').trimEnd()],
  ];
  it.each(unusual)('with %s is recorded as it was meant', async (name, content) => {
    desk.write('insolito.csv', content);
    const run = await importing('insolito.csv');
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out.includes('warnings: ENCODING 1')).toBe(name === 'Windows-1252 letters');
    const booked = bookedBy(await eventsIn(desk.data));
    const found = [...booked].map(([reference, { amount, effective, cup, place }]) => {
      return [reference, amount, effective.from, cup, place?.regions.join(), place?.municipalities.join()];
    });
    const first = ['2014-01-15', 'B31H22000000000', 'VALLE D’AOSTA', 'Châtillon'];
    expect(found.toSorted()).toEqual([
      ['opencoesione:1LO0:FINANZ_PRIVATO', '1.05', ...first],
      ['opencoesione:1LO0:FINANZ_TOTALE_PUBBLICO', '1000.00', ...first],
      [
        'opencoesione:1LO1:FINANZ_TOTALE_PUBBLICO',
        ...['1001.01', '2015-02-15', 'B31H22000000001', 'LOMBARDIA', 'Comune 1'],
      ],
    ]);
    expect(desk.strays()).toEqual([]);
  });
});

describe('a file with wrong rows', () => {
  const wrong: [number, string, string, RegExp][] = [
    [2, 'FINANZ_PRIVATO', '1.234,50', /importo/],
    [3, 'FINANZ_PRIVATO', '1e5', /importo/],
    [4, 'FINANZ_STATO_ESTERO', '-1,00', /negativo/],
    [5, 'FINANZ_TOTALE_PUBBLICO', '1,005', /decimali/],
    [6, 'FINANZ_TOTALE_PUBBLICO', '1234567890123456', /15 cifre/],
    [7, 'OC_DATA_INIZIO_PROGETTO', '2023-02-29', /non esiste/],
    [8, 'OC_DATA_INIZIO_PROGETTO', '31/12/2023', /non è una data/],
  ];

  it('records none of them by default, and lists each with line, column, reason and suggestion', async () => {
    const rows = wrong.map(([line, column, value]) => project(line, { [column]: value }));
    desk.write('righe.csv', shortFile([...rows, project(100), project(101)]));
    const run = await importing('righe.csv');
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(run.out).toContain('read 9 rows: 2 right, 7 refused');
    expect(run.out).toContain('see righe.csv.errors.csv');
    expect([desk.hasLedger(), desk.strays()]).toEqual([false, ['righe.csv.errors.csv']]);
    const listed: Record<string, string>[] = parse(readFileSync(desk.path('righe.csv.errors.csv')), {
      columns: true,
      delimiter: ';',
    });
    expect(Object.keys(listed[0] ?? {})).toEqual([
      ...SHORT_HEADER,
      ...['riga', 'colonna', 'errore', 'suggerimento'],
    ]);
    for (const [index, [line, column, value, reason]] of wrong.entries()) {
      const row = listed[index] ?? {};
      expect(row).toMatchObject({ [column]: value, riga: String(line), colonna: column });
      expect(row['errore']).toMatch(reason);
      expect(row['suggerimento']).toMatch(/\S/);
    }
    expect(listed).toHaveLength(wrong.length);
  });

  it('with another delimiter than its header has is refused row by row', async () => {
    desk.write(
      'misto.csv',
      lines(HEADER, ...LINES.map((line) => line.replaceAll(',', '.').replaceAll(';', ','))),
    );
    const run = await importing('misto.csv', '--errors', 'rifiutate.csv');
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(run.out).toContain('refused: CELL_COUNT 5; see rifiutate.csv');
    expect([desk.hasLedger(), desk.strays()]).toEqual([false, ['rifiutate.csv']]);
  });

  it('never has its refused rows written over itself', async () => {
    desk.write('stesso.csv', shortFile([...projects(3), project(3, { FINANZ_PRIVATO: 'x' })]));
    const before = readFileSync(desk.path('stesso.csv'), 'utf8');
    desk.link('stesso.csv', 'altro-nome.csv');
    for (const name of ['stesso.csv', './stesso.csv', '../here/stesso.csv', 'altro-nome.csv']) {
      const run = await importing('stesso.csv', '--errors', name);
      expect(run).toEqual({ code: 2, out: '', err: expect.stringContaining('is the file to import') });
      expect(readFileSync(desk.path('stesso.csv'), 'utf8')).toBe(before);
    }
    expect([desk.hasLedger(), desk.strays()]).toEqual([false, []]);
  });

  it('whose refused rows have no folder to go to is refused in a sentence', async () => {
    desk.write('righe.csv', shortFile([project(0, { FINANZ_PRIVATO: 'x' })]));
    const run = await importing('righe.csv', '--errors', 'manca/rifiutate.csv');
    expect(run.code).toBeGreaterThan(0);
    expect(run.err).toMatch(/^pledger: .*manca\/rifiutate\.csv/);
    expect(run.err).not.toMatch(/\n\s+at /);
  });
});

describe('a file that was changed since it was recorded', () => {
  it('has the changed rows reported as differing; none of them is recorded again', async () => {
    desk.write('prima.csv', shortFile(projects(6)));
    const changes = [project(1, { FINANZ_TOTALE_PUBBLICO: '5,00' }), project(3, { FINANZ_PRIVATO: '9,99' })];
    const later = [project(0), ...changes, project(2), project(6)];
    desk.write('dopo.csv', shortFile(later));
    const first = await importing('prima.csv', '--partnership', 'Progetti');
    const before = bookedBy(await eventsIn(desk.data));
    const second = await importing('dopo.csv', '--partnership', 'Progetti');
    expect(first.code).toBe(0);
    expect(second.code).toBe(1);
    expect(second.out).toContain('recorded 2 contributions, 4 were there already');
    expect(second.out).toMatch(/^2 differ from what is recorded under the same reference/m);
    expect(second.out).toMatch(/row 3 +opencoesione:1LO1:FINANZ_TOTALE_PUBBLICO +[0-9a-f-]{36}$/m);
    expect(second.out).toMatch(/row 4 +opencoesione:1LO3:FINANZ_PRIVATO +[0-9a-f-]{36}$/m);
    const after = bookedBy(await eventsIn(desk.data));
    expect(after.size).toBe(before.size + 2);
    for (const [reference, contribution] of before) expect(after.get(reference)).toEqual(contribution);
  });

  it('has every changed row counted, however many there are', async () => {
    const count = 1_050;
    desk.write('prima.csv', shortFile(projects(count)));
    desk.write(
      'dopo.csv',
      shortFile(projects(count).map((row) => ({ ...row, FINANZ_TOTALE_PUBBLICO: '5,00' }))),
    );
    await importing('prima.csv', '--partnership', 'Progetti');
    const second = await importing('dopo.csv', '--partnership', 'Progetti');
    expect(second.out).toContain('recorded 0 contributions, 350 were there already');
    expect(second.out).toMatch(new RegExp(`^${count} differ`, 'm'));
  });
});

describe('rows that are hard to keep', () => {
  it('without room in an event make the whole import refuse, before any other row is recorded', async () => {
    const everywhere = Array.from({ length: 6_000 }, (_, number) => `Comune ${number}`).join(':::');
    desk.write('enorme.csv', shortFile([project(0), project(1, { DEN_COMUNE: everywhere }), project(2)]));
    const run = await importing('enorme.csv');
    expect(run.code).toBeGreaterThan(0);
    expect(run.err).not.toMatch(/\n\s+at /);
    expect(run.out).toContain('read 3 rows: 2 right, 1 refused, 3 amounts\nrefused: ROW_TOO_LARGE 1;');
    expect(readFileSync(desk.path('enorme.csv.errors.csv'), 'utf8')).toContain('nomina più luoghi');
    expect(desk.hasLedger()).toBe(false);
    const others = await importing('enorme.csv', '--valid-rows-only');
    expect(others.out).toContain('recorded 3 contributions, 0 were there already');
  });

  it('with long references that begin alike are told apart, or refused', async () => {
    const long = 'x'.repeat(220);
    const rows = ['a', 'b'].map((end, number) => project(number + 1, { COD_LOCALE_PROGETTO: long + end }));
    desk.write('lunghi.csv', shortFile(rows));
    const run = await importing('lunghi.csv');
    const shown = await desk.local('figure', 'L6', '--json', '--effective-as-of', '2031-12-31');
    const lost = run.code === 0 && figureIn(shown).denominator.amount.amount !== '2003.03';
    expect(lost).toBe(false);
    expect(run.out).not.toContain('differ from what is recorded');
  });
});

describe('a partnership to record in', () => {
  it('is told from another whose long title begins alike, or refused', async () => {
    desk.write('righe.csv', shortFile(projects(2)));
    const runs: Run[] = [];
    for (const end of ['A', 'B'])
      runs.push(await importing('righe.csv', '--partnership', `${'x'.repeat(300)}${end}`));
    const both = runs.map(({ code, out }) => (code === 0 ? /^recorded .*/m.exec(out)?.[0] : 'refused'));
    expect(both[1]).toBe(both[0]);
  });

  it('has a name', async () => {
    desk.write('righe.csv', shortFile(projects(2)));
    const run = await importing('righe.csv', '--partnership', ' ');
    expect(run).toEqual({ code: 2, out: '', err: expect.stringContaining('--partnership is blank') });
  });

  it('is not registered for a file that holds no amount', async () => {
    const nothing = { FINANZ_TOTALE_PUBBLICO: '0,00', FINANZ_PRIVATO: '' };
    desk.write('zero.csv', shortFile([project(0, nothing), project(1, nothing)]));
    const run = await importing('zero.csv');
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('nothing was recorded: the file holds no amount');
    expect(desk.hasLedger()).toBe(false);
  });
});

describe('an import that a person stops', () => {
  it('while it reads ends with 130; nothing is recorded and nothing left behind', async () => {
    desk.write('molti.csv', SOUND + lines(...LINES).repeat(40_000));
    const run = await desk.interrupted(['import', 'opencoesione', 'molti.csv', '--data', desk.data]);
    expect(run).toEqual({ code: 130, out: '', err: expect.stringContaining('nothing was recorded') });
    expect([desk.hasLedger(), desk.strays()]).toEqual([false, []]);
  });
});

describe('a data folder', () => {
  it('that is a file is refused in a sentence', async () => {
    desk.write('righe.csv', shortFile(projects(2)));
    const run = await desk.run(['import', 'opencoesione', 'righe.csv', '--data', desk.path('righe.csv')]);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/^pledger: [^\n]*righe\.csv[^\n]*\n$/);
  });
});
