/**
 * Hours recorded before anybody can say what one is worth (T21): they stand without a value, wait on the checklist, and
 * a correction values them at the rate of their own days.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Answer, type Posting, type Problem, type Receipt } from '../support/api.ts';
import {
  contributionOf,
  correct,
  ENTRY_ERROR,
  euro,
  freshPartnership,
  openBooks,
  type Books,
} from '../support/books.ts';
import { decisionOf, methodOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let second: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  second = api.as(tokenFor(service, 'finance'));
  books = await openBooks(api);
});
afterAll(() => service.stop());

const BEFORE_JULY = ['2026-01-01', '2026-06-30'] as const;
const FROM_JULY = ['2026-07-01', '2026-12-31'] as const;
const GROUP = { kind: 'VOLUNTEER_TIME', headcount: 10, registered: true, insured: true } as const;
const HOURS = { ...GROUP, duration: 'PT1400H' } as const;

const bodyOf = (of: Books, resource: object, on: readonly [string, string], more: object = {}): object => ({
  ...contributionOf(of, { source: books.from.THIRD_SECTOR, payer: books.cooperative, on, resource }),
  stage: 'DELIVERED',
  ...more,
});
const post = (
  resource: object,
  more: object = {},
  posting: Posting = {},
): Promise<Answer<Receipt & Problem>> =>
  api.post<Receipt & Problem>('/contributions', bodyOf(books, resource, BEFORE_JULY, more), posting);
const recorded = async (
  of: Books,
  on: readonly [string, string],
  resource: object = HOURS,
): Promise<string> => (await api.done('/contributions', bodyOf(of, resource, on))).id;

interface Shown {
  readonly revision: number;
  readonly status: string;
  readonly value: { readonly amount: string } | null;
  readonly ladder: object | null;
  readonly statement: { readonly resource: Record<string, unknown> };
  readonly history: readonly { readonly value: object | null }[];
}
const shown = async (id: string): Promise<Shown> => (await api.get<Shown>(`/contributions/${id}`)).body;

interface Row {
  readonly id: string;
  readonly value: { readonly amount: string } | null;
  readonly balances: object | null;
}
const register = async ({ partnership }: Books): Promise<Row[]> =>
  everyItem<Row>(api, `/contributions?partnership=${partnership}`);

async function waitingForValue({ partnership }: Books): Promise<number | null | undefined> {
  interface Checklist {
    readonly items: readonly { readonly item: string; readonly open: number | null }[];
  }
  const { body } = await api.get<Checklist>(`/partnerships/${partnership}/periods/2026/checklist`);
  return body.items.find(({ item }) => item === 'UNVALUED')?.open;
}

/** Adopted by two people, with the rate of each level from its day on. */
async function adoptedMethod(): Promise<{
  readonly id: string;
  publish(rate: string, from: string): Promise<void>;
}> {
  const terms = { kinds: ['VOLUNTEER_TIME'], formula: 'HOURS_AT_RATE', validFrom: '2026-01-01' };
  const { id } = await api.done('/valuation-methods', methodOf(terms));
  const adoption = { version: 1, act: 'Delibera 12/2026' };
  await second.done(`/valuation-methods/${id}/adoptions`, adoption, { ifMatch: 0 });
  let revision = 1;
  const publish = async (rate: string, validFrom: string): Promise<void> => {
    const source = { title: 'Delibera di prova' };
    const body = { level: 'ORA', rate, unit: 'HOUR', validFrom, source };
    await api.done(`/valuation-methods/${id}/rates`, body, { ifMatch: revision });
    revision += 1;
  };
  return { id, publish };
}

it('hours stand without a value, move nowhere, and are valued at the rate of their days', async () => {
  const of = await freshPartnership(books);
  const [first, last] = [await recorded(of, BEFORE_JULY), await recorded(of, FROM_JULY)];
  expect(await shown(first)).toMatchObject({
    ...{ status: 'RECORDED', value: null, ladder: null, history: [{ value: null }] },
    statement: { resource: { ...HOURS, valuation: null } },
  });
  expect(await register(of)).toMatchObject([
    { id: first, value: null, balances: null },
    { id: last, value: null, balances: null },
  ]);
  expect(await waitingForValue(of)).toBe(2);

  const part = { part: { duration: 'PT100H' }, effective: { from: '2026-03-01' } };
  for (const [path, body, pointer] of [
    ['commitments', part, '/part'],
    ['deliveries', part, '/part'],
    ['verifications', decisionOf('1.00'), '/claimed'],
  ] as const) {
    const refused = await second.post<Problem>(`/contributions/${first}/${path}`, body, { ifMatch: 0 });
    expectProblem(refused, { status: 409, code: 'NOT_VALUED', pointer });
  }

  const method = await adoptedMethod();
  const valuation = { method: method.id, version: 1, level: 'ORA' };
  const valued = { resource: { ...HOURS, valuation } };
  expectProblem(await correct(of, first, 0, valued), {
    ...{ status: 422, code: 'RATE_UNKNOWN' },
    pointer: '/changes/resource/valuation/level',
  });
  await method.publish('25.00', '2026-01-01');
  expect((await correct(of, first, 0, valued)).status).toBe(201);
  await method.publish('30.00', '2026-07-01');
  expect((await correct(of, last, 0, valued)).status).toBe(201);

  // 1,400 x 25.00 and 1,400 x 30.00.
  const rows = (await register(of)).map(({ id, value }) => [id, value?.amount]);
  expect(rows).toEqual([
    [first, '35000.00'],
    [last, '42000.00'],
  ]);
  expect((await correct(of, first, 1, { act: 'Det. 9' })).status).toBe(201);
  expect(await shown(first)).toMatchObject({
    ...{ status: 'CORRECTED', value: euro('35000.00') },
    statement: { resource: { ...HOURS, valuation: { ...valuation, rate: '25.00' } } },
  });
  expect(await waitingForValue(of)).toBe(0);

  const decision = decisionOf('35000.00');
  const verified = await second.post(`/contributions/${first}/verifications`, decision, { ifMatch: 2 });
  expect(verified.status).toBe(201);
});

