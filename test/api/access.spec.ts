/** Who may call what: every address of the service, for every role and every token that opens nothing. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Answer, type Problem } from '../support/api.ts';
import { contributionOf, openBooks, record, type Books } from '../support/books.ts';
import { routesOf } from '../support/routes.ts';
import { startDemoService, type TestService } from '../support/service.ts';

/**
 * Figures are for everybody; finance offices record; a partner confirms or contests, and else only reads, as evaluators
 * do; the log of events is not for partners. An address that is not here may not exist.
 */
const ALLOWED: Readonly<Record<string, 'everybody' | readonly string[]>> = {
  'GET /health/live': 'everybody',
  'GET /health/ready': 'everybody',
  'GET /api/v1/status': 'everybody',
  'GET /api/v1/openapi.json': 'everybody',
  'GET /api/v1/definitions': 'everybody',
  'GET /api/v1/definitions/:id': 'everybody',
  'GET /api/v1/figures': 'everybody',
  'GET /api/v1/figures/:definition': 'everybody',
  'GET /api/v1/figures/:definition/lineage': 'everybody',
  'GET /api/v1/figures/:definition/differences': 'everybody',
  'GET /api/v1/partnerships': 'everybody',
  'GET /api/v1/partnerships/:id': 'everybody',
  'GET /api/v1/partnerships/:id/curve': 'everybody',
  'GET /api/v1/partnerships/:id/sensitivity': 'everybody',
  'GET /api/v1/partnerships/:id/expiring-pledges': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/observatory': 'everybody',
  'GET /api/v1/parties': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/parties/:id': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/funding-sources': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/funding-sources/:id': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/contributions': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/contributions/:id': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/events': ['finance', 'evaluator'],
  'GET /api/v1/events/:id': ['finance', 'evaluator'],
  'GET /api/v1/events/:id/publications': ['finance', 'evaluator'],
  'GET /api/v1/publications': 'everybody',
  'GET /api/v1/publications/:id/:number': 'everybody',
  'GET /api/v1/price-indexes': 'everybody',
  'GET /api/v1/price-indexes/:id': 'everybody',
  'POST /api/v1/parties': ['finance'],
  'POST /api/v1/partnerships': ['finance'],
  'POST /api/v1/partnerships/:id/implied-public-bases': ['finance'],
  'POST /api/v1/partnerships/:id/implied-public-bases/withdrawals': ['finance'],
  'POST /api/v1/funding-sources': ['finance'],
  'POST /api/v1/parties/:id/corrections': ['finance'],
  'POST /api/v1/parties/:id/status-checks': ['finance'],
  'POST /api/v1/parties/:id/aid-grants': ['finance'],
  'POST /api/v1/partnerships/:id/corrections': ['finance'],
  'POST /api/v1/partnerships/:id/partners': ['finance'],
  'POST /api/v1/partnerships/:id/partner-withdrawals': ['finance'],
  'POST /api/v1/partnerships/:id/conventions': ['finance'],
  'POST /api/v1/partnerships/:id/convention-amendments': ['finance'],
  'POST /api/v1/partnerships/:id/convention-terminations': ['finance'],
  'POST /api/v1/funding-sources/:id/corrections': ['finance'],
  'GET /api/v1/valuation-methods/:id': ['finance', 'partner', 'evaluator'],
  'POST /api/v1/valuation-methods': ['finance'],
  'POST /api/v1/valuation-methods/:id/versions': ['finance'],
  'POST /api/v1/valuation-methods/:id/adoptions': ['finance'],
  'POST /api/v1/valuation-methods/:id/retirements': ['finance'],
  'POST /api/v1/valuation-methods/:id/rates': ['finance'],
  'POST /api/v1/definitions': ['finance'],
  'POST /api/v1/definitions/:id/adoptions': ['finance'],
  'POST /api/v1/definitions/:id/retirements': ['finance'],
  'POST /api/v1/price-indexes': ['finance'],
  'POST /api/v1/price-indexes/:id/points': ['finance'],
  'POST /api/v1/publications': ['finance'],
  'POST /api/v1/publications/:id/:number/withdrawals': ['finance'],
  'POST /api/v1/contributions': ['finance'],
  'POST /api/v1/contributions/:id/corrections': ['finance'],
  'POST /api/v1/contributions/:id/reversals': ['finance'],
  'POST /api/v1/contributions/:id/reclassifications': ['finance'],
  'POST /api/v1/contributions/:id/evidence': ['finance'],
  'POST /api/v1/contributions/:id/commitments': ['finance'],
  'POST /api/v1/contributions/:id/deliveries': ['finance'],
  'POST /api/v1/contributions/:id/movement-reversals': ['finance'],
  'POST /api/v1/contributions/:id/payments': ['finance'],
  'POST /api/v1/contributions/:id/verifications': ['finance'],
  'POST /api/v1/contributions/:id/contest-resolutions': ['finance'],
  'POST /api/v1/contributions/:id/recoveries': ['finance'],
  'POST /api/v1/contributions/:id/recovery-waivers': ['finance'],
  'POST /api/v1/contributions/:id/pledge-revisions': ['finance'],
  'POST /api/v1/contributions/:id/pledge-releases': ['finance'],
  'POST /api/v1/contributions/:id/pledge-expiries': ['finance'],
  'POST /api/v1/contributions/:id/confirmations': ['partner'],
  'POST /api/v1/contributions/:id/contests': ['partner'],
  'POST /api/v1/pledges': ['finance'],
  'GET /api/v1/transfers': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/transfers/:id': ['finance', 'partner', 'evaluator'],
  'POST /api/v1/transfers': ['finance'],
  'POST /api/v1/transfers/:id/reversals': ['finance'],
  'GET /api/v1/partnerships/:id/periods': ['finance', 'partner', 'evaluator'],
  'GET /api/v1/partnerships/:id/periods/:year/checklist': ['finance', 'evaluator'],
  'POST /api/v1/partnerships/:id/periods/:year/closings': ['finance'],
  'POST /api/v1/partnerships/:id/periods/:year/closures': ['finance'],
  'POST /api/v1/partnerships/:id/periods/:year/abandonments': ['finance'],
  'POST /api/v1/partnerships/:id/periods/:year/reopenings': ['finance'],
  'GET /api/v1/controls': 'everybody',
  'GET /api/v1/findings': ['finance', 'evaluator'],
};
/** A file like any other: whoever fetches it is not looked at. */
const DESCRIPTION = 'GET /api/v1/openapi.json';
const OPENS_NOTHING = ['none', 'unknown', 'revoked', 'expired', 'altered'];
const ROLES = ['finance', 'partner', 'evaluator'];

