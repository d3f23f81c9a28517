/** Two time axes on every read: when a fact took effect, and when the ledger knew it. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Api, type Page } from '../support/api.ts';
import {
  correct,
  euro,
  freshPartnership,
  implyBase,
  openBooks,
  record,
  reverse,
  type Books,
} from '../support/books.ts';
import { askFigure, cents, figure, sums } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const START = '2024-05-02T10:00:00.000Z';
/** The service's clock; every test begins at a later instant than the one before. */
let now = new Date(START);
let service: TestService;
let api: Api;
let base: Books;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true, clock: () => now });
  api = new Api(service.url, service.tokens.finance);
  base = await openBooks(api);
});
afterAll(() => service.stop());
beforeEach(async () => {
  books = await freshPartnership(base);
});

/** Records public cash and tells the position from which it is known. */
async function put(amount: string, on: string | readonly [string, string]): Promise<string> {
  const { position } = await record(books, { source: base.from.REGION, amount, on });
  return position ?? '';
}
async function total(effectiveAsOf: string, knownAsOf?: string): Promise<bigint | undefined> {
  return (await sums(books, { effectiveAsOf, ...(knownAsOf === undefined ? {} : { knownAsOf }) })).PUBLIC;
}
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('backdating', () => {
  it('moves only what it should', async () => {
    const t = ['2023-01-10', '2023-02-10', '2023-03-10', '2023-04-10', '2023-05-10'] as const;
    const r = [
      await put('100.00', t[0]),
      await put('50.00', t[3]),
      await put('200.00', t[1]),
      await put('50.00', t[2]),
      await put('50.00', t[4]),
    ] as const;
    const expected = [
      [t[3], r[1], 150],
      [t[1], r[1], 100],
      [t[1], r[2], 300],
      [t[3], r[2], 350],
      [t[2], r[3], 350],
      [t[3], r[3], 400],
      [t[0], r[4], 100],
      [t[1], r[4], 300],
      [t[2], r[4], 350],
      [t[3], r[4], 400],
      [t[4], r[4], 450],
    ] as const;
    for (const [effective, known, euros] of expected) {
      expect([effective, known, await total(effective, known)]).toEqual([
        effective,
        known,
        BigInt(euros) * 100n,
      ]);
    }
  });

  it('behind what was already asked, restarted and rebuilt, changes every answer it should', async () => {
    const day = (number: number): string => `2023-06-${String(number).padStart(2, '0')}`;
    const before = await put('100.00', day(1));
    expect(await total(day(10))).toBe(100_00n);
    await put('70.00', day(5));
    const answers = async (): Promise<unknown[]> => [
      await total(day(10)),
      await total(day(5)),
      await total(day(4)),
      await total(day(10), before),
    ];
    const expected = [170_00n, 170_00n, 100_00n, 100_00n];
    expect(await answers()).toEqual(expected);

    service = await service.restart(async (path) => {
      expect((await readdir(join(path, 'read-models'))).length).toBeGreaterThan(0);
      await rm(join(path, 'read-models'), { recursive: true });
    });
    api = new Api(service.url, service.tokens.finance);
    [base, books] = [
      { ...base, api },
      { ...books, api },
    ];
    expect(await answers()).toEqual(expected);
  });

  it('in any order gives at any two points what was in effect at one and known at the other', async () => {
    const entry = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      euros: fc.integer({ min: 1, max: 9_999 }),
    });
    const run = async (entries: { day: number; euros: number }[]): Promise<void> => {
      books = await freshPartnership(base);
      const date = (day: number): string => `2023-07-${String(day).padStart(2, '0')}`;
      const known: string[] = [];
      for (const { day, euros } of entries) known.push(await put(`${euros}.00`, date(day)));
      for (const [index, position] of known.entries()) {
        const { day } = entries[(index * 7) % entries.length] ?? { day: 1 };
        const visible = entries.slice(0, index + 1).filter((each) => each.day <= day);
        const sum = visible.reduce((all, { euros }) => all + euros, 0);
        expect(await total(date(day), position)).toBe(BigInt(sum) * 100n);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 8 }), run), { numRuns: 12 });
  });
});

