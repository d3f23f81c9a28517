/** No digit is lost between the wire, the log, the figures and the wire; and parts add up to their whole. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Api, everyItem, type Money } from '../support/api.ts';
import {
  euro,
  freshPartnership,
  openBooks,
  record,
  registerSource,
  type Books,
  type Entry,
} from '../support/books.ts';
import { cents, figure, sums, sumsOf } from '../support/figures.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
});
afterAll(() => service.stop());

const DAY = '2024-04-01';
const LATER = '2024-04-10';
const add = (a: bigint, b: bigint): bigint => a + b;

interface Shown {
  readonly value: Money;
  readonly statement: { readonly resource: Record<string, unknown> };
}

/** The contribution as its own address, the register and the log show it. */
async function seenEverywhere(of: Books, entry: Entry): Promise<{ shown: Shown; amounts: string[] }> {
  const { id, events } = await record(of, entry);
  const { body: shown } = await api.get<Shown>(`/contributions/${id}`);
  const rows = await everyItem<{ id: string; value: Money }>(
    api,
    `/contributions?partnership=${of.partnership}`,
  );
  const { body } = await api.get<{ event: { data: { value: Money } } }>(`/events/${events[0]}`);
  const row = rows.find((each) => each.id === id);
  return {
    shown,
    amounts: [shown.value, row?.value, body.event.data.value].map((each) => each?.amount ?? ''),
  };
}

describe('an amount', () => {
  it.each(['0.01', '0.10', '90071992547409.93', '70368744177664.01', '999999999999999.99'])(
    'of %s is the same to the digit wherever it is shown',
    async (amount) => {
      const fresh = await freshPartnership(books);
      const { amounts } = await seenEverywhere(fresh, { source: books.from.EU, amount, on: DAY });
      expect(new Set(amounts)).toEqual(new Set([amount]));
      const { denominator } = await figure(fresh, 'L1');
      expect(denominator.amount).toEqual(euro(amount));
    },
  );

  it('and one cent more is one cent more, beyond what a binary number holds', async () => {
    const fresh = await freshPartnership(books);
    const amounts = ['999999999999999.99', '0.01', '999999999999999.99', '90071992547409.93', '0.02'];
    for (const amount of amounts) await record(fresh, { source: books.from.STATE, amount, on: DAY });
    const { denominator } = await figure(fresh, 'L1');
    expect(cents(denominator.amount)).toBe(amounts.map((amount) => cents(amount)).reduce(add));
  });

  it('of any size adds up exactly with any others', async () => {
    const amount = fc.bigInt({ min: 1n, max: 99_999_999_999_999_999n });
    const run = async (list: bigint[]): Promise<void> => {
      const fresh = await freshPartnership(books);
      const written = list.map((each) => new Decimal(each.toString()).div(100).toFixed(2));
      await Promise.all(
        written.map((each) => record(fresh, { source: books.from.COMPANY, amount: each, on: DAY })),
      );
      expect((await sums(fresh)).O).toBe(list.reduce(add));
    };
    const lists = fc.array(amount, { minLength: 1, maxLength: 12 });
    await fc.assert(fc.asyncProperty(lists, run), { numRuns: 15 });
  });

  it('keeps its two decimals however it was written', async () => {
    for (const [amount, kept] of [
      ['7', '7.00'],
      ['7.5', '7.50'],
      ['7.50', '7.50'],
    ] as const) {
      const { amounts } = await seenEverywhere(books, { source: books.from.EU, amount, on: DAY });
      expect(new Set(amounts)).toEqual(new Set([kept]));
    }
  });
});

describe('a quantity', () => {
  const room = (quantity: string, rate: string): object => ({
    kind: 'ASSET_USE',
    quantity,
    unit: 'HOUR',
    valuation: { rate },
  });
  const staff = (duration: string, rate: string): object => ({
    kind: 'PAID_STAFF',
    duration,
    valuation: { rate },
  });
  const product = (quantity: Decimal.Value, rate: string): string =>
    new Decimal(quantity).times(rate).toFixed(2, Decimal.ROUND_HALF_UP);

  it.each([
    ['0.000001', '100000'],
    ['0.000001', '5000'],
    ['516', '15.00'],
    ['73.2', '16.4356'],
    ['999999999999.999999', '0.01'],
  ])('of %s at %s is kept to the digit and valued once, half up', async (quantity, rate) => {
    const { shown, amounts } = await seenEverywhere(books, {
      source: books.from.MUNICIPALITY,
      resource: room(quantity, rate),
      on: DAY,
    });
    expect(shown.statement.resource).toMatchObject({ quantity, valuation: { inputs: { rate } } });
    expect(new Set(amounts)).toEqual(new Set([product(quantity, rate)]));
  });

  // Published tests of the hourly rate: 137.5 h at 18.17, at the unrounded rate, 64 h at 20.00.
  it.each([
    ['PT137H30M', '18.17', 137.5],
    ['PT137H30M', '18.168605', 137.5],
    ['PT64H', '20.00', 64],
    ['PT1M', '20.00', new Decimal(1).div(60)],
    ['PT20M', '10.00', new Decimal(20).div(60)],
  ] as const)('of %s at %s euro is valued once, half up', async (duration, rate, hours) => {
    const { shown, amounts } = await seenEverywhere(books, {
      source: books.from.THIRD_SECTOR,
      resource: staff(duration, rate),
      on: [DAY, LATER],
    });
    expect(shown.statement.resource).toMatchObject({ duration, valuation: { inputs: { rate } } });
    expect(new Set(amounts)).toEqual(new Set([product(hours, rate)]));
  });
});

