/** Price indices over HTTP: a series enters once, grows, and changes a value only with a reason. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Problem, type Receipt } from '../support/api.ts';
import { ENTRY_ERROR } from '../support/books.ts';
import { indexOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

interface Row {
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

let service: TestService;
let api: Api;
let count = 0;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
});
afterAll(() => service.stop());

/** A series that no other test has. */
function fresh(): string {
  count += 1;
  return `FOI-${count}`;
}

async function recorded({ events }: Receipt): Promise<Row['event'] | undefined> {
  const rows = await everyItem<Row>(api, '/events');
  return rows.map(({ event }) => event).find(({ id }) => events.includes(id));
}

const points = (...of: readonly (readonly [string, string])[]): object => ({
  source: 'Comunicato di prova',
  points: of.map(([period, value]) => ({ period, value })),
});

describe('a price index', () => {
  it('is recorded with its points as they were published', async () => {
    const series = fresh();
    const event = await recorded(await api.done('/price-indexes', indexOf({ series })));
    expect(event?.type).toBe('PriceIndexPublished');
    expect(event?.data).toEqual({ ...indexOf({ series }), justification: null });
  });

  it('enters once: whoever sends its series again is told where it is', async () => {
    const series = fresh();
    const { id } = await api.done('/price-indexes', indexOf({ series }));
    const other = api.as(tokenFor(service, 'finance'));
    const again = await other.post<Problem>('/price-indexes', indexOf({ series, title: 'Altro' }));
    expectProblem(again, { status: 409, code: 'ALREADY_REGISTERED' });
    expect(again.body.location).toBe(`/api/v1/price-indexes/${id}`);
  });

  it('grows by later points, and changes one only when it is said and why', async () => {
    const { id } = await api.done('/price-indexes', indexOf({ series: fresh() }));
    const path = `/price-indexes/${id}/points`;
    const grown = await api.done(path, points(['2024-11', '120.2']), { ifMatch: 0 });
    expect((await recorded(grown))?.data).toMatchObject({
      points: [{ period: '2024-11', value: '120.2' }],
      url: null,
      justification: null,
    });
    const changed = points(['2024-12', '120.3'], ['2024-11', '120.1']);
    const unsaid = await api.post(path, changed, { ifMatch: 1 });
    expectProblem(unsaid, { status: 409, code: 'INDEX_POINT_DIFFERS', pointer: '/points/1/value' });
    const unjustified = await api.post(path, { ...changed, restates: true }, { ifMatch: 1 });
    expectProblem(unjustified, { status: 422, code: 'RESTATEMENT_UNJUSTIFIED', pointer: '/justification' });
    const body = { ...changed, restates: true, justification: ENTRY_ERROR };
    const restated = await api.done(path, body, { ifMatch: 1 });
    expect((await recorded(restated))?.data['justification']).toEqual({ reference: null, ...ENTRY_ERROR });
    const nothing = await api.post(path, changed, { ifMatch: 2 });
    expectProblem(nothing, { status: 409, code: 'INDEX_NOTHING_NEW', pointer: '/points' });
  });

  it.each<[string, object, number, string, string]>([
    [
      'a value as a number',
      { points: [{ period: '2021', value: 102.9 }] },
      400,
      'MALFORMED',
      '/points/0/value',
    ],
    [
      'a decimal comma',
      { points: [{ period: '2021', value: '102,9' }] },
      400,
      'MALFORMED',
      '/points/0/value',
    ],
    ['a day', { points: [{ period: '2021-01-31', value: '1' }] }, 400, 'MALFORMED', '/points/0/period'],
    ['zero', { points: [{ period: '2021', value: '0' }] }, 422, 'QUANTITY_NOT_POSITIVE', '/points/0/value'],
    ['no points', { points: [] }, 422, 'INDEX_POINTS_COUNT', '/points'],
    [
      'a period twice',
      {
        points: [
          { period: '2021', value: '1' },
          { period: '2021', value: '1' },
        ],
      },
      422,
      'INDEX_PERIOD_REPEATED',
      '/points/1/period',
    ],
    ['a base of 1', { base: '2015=1' }, 400, 'MALFORMED', '/base'],
    ['an address without https', { url: 'http://istat.example' }, 400, 'MALFORMED', '/url'],
    ['restatements from the start', { restates: true }, 400, 'MALFORMED', '/restates'],
  ])('is refused with %s, and nothing is written', async (_, changes, status, code, pointer) => {
    const head = await api.head();
    expectProblem(await api.post('/price-indexes', indexOf({ series: 'FOI-Z', ...changes })), {
      status,
      code,
      pointer,
    });
    expect(await api.head()).toBe(head);
  });

  it('is for finance offices of the whole ledger, and for a series that there is', async () => {
    const limited = api.as(tokenFor(service, 'finance', { partnerships: [randomUUID()] }));
    expectProblem(await limited.post('/price-indexes', indexOf({ series: fresh() })), {
      status: 403,
      code: 'NOT_ALLOWED',
    });
    const nowhere = await api.post(`/price-indexes/${randomUUID()}/points`, points(['2021', '1']), {
      ifMatch: 0,
    });
    expectProblem(nowhere, { status: 404, code: 'NOT_FOUND' });
  });
});