let service: TestService;
let books: Books;
let tokens: Readonly<Record<string, string | null>>;

const add = (
  name: string,
  more: { expiresAt?: string; org?: string; role?: 'finance' | 'partner'; partnerships?: string[] } = {},
): { id: string; token: string } => {
  const { expiresAt = null, org = null, role = 'finance', partnerships = '*' } = more;
  const { account, token } = service.folder.accounts.add({ name, role, org, partnerships, expiresAt });
  return { id: account.id, token };
};
const as = (who: string): Api => new Api(service.url, tokens[who] ?? null);

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  books = await openBooks(new Api(service.url, service.tokens.finance));
  const revoked = add('revoked').token;
  service.folder.accounts.revoke('revoked');
  const altered = service.tokens.finance.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  tokens = {
    ...service.tokens,
    none: null,
    unknown: `pl_${'x'.repeat(43)}`,
    revoked,
    expired: add('expired', { expiresAt: '2020-01-01T00:00:00.000Z' }).token,
    altered,
    partner: add('cooperative', { role: 'partner', org: books.cooperative }).token,
  };
});
afterAll(() => service.stop());

/** Calls a route with ids that nobody has, and with a body that no command accepts. */
function call(who: string, route: string): Promise<Answer<Problem>> {
  const [method = '', pattern = ''] = route.split(' ');
  const target = pattern
    .replace(':definition', 'L1')
    .replace(':year', '2024')
    .replaceAll(/:\w+/g, randomUUID());
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'if-match': '"0"' };
  return as(who).send<Problem>(method, target, method === 'POST' ? { headers, body: '{}' } : {});
}

describe('the table', () => {
  it('names every address of the service, and none else', () => {
    const routes = routesOf(service).filter((route) => / \/(api|health)\//.test(route));
    const answered = routes.filter((route) => !route.startsWith('HEAD '));
    expect(answered.length).toBeGreaterThan(20);
    expect(answered.toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
  });

  it('leaves only files to read outside the API', () => {
    const others = routesOf(service).filter((route) => !/ \/(api|health)\//.test(route));
    expect(others.filter((route) => !/^(GET|HEAD) /.test(route))).toEqual([]);
  });
});

describe.each(Object.entries(ALLOWED))('%s', (route, allowed) => {
  it.each(OPENS_NOTHING)('with a token that opens nothing: %s', async (who) => {
    const answer = await call(who, route);
    if (allowed === 'everybody') {
      // Nobody needs a token here, but whoever sends one that is bad is told so.
      if (who === 'none' || route === DESCRIPTION) {
        expect([200, 400, 404, 422]).toContain(answer.status);
        return;
      }
    }
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body.code).toBe(who === 'none' ? 'TOKEN_MISSING' : 'TOKEN_REFUSED');
  });

  it.each(ROLES)('as %s', async (who) => {
    const answer = await call(who, route);
    if (allowed === 'everybody' || allowed.includes(who)) {
      expect([200, 400, 404, 422]).toContain(answer.status);
    } else {
      expect([answer.status, answer.body.code]).toEqual([403, 'NOT_ALLOWED']);
    }
  });
});

it('HEAD is for the same people as GET', async () => {
  const different: string[] = [];
  for (const route of Object.keys(ALLOWED).filter((each) => each.startsWith('GET '))) {
    for (const who of [...ROLES, 'none']) {
      const [get, head] = [await call(who, route), await call(who, route.replace('GET', 'HEAD'))];
      if (head.status !== get.status) different.push(`${who} ${route}: ${get.status}, HEAD ${head.status}`);
    }
  }
  expect(different).toEqual([]);
});

it('nobody can change or remove with another method', async () => {
  for (const route of Object.keys(ALLOWED)) {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status } = await call('finance', route.replace(/^\w+/, method));
      expect([404, 405, 415]).toContain(status);
    }
  }
});

