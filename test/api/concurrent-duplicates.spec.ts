/** Duplicates that arrive together: one event, one answer, whoever is first. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type Problem, type Receipt } from '../support/api.ts';
import { contributionOf, openBooks, type Books } from '../support/books.ts';
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

const gift = (amount = '100.00', more: object = {}): object => ({
  ...contributionOf(books, { source: books.from.FOUNDATION, amount, on: '2024-04-01' }),
  ...more,
});
const send = (body: object, key: string): Promise<Answer<Receipt & Problem>> =>
  api.post<Receipt & Problem>('/contributions', body, { key });
interface Sent {
  readonly path: string;
  readonly body: object;
  readonly ifMatch?: number;
}
const isReplay = (answer: Answer<unknown>): boolean => answer.headers.get('idempotency-replayed') === 'true';

describe('fifty at once', () => {
  /** Whether duplicates meet in the log is a matter of timing: one round might miss what five do not. */
  const ROUNDS = 5;
  const correction = async (): Promise<Sent> => {
    const { id } = await api.done('/contributions', gift());
    const body = { changes: { act: 'Determina 1' }, justification: { reason: 'ENTRY_ERROR' } };
    return { path: `/contributions/${id}/corrections`, body, ifMatch: 0 };
  };

  it.each<[string, () => Sent | Promise<Sent>]>([
    ['a new contribution', () => ({ path: '/contributions', body: gift('5.00') })],
    [
      'one with a reference',
      () => ({ path: '/contributions', body: gift('5.00', { externalRef: randomUUID() }) }),
    ],
    ['a new party', () => ({ path: '/parties', body: { kind: 'OTHER', legalName: 'Cinquanta' } })],
    ['a correction', correction],
  ])('under one key are one event and one answer: %s', async (_, request) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { path, body, ...posting } = await request();
      const key = randomUUID();
      const head = await api.head();
      const all = Array.from({ length: 50 }, () => api.post(path, body, { key, ...posting }));
      const answers = await Promise.all(all);
      expect(answers.map(({ status }) => status)).toEqual(new Array(50).fill(201));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
      expect(await api.head()).toBe(head + 1n);
    }
  });

  it('under one key with two bodies are one event; the other body is refused', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = randomUUID();
      const head = await api.head();
      const all = Array.from({ length: 50 }, (_, i) => send(gift(i % 2 === 0 ? '5.00' : '6.00'), key));
      const outcomes = (await Promise.all(all)).map(({ status, body }) =>
        status === 201 ? body.id : body.code,
      );
      expect(outcomes.filter((outcome) => outcome === 'IDEMPOTENCY_KEY_REUSED')).toHaveLength(25);
      expect(new Set(outcomes).size).toBe(2);
      expect(await api.head()).toBe(head + 1n);
    }
  });

  it('under one reference and fifty keys are one event, all others told where it is', async () => {
    const externalRef = randomUUID();
    const head = await api.head();
    const all = Array.from({ length: 50 }, () => send(gift('5.00', { externalRef }), randomUUID()));
    const answers = await Promise.all(all);
    const done = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    expect([done.length, refused.length]).toEqual([1, 49]);
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['ALREADY_RECORDED']));
    const places = refused.map(({ headers, body }) => headers.get('location') ?? body.location);
    expect(new Set(places)).toEqual(new Set([done[0]?.headers.get('location')]));
    expect(await api.head()).toBe(head + 1n);
  });
});
