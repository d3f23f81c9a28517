/** The seven kinds of resource over HTTP: what each says, what it is worth, and what it must not say. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '#event-log/canonical-json';
import { Api, type Posting, type Problem } from '../support/api.ts';
import {
  contributionOf,
  correct,
  ENTRY_ERROR,
  euro,
  openBooks,
  record,
  type Books,
} from '../support/books.ts';
import { expectProblem } from '../support/problem.ts';
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

const SPAN = ['2024-01-01', '2024-12-31'] as const;
const bodyOf = (resource: object, more: object = {}): object => ({
  ...contributionOf(books, { source: books.from.THIRD_SECTOR, on: SPAN, resource, stage: 'DELIVERED' }),
  payer: books.cooperative,
  ...more,
});
const post = (resource: object, more: object = {}, posting: Posting = {}) =>
  api.post<Problem & { id: string; events: string[] }>('/contributions', bodyOf(resource, more), posting);

interface Shown {
  readonly value: { readonly amount: string } | null;
  readonly statement: { readonly family: string; readonly resource: Record<string, unknown> } | null;
  readonly declaration: object | null;
  readonly ladder: object | null;
}

describe('a resource', () => {
  const priced = { method: 'NORMAL_PRICE', inputs: { normalPrice: '30.04' } };
  const rate = { rate: '15.00' };
  const FEE = { nature: 'USER_FEE', amount: euro('12.00') };
  const VOUCHER = { nature: 'VOUCHER', amount: euro('100.00'), userPart: euro('20.00') };
  const FRANCS = {
    amount: '10000.00',
    currency: 'CHF',
    exchange: { rate: '0.9640', on: '2024-03-01', source: 'BCE' },
  };
  const people = { headcount: 12, registered: true, insured: true };

  // Worked out by hand; francs and the annual cost (38,000 / 1720 = 22.09) as published.
  it.each([
    ['fees of users', { kind: 'CASH', ...FEE }, '12.00', 'ECONOMIC'],
    ['a voucher with the part of the user', { kind: 'CASH', ...VOUCHER }, '100.00', 'ECONOMIC'],
    ['francs at the rate of a day', { kind: 'CASH', foreign: FRANCS }, '10373.44', 'ECONOMIC'],
    ['staff at a rate', { kind: 'PAID_STAFF', duration: 'PT10H', valuation: rate }, '150.00', 'PROFESSIONAL'],
    [
      'staff by their annual cost',
      {
        kind: 'PAID_STAFF',
        person: randomUUID(),
        duration: 'PT100H',
        reimbursedBp: 2_000,
        valuation: { method: 'STAFF_1720', inputs: { annualCost: '38000.00' } },
      },
      '2209.00',
      'PROFESSIONAL',
    ],
    [
      'volunteers',
      {
        kind: 'VOLUNTEER_TIME',
        ...people,
        duration: 'PT20H',
        valuation: { method: 'VOLUNTEER_DM_2020', rate: '11.50' },
      },
      '230.00',
      'PROFESSIONAL',
    ],
    [
      'a room by the lower of two methods',
      {
        kind: 'ASSET_USE',
        asset: 'Sala 1',
        quantity: '10',
        unit: 'HOUR',
        valuation: {
          ...rate,
          other: { method: 'UNITS_AT_RATE', quantity: '10', unit: 'HOUR', inputs: { rate: '12.00' } },
        },
      },
      '120.00',
      'ORGANISATIONAL',
    ],
    [
      'donated goods',
      { kind: 'DONATED_GOODS', description: 'Arredi', quantity: '20', unit: 'ITEM', valuation: priced },
      '600.80',
      'ORGANISATIONAL',
    ],
    [
      'know-how',
      {
        kind: 'DONATED_SERVICE',
        description: 'Progettazione',
        quantity: '8',
        unit: 'HOUR',
        valuation: { method: 'KNOW_HOW_HOURS', rate: '50.00' },
      },
      '400.00',
      'DESIGN',
    ],
  ])('%s is kept as it was said, with its value', async (_, resource, value, family) => {
    const { status, body } = await post(resource);
    expect([status, body.code]).toEqual([201, undefined]);
    const shown = await api.get<Shown>(`/contributions/${body.id}`);
    expect([shown.body.value?.amount, shown.body.statement?.family]).toEqual([value, family]);
    const { valuation: __, ...said } = resource as { valuation?: object };
    const { exchange: ___, ...foreign } = FRANCS;
    const kept = 'foreign' in said ? { ...said, foreign } : said;
    expect(shown.body.statement?.resource).toMatchObject(kept);
  });

  it('relational is declared with its indicator, and has nothing of money', async () => {
    const resource = { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '14', unit: 'nodi' };
    const { partnership, cooperative: bringer } = books;
    const declaration = { bringer, resource, effective: { from: '2024-01-01', to: '2024-12-31' } };
    const { id } = await api.done('/contributions', { partnership, ...declaration });
    const { body } = await api.get<Shown>(`/contributions/${id}`);
    expect(body).toMatchObject({ value: null, statement: null, ladder: null, declaration });
    const refused = await api.post<Problem>('/contributions', {
      partnership,
      ...declaration,
      payer: bringer,
    });
    expectProblem(refused, { status: 400, code: 'MALFORMED', pointer: '/payer' });
  });
});

describe('what is wrong about a resource', () => {
  const hours = { kind: 'VOLUNTEER_TIME', duration: 'PT2H', registered: true, insured: true };
  const named = { method: 'VOLUNTEER_DM_2020', rate: '11.50' };
  const goods = { kind: 'DONATED_GOODS', description: 'Arredi', quantity: '2', unit: 'ITEM' };

  it.each([
    ['a gift without its method', { ...goods, valuation: { rate: '3.00' } }, 400, 'MALFORMED', 'method'],
    [
      'an adopted method without its version',
      { ...goods, valuation: { method: randomUUID(), rate: '3.00' } },
      ...[400, 'MALFORMED', 'version'],
    ],
    [
      'an unknown method',
      { ...goods, valuation: { method: randomUUID(), version: 1 } },
      ...[422, 'METHOD_UNKNOWN', 'method'],
    ],
    [
      'an input that the method does not know',
      { ...goods, valuation: { method: 'NORMAL_PRICE', inputs: { price: '3.00' } } },
      ...[422, 'INPUT_UNKNOWN', 'inputs/price'],
    ],
    [
      'staff with nothing to value them by',
      { kind: 'PAID_STAFF', duration: 'PT2H', valuation: {} },
      ...[400, 'MALFORMED', 'rate'],
    ],
  ] as [string, object, number, string, string][])('%s is blamed where it stands', async (...row) => {
    const [, resource, status, code, member] = row;
    expectProblem(await post(resource), { status, code, pointer: `/resource/valuation/${member}` });
  });

  it.each([
    [
      'volunteers who are not insured',
      { ...hours, headcount: 2, insured: false },
      'VOLUNTEER_NOT_INSURED',
      'insured',
    ],
    ['volunteers who are nobody', hours, 'VOLUNTEER_PERSON_OR_GROUP', 'person'],
  ])('%s are refused', async (_, resource, code, member) => {
    const refused = await post({ ...resource, valuation: named });
    expectProblem(refused, { status: 422, code, pointer: `/resource/${member}` });
  });

  it('another currency needs its rate, and no second amount', async () => {
    const foreign = { amount: '10.00', currency: 'CHF' };
    expectProblem(await post({ kind: 'CASH', foreign }), {
      status: 422,
      code: 'CURRENCY_NEEDS_RATE',
      pointer: '/resource/foreign/exchange',
    });
    expectProblem(await post({ kind: 'CASH', foreign, amount: euro('9.00') }), {
      status: 422,
      code: 'AMOUNT_IN_TWO_CURRENCIES',
      pointer: '/resource/amount',
    });
    expectProblem(await post({ kind: 'CASH' }), {
      status: 400,
      code: 'MALFORMED',
      pointer: '/resource/amount',
    });
  });

  it('the same hours of a person need a reason, which is kept', async () => {
    const resource = {
      kind: 'PAID_STAFF',
      person: randomUUID(),
      duration: 'PT8H',
      valuation: { rate: '20.00' },
    };
    const day = { effective: { from: '2024-05-06' } };
    expect((await post(resource, day)).status).toBe(201);
    expectProblem(await post(resource, day), {
      status: 422,
      code: 'SAME_HOURS',
      pointer: '/reasons/SAME_HOURS',
    });
    const reasoned = await post(resource, { ...day, reasons: { SAME_HOURS: 'Due sedi lo stesso giorno' } });
    expect(reasoned.status).toBe(201);
    expectProblem(await post(resource, { ...day, reasons: { HOURS_PER_DAY: 'Prova' } }), {
      status: 400,
      code: 'MALFORMED',
      pointer: '/reasons/HOURS_PER_DAY',
    });
  });
});

/**
 * The log is the idempotency table for ever: what could be asked before there were more kinds and members must hash as
 * it did then, or a retry of it would be taken for another request.
 */
