/** Corrections and reversals: new events that change the figures and never the history. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Money } from '../support/api.ts';
import {
  correct,
  euro,
  freshPartnership,
  openBooks,
  record,
  registerParty,
  registerSource,
  reverse,
  type Books,
} from '../support/books.ts';
import { figure, sums, sumsOf } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let base: Books;
/** A partnership of its own for each use. */
const fresh = (): Promise<Books> => freshPartnership(base);

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  base = await openBooks(api);
});
afterAll(() => service.stop());

const DAY = '2023-05-10';
const LATER = '2024-02-20';

interface Entry {
  readonly event: string;
  readonly type: string;
  readonly position: string;
  readonly value: Money | null;
  readonly effectiveOn: string | null;
}
interface Shown {
  readonly revision: number;
  readonly status: string;
  readonly value: Money;
  readonly history: readonly Entry[];
  readonly statement: Readonly<Record<string, unknown>>;
}
const shown = async (id: string): Promise<Shown> => (await api.get<Shown>(`/contributions/${id}`)).body;

describe('a reversal', () => {
  it('happens once; the second is told which it was', async () => {
    const { id } = await record(await fresh(), { source: base.from.EU, on: DAY });
    const first = await reverse(base, id, 0);
    expect([first.status, first.body.revision]).toEqual([201, 1]);
    const head = await api.head();
    const second = await reverse(base, id, 1);
    expectProblem(second, { status: 409, code: 'ALREADY_REVERSED' });
    expect(second.text).toContain(first.body.events[0]);
    expect(await api.head()).toBe(head);
    expect(await shown(id)).toMatchObject({ status: 'REVERSED', revision: 1 });
  });

  it('asked for twenty times at once happens exactly once', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.EU, on: DAY });
    const head = await api.head();
    const answers = await Promise.all(Array.from({ length: 20 }, () => reverse(books, id, 0)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status !== 201 && status !== 409 && status !== 412)).toEqual([]);
    expect(await api.head()).toBe(head + 1n);
    expect((await sums(books)).PUBLIC).toBe(0n);
  });

  it('without a date undoes the fact from its own date on', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.FOUNDATION, amount: '120.00', on: DAY });
    const before = await api.head();
    await reverse(books, id, 0);
    for (const effectiveAsOf of [DAY, LATER, '2099-12-31']) {
      expect((await sums(books, { effectiveAsOf })).F).toBe(0n);
      expect((await sums(books, { effectiveAsOf, knownAsOf: before.toString() })).F).toBe(120_00n);
    }
  });

  it('on a later date leaves the fact standing until then', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.FOUNDATION, amount: '120.00', on: DAY });
    expect((await reverse(books, id, 0, LATER)).status).toBe(201);
    const at = async (effectiveAsOf: string): Promise<bigint | undefined> =>
      (await sums(books, { effectiveAsOf })).F;
    expect(await at('2023-05-09')).toBe(0n);
    expect(await at(DAY)).toBe(120_00n);
    expect(await at('2024-02-19')).toBe(120_00n);
    expect(await at(LATER)).toBe(0n);
    const { groups } = await figure(books, 'L2', { groupBy: 'year' });
    expect(groups.map((group) => [group.key['year'], sumsOf(group).F])).toEqual([
      ['2023', 120_00n],
      ['2024', -120_00n],
    ]);
  });

  it.each(['bringer', 'kind', 'origin', 'year'])(
    'carries the same dimensions: nothing is left by %s',
    async (groupBy) => {
      const books = await fresh();
      const bringer = await registerParty(api, {
        kind: 'THIRD_SECTOR_BODY',
        legalName: 'Altro ente di prova',
      });
      const source = await registerSource(api, { REGION: 6000, THIRD_SECTOR: 3000, USERS: 1000 });
      const resource = { kind: 'PAID_STAFF', duration: 'PT10H10M', valuation: { rate: '18.17' } };
      const span = ['2022-11-03', '2024-02-09'] as const;
      const { id } = await record(books, { source, resource, on: span, bringer });
      await reverse(books, id, 0);
      const { groups, exclusions, numerator } = await figure(books, 'L2', { groupBy });
      for (const group of groups) {
        expect(new Set(Object.values(sumsOf(group)))).toEqual(new Set([0n]));
      }
      expect(exclusions).toEqual([]);
      expect(numerator.amount).toEqual(euro('0.00'));
      const cashOnly = await sums(books, { view: 'cashOnly' });
      expect(new Set(Object.values(cashOnly))).toEqual(new Set([0n]));
    },
  );

  it('while its span runs takes back what has run so far', async () => {
    const books = await fresh();
    const span = ['2023-01-01', '2023-12-31'] as const;
    const { id } = await record(books, { source: base.from.COMPANY, amount: '0.99', on: span });
    await reverse(books, id, 0);
    for (const effectiveAsOf of ['2023-01-01', '2023-02-14', '2023-07-02', '2023-12-30']) {
      expect((await sums(books, { effectiveAsOf })).O).toBe(0n);
    }
  });

  it('of a corrected contribution undoes what stands, not what was first recorded', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.EU, amount: '10.00', on: DAY });
    await correct(books, id, 0, {
      resource: { kind: 'CASH', amount: euro('8.00') },
      bringer: base.municipality,
    });
    await reverse(books, id, 1);
    const { groups } = await figure(books, 'L2', { groupBy: 'bringer' });
    expect(groups.flatMap((group) => Object.values(sumsOf(group))).filter((sum) => sum !== 0n)).toEqual([]);
  });
});

