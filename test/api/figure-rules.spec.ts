/** The edges of a figure: what counts, on which side, when a ratio is none, and what is left out. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Api } from '../support/api.ts';
import {
  correct,
  euro,
  freshPartnership,
  implyBase,
  openBooks,
  record,
  registerParty,
  registerSource,
  reverse,
  SIDE_OF,
  type Books,
  type Entry,
  type Origin,
} from '../support/books.ts';
import { cents, figure, sums, sumsOf, type Figure } from '../support/figures.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const DAY = '2023-05-10';
let service: TestService;
let base: Books;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  base = await openBooks(new Api(service.url, service.tokens.finance));
});
afterAll(() => service.stop());
beforeEach(async () => {
  books = await freshPartnership(base);
});

const put = async (origin: Origin, amount: string, more: Partial<Entry> = {}): Promise<string> =>
  (await record(books, { source: base.from[origin], amount, on: DAY, ...more })).id;
const room = (value: string): { resource: object } => ({
  resource: { kind: 'ASSET_USE', quantity: '1', unit: 'YEAR', valuation: { rate: value } },
});
const text = async (definition: string, question = {}): Promise<string | undefined> =>
  (await figure(books, definition, question)).display?.text;

describe('a ratio', () => {
  it.each(['L1', 'L1s', 'L2', 'L6'])(
    '%s without a public base is null, never 0 or infinite',
    async (definition) => {
      for (const amount of [null, '50.00']) {
        if (amount !== null) await put('THIRD_SECTOR', amount);
        const { value, reason, display, numerator } = await figure(books, definition);
        expect([value, reason, display]).toEqual([null, 'NO_PUBLIC_BASE', null]);
        for (const part of numerator.parts) expect([part.value, part.display]).toEqual([null, null]);
      }
    },
  );

  it('L9 is null while nothing is recorded, and 0 once only others gave', async () => {
    const { value, reason } = await figure(books, 'L9');
    expect(value).toBeNull();
    expect(reason).not.toBeNull();
    await put('FOUNDATION', '50.00');
    expect(await text('L9')).toBe('0.00');
  });

  it('over a base below zero is null', async () => {
    const id = await put('MUNICIPALITY', '100.00');
    await put('THIRD_SECTOR', '10.00', { on: '2024-03-01' });
    await reverse(books, id, 0, '2024-02-01');
    const { value, reason } = await figure(books, 'L1', { year: '2024' });
    expect([value, reason]).toEqual([null, 'NEGATIVE_BASE']);
    expect((await figure(books, 'L1')).reason).toBe('NO_PUBLIC_BASE');
  });

  it('is negative in a year in which more was given back than given', async () => {
    const id = await put('FOUNDATION', '80.00');
    await put('STATE', '200.00', { on: '2024-01-01' });
    await put('THIRD_SECTOR', '30.00', { on: '2024-01-01' });
    await reverse(books, id, 0, '2024-06-30');
    expect(await text('L1', { year: '2024' })).toBe('-25.00');
    expect(await text('L1')).toBe('15.00');
  });

  it('is a ratio of sums, never a mean of ratios', async () => {
    const other = await registerParty(base.api, {
      kind: 'THIRD_SECTOR_BODY',
      legalName: 'Altro ente di prova',
    });
    await put('MUNICIPALITY', '100.00');
    await put('THIRD_SECTOR', '50.00');
    await put('MUNICIPALITY', '900.00', { bringer: other });
    await put('THIRD_SECTOR', '90.00', { bringer: other });
    expect(await text('L1')).toBe('14.00');
    const { groups } = await figure(books, 'L1', { groupBy: 'bringer' });
    expect(groups.map(({ display }) => display?.text).toSorted()).toEqual(['10.00', '50.00']);
  });

  it('values both sides alike: 15.00 % of cash, 22.22 % with what is in kind', async () => {
    await put('MUNICIPALITY', '400000.00');
    await put('MUNICIPALITY', '', room('50000'));
    await put('THIRD_SECTOR', '60000.00');
    await put('THIRD_SECTOR', '', room('40000'));
    expect(await text('L1', { view: 'cashOnly' })).toBe('15.00');
    expect(await text('L1')).toBe('22.22');
    expect((await figure(books, 'L1')).value).toMatch(/^0\.2{12,}/);
  });

  it('rounds once for display, half up', async () => {
    await put('MUNICIPALITY', '100000.00');
    const id = await put('THIRD_SECTOR', '12345.00');
    expect(await text('L1')).toBe('12.35');
    await correct(books, id, 0, { resource: { kind: 'CASH', amount: euro('12344.99') } });
    expect(await text('L1')).toBe('12.34');
    await correct(books, id, 1, { resource: { kind: 'CASH', amount: euro('12000.00') } });
    const { display } = await figure(books, 'L1');
    expect([display?.text, display?.approximate]).toEqual(['12.00', false]);
  });
});

describe('the side of a euro', () => {
  it('follows its origin: the Region’s money in a cooperative’s books is public, once', async () => {
    await put('REGION', '30000.00', { payer: base.cooperative, bringer: base.cooperative });
    expect(await sums(books)).toMatchObject({ PUBLIC: 3_000_000n, T: 0n });
  });

  it('splits where a source is mixed: 60 % Region and 40 % own add 12,000.00', async () => {
    const source = await registerSource(base.api, { REGION: 6000, THIRD_SECTOR: 4000 });
    await put('EU', '30000.00', { source });
    expect(await sums(books)).toMatchObject({ PUBLIC: 1_800_000n, T: 1_200_000n });
    expect((await figure(books, 'L1')).numerator.amount.amount).toBe('12000.00');
  });

  it('of foundations counts in L1 and not in L1s, of companies in L6 and not in L1', async () => {
    await put('MUNICIPALITY', '1000.00');
    await put('THIRD_SECTOR', '10.00');
    await put('FOUNDATION', '200.00');
    await put('COMPANY', '3000.00');
    const found = await Promise.all(['L1s', 'L1', 'L6', 'L2', 'L9'].map((id) => figure(books, id)));
    const expected = ['10', '210', '3210', '4210', '1000'].map((sum) => new Decimal(sum).toFixed(2));
    expect(found.map(({ numerator }) => numerator.amount.amount)).toEqual(expected);
    expect(found.map(({ display }) => display?.text.slice(0, 4))).toEqual([
      '1.00',
      '21.0',
      '3.21',
      '4.21',
      '23.7',
    ]);
  });

  it('is no side where it is fees, finance to repay or unknown: left out and reported', async () => {
    await put('MUNICIPALITY', '1000.00');
    await put('THIRD_SECTOR', '220.00');
    const before = await figure(books, 'L1');
    await put('USERS', '7200.00');
    await put('UNRESOLVED', '180.00');
    await put('EU', '5000.00', {
      source: await registerSource(base.api, { THIRD_SECTOR: 5000, EU: 5000 }, true),
    });
    const after = await figure(books, 'L1');
    const amounts = ({ value, numerator, denominator }: Figure): unknown[] => [
      value,
      numerator.amount,
      denominator,
    ];
    expect(amounts(after)).toEqual(amounts(before));
    // 22 % of what is known, and something is not: "≈ 22 %".
    expect([before.display?.text, before.display?.approximate]).toEqual(['22.00', false]);
    expect([after.display?.text, after.display?.approximate]).toEqual(['22', true]);
    const { exclusions, coverage } = after;
    expect([...exclusions].sort((a, b) => a.code.localeCompare(b.code))).toEqual([
      { code: 'REPAYABLE_FINANCE', amount: euro('5000.00') },
      { code: 'UNRESOLVED_ORIGIN', amount: euro('180.00') },
      { code: 'USERS_FEES', amount: euro('7200.00') },
    ]);
    expect(coverage.unresolved).toEqual(euro('180.00'));
    expect(new Decimal(coverage.share ?? 'NaN').toFixed(4)).toBe(new Decimal(1220).div(1400).toFixed(4));
  });
});

describe('a basis', () => {
  it('counts what came at least that far', async () => {
    for (const [stage, amount] of [
      ['COMMITTED', '1.00'],
      ['DELIVERED', '20.00'],
      ['PAID', '300.00'],
    ] as const) {
      await put('STATE', amount, { stage });
    }
    const at = async (basis: string): Promise<bigint | undefined> => (await sums(books, { basis })).PUBLIC;
    expect([await at('committed'), await at('delivered'), await at('paid')]).toEqual([
      321_00n,
      320_00n,
      300_00n,
    ]);
  });
});

describe('an implied base', () => {
  const SAID = { from: '2020-01-01', to: '2023-12-31', increase: '0.22', resources: '900.00' };
  const IMPLIED = new Decimal(SAID.resources).div(SAID.increase).toFixed(2);

  it('stands for all public money of its years; what is recorded of them is listed, not added', async () => {
    await implyBase(books, SAID);
    await put('THIRD_SECTOR', '900.00');
    const before = await figure(books, 'L1');
    expect([before.denominator.implied.amount, before.display?.approximate]).toEqual([IMPLIED, true]);
    await put('MUNICIPALITY', '3600.00');
    const { value, denominator, exclusions } = await figure(books, 'L1');
    expect(value).toBe(before.value);
    expect([denominator.amount, denominator.recorded]).toEqual([euro(IMPLIED), euro('0.00')]);
    expect(exclusions).toEqual([{ code: 'RECORDED_WITHIN_IMPLIED_BASE', amount: euro('3600.00') }]);
  });

  it('leaves the place to the records when it is withdrawn', async () => {
    await implyBase(books, SAID);
    await put('THIRD_SECTOR', '900.00');
    await put('MUNICIPALITY', '3600.00');
    const path = `/partnerships/${books.partnership}/implied-public-bases/withdrawals`;
    await base.api.done(path, { reason: 'Prova' }, { ifMatch: 1 });
    const { display, denominator, exclusions } = await figure(books, 'L1');
    expect([display?.text, display?.approximate]).toEqual(['25.00', false]);
    expect([denominator.amount, denominator.implied]).toEqual([euro('3600.00'), euro('0.00')]);
    expect(exclusions).toEqual([]);
  });

  it('adds to what is recorded of other years alone', async () => {
    await implyBase(books, SAID);
    await put('STATE', '50.00', { on: ['2023-12-30', '2024-01-03'] });
    const { groups, denominator } = await figure(books, 'L1', { groupBy: 'year' });
    expect([denominator.implied.amount, denominator.recorded.amount]).toEqual([IMPLIED, '30.00']);
    for (const { key, denominator: year } of groups) {
      const recorded = key['year'] === '2024' ? '30.00' : '0.00';
      expect([key['year'], year.recorded.amount]).toEqual([key['year'], recorded]);
      expect(year.implied.amount === '0.00').toBe(key['year'] === '2024');
    }
  });

  it('never adds to a recorded one of its years, not on the days before a reversal either', async () => {
    await implyBase(books, SAID);
    const id = await put('MUNICIPALITY', '3600.00');
    await reverse(books, id, 0, '2023-11-01');
    for (const effectiveAsOf of ['2023-05-09', '2023-10-31', '2023-11-01', '2024-06-30']) {
      const { denominator } = await figure(books, 'L1', { effectiveAsOf });
      expect([denominator.recorded, denominator.amount]).toEqual([euro('0.00'), denominator.implied]);
    }
  });
});

describe('any figures', () => {
  const origins = Object.keys(SIDE_OF) as Origin[];
  const entry = fc.record({
    origin: fc.constantFrom(...origins),
    value: fc.integer({ min: 1, max: 9_999_999 }),
    inKind: fc.boolean(),
    stage: fc.constantFrom('COMMITTED', 'DELIVERED', 'PAID'),
    year: fc.integer({ min: 2019, max: 2023 }),
  });
  const ABOVE = {
    L1: ['T', 'F'],
    L1s: ['T'],
    L2: ['PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O'],
    L6: ['T', 'F', 'O'],
  };

  it('are the quotients of what was recorded, whole and by each group', async () => {
    const run = async (
      entries: { origin: Origin; value: number; inKind: boolean; stage: string; year: number }[],
    ) => {
      books = await freshPartnership(base);
      for (const { origin, value, inKind, stage, year } of entries) {
        const amount = new Decimal(value).div(100).toFixed(2);
        const what = inKind ? room(amount) : { amount };
        await put(origin, amount, { ...what, stage: stage as 'PAID', on: `${year}-07-01` });
      }
      const sumOf = (sides: readonly string[], view: string): bigint =>
        entries
          .filter((each) => sides.includes(SIDE_OF[each.origin]) && (view === 'economic' || !each.inKind))
          .reduce((sum, { value }) => sum + BigInt(value), 0n);
      for (const [definition, sides] of Object.entries(ABOVE)) {
        for (const view of ['economic', 'cashOnly']) {
          const found = await figure(books, definition, { view, groupBy: 'year' });
          const [above, below] = [sumOf(sides, view), sumOf(['PUBLIC', 'PUBLIC_HEALTH'], view)];
          expect([cents(found.numerator.amount), cents(found.denominator.amount)]).toEqual([above, below]);
          const exact = below === 0n ? null : new Decimal(above.toString()).div(below.toString()).toFixed(12);
          const shown = found.value === null ? null : new Decimal(found.value).toFixed(12);
          expect(shown).toBe(exact);
        }
      }
      const whole = await sums(books);
      for (const groupBy of ['year', 'bringer', 'kind', 'origin']) {
        const { groups } = await figure(books, 'L2', { groupBy });
        for (const [side, sum] of Object.entries(whole)) {
          expect(groups.reduce((all, group) => all + (sumsOf(group)[side] ?? 0n), 0n)).toBe(sum);
        }
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 10 }), run), { numRuns: 8 });
  });
});
