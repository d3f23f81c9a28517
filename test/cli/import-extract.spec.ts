/** The real extract of OpenCoesione, imported as a finance office would; every figure is computed here again. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { bookedBy, eventsIn, type Booked } from './booked.ts';
import { figureIn } from './figures.ts';
import { centsOf, euroOf, quotientOf, sumOf } from './money.ts';
import { Desk, type Run } from './pledger.ts';

const EXTRACT = fileURLToPath(
  new URL('../../../shared/data/opencoesione-culture-extract.csv', import.meta.url),
);
const ERRORS = 'opencoesione-culture-extract.csv.errors.csv';
const TITLE = 'OpenCoesione: opencoesione-culture-extract.csv';
const UNDATED_DATE = '2025-04-30';
const MENDED_DATE = '2024-06-30';
/** Later than any date of the file, so that the figures do not hang on the day of the test. */
const AS_OF = '2031-12-31';
const START = 'OC_DATA_INIZIO_PROGETTO';
const DATES = [START, 'DATA_INIZIO_PREV_STUDIO_FATT', 'OC_DATA_FINE_PROGETTO_EFFETTIVA'];
const AMOUNTS = ['FINANZ_TOTALE_PUBBLICO', 'FINANZ_STATO_ESTERO', 'FINANZ_PRIVATO'] as const;

type Row = Readonly<Record<string, string>>;

if (existsSync(EXTRACT)) {
  describe('the extract on culture and tourism of 30 April 2025', theExtract);
} else {
  it.skip('the extract of OpenCoesione: ../shared/data is absent', () => undefined); // SKIP-VISIBLY
}

/** The date a row goes by: its start, else the forecast of the study, else its end; empty when it has none. */
function dateIn(row: Row): string {
  return DATES.map((column) => row[column] ?? '').find((date) => date !== '') ?? '';
}

interface Year {
  public: bigint;
  private: bigint;
}

/** Money by year, as the columns of the file say it; undated rows go to the year of `undated`, or nowhere. */
function yearsOf(rows: readonly Row[], undated: string | null): Map<string, Year> {
  const years = new Map<string, Year>();
  for (const row of rows) {
    const [total = 0n, foreign = 0n, own = 0n] = AMOUNTS.map((column) => centsOf(row[column] ?? ''));
    const date = dateIn(row) || undated;
    if (date === null || total + foreign + own === 0n) continue;
    const name = date.slice(0, 4);
    const year = years.get(name) ?? { public: 0n, private: 0n };
    years.set(name, { public: year.public + total + foreign, private: year.private + own });
  }
  return years;
}

function totalOf(years: ReadonlyMap<string, Year>): Year {
  const all = [...years.values()];
  return { public: sumOf(all.map((each) => each.public)), private: sumOf(all.map((each) => each.private)) };
}

