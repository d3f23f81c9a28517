/** What may stand in an Idempotency-Key, and that every address that takes a POST needs one. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type Problem, type Receipt } from '../support/api.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
});
afterAll(() => service.stop());

const PARTY = { kind: 'OTHER', legalName: 'Ente di prova' };
const send = (key: string | null): Promise<Answer<Receipt & Problem>> =>
  api.post<Receipt & Problem>('/parties', PARTY, { key });
const isReplay = (answer: Answer<unknown>): boolean => answer.headers.get('idempotency-replayed') === 'true';

describe('the form of a key', () => {
  it('is the same text bare or in quotes', async () => {
    const key = randomUUID();
    const bare = await send(key);
    const quoted = await send(`"${key}"`);
    expect([quoted.status, isReplay(quoted), quoted.body]).toEqual([201, true, bare.body]);
  });

  it('may have 255 characters', async () => {
    const key = randomUUID().padEnd(255, 'k');
    expect((await send(key)).status).toBe(201);
    expect(isReplay(await send(key))).toBe(true);
  });

  it.each([
    ['of 256 characters', 'k'.repeat(256)],
    ['of 4,000 characters', 'k'.repeat(4_000)],
    ['with a tab inside', 'a\tb'],
    ['with a space inside', 'a b'],
    ['with a letter outside ASCII', 'clé'],
    ['of two quotes alone', '""'],
  ])('%s is refused', async (_, key) => {
    const head = await api.head();
    const answer = await send(key);
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MALFORMED']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await api.head()).toBe(head);
  });

  it('sent empty counts as missing', async () => {
    const answer = await send('');
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
  });

  it('is needed on every address that takes a POST', async () => {
    const id = randomUUID();
    const paths = ['/parties', '/partnerships', '/funding-sources', '/contributions'];
    const onExisting = ['/corrections', '/reversals'].map((end) => `/contributions/${id}${end}`);
    for (const path of [...paths, ...onExisting, `/partnerships/${id}/implied-public-bases`]) {
      const answer = await api.post<Problem>(path, {}, { key: null, ifMatch: 0 });
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'IDEMPOTENCY_KEY_MISSING']);
    }
  });
});
