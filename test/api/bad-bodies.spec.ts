/** Bodies that are no request at all, and texts no record can keep: refused as problems, nothing recorded. */
import { gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, BASE, type Answer } from '../support/api.ts';
import { contributionOf, openBooks, record, type Books } from '../support/books.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const LIMIT_BYTES = 128 * 1024;

let service: TestService;
let api: Api;
let books: Books;
let head: bigint;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
});
afterAll(() => service.stop());
beforeEach(async () => {
  head = await api.head();
});

const gift = (more: object = {}): object => ({
  ...contributionOf(books, { source: books.from.FOUNDATION, on: '2024-04-01' }),
  ...more,
});
const party = (more: object): object => ({ kind: 'OTHER', legalName: 'Ente di prova', ...more });
const unchanged = async (): Promise<void> => expect(await api.head()).toBe(head);

/** A body of any bytes; `contentType` null sends no such header. */
function sendBytes(
  body: RequestInit['body'],
  contentType: string | null = 'application/json',
  headers: Record<string, string> = {},
): Promise<Answer<unknown>> {
  const type: Record<string, string> = contentType === null ? {} : { 'content-type': contentType };
  const init = {
    body: body ?? null,
    duplex: 'half' as const,
    headers: { ...type, 'idempotency-key': randomUUID(), ...headers },
  };
  return api.send('POST', `${BASE}/contributions`, init);
}

describe('a body that is no JSON object', () => {
  it.each([
    ['broken off', '{"payer": "'],
    ['with a trailing comma', '{"stage": "PAID",}'],
    ['in single quotes', "{'stage': 'PAID'}"],
    ['with a comment', '{"stage": "PAID" /* paid */}'],
    ['with two documents', '{} {}'],
    ['empty', ''],
    ['of blanks', '  \n '],
    ['null', 'null'],
    ['a text', '"PAID"'],
    ['a number', '42'],
    ['true', 'true'],
    ['an empty list', '[]'],
    ['a list of lists', '[[[]]]'],
    ['ten thousand nested lists', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['NaN', 'NaN'],
  ])('is malformed: %s', async (_, text) => {
    expectProblem(await api.postText('/contributions', text), { status: 400, code: 'MALFORMED' });
    await unchanged();
  });

  it('is malformed also as a list of one good object', async () => {
    expectProblem(await api.post('/contributions', [gift()]), { status: 400, code: 'MALFORMED' });
    await unchanged();
  });
});

describe('names that reach for the prototype', () => {
  const withMember = (body: object, member: string): string =>
    JSON.stringify(body).replace(/^\{/, `{${member},`);

  it.each([
    ['__proto__', '"__proto__": {"stage": "PAID"}'],
    ['__proto__ with an escape', '"\\u005f_proto__": {"stage": "PAID"}'],
    ['constructor.prototype', '"constructor": {"prototype": {"stage": "PAID"}}'],
    ['constructor', '"constructor": "x"'],
    ['toString', '"toString": "x"'],
    ['hasOwnProperty', '"hasOwnProperty": null'],
  ])('are refused: %s', async (_, member) => {
    const answer = await api.postText('/contributions', withMember(gift(), member));
    expectProblem(answer, { status: 400, code: 'MALFORMED' });
    await unchanged();
    expect(({} as { stage?: string }).stage).toBeUndefined();
  });

  it('are refused deeper down too', async () => {
    const text = JSON.stringify(gift()).replace('"kind":', '"__proto__": {"kind": "CASH"}, "kind":');
    expectProblem(await api.postText('/contributions', text), { status: 400, code: 'MALFORMED' });
    await unchanged();
  });
});

describe('nesting', () => {
  const deep = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

  it.each([
    ['a known member', 'resource'],
    ['a nested one', 'effective'],
    ['an unknown one', 'colour'],
  ])('of ten thousand levels in %s is refused', async (_, name) => {
    const text = JSON.stringify(gift({ [name]: undefined })).replace(/\}$/, `,"${name}":${deep(10_000)}}`);
    expect(text.length).toBeLessThan(LIMIT_BYTES);
    expectProblem(await api.postText('/contributions', text), { status: 400, code: 'MALFORMED' });
    await unchanged();
  });

  it.each(['resource', 'effective', 'place', 'payer', 'stage', 'cup', 'act'])(
    'a list where %s belongs is refused',
    async (name) => {
      for (const value of [[], [{}], ['x']]) {
        const answer = await api.post('/contributions', gift({ [name]: value }));
        expect([answer.status, answer.body]).toMatchObject([400, { code: 'MALFORMED' }]);
      }
      await unchanged();
    },
  );

  it.each([[null], ['x'], [7], [[]]])('%j in a list of documents is refused', async (entry) => {
    const answer = await api.post('/contributions', gift({ evidence: [entry] }));
    expectProblem(answer, { status: 400, code: 'MALFORMED' });
    await unchanged();
  });
});

describe('size', () => {
  const padded = (bytes: number): string => {
    const text = JSON.stringify(gift());
    return text + ' '.repeat(bytes - Buffer.byteLength(text));
  };

  it('may be the limit and not a byte more', async () => {
    expect((await sendBytes(padded(LIMIT_BYTES))).status).toBe(201);
    head = await api.head();
    expectProblem(await sendBytes(padded(LIMIT_BYTES + 1)), { status: 413, code: 'BODY_TOO_LARGE' });
    await unchanged();
  });

  it('is limited also when the length is not told', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(16 * 1024));
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let sent = 0; sent <= LIMIT_BYTES; sent += chunk.length) controller.enqueue(chunk);
        controller.close();
      },
    });
    expectProblem(await sendBytes(stream), { status: 413, code: 'BODY_TOO_LARGE' });
    await unchanged();
  });

  it.each([
    ['/legalName', '/parties', () => party({ legalName: 'x'.repeat(100_000) })],
    ['/legalName', '/parties', () => party({ legalName: 'x'.repeat(201) })],
    ['/act', '/contributions', () => gift({ act: 'x'.repeat(100_000) })],
    ['/externalRef', '/contributions', () => gift({ externalRef: 'x'.repeat(100_000) })],
    ['/payer', '/contributions', () => gift({ payer: 'x'.repeat(100_000) })],
    ['/resource/amount/amount', '/contributions', () => hugeAmount('9'.repeat(100_000))],
  ])('of %s is limited', async (pointer, path, body) => {
    expectProblem(await api.post(path, body()), { status: 400, code: 'MALFORMED', pointer });
    await unchanged();
  });

  it('of what becomes the event is limited too', async () => {
    const names = (count: number): string[] =>
      Array.from({ length: count }, (_, i) => `${'è'.repeat(96)} ${i}`);
    const place = { regions: names(25), provinces: names(120), municipalities: names(200) };
    const body = gift({ place });
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(LIMIT_BYTES);
    expectProblem(await api.post('/contributions', body), { status: 422, code: 'EVENT_TOO_LARGE' });
    await unchanged();
  });

  const hugeAmount = (amount: string): object =>
    gift({ resource: { kind: 'CASH', amount: { amount, currency: 'EUR' } } });
});