describe('a split by origin', () => {
  const SIDES = { EU: 'PUBLIC', THIRD_SECTOR: 'T', FOUNDATION: 'F', COMPANY: 'O' } as const;
  const splitOf = async (amount: string, bp: readonly number[]): Promise<bigint[]> => {
    const origins = Object.keys(SIDES) as (keyof typeof SIDES)[];
    const used = origins.filter((_, index) => (bp[index] ?? 0) > 0);
    const shares = Object.fromEntries(used.map((origin) => [origin, bp[origins.indexOf(origin)] ?? 0]));
    const fresh = await freshPartnership(books);
    await record(fresh, { source: await registerSource(api, shares), amount, on: DAY });
    const found = await sums(fresh);
    return origins.map((origin) => found[SIDES[origin]] ?? -1n);
  };

  it('of 100.00 in thirds gives the odd cent to the larger share', async () => {
    expect(await splitOf('100.00', [3334, 3333, 3333])).toEqual([3334n, 3333n, 3333n, 0n]);
  });

  it('of 1.20 in 50, 45 and 5 % is 0.60, 0.54 and 0.06', async () => {
    expect(await splitOf('1.20', [5000, 4500, 500])).toEqual([60n, 54n, 6n, 0n]);
  });

  it('of 0.01 leaves one part with the cent', async () => {
    expect(await splitOf('0.01', [2500, 2500, 2500, 2500])).toEqual([1n, 0n, 0n, 0n]);
  });

  it('adds up to the whole, each part within a cent of its share', async () => {
    const shares = fc
      .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 3, maxLength: 3 })
      .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 10_000])
      .map((cuts) => cuts.slice(1).map((cut, index) => cut - (cuts[index] ?? 0)));
    const amount = fc.bigInt({ min: 1n, max: 99_999_999_999_999_999n });
    const run = async (whole: bigint, bp: number[]): Promise<void> => {
      const parts = await splitOf(new Decimal(whole.toString()).div(100).toFixed(2), bp);
      expect(parts.reduce(add)).toBe(whole);
      for (const [index, part] of parts.entries()) {
        const exact = new Decimal(whole.toString()).times(bp[index] ?? 0).div(10_000);
        expect(exact.minus(part.toString()).abs().lessThan(1)).toBe(true);
      }
    };
    await fc.assert(fc.asyncProperty(amount, shares, run), { numRuns: 25 });
  });
});

describe('a split by year', () => {
  it('of 100.00 over three years of 365 days gives the odd cent to the first', async () => {
    const fresh = await freshPartnership(books);
    await record(fresh, {
      source: books.from.FOUNDATION,
      amount: '100.00',
      on: ['2021-01-01', '2023-12-31'],
    });
    const { groups } = await figure(fresh, 'L2', { groupBy: 'year' });
    const byYear = groups.map((group) => [group.key['year'], sumsOf(group).F]);
    expect(byYear).toEqual([
      ['2021', 3334n],
      ['2022', 3333n],
      ['2023', 3333n],
    ]);
  });

  it('adds up to the whole, each year within a cent of its days', async () => {
    const day = fc.integer({ min: 0, max: 3652 });
    const amount = fc.bigInt({ min: 1n, max: 99_999_999_999n });
    const run = async (whole: bigint, a: number, b: number): Promise<void> => {
      const [first, last] = [Math.min(a, b), Math.max(a, b)].map((at) => Date.UTC(2016, 0, 1 + at));
      const dates = [first, last].map((at) => new Date(at ?? 0).toISOString().slice(0, 10)) as [
        string,
        string,
      ];
      const fresh = await freshPartnership(books);
      const written = new Decimal(whole.toString()).div(100).toFixed(2);
      await record(fresh, { source: books.from.THIRD_SECTOR, amount: written, on: dates });
      const { groups, numerator } = await figure(fresh, 'L1', { groupBy: 'year' });
      expect(cents(numerator.amount)).toBe(whole);
      const parts = groups.map((group) => ({
        year: Number(group.key['year']),
        part: cents(group.numerator.amount),
      }));
      expect(parts.map(({ part }) => part).reduce(add)).toBe(whole);
      const days = Math.abs(b - a) + 1;
      for (const { year, part } of parts) {
        const from = Math.max(first ?? 0, Date.UTC(year, 0, 1));
        const to = Math.min(last ?? 0, Date.UTC(year, 11, 31));
        const share = new Decimal(whole.toString()).times((to - from) / 86_400_000 + 1).div(days);
        expect(share.minus(part.toString()).abs().lessThan(1)).toBe(true);
      }
    };
    await fc.assert(fc.asyncProperty(amount, day, day, run), { numRuns: 25 });
  });
});

it('nothing else in the ledger changes how one entry is split', async () => {
  const body = { source: await registerSource(api, { EU: 3333, FOUNDATION: 6667 }), amount: '0.05', on: DAY };
  const alone = await freshPartnership(books);
  await record(alone, body);
  const beside = await freshPartnership(books);
  await record(beside, { source: books.from.COMPANY, resource: oddRoom(), on: DAY });
  await record(beside, body);
  const [one, two] = [await sums(alone), await sums(beside)];
  expect([two.PUBLIC, two.F]).toEqual([one.PUBLIC, one.F]);

  function oddRoom(): object {
    return { kind: 'ASSET_USE', quantity: '1.000001', unit: 'HOUR', valuation: { rate: '0.333333' } };
  }
});