describe('a correction', () => {
  const amount = (text: string): object => ({ resource: { kind: 'CASH', amount: euro(text) } });

  it('chain of a cut and an appeal ends at 8,000.00 and keeps three events', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.FOUNDATION, amount: '10000.00', on: DAY });
    const known: bigint[] = [await api.head()];
    for (const [revision, text] of ['7500.00', '8000.00'].entries()) {
      expect((await correct(books, id, revision, amount(text))).status).toBe(201);
      known.push(await api.head());
    }
    const at = known.map((position) => sums(books, { knownAsOf: position.toString() }));
    expect((await Promise.all(at)).map(({ F }) => F)).toEqual([10_000_00n, 7_500_00n, 8_000_00n]);
    const { history, status, revision, value } = await shown(id);
    expect([status, revision, value]).toEqual(['CORRECTED', 2, euro('8000.00')]);
    expect(history.map(({ value }) => value?.amount)).toEqual(['10000.00', '7500.00', '8000.00']);
    expect(new Set(history.map(({ event }) => event)).size).toBe(3);
  });

  it('by +d and then −d restores every figure and not the history', async () => {
    const books = await fresh();
    await record(books, { source: base.from.EU, amount: '900.00', on: DAY });
    const { id } = await record(books, { source: base.from.THIRD_SECTOR, amount: '100.00', on: DAY });
    const ids = ['L1', 'L1s', 'L2', 'L6', 'L9'];
    const all = async (): Promise<unknown[]> => {
      const figures = await Promise.all(ids.map((each) => figure(books, each, { groupBy: 'origin' })));
      return figures.map(({ knownAsOf: _, facts: __, ...rest }) => rest);
    };
    const before = await all();
    await correct(books, id, 0, amount('130.00'));
    expect(await all()).not.toEqual(before);
    await correct(books, id, 1, amount('100.00'));
    expect(await all()).toEqual(before);
    expect((await shown(id)).history).toHaveLength(3);
  });

  it('states anew only what it names', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.EU, amount: '5.00', on: DAY });
    const before = await shown(id);
    await correct(books, id, 0, { act: 'Determina 7', usersArea: 'FAM' });
    const after = await shown(id);
    expect(after.statement).toEqual({ ...before.statement, act: 'Determina 7', usersArea: 'FAM' });
    await correct(books, id, 1, { act: null });
    expect((await shown(id)).statement).toEqual({ ...before.statement, usersArea: 'FAM' });
  });

  it.each([
    ['funding source', () => ({ fundingSource: base.from.COMPANY }), { PUBLIC: 0n, O: 50_00n }],
    ['day', () => ({ effective: { from: '2100-01-01' } }), { PUBLIC: 0n, O: 0n }],
    ['amount', () => amount('49.99'), { PUBLIC: 49_99n, O: 0n }],
  ])('of the %s moves the whole value', async (_, changes, expected) => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.STATE, amount: '50.00', on: DAY });
    expect((await correct(books, id, 0, changes())).status).toBe(201);
    expect(await sums(books)).toMatchObject(expected);
  });

  it.each([
    ['nothing', () => ({})],
    ['the same amount', () => amount('50.00')],
    ['the same amount in another form', () => amount('50.0')],
    ['the same day as a span of one', () => ({ effective: { from: DAY, to: DAY } })],
    ['the same payer', () => ({ payer: base.municipality })],
    ['an absent member as null', () => ({ act: null })],
  ])('that changes nothing is refused: %s', async (_, changes) => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.STATE, amount: '50.00', on: DAY });
    const head = await api.head();
    expectProblem(await correct(books, id, 0, changes()), { status: 422, code: 'NOTHING_CHANGED' });
    expect(await api.head()).toBe(head);
  });

  it('of what is reversed is a conflict', async () => {
    const books = await fresh();
    const { id } = await record(books, { source: base.from.STATE, on: DAY });
    await reverse(books, id, 0);
    const head = await api.head();
    expectProblem(await correct(books, id, 1, { act: 'X' }), { status: 409, code: 'ALREADY_REVERSED' });
    expect(await api.head()).toBe(head);
  });
});

it('a contribution that nobody knows is not found', async () => {
  const id = randomUUID();
  expectProblem(await correct(base, id, 0, { act: 'X' }), { status: 404, code: 'NOT_FOUND' });
  expectProblem(await reverse(base, id, 0), { status: 404, code: 'NOT_FOUND' });
});

it('nothing that was ever recorded leaves the log', async () => {
  const books = await fresh();
  const bytes = async (): Promise<string[]> =>
    (await everyItem<{ bytes: string }>(api, '/events')).map((event) => event.bytes);
  const before = await bytes();
  const { id } = await record(books, { source: base.from.EU, on: DAY });
  await correct(books, id, 0, { act: 'A' });
  await reverse(books, id, 1);
  const after = await bytes();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBe(before.length + 3);
});