describe('a request that was possible before', () => {
  const hashOf = (command: object, id?: string): string => {
    const asked = { aggregate: 'contribution', ...(id === undefined ? {} : { id }), command };
    return createHash('sha256')
      .update(`pledger-request/1\n${canonicalJson(asked)}`)
      .digest('hex');
  };
  const hashIn = async (event = ''): Promise<string> =>
    (await api.get<{ event: { cause: { request: string } } }>(`/events/${event}`)).body.event.cause.request;

  it.each([
    ['cash', { kind: 'CASH', amount: euro('5.00') }, { kind: 'CASH', amount: euro('5.00') }],
    [
      'staff',
      { kind: 'PAID_STAFF', duration: 'PT2H30M', valuation: { rate: '20.00' } },
      { kind: 'PAID_STAFF', minutes: 150, valuation: { method: 'HOURS_AT_RATE', version: 1, rate: '20.00' } },
    ],
    [
      'a room',
      { kind: 'ASSET_USE', quantity: '516', unit: 'HOUR', valuation: { rate: '15.00' } },
      {
        kind: 'ASSET_USE',
        quantity: '516',
        unit: 'HOUR',
        valuation: { method: 'UNITS_AT_RATE', version: 1, rate: '15.00' },
      },
    ],
  ])('is the same request today: %s', async (_, resource, asked) => {
    const { id, events } = await record(books, { source: books.from.THIRD_SECTOR, on: SPAN, resource });
    const { municipality: payer, cooperative: bringer, partnership } = books;
    const effective = { from: SPAN[0], to: SPAN[1] };
    const statement = {
      ...{ payer, bringer, fundingSource: books.from.THIRD_SECTOR, stage: 'PAID', resource: asked },
      ...{ effective, dating: 'STATED' },
    };
    expect(await hashIn(events[0])).toBe(hashOf({ kind: 'record', partnership, statement }));

    const room = { kind: 'ASSET_USE', quantity: '2', unit: 'DAY', valuation: { rate: '3.00' } };
    const changed = { ...room, valuation: { method: 'UNITS_AT_RATE', version: 1, rate: '3.00' } };
    const evidence = [{ reference: 'Prot. 3', sha256: randomUUID().replaceAll('-', '').repeat(2) }];
    const { body } = await correct(books, id, 0, { resource: room, evidence, act: null });
    const changes = { resource: changed, evidence, act: null };
    const correction = { kind: 'correct', changes, justification: ENTRY_ERROR };
    expect(await hashIn(body.events[0])).toBe(hashOf(correction, id));
  });

  it('says the same as its long form, so that either repeats the other', async () => {
    const key = randomUUID();
    const hours = { kind: 'PAID_STAFF', duration: 'PT3H' };
    expect((await post({ ...hours, valuation: { rate: '20.00' } }, {}, { key })).status).toBe(201);
    const valuation = { method: 'HOURS_AT_RATE', version: 1, rate: '20.00' };
    const long = { ...hours, person: null, valuation: { ...valuation, level: null } };
    const again = await post(long, { fundedBy: [], lateFor: null, evidence: [] }, { key });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});