describe('the content type', () => {
  it.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/merge-patch+json',
    'application/problem+json',
    'application/jsonx',
    'application/xml',
    'json',
  ])('%s is not taken', async (type) => {
    const answer = await sendBytes(JSON.stringify(gift()), type);
    expectProblem(answer, { status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' });
    await unchanged();
  });

  it('must be there', async () => {
    const answer = await sendBytes(new TextEncoder().encode(JSON.stringify(gift())), null);
    expectProblem(answer, { status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' });
    await unchanged();
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json ; charset=UTF-8'])(
    '%s is JSON',
    async (type) => {
      expect((await sendBytes(JSON.stringify(gift()), type)).status).toBe(201);
    },
  );

  it('of a compressed body is not guessed', async () => {
    const body = gzipSync(JSON.stringify(gift()));
    const answer = await sendBytes(body, 'application/json', { 'content-encoding': 'gzip' });
    expect([400, 415]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    await unchanged();
  });
});

describe('texts', () => {
  const NUL = 'a\u0000b';
  const LONE = 'a\ud800b';
  const at = (text: string): [string, string, object][] => [
    ['/legalName', '/parties', party({ legalName: text })],
    ['/title', '/partnerships', { title: text, instrument: 'COPROGETTAZIONE', leadBody: books.municipality }],
    ['/act', '/contributions', gift({ act: text })],
    ['/externalRef', '/contributions', gift({ externalRef: text })],
    [
      '/place/regions',
      '/contributions',
      gift({ place: { regions: [text], provinces: [], municipalities: [] } }),
    ],
    [
      '/evidence/0/reference',
      '/contributions',
      gift({ evidence: [{ reference: text, sha256: '0'.repeat(64) }] }),
    ],
  ];

  it.each([0, 1, 2, 3, 4, 5])('with a lone surrogate are refused where they stand (%i)', async (index) => {
    const [pointer = '', path = '', body] = at(LONE)[index] ?? [];
    expectProblem(await api.post(path, body), { status: 400, code: 'MALFORMED', pointer });
    await unchanged();
  });

  it.each([0, 1, 2, 3, 4, 5])('with a NUL are refused where they stand (%i)', async (index) => {
    const [pointer = '', path = '', body] = at(NUL)[index] ?? [];
    expectProblem(await api.post(path, body), { status: 400, code: 'MALFORMED', pointer });
    await unchanged();
  });

  it('that are not UTF-8 are refused, not repaired', async () => {
    const text = JSON.stringify(party({ legalName: 'Città' }));
    const windows1252 = Buffer.from(text, 'latin1');
    const init = {
      body: windows1252,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    };
    expectProblem(await api.send('POST', `${BASE}/parties`, init), { status: 400, code: 'MALFORMED' });
    await unchanged();
  });

  it('of blanks alone are no texts', async () => {
    const answer = await api.post('/parties', party({ legalName: ' \t ' }));
    expectProblem(answer, { status: 400, code: 'MALFORMED', pointer: '/legalName' });
  });

  it('in decomposed form are kept composed, wherever they stand', async () => {
    const place = { regions: ['Forlì'], provinces: ['Forlì'.normalize('NFD')], municipalities: [] };
    const { id } = await record(books, { source: books.from.FOUNDATION, on: '2024-04-01' });
    expect(id).not.toBe('');
    const answer = await api.post('/contributions', gift({ act: 'Perché'.normalize('NFD'), place }));
    expect(answer.status).toBe(201);
    const { body } = await api.get<{ statement: { act: string; place: { provinces: string[] } } }>(
      `/contributions/${answer.body.id}`,
    );
    expect([body.statement.act, body.statement.place.provinces]).toEqual(['Perché', ['Forlì']]);
  });
});
