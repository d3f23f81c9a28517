/** Definitions of a ledger's own over HTTP: proposed under a code, adopted by a second person, retired. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Problem, type Receipt } from '../support/api.ts';
import { definitionOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

interface Row {
  readonly event: {
    readonly id: string;
    readonly stream: string;
    readonly type: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

let service: TestService;
let api: Api;
let second: Api;
let codes = 0;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  second = api.as(tokenFor(service, 'finance'));
});
afterAll(() => service.stop());

/** A code that no other test has. */
function fresh(): string {
  codes += 1;
  return `PR-${codes}`;
}

async function recorded({ events }: Receipt): Promise<Row['event'][]> {
  const rows = await everyItem<Row>(api, '/events');
  return rows.map(({ event }) => event).filter(({ id }) => events.includes(id));
}

describe('a definition', () => {
  it('is proposed with all that it says, and what it leaves out is null', async () => {
    const code = fresh();
    const receipt = await api.done('/definitions', definitionOf({ code }));
    const [event] = await recorded(receipt);
    expect(event).toMatchObject({ type: 'DefinitionProposed', stream: `definition-${receipt.id}` });
    const { code: _, validFrom, ...terms } = definitionOf({}) as Record<string, unknown>;
    expect(event?.data).toEqual({
      code,
      version: 1,
      validFrom,
      terms: {
        ...terms,
        numerator: { sides: ['T'], origins: null, call: null },
        denominator: { sides: ['PUBLIC'], origins: ['MUNICIPALITY'], call: null },
        applies: null,
      },
    });
  });

  it('is adopted by a second person alone, followed by a version, and retired', async () => {
    const code = fresh();
    const { id } = await api.done('/definitions', definitionOf({ code }));
    const adoption = { version: 1, act: 'Determina 1' };
    const own = await api.post(`/definitions/${id}/adoptions`, adoption, { ifMatch: 0 });
    expectProblem(own, { status: 409, code: 'SAME_PERSON' });
    await second.done(`/definitions/${id}/adoptions`, adoption, { ifMatch: 0 });

    const next = await api.done('/definitions', definitionOf({ code, validFrom: '2027-01-01' }));
    expect([next.id, next.revision]).toEqual([id, 2]);
    const followed = await second.done(`/definitions/${id}/adoptions`, { version: 2 }, { ifMatch: 2 });
    const [adopted] = await recorded(followed);
    expect(adopted?.data).toEqual({
      version: 2,
      act: null,
      closes: { version: 1, validTo: '2026-12-31' },
    });
    const early = await api.post<Problem>(
      `/definitions/${id}/retirements`,
      { from: '2027-01-01', reason: 'Prova' },
      { ifMatch: 3 },
    );
    expectProblem(early, { status: 422, code: 'DEFINITION_RETIREMENT_TOO_EARLY', pointer: '/from' });
    const end = { from: '2028-01-01', reason: 'Prova' };
    await api.done(`/definitions/${id}/retirements`, end, { ifMatch: 3 });
    const again = await api.post(`/definitions/${id}/retirements`, end, { ifMatch: 4 });
    expectProblem(again, { status: 409, code: 'DEFINITION_NOT_IN_FORCE' });
  });

  it('of one code is one record, whoever proposes it, even at the same moment', async () => {
    const code = fresh();
    const all = await Promise.all(
      [api, second, api].map((by) => by.post('/definitions', definitionOf({ code }))),
    );
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
    const events = await Promise.all(all.map(async ({ body }) => (await recorded(body))[0]?.data['version']));
    expect(events.toSorted()).toEqual([1, 2, 3]);
  });

  it('sent again has its first receipt', async () => {
    const key = randomUUID();
    const body = definitionOf({ code: fresh() });
    const first = await api.post('/definitions', body, { key });
    await second.done('/definitions', body);
    const again = await api.post('/definitions', body, { key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    const other = await api.post('/definitions', definitionOf({ code: fresh() }), { key });
    expectProblem(other, { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('is tried without being proposed', async () => {
    const head = await api.head();
    const tried = await api.post('/definitions', definitionOf({ code: fresh() }), { dryRun: true });
    expect([tried.status, tried.body.dryRun, await api.head()]).toEqual([201, true, head]);
  });
});

describe('a bad definition', () => {
  it.each<[string, object, number, string, string]>([
    ['a code in small letters', { code: 'pr-1' }, 400, 'MALFORMED', '/code'],
    ['the code of a standard one', { code: 'L6' }, 422, 'DEFINITION_CODE_STANDARD', '/code'],
    ['a code that a standard one may get', { code: 'L13' }, 422, 'DEFINITION_CODE_STANDARD', '/code'],
    ['a series', { kind: 'SERIES' }, 422, 'DEFINITION_STANDARD_ALONE', '/kind'],
    ['no sides', { numerator: { sides: [] } }, 422, 'TERM_SIDES_MISSING', '/numerator/sides'],
    ['a side that there is not', { numerator: { sides: ['X'] } }, 400, 'MALFORMED', '/numerator/sides'],
    ['a side twice', { numerator: { sides: ['T', 'T'] } }, 422, 'TERM_SIDES_MISSING', '/numerator/sides'],
    [
      'an origin of another side',
      { denominator: { sides: ['PUBLIC'], origins: ['FOUNDATION'] } },
      422,
      'TERM_ORIGIN_UNFIT',
      '/denominator/origins/0',
    ],
    ['too many decimals', { decimals: 7 }, 400, 'MALFORMED', '/decimals'],
    ['decimals as a text', { decimals: '2' }, 400, 'MALFORMED', '/decimals'],
    ['a blank source', { source: '  ' }, 400, 'MALFORMED', '/source'],
    ['no English name', { name: { it: 'Prova' } }, 400, 'MALFORMED', '/name/en'],
    ['an unknown member', { weight: 2 }, 400, 'MALFORMED', '/weight'],
    ['no date', { validFrom: '2026-02-30' }, 400, 'MALFORMED', '/validFrom'],
  ])(
    'with %s is refused where it is at fault, and nothing is written',
    async (_, changes, status, code, pointer) => {
      const head = await api.head();
      const answer = await api.post('/definitions', definitionOf({ code: 'ES-9', ...changes }));
      expectProblem(answer, { status, code, pointer });
      expect(await api.head()).toBe(head);
    },
  );

  it('says in Italian what is wrong', async () => {
    const answer = await api.post<Problem>('/definitions', definitionOf({ kind: 'ATTRIBUTION' }), {
      headers: { 'accept-language': 'it' },
    });
    expect(answer.body.title).toMatch(/^Un registro adotta rapporti fra due somme/);
  });
});

describe('who may', () => {
  it('is a finance office of the whole ledger', async () => {
    const limited = api.as(tokenFor(service, 'finance', { partnerships: [randomUUID()] }));
    const code = fresh();
    expectProblem(await limited.post('/definitions', definitionOf({ code })), {
      status: 403,
      code: 'NOT_ALLOWED',
    });
    const { id } = await api.done('/definitions', definitionOf({ code }));
    const adoption = await limited.post(`/definitions/${id}/adoptions`, { version: 1 }, { ifMatch: 0 });
    expectProblem(adoption, { status: 403, code: 'NOT_ALLOWED' });
  });

  it('names the revision that was decided on, and a definition that there is', async () => {
    const { id } = await api.done('/definitions', definitionOf({ code: fresh() }));
    expectProblem(await second.post(`/definitions/${id}/adoptions`, { version: 1 }), {
      status: 428,
      code: 'REVISION_MISSING',
    });
    expectProblem(await second.post(`/definitions/${id}/adoptions`, { version: 1 }, { ifMatch: 7 }), {
      status: 412,
      code: 'REVISION_STALE',
    });
    expectProblem(
      await second.post(`/definitions/${randomUUID()}/adoptions`, { version: 1 }, { ifMatch: 0 }),
      {
        status: 404,
        code: 'NOT_FOUND',
      },
    );
  });
});