function expectFigures(run: Run, years: ReadonlyMap<string, Year>): void {
  const figure = figureIn(run);
  const total = totalOf(years);
  expect(figure.numerator.amount.amount).toBe(euroOf(total.private));
  expect(figure.denominator.amount.amount).toBe(euroOf(total.public));
  expect(figure.value).toBe(quotientOf(total.private, total.public, 16));
  const groups = figure.groups.map(({ key, numerator, denominator, value }) => ({
    year: key['year'],
    private: numerator.amount.amount,
    public: denominator.amount.amount,
    value,
  }));
  const wanted = [...years]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([year, sums]) => ({
      year,
      private: euroOf(sums.private),
      public: euroOf(sums.public),
      value: sums.public === 0n ? null : quotientOf(sums.private, sums.public, 16),
    }));
  expect(groups).toEqual(wanted);
  expect(sumOf(groups.map((group) => centsOf(group.private)))).toBe(total.private);
  expect(sumOf(groups.map((group) => centsOf(group.public)))).toBe(total.public);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function theExtract(): void {
  const desk = new Desk();
  const other = new Desk();
  let rows: readonly Row[];
  let refusedAll: Run;
  let ledgerAfterRefusal: boolean;
  let errorRows: readonly Row[];
  let valid: Run;
  let again: Run;
  let byYear: Run;
  let mended: Run;
  let byYearMended: Run;
  let assumed: Run;
  let byYearAssumed: Run;
  let booked: ReadonlyMap<string, Booked>;

  const question = ['figure', 'L6', '--json', '--group-by', 'year', '--effective-as-of', AS_OF] as const;

  async function importAndMend(): Promise<void> {
    refusedAll = await desk.local('import', 'opencoesione', EXTRACT);
    ledgerAfterRefusal = desk.hasLedger();
    const written = readFileSync(desk.path(ERRORS), 'utf8');
    errorRows = parse(written, { columns: true, bom: false });
    const lines = parse(written) as string[][];
    const place = lines[0]?.indexOf(START) ?? -1;
    const dated = lines.slice(1).map((cells) => cells.with(place, MENDED_DATE));
    desk.write('mended.csv', [lines[0] ?? [], ...dated].map(csvLine).join(''));

    valid = await desk.local('import', 'opencoesione', EXTRACT, '--valid-rows-only');
    again = await desk.local('import', 'opencoesione', EXTRACT, '--valid-rows-only');
    byYear = await desk.local(...question);
    mended = await desk.local('import', 'opencoesione', 'mended.csv', '--partnership', TITLE);
    byYearMended = await desk.local(...question);
    booked = bookedBy(await eventsIn(desk.data));
  }

  async function importWithDate(): Promise<void> {
    const file = ['import', 'opencoesione', EXTRACT] as const;
    assumed = await other.local(...file, '--date-for-undated', UNDATED_DATE);
    byYearAssumed = await other.local(...question);
  }

  beforeAll(async () => {
    rows = parse(readFileSync(EXTRACT), { columns: true });
    await Promise.all([importAndMend(), importWithDate()]);
  }, 120_000);
  afterAll(() => {
    desk.close();
    other.close();
  });

  it('is what its description says', () => {
    expect(rows).toHaveLength(14_740);
    const all = totalOf(yearsOf(rows, UNDATED_DATE));
    expect(all).toEqual({ public: 976_255_866_226n + 175_462_897n, private: 12_800_086_754n });
    expect(totalOf(yearsOf(rows, null)).public).toBe(866_847_346_144n);
  });

  it('is refused as a whole by default, because of 750 rows', () => {
    expect(refusedAll.code).toBe(1);
    expect(refusedAll.out).toContain('read 14740 rows: 13990 right, 750 refused, 15346 amounts');
    expect(refusedAll.out).toContain(`UNDATED 750; see ${ERRORS}`);
    expect(refusedAll.out).toMatch(/nothing was recorded: mend .* --valid-rows-only/);
    expect(ledgerAfterRefusal).toBe(false);
  });

  it('gives a file of the refused rows with their place, column, reason and suggestion', () => {
    const numbered = rows.map((row, index) => ({ row, line: String(index + 2) }));
    const undated = numbered.filter(({ row }) => dateIn(row) === '');
    expect(undated).toHaveLength(750);
    expect(errorRows).toEqual(
      undated.map(({ row, line }) => ({
        ...row,
        riga: line,
        colonna: START,
        errore: expect.stringMatching(/data/),
        suggerimento: expect.stringMatching(/data.*--date-for-undated AAAA-MM-GG/),
      })),
    );
  });

  it('is recorded without them when asked to, with the published figures', () => {
    expect(valid.code).toBe(0);
    expect(valid.out).toContain('read 14740 rows: 13990 right, 750 refused, 15346 amounts');
    expect(valid.out).toContain('recorded 15346 contributions, 0 were there already');
    expect(valid.out).toMatch(/public +8668473461\.44$/m);
    expect(valid.out).toMatch(/other private +128000867\.54$/m);
    expect(valid.out).toMatch(/private per public euro \(L6\) +0\.0147662525…$/m);
    for (const warned of ['END_BEFORE_START 264', 'SEVERAL_REGIONS 51', 'ALL_AMOUNTS_ZERO 1', 'CUP_']) {
      expect(valid.out).toContain(warned);
    }
  });

  it('records nothing the second time', () => {
    expect(again.code).toBe(0);
    expect(again.out).toContain('recorded 0 contributions, 15346 were there already');
    const position = /known up to position \d+/;
    expect(position.exec(again.out)?.[0]).toBe(position.exec(valid.out)?.[0]);
    expect(position.test(again.out)).toBe(true);
  });

  it('has by year and in total what its own columns add up to', () => {
    expectFigures(byYear, yearsOf(rows, null));
    expect(figureIn(byYear)).toMatchObject({ facts: 15_346, assumedDating: false });
    const total = totalOf(yearsOf(rows, null));
    expect(quotientOf(total.private, total.public, 10)).toBe('0.0147662525');
  });

  it('is complete once the refused rows are mended and imported', () => {
    expect(mended.code).toBe(0);
    expect(mended.out).toContain('read 750 rows: 750 right, 0 refused, 750 amounts');
    expect(mended.out).toContain('recorded 750 contributions, 0 were there already');
    expect(mended.out).toMatch(/private per public euro \(L6\) +0\.0131090496…$/m);
    expectFigures(byYearMended, yearsOf(rows, MENDED_DATE));
    expect(figureIn(byYearMended).facts).toBe(16_096);
  });

  it('is recorded cell by cell: amount, date, CUP and places of every row', () => {
    expect(booked.size).toBe(16_096);
    const wanted = new Map<string, object>();
    for (const row of rows) {
      const cup = (row['CUP'] ?? '').trim();
      const listed = (column: string): string[] => [
        ...new Set((row[column] ?? '').split(':::').filter((each) => each !== '')),
      ];
      const date = dateIn(row) || MENDED_DATE;
      for (const column of AMOUNTS) {
        const cents = centsOf(row[column] ?? '');
        if (cents === 0n) continue;
        wanted.set(`opencoesione:${cup}:${column}`, {
          amount: euroOf(cents),
          effective: { from: date, to: date },
          cup: /^[A-Z]\d\d[A-Z]\d{11}$/.test(cup) ? cup : null,
          regions: listed('DEN_REGIONE'),
        });
      }
    }
    const differing = [...wanted].filter(([reference, expected]) => {
      const { amount, effective, cup, place } = booked.get(reference) ?? {};
      return !isDeepStrictEqual({ amount, effective, cup, regions: place?.regions }, expected);
    });
    expect(differing.slice(0, 5)).toEqual([]);
    expect(wanted.size).toBe(16_096);
  });

  it('may be recorded whole with one date for the undated rows, which the figure then says', () => {
    expect(assumed.code).toBe(0);
    expect(assumed.out).toContain('read 14740 rows: 14740 right, 0 refused, 16096 amounts');
    expect(assumed.out).toContain('recorded 16096 contributions');
    expect(assumed.out).toContain('DATE_ASSUMED 750');
    expect(assumed.out).toMatch(/private per public euro \(L6\) +0\.0131090496…$/m);
    expectFigures(byYearAssumed, yearsOf(rows, UNDATED_DATE));
    expect(figureIn(byYearAssumed)).toMatchObject({ facts: 16_096, assumedDating: true });
  });

  it('leaves no file behind but the one with the refused rows', () => {
    expect(desk.strays()).toEqual([ERRORS]);
    expect(other.strays()).toEqual([]);
  });
}
