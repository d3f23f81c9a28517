import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  readOpenCoesione,
  type ProjectRow,
  type ReadOptions,
  type ReadSummary,
  type RowOutcome,
} from './opencoesione.ts';

const EXTRACT = fileURLToPath(
  new URL('../../../shared/data/opencoesione-culture-extract.csv', import.meta.url),
);
const SHORT_HEADER =
  'CUP,DATA_INIZIO_PREV_STUDIO_FATT,OC_DATA_INIZIO_PROGETTO,OC_DATA_FINE_PROGETTO_EFFETTIVA,DEN_REGIONE,' +
  'DEN_PROVINCIA,DEN_COMUNE,FINANZ_TOTALE_PUBBLICO,FINANZ_STATO_ESTERO,FINANZ_PRIVATO';
const START = 'OC_DATA_INIZIO_PROGETTO';
const NEXT_DATE = 'write a date, or give one for all undated rows with --date-for-undated YYYY-MM-DD';

interface Reading {
  projects: ProjectRow[];
  refused: Extract<RowOutcome, { kind: 'refused' }>[];
  summary: ReadSummary;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opencoesione-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readPath(path: string, options?: ReadOptions): Promise<Reading> {
  const rows = readOpenCoesione(path, options);
  const projects: Reading['projects'] = [];
  const refused: Reading['refused'] = [];
  for (;;) {
    const { done, value } = await rows.next();
    if (done === true) return { projects, refused, summary: value };
    if (value.kind === 'project') projects.push(value.project);
    else refused.push(value);
  }
}

async function read(text: string, options?: ReadOptions): Promise<Reading> {
  const path = join(folder, 'file.csv');
  await writeFile(path, text);
  return readPath(path, options);
}

/** One row of the extract; cells left out are those of a sound row. */
function shortRow(cells: Record<string, string>, header = SHORT_HEADER): string {
  const sound: Record<string, string> = {
    CUP: 'B31H22000280006',
    [START]: '2022-01-31',
    DEN_REGIONE: 'LIGURIA',
    FINANZ_TOTALE_PUBBLICO: '100,00',
    FINANZ_STATO_ESTERO: '0,00',
    FINANZ_PRIVATO: '0,00',
  };
  return header
    .split(',')
    .map((column) => `"${cells[column] ?? sound[column] ?? ''}"`)
    .join(',');
}

const readShort = (cells: Record<string, string>, options?: ReadOptions): Promise<Reading> =>
  read(`${SHORT_HEADER}\n${shortRow({})}\n${shortRow(cells)}\n`, options);

const cents = (reading: Reading, ...origins: string[]): bigint =>
  reading.projects
    .flatMap((project) => project.amounts)
    .filter((amount) => origins.includes(amount.origin))
    .reduce((total, amount) => total + amount.cents, 0n);

describe('the extract on culture and tourism of 30 April 2025', () => {
  if (!existsSync(EXTRACT)) {
    // SKIP-VISIBLY: the data are published apart from the code.
    it.skip('cannot be read: ../shared/data is absent', () => undefined); // SKIP-VISIBLY
    return;
  }

  it('yields what was counted independently, undated rows refused', async () => {
    const reading = await readPath(EXTRACT);
    const { summary } = reading;
    expect(summary).toMatchObject({ layout: 'SHORT', encoding: 'utf-8', delimiter: ',', fileWarnings: [] });
    expect([summary.rowsRead, summary.projects, summary.refused]).toEqual([14_740, 13_990, 750]);
    expect(summary.errorsByCode).toEqual({ UNDATED: 750 });
    expect(reading.projects.flatMap((project) => project.amounts)).toHaveLength(15_346);
    expect(summary.amounts).toBe(15_346);
    expect(cents(reading, 'PUBLIC_UNSPECIFIED', 'FOREIGN_STATE')).toBe(866_847_346_144n);
    expect(cents(reading, 'OTHER_PRIVATE')).toBe(12_800_086_754n);
    expect(reading.refused[0]?.faults[0]).toMatchObject({ column: START, suggestion: NEXT_DATE });
  });

  it('yields every row when a date is given for the undated ones', async () => {
    let bytes = 0;
    const reading = await readPath(EXTRACT, {
      dateForUndated: '2025-04-30',
      onBytes: (bytesRead) => (bytes = bytesRead),
    });
    expect(bytes).toBe(1_370_669);
    expect([reading.projects.length, reading.refused.length]).toEqual([14_740, 0]);
    expect(reading.projects.flatMap((project) => project.amounts)).toHaveLength(16_096);
    expect(reading.summary.centsByOrigin).toEqual({
      PUBLIC_UNSPECIFIED: 976_255_866_226n,
      FOREIGN_STATE: 175_462_897n,
      OTHER_PRIVATE: 12_800_086_754n,
    });
    expect(reading.projects.filter((project) => project.dated === 'ASSUMED')).toHaveLength(750);
    expect(reading.summary.warningsByCode).toEqual({
      ALL_AMOUNTS_ZERO: 1,
      CUP_MALFORMED: 7,
      DATE_ASSUMED: 750,
      END_BEFORE_START: 264,
      SEVERAL_REGIONS: 51,
    });
    expect(reading.projects.map((project) => project.row)).toEqual(
      Array.from({ length: 14_740 }, (_, index) => index + 2),
    );
  });
});

describe('a row of an extract', () => {
  test('becomes a project', async () => {
    const { projects } = await readShort({
      DEN_PROVINCIA: ' GENOVA ',
      FINANZ_PRIVATO: '10',
      DEN_COMUNE: 'Rho',
    });
    expect(projects[1]).toEqual({
      row: 3,
      reference: 'B31H22000280006',
      cup: 'B31H22000280006',
      title: null,
      theme: null,
      place: { regions: ['LIGURIA'], provinces: ['GENOVA'], municipalities: ['Rho'], istat: null },
      effectiveOn: '2022-01-31',
      dated: 'STATED',
      amounts: [
        { column: 'FINANZ_TOTALE_PUBBLICO', origin: 'PUBLIC_UNSPECIFIED', fund: null, cents: 10_000n },
        { column: 'FINANZ_PRIVATO', origin: 'OTHER_PRIVATE', fund: null, cents: 1000n },
      ],
      warnings: [],
    });
  });

  test('takes its date from the start, else the forecast, else the end', async () => {
    const forecast = { [START]: '', DATA_INIZIO_PREV_STUDIO_FATT: '20200101' };
    const end = { [START]: '', OC_DATA_FINE_PROGETTO_EFFETTIVA: '2021-02-03' };
    expect((await readShort(forecast)).projects[1]).toMatchObject({
      effectiveOn: '2020-01-01',
      dated: 'STATED',
    });
    expect((await readShort(end)).projects[1]).toMatchObject({ effectiveOn: '2021-02-03', dated: 'STATED' });
  });

  test('without a date is refused, or dated by the caller with a warning', async () => {
    const { refused } = await readShort({ [START]: '' });
    expect(refused[0]).toMatchObject({ row: 3, record: { CUP: 'B31H22000280006', FINANZ_PRIVATO: '0,00' } });
    expect(refused[0]?.faults).toMatchObject([
      { row: 3, column: START, value: '', code: 'UNDATED', suggestion: NEXT_DATE },
    ]);
    const { projects } = await readShort({ [START]: '' }, { dateForUndated: '2025-04-30' });
    expect(projects[1]).toMatchObject({ effectiveOn: '2025-04-30', dated: 'ASSUMED' });
    expect(projects[1]?.warnings).toMatchObject([
      {
        row: 3,
        column: START,
        value: '',
        code: 'DATE_ASSUMED',
        suggestion: 'write the date of the project when it is known',
      },
    ]);
  });

  test.each([
    ['FINANZ_PRIVATO', '1.234,50', 'AMOUNT_NOT_PLAIN', '1234,50'],
    ['FINANZ_STATO_ESTERO', '-1', 'AMOUNT_NEGATIVE', '1,00'],
    ['FINANZ_TOTALE_PUBBLICO', '12,345', 'AMOUNT_TOO_PRECISE', /two decimals/],
    ['FINANZ_TOTALE_PUBBLICO', '1e5', 'AMOUNT_MALFORMED', /1234,50/],
    ['FINANZ_TOTALE_PUBBLICO', '1234567890123456', 'AMOUNT_TOO_LARGE', /15 integer digits/],
    [START, '2023-02-30', 'DATE_NONEXISTENT', '2023-02-28'],
    ['DATA_INIZIO_PREV_STUDIO_FATT', '31/12/2023', 'DATE_MALFORMED', '2023-12-31'],
    ['OC_DATA_FINE_PROGETTO_EFFETTIVA', 'boh', 'DATE_MALFORMED', /YYYY-MM-DD/],
  ])('%s with %j is refused as %s', async (column, value, code, suggestion) => {
    const { refused, summary } = await readShort({ [column]: value });
    expect(refused[0]?.faults).toEqual([
      expect.objectContaining({ row: 3, column, value, code, severity: 'error' }),
    ]);
    expect(refused[0]?.faults[0]?.suggestion).toMatch(suggestion);
    expect(summary.errorsByCode).toEqual({ [code]: 1 });
  });

  test('is refused with all its faults at once, errors first', async () => {
    const { refused } = await readShort({
      CUP: 'X',
      [START]: 'x',
      FINANZ_PRIVATO: 'y',
      FINANZ_STATO_ESTERO: '-2',
    });
    expect(refused[0]?.faults.map((fault) => fault.code)).toEqual([
      'DATE_MALFORMED',
      'AMOUNT_NEGATIVE',
      'AMOUNT_MALFORMED',
      'CUP_MALFORMED',
    ]);
  });

  test.each([
    ['CUP', ' b31h22000280006', 'CUP_MENDED', 'B31H22000280006', 'B31H22000280006'],
    ['CUP', 'F39122000570006', 'CUP_MALFORMED', /OpenCUP/, null],
    ['OC_DATA_FINE_PROGETTO_EFFETTIVA', '2021-12-31', 'END_BEFORE_START', /start is used/, 'B31H22000280006'],
    ['DEN_REGIONE', 'PUGLIA:::BASILICATA', 'SEVERAL_REGIONS', /all are kept/, 'B31H22000280006'],
    ['FINANZ_TOTALE_PUBBLICO', '', 'ALL_AMOUNTS_ZERO', /financed/, 'B31H22000280006'],
  ])('%s with %j is kept, with a warning %s', async (column, value, code, suggestion, cup) => {
    const { projects, summary } = await readShort({ [column]: value });
    expect(projects[1]?.warnings).toEqual([
      expect.objectContaining({ row: 3, column, value, code, severity: 'warning' }),
    ]);
    expect(projects[1]?.warnings[0]?.suggestion).toMatch(suggestion);
    expect(projects[1]?.cup).toBe(cup);
    expect(summary.warningsByCode).toEqual({ [code]: 1 });
  });

  test('with several places keeps each of them once', async () => {
    const { projects } = await readShort({
      DEN_REGIONE: 'LAZIO:::MARCHE:::LAZIO',
      DEN_COMUNE: 'Roma::: Fano',
    });
    expect(projects[1]?.place).toMatchObject({
      regions: ['LAZIO', 'MARCHE'],
      municipalities: ['Roma', 'Fano'],
    });
  });

  test('is known by its CUP even when a character of it is wrong, else by a digest of the row', async () => {
    expect((await readShort({ CUP: 'F39122000570006' })).projects[1]?.reference).toBe('F39122000570006');
    const { projects } = await readShort({ CUP: 'non noto' });
    expect(projects[1]?.reference).toMatch(/^row-[0-9a-f]{64}$/);
    const header = SHORT_HEADER.split(',').toReversed().join(',');
    const turned = await read(`${header}\n${shortRow({ CUP: 'non noto' }, header)}\n`);
    expect(turned.projects[0]?.reference).toBe(projects[1]?.reference);
  });

  test('comes after the header has been told', async () => {
    const told: unknown[] = [];
    await readShort({}, { onHeader: (header) => told.push(header) });
    expect(told).toEqual([{ layout: 'SHORT', delimiter: ',', columns: SHORT_HEADER.split(',') }]);
  });

  test('a date for undated rows must be one', async () => {
    await expect(readShort({}, { dateForUndated: '2025-02-30' })).rejects.toThrow(RangeError);
  });
});