describe('knownAsOf', () => {
  beforeEach(() => {
    now = later(24 * 60);
  });

  it('may be an instant, in any offset, and includes what was recorded at it', async () => {
    const first = now.toISOString();
    await put('1.00', '2023-01-01');
    now = later(60);
    await put('2.00', '2023-01-01');
    now = later(60);
    const rome = new Date(new Date(first).getTime() + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    const justBefore = new Date(new Date(first).getTime() - 1).toISOString();
    const asked = [justBefore, first, rome, first.replace('.000Z', 'Z'), later(-30).toISOString()];
    const found = await Promise.all(asked.map((instant) => total('2023-01-01', instant)));
    expect(found).toEqual([0n, 100n, 100n, 100n, 300n]);
  });

  it('as an instant and as its position give the same bytes', async () => {
    const position = await put('1.00', '2023-01-01');
    const instant = now.toISOString();
    now = later(60);
    await put('2.00', '2023-01-01');
    const [a, b] = [instant, position].map((knownAsOf) => askFigure(books, 'L2', { knownAsOf }));
    expect((await a)?.text).toBe((await b)?.text);
    expect((await b)?.body.knownAsOf.position).toBe(position);
  });

  it.each([
    ['without an offset', '2024-05-02T10:00:00'],
    ['a date alone', '2024-05-02'],
    ['a day that does not exist', '2024-02-30T10:00:00Z'],
    ['an hour that does not exist', '2024-05-02T25:00:00Z'],
    ['a negative position', '-1'],
    ['a position with decimals', '1.5'],
    ['words', 'yesterday'],
    ['nothing', ''],
  ])('%s is malformed', async (_, knownAsOf) => {
    const paths = ['/contributions?', '/parties?', `/figures?partnership=${books.partnership}&`];
    for (const path of paths) {
      const answer = await api.get(path + new URLSearchParams({ knownAsOf }));
      expectProblem(answer, { status: 400, code: 'MALFORMED' });
    }
  });

  it('in the future is refused, as an instant and as a position', async () => {
    const head = await api.head();
    const soon = later(1).toISOString();
    for (const knownAsOf of [soon, '2999-01-01T00:00:00Z', (head + 1n).toString(), '999999999999999999']) {
      for (const path of ['/contributions?', '/parties?', `/figures?partnership=${books.partnership}&`]) {
        const answer = await api.get(path + new URLSearchParams({ knownAsOf }));
        expectProblem(answer, { status: 400, code: 'KNOWN_AS_OF_AHEAD' });
      }
    }
    expect((await askFigure(books, 'L1', { knownAsOf: head.toString() })).status).toBe(200);
  });

  it('at position 0 knows nothing', async () => {
    const { value, reason } = await figure(base, 'L1', { knownAsOf: '0' });
    expect([value, reason]).toEqual([null, 'NOT_REGISTERED_THEN']);
    const { body } = await api.get<Page<unknown>>('/parties?knownAsOf=0');
    expect(body).toEqual({ items: [], nextCursor: null });
  });
});

it.each(['2023-02-29', '2023-13-01', '20230101', '2023-01-01T00:00:00Z', 'today', ''])(
  'effectiveAsOf %j is malformed',
  async (effectiveAsOf) => {
    const answer = await askFigure(books, 'L1', { effectiveAsOf });
    expectProblem(answer, { status: 400, code: 'MALFORMED', pointer: '/effectiveAsOf' });
  },
);

it('with both axes pinned an answer never changes by a byte', async () => {
  const first = await record(books, {
    source: base.from.FOUNDATION,
    amount: '10.00',
    on: ['2022-03-01', '2024-08-31'],
  });
  await put('33.00', '2023-01-15');
  const { position: knownAsOf } = await record(books, {
    source: base.from.USERS,
    amount: '3.00',
    on: '2023-01-15',
  });
  const at = `knownAsOf=${knownAsOf}`;
  const pinned = `partnership=${books.partnership}&effectiveAsOf=2023-12-31&${at}`;
  const paths = [
    `/figures?${pinned}&groupBy=year`,
    `/figures?${pinned}&groupBy=bringer&view=cashOnly`,
    `/contributions?partnership=${books.partnership}&${at}`,
    `/contributions/${first.id}?${at}`,
    `/partnerships/${books.partnership}?${at}`,
    `/parties?${at}`,
    `/funding-sources?${at}&limit=3`,
  ];
  const texts = (): Promise<string[]> => Promise.all(paths.map(async (path) => (await api.get(path)).text));
  const before = await texts();

  await put('500.00', '2021-01-01');
  await correct(books, first.id, 0, {
    resource: { kind: 'CASH', amount: euro('11.00') },
    bringer: base.municipality,
  });
  await reverse(books, first.id, 1);
  await implyBase(books, { from: '2020-01-01', to: '2024-12-31', increase: '0.22', resources: '900.00' });
  await freshPartnership(base);
  const unpinned = await figure(books, 'L2', { effectiveAsOf: '2023-12-31' });
  expect(cents(unpinned.numerator.amount)).not.toBe(0n);
  expect(await texts()).toEqual(before);
});

describe('the date that is asked by default', () => {
  const defaultOf = async (instant: string): Promise<string> => {
    now = new Date(instant);
    const answer = await api.get<{ effectiveAsOf: string }>(`/figures/L1?partnership=${books.partnership}`);
    return answer.body.effectiveAsOf;
  };

  it('is today in Rome, winter and summer', async () => {
    expect(await defaultOf('2026-09-01T10:00:00.000Z')).toBe('2026-09-01');
    expect(await defaultOf('2026-12-31T22:59:59.999Z')).toBe('2026-12-31');
    expect(await defaultOf('2026-12-31T23:30:00.000Z')).toBe('2027-01-01');
    expect(await defaultOf('2027-06-30T21:59:59.999Z')).toBe('2027-06-30');
    expect(await defaultOf('2027-06-30T22:00:00.000Z')).toBe('2027-07-01');
  });

  it('leaves out what takes effect later', async () => {
    now = new Date('2027-07-01T10:00:00.000Z');
    await put('100.00', '2099-01-01');
    const asked = await api.get<{ denominator: { amount: { amount: string } } }>(
      `/figures/L1?partnership=${books.partnership}`,
    );
    expect(asked.body.denominator.amount.amount).toBe('0.00');
    expect(await total('2098-12-31')).toBe(0n);
    expect(await total('2099-01-01')).toBe(100_00n);
  });
});