describe('a token', () => {
  const list = '/api/v1/parties';
  const withHeader = (authorization: string): Promise<Answer<Problem>> =>
    as('none').send<Problem>('GET', list, { headers: { authorization } });

  it('counts only as a bearer token in its header', async () => {
    const { finance } = service.tokens;
    expect((await withHeader(`Bearer ${finance}`)).status).toBe(200);
    expect((await withHeader(`bearer ${finance}`)).status).toBe(200);
    const basic = `Basic ${Buffer.from(`finance:${finance}`).toString('base64')}`;
    for (const other of [finance, basic, `Token ${finance}`, 'Bearer', 'Bearer ', `Bearer ${finance}x`]) {
      expect((await withHeader(other)).status).toBe(401);
    }
    for (const name of ['token', 'access_token']) {
      const query = new URLSearchParams({ [name]: finance });
      expect((await as('none').send('GET', `${list}?${query}`)).status).toBe(401);
    }
  });

  it('ends the moment its account is revoked; what it recorded names its actor for ever', async () => {
    const { id, token } = add('leaving', { org: books.municipality });
    const leaving = books.api.as(token);
    const done = await leaving.done(
      '/contributions',
      contributionOf(books, { source: books.from.EU, on: '2023-01-01' }),
    );
    service.folder.accounts.revoke('leaving');
    expect((await leaving.get('/parties')).status).toBe(401);

    interface Row {
      readonly event: { readonly id: string; readonly actor: Readonly<Record<string, unknown>> };
    }
    const actor = { id, role: 'finance', org: books.municipality };
    const events = await everyItem<Row>(books.api, '/events');
    expect(events.find(({ event }) => event.id === done.events[0])?.event.actor).toEqual(actor);
    const { body } = await books.api.get<{ history: { actor: unknown }[] }>(`/contributions/${done.id}`);
    expect(body.history.map((entry) => entry.actor)).toEqual([actor]);
    expect(JSON.stringify(events)).not.toContain('leaving');
    expect(service.folder.accounts.list().map((account) => account.id)).toContain(id);
  });

  it('is kept nowhere in the data folder', async () => {
    const entries = await readdir(service.folder.path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      for (const token of Object.values(tokens)) {
        expect([file.name, token !== null && bytes.includes(token)]).toEqual([file.name, false]);
      }
    }
  });
});

describe('a partner', () => {
  interface Row {
    readonly id: string;
    readonly bringer: string;
  }
  it('sees the rows that it brought and no others', async () => {
    const own = await record(books, { source: books.from.THIRD_SECTOR, on: '2023-02-01' });
    const other = await record(books, {
      source: books.from.EU,
      on: '2023-02-01',
      bringer: books.municipality,
    });
    const partner = as('partner');
    const seen = async (query = ''): Promise<Row[]> => {
      await partner.get('/contributions', { 'ledger-after': other.position ?? '0' });
      return everyItem<Row>(partner, `/contributions${query}`, 1);
    };
    const rows = await seen();
    expect(rows.map(({ id }) => id)).toContain(own.id);
    expect(new Set(rows.map(({ bringer }) => bringer))).toEqual(new Set([books.cooperative]));
    expect(await seen(`?bringer=${books.cooperative}`)).toEqual(rows);

    expect((await partner.get(`/contributions/${own.id}`)).status).toBe(200);
    const hidden = await partner.get<Problem>(`/contributions/${other.id}`);
    const missing = await partner.get<Problem>(`/contributions/${randomUUID()}`);
    expect([hidden.status, hidden.body.code]).toEqual([missing.status, missing.body.code]);
    const asked = await partner.get<Problem>(`/contributions?bringer=${books.municipality}`);
    expect([asked.status, asked.body.code]).toEqual([403, 'NOT_ALLOWED']);
  });
});