describe('a resource without a value', () => {
  const DONATED = { description: 'Arredi', quantity: '12', unit: 'ITEM' } as const;

  it.each([
    ['staff', { kind: 'PAID_STAFF', duration: 'PT8H' }],
    ['volunteers', HOURS],
    ['a room', { kind: 'ASSET_USE', quantity: '10', unit: 'HOUR' }],
    ['goods', { kind: 'DONATED_GOODS', ...DONATED }],
    ['a service', { kind: 'DONATED_SERVICE', ...DONATED }],
  ])('may be %s, and null says the same as nothing', async (_, resource) => {
    const key = randomUUID();
    const { status, body } = await post(resource, {}, { key });
    expect(status).toBe(201);
    expect((await shown(body.id)).statement.resource).toMatchObject({ ...resource, valuation: null });
    const again = await post({ ...resource, valuation: null }, {}, { key });
    expect([again.headers.get('idempotency-replayed'), again.body.id]).toEqual(['true', body.id]);
  });

  it('still needs a quantity, and money still needs its amount', async () => {
    const nothing = await post({ ...GROUP, duration: 'PT0M' });
    expectProblem(nothing, { status: 422, code: 'QUANTITY_NOT_POSITIVE', pointer: '/resource/duration' });
    expectProblem(await post(GROUP), { status: 400, code: 'MALFORMED', pointer: '/resource/duration' });
    expectProblem(await post({ kind: 'CASH', valuation: null }), {
      ...{ status: 400, code: 'MALFORMED' },
      pointer: '/resource/amount',
    });
    expectProblem(await post({ ...HOURS, valuation: 'none' }), {
      ...{ status: 400, code: 'MALFORMED' },
      pointer: '/resource/valuation',
    });
  });

  it('keeps its value once it has one, and says how to mend that', async () => {
    const valuation = { method: 'VOLUNTEER_DM_2020', rate: '11.50' };
    const { id } = (await post({ ...HOURS, valuation })).body;
    for (const resource of [HOURS, { ...HOURS, valuation: null }]) {
      expectProblem(await correct(books, id, 0, { resource }), {
        ...{ status: 422, code: 'VALUATION_MISSING' },
        pointer: '/changes/resource/valuation',
      });
    }
    const body = { changes: { resource: HOURS }, justification: ENTRY_ERROR };
    const path = `/contributions/${id}/corrections`;
    const italian = { ifMatch: 0, headers: { 'accept-language': 'it' } };
    const refused = await api.post<Problem>(path, body, italian);
    expect(refused.body.title).toMatch(/valorizzazione, oppure stornare/);
  });

  it('may be pledged, without years, and is committed once it is valued', async () => {
    const { stage: _, ...pledge } = bodyOf(books, HOURS, BEFORE_JULY) as { stage: string };
    const schedule = [{ year: 2026, amount: euro('100.00') }];
    expectProblem(await api.post<Problem>('/pledges', { ...pledge, schedule }), {
      ...{ status: 422, code: 'SCHEDULE_NEEDS_VALUE', pointer: '/schedule' },
    });
    const { id } = await api.done('/pledges', { ...pledge, expiresOn: '2026-12-31' });
    expect(await shown(id)).toMatchObject({ status: 'PLEDGED', value: null, pledge: { open: null } });
    const release = { effectiveOn: '2026-01-01' };
    const refused = await api.post<Problem>(`/contributions/${id}/pledge-releases`, release, { ifMatch: 0 });
    expectProblem(refused, { status: 409, code: 'NOT_VALUED' });
    const valuation = { method: 'VOLUNTEER_DM_2020', rate: '10.00' };
    await correct(books, id, 0, { resource: { ...HOURS, valuation } });
    const part = { part: { duration: 'PT1400H' }, effective: { from: '2026-03-01' } };
    await api.done(`/contributions/${id}/commitments`, part, { ifMatch: 1 });
    expect(await shown(id)).toMatchObject({ status: 'FULFILLED', value: euro('14000.00') });
  });
});
