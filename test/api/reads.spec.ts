/** Reading: pages that never shift, answers that say what they reflect, and waiting for one's own writes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, BASE, type Page, type Problem } from '../support/api.ts';
import {
  contributionOf,
  correct,
  freshPartnership,
  openBooks,
  record,
  registerParty,
  registerPartnership,
  registerSource,
  type Books,
} from '../support/books.ts';
import { sums } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let books: Books;
/** One record of each list. */
let one: Readonly<Record<string, string>>;

const LISTS = ['/parties', '/partnerships', '/funding-sources', '/contributions', '/events'];
const DAY = '2023-05-10';

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  const contribution = await record(books, { source: books.from.EU, on: DAY });
  one = {
    '/parties': books.municipality,
    '/partnerships': books.partnership,
    '/funding-sources': books.from.EU,
    '/contributions': contribution.id,
    '/events': contribution.events[0] ?? '',
  };
});
afterAll(() => service.stop());

const pathOfOne = (list: string): string => `${list}/${one[list]}`;
/** Every address that reads the ledger. */
const reads = (): string[] => [
  ...LISTS,
  ...LISTS.map(pathOfOne),
  '/definitions',
  `/figures?partnership=${books.partnership}`,
  `/figures/L1?partnership=${books.partnership}`,
];

describe('a list', () => {
  const write: Readonly<Record<string, () => Promise<unknown>>> = {
    '/parties': () => registerParty(api, { kind: 'COMPANY', legalName: 'Impresa di prova' }),
    '/partnerships': () => registerPartnership(api, books.municipality),
    '/funding-sources': () => registerSource(api, { COMPANY: 10_000 }),
    '/contributions': () => record(books, { source: books.from.COMPANY, on: DAY }),
    '/events': () => registerParty(api, { kind: 'COMPANY', legalName: 'Impresa di prova' }),
  };
  interface Item {
    readonly id?: string;
    readonly position?: string;
  }
  const keyOf = ({ id, position }: Item): string => id ?? position ?? '';

  it.each(LISTS)('%s pages without gap or repeat while others write', async (list) => {
    for (let i = 0; i < 7; i += 1) await write[list]?.();
    const before = (await api.get<Page<Item>>(`${list}?limit=200`)).body.items.map(keyOf);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await api.get<Page<Item>>(`${list}?limit=3${from}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map(keyOf));
      cursor = seen.length > before.length + 20 ? null : body.nextCursor;
      if (seen.length < 7) await write[list]?.();
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, before.length)).toEqual(before);
  });

  it('of contributions keeps its rows while they are corrected', async () => {
    const mine = await freshPartnership(books);
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push((await record(mine, { source: books.from.EU, on: DAY })).id);
    const query = `/contributions?partnership=${mine.partnership}&limit=2`;
    const first = await api.get<Page<Item & { revision: number }>>(query);
    for (const id of ids) expect((await correct(mine, id, 0, { act: 'A' })).status).toBe(201);
    const second = await api.get<Page<Item & { revision: number }>>(
      `${query}&cursor=${first.body.nextCursor}`,
    );
    const third = await api.get<Page<Item & { revision: number }>>(
      `${query}&cursor=${second.body.nextCursor}`,
    );
    const rows = [first, second, third].flatMap(({ body }) => body.items);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows.map(({ revision }) => revision)).toEqual([0, 0, 0, 0, 0]);
    expect(third.body.nextCursor).toBeNull();
  });

  it.each(LISTS)('%s has from 1 to 200 rows a page', async (list) => {
    expect((await api.get<Page<Item>>(`${list}?limit=1`)).body.items).toHaveLength(1);
    expect((await api.get<Page<Item>>(`${list}?limit=200`)).status).toBe(200);
    for (const limit of ['0', '201', '-1', '1.5', '1e2', 'all', '', ' 5', '9999999999', '0x10']) {
      const answer = await api.get(`${list}?${new URLSearchParams({ limit })}`);
      expectProblem(answer, { status: 400, code: 'MALFORMED', pointer: '/limit' });
    }
    expectProblem(await api.get(`${list}?limit=1&limit=2`), { status: 400, code: 'MALFORMED' });
  });

  it.each(LISTS)('%s takes no cursor that it did not give', async (list) => {
    const forged = ['0.1', '1.999999999999999999', '-1.5', '{}'].map((text) =>
      Buffer.from(text).toString('base64url'),
    );
    for (const cursor of ['', '!', 'a'.repeat(101), '\u0000', ...(list === '/events' ? ['-1', '1.5'] : [])]) {
      const answer = await api.get(`${list}?${new URLSearchParams({ cursor })}`);
      expectProblem(answer, { status: 400, code: 'MALFORMED' });
    }
    // One that is ahead of this ledger may be told to wait: another replica could have given it.
    for (const cursor of forged)
      expect([200, 400, 503]).toContain((await api.get(`${list}?cursor=${cursor}`)).status);
  });

  it.each([
    ['kind', 'GOLD'],
    ['stage', 'paid'],
    ['status', 'GONE'],
    ['partnership', 'x'],
    ['bringer', ''],
  ])('of contributions refuses the filter %s=%s', async (name, value) => {
    const answer = await api.get(`/contributions?${name}=${value}`);
    expectProblem(answer, { status: 400, code: 'MALFORMED', pointer: `/${name}` });
  });
});

describe('an unknown parameter', () => {
  it('is malformed wherever something is read', async () => {
    const taken: string[] = [];
    for (const path of reads()) {
      const { status } = await api.get(`${path}${path.includes('?') ? '&' : '?'}colour=red`);
      if (status !== 400) taken.push(`${path} ${status}`);
    }
    expect(taken).toEqual([]);
  });

  it('is malformed wherever something is recorded', async () => {
    const head = await api.head();
    for (const query of [
      'colour=red',
      'dryRun=banana',
      'dryRun=TRUE',
      'dryRun=',
      'dryRun=true&dryRun=false',
    ]) {
      const answer = await api.post(`/parties?${query}`, { kind: 'OTHER', legalName: 'Prova' });
      expectProblem(answer, { status: 400, code: 'MALFORMED' });
    }
    expect(await api.head()).toBe(head);
  });

  it.each([
    ['basis', 'PAID'],
    ['view', 'cash'],
    ['groupBy', 'colour'],
    ['year', '99'],
    ['definition', 'l1'],
    ['definition', 'L1,L1@0'],
    ['definition', 'L1,L1'],
  ])('figures refuse %s=%s', async (name, value) => {
    const answer = await api.get(`/figures?partnership=${books.partnership}&${name}=${value}`);
    expectProblem(answer, { status: 400, code: 'MALFORMED' });
  });
});

describe('Ledger-After', () => {
  it('beyond the end of the log answers 503 and when to come back', async () => {
    for (const path of reads()) {
      const asked = ((await api.head()) + 1n).toString();
      const answer = await api.get<Problem>(path, { 'ledger-after': asked, prefer: 'wait=0' });
      expect([path, answer.status]).toEqual([path, 503]);
      expectProblem(answer, { status: 503, code: 'READ_MODEL_BEHIND' });
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
  });

  it('waits as long as Prefer says and no longer', async () => {
    const asked = ((await api.head()) + 1n).toString();
    const began = performance.now();
    const answer = await api.get('/contributions', { 'ledger-after': asked, prefer: 'wait=1' });
    const waited = performance.now() - began;
    expect(answer.status).toBe(503);
    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(3_000);
  });

  it('lets a read go as soon as the position is there', async () => {
    const stuck: string[] = [];
    for (const path of reads()) {
      const asked = ((await api.head()) + 1n).toString();
      const read = api.get(path, { 'ledger-after': asked, prefer: 'wait=10' });
      const [answer] = await Promise.all([read, soon().then(() => registerSource(api, { EU: 10_000 }))]);
      if (answer.status !== 200) stuck.push(`${path} ${answer.status}`);
    }
    expect(stuck).toEqual([]);
  });

  it.each(['-1', '1.5', 'now', '0x1', '1'.repeat(30)])('%s is malformed', async (after) => {
    expectProblem(await api.get('/parties', { 'ledger-after': after }), { status: 400, code: 'MALFORMED' });
  });

  it('makes five hundred reads see the write before them', async () => {
    const lane = async (): Promise<void> => {
      const mine = await freshPartnership({ ...books, api: new Api(service.url, service.tokens.finance) });
      for (let done = 1n; done <= 100n; done += 1n) {
        const receipt = await record(mine, { source: books.from.FOUNDATION, amount: '1.00', on: DAY });
        if (done % 2n === 0n) expect((await sums(mine)).F).toBe(done * 100n);
        else expect(await lastOf(mine)).toEqual([Number(done), receipt.id]);
      }
    };
    await Promise.all([lane(), lane(), lane(), lane(), lane()]);
  });

  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
  async function lastOf(of: Books): Promise<[number, string | undefined]> {
    const { body } = await of.api.get<Page<{ id: string }>>(
      `/contributions?partnership=${of.partnership}&limit=200`,
    );
    return [body.items.length, body.items.at(-1)?.id];
  }
});

describe('Ledger-Position', () => {
  it('stands on every answer of a read, and is not before what was asked for', async () => {
    const { position } = await record(books, { source: books.from.EU, on: DAY });
    for (const path of reads()) {
      const { status, headers } = await api.get(path, { 'ledger-after': position ?? '' });
      const reflected = headers.get('ledger-position') ?? 'none';
      expect([path, status, reflected]).toEqual([path, 200, expect.stringMatching(/^\d+$/)]);
      expect([path, BigInt(reflected) >= BigInt(position ?? '0')]).toEqual([path, true]);
    }
  });

  it('stands on problems and trials too', async () => {
    const paths = ['/nowhere', `/parties/${randomUUID()}`, '/parties?limit=0'];
    const problems = await Promise.all(paths.map((path) => api.get(path)));
    const body = contributionOf(books, { source: books.from.EU, on: DAY });
    const refused = await api.post('/contributions', { ...body, payer: randomUUID() });
    const trial = await api.post('/contributions', body, { dryRun: true });
    const found = [...problems, refused, trial].map(({ headers }) => headers.get('ledger-position'));
    expect(found).toEqual(found.map(() => expect.stringMatching(/^\d+$/)));
  });
});

describe('one record', () => {
  it.each(LISTS.filter((list) => list !== '/events'))('of %s carries its revision as ETag', async (list) => {
    const { headers, body } = await api.get<{ revision: number }>(pathOfOne(list));
    expect(headers.get('etag')).toBe(`"${body.revision}"`);
  });

  it.each(LISTS)('of %s that nobody knows is not found', async (list) => {
    const path = `${list}/${randomUUID()}`;
    const answer = await api.get<Problem>(path);
    expectProblem(answer, { status: 404, code: 'NOT_FOUND' });
    expect(answer.body.instance).toBe(BASE + path);
  });

  it('is where the receipt’s Location says', async () => {
    const answer = await api.post(
      '/contributions',
      contributionOf(books, { source: books.from.EU, on: DAY }),
    );
    const location = answer.headers.get('location') ?? '';
    const found = await api.send<{ id: string }>('GET', location);
    expect([found.status, found.body.id]).toEqual([200, answer.body.id]);
  });
});

it.each(['/nowhere', '/figures/L99', '/contributions/x/y', '/'])(
  'nothing at %s is a problem',
  async (path) => {
    const query = path.startsWith('/figures') ? `?partnership=${books.partnership}` : '';
    const answer = await api.get<Problem>(path + query);
    expectProblem(answer, { status: 404, code: answer.body.code });
  },
);
