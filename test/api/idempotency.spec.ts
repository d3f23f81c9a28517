/** One key, one command, for ever: replays, reuse, concurrency, and what never burns a key. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Answer, type Problem, type Receipt } from '../support/api.ts';
import { contributionOf, openBooks, type Books } from '../support/books.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2024-05-02T10:00:00.000Z');
/** The service's clock, which tests move. */
let now = START;
let service: TestService;
let api: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true, clock: () => new Date(now) });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
});
afterAll(() => service.stop());

const gift = (amount = '100.00', more: object = {}): object => ({
  ...contributionOf(books, { source: books.from.FOUNDATION, amount, on: '2024-04-01' }),
  ...more,
});
const send = (body: object, key: string | null): Promise<Answer<Receipt & Problem>> =>
  api.post<Receipt & Problem>('/contributions', body, { key });
const isReplay = (answer: Answer<unknown>): boolean => answer.headers.get('idempotency-replayed') === 'true';

describe('the same request again', () => {
  it('gets the first receipt, also after a restart and 400 days', async () => {
    const key = randomUUID();
    const first = await send(gift(), key);
    expect(first.status).toBe(201);
    expect(isReplay(first)).toBe(false);
    const head = await api.head();

    const second = await send(gift(), key);
    service = await service.restart();
    now += 400 * DAY_MS;
    api = new Api(service.url, service.tokens.finance);
    books = { ...books, api };
    const third = await send(gift(), key);

    for (const again of [second, third]) {
      expect(again.status).toBe(201);
      expect(isReplay(again)).toBe(true);
      expect(again.body).toEqual(first.body);
      for (const name of ['ledger-position', 'location', 'etag']) {
        expect([name, again.headers.get(name)]).toEqual([name, first.headers.get(name)]);
      }
    }
    expect(await api.head()).toBe(head);
  });

  it.each([
    ['members in another order', () => reversedMembers(gift())],
    ['100.0 for 100.00', () => gift('100.0')],
    ['100 for 100.00', () => gift('100')],
    ['an optional member written as null', () => gift('100.00', { receiver: null, usersArea: null })],
  ])('is recognised with %s', async (_, same) => {
    const key = randomUUID();
    const first = await send(gift('100.00'), key);
    const head = await api.head();
    const again = await send(same(), key);
    expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
    expect(await api.head()).toBe(head);
  });

  it('of a command on an existing record is a replay, not a stale one', async () => {
    const { id } = await api.done('/contributions', gift());
    const key = randomUUID();
    const change = { changes: { act: 'Determina 1' }, justification: { reason: 'ENTRY_ERROR' } };
    const path = `/contributions/${id}/corrections`;
    const first = await api.post(path, change, { key, ifMatch: 0 });
    const again = await api.post(path, change, { key, ifMatch: 0 });
    expect([first.status, isReplay(first)]).toEqual([201, false]);
    expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
  });
});

describe('the same key for another request', () => {
  it.each([
    ['amount', () => gift('200.00')],
    ['day', () => gift('100.00', { effective: { from: '2024-04-02' } })],
    ['external reference', () => gift('100.00', { externalRef: 'late' })],
  ])('with another %s is refused and records nothing', async (_, other) => {
    const key = randomUUID();
    await send(gift(), key);
    const head = await api.head();
    const refused = await send(other(), key);
    expect([refused.status, refused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await api.head()).toBe(head);
  });

  it('is refused between two external references too', async () => {
    const key = randomUUID();
    const ref = randomUUID();
    expect((await send(gift('1.00', { externalRef: `${ref}/a` }), key)).status).toBe(201);
    const head = await api.head();
    const refused = await send(gift('1.00', { externalRef: `${ref}/b` }), key);
    expect([refused.status, refused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await api.head()).toBe(head);
  });

  it('is refused also when both only take something away', async () => {
    const standing = gift('100.00', { act: 'Determina 1', cup: 'B31H22000280006' });
    const { id } = await api.done('/contributions', standing);
    const key = randomUUID();
    const without = (name: string): Promise<Answer<Receipt & Problem>> =>
      api.post<Receipt & Problem>(
        `/contributions/${id}/corrections`,
        { changes: { [name]: null }, justification: { reason: 'ENTRY_ERROR' } },
        { key, ifMatch: 0 },
      );
    expect((await without('act')).status).toBe(201);
    const refused = await without('cup');
    expect([refused.status, refused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('on another address is another command', async () => {
    const key = randomUUID();
    const party = await api.post('/parties', { kind: 'OTHER', legalName: 'Ente di prova' }, { key });
    const given = await send(gift(), key);
    expect([party.status, given.status, isReplay(given)]).toEqual([201, 201, false]);
    expect(given.body.id).not.toBe(party.body.id);
    const reversal = { justification: { reason: 'DUPLICATE' } };
    const reversed = await api.post(`/contributions/${given.body.id}/reversals`, reversal, {
      key,
      ifMatch: 0,
    });
    expect([reversed.status, isReplay(reversed), reversed.body.revision]).toEqual([201, false, 1]);
  });

  it('from another account is another command', async () => {
    const account = { name: 'second', role: 'finance', org: null, expiresAt: null } as const;
    const { token } = service.folder.accounts.add({ ...account, partnerships: '*' });
    const key = randomUUID();
    const mine = await send(gift(), key);
    const theirs = await api.as(token).post('/contributions', gift(), { key });
    expect([theirs.status, isReplay(theirs)]).toEqual([201, false]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });
});

describe('two honest equal gifts', () => {
  it('are two events under two keys', async () => {
    const head = await api.head();
    const first = await send(gift('10.00'), randomUUID());
    const second = await send(gift('10.00'), randomUUID());
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.id).not.toBe(second.body.id);
    expect(await api.head()).toBe(head + 2n);
  });

  it('need a key each', async () => {
    const head = await api.head();
    const answer = await send(gift('10.00'), null);
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
    expect(await api.head()).toBe(head);
  });

  it('with one external reference are one: the second is told where the first is', async () => {
    const externalRef = randomUUID();
    const first = await send(gift('10.00', { externalRef }), randomUUID());
    const head = await api.head();
    const second = await send(gift('10.00', { externalRef }), randomUUID());
    expect([second.status, second.body.code]).toEqual([409, 'ALREADY_RECORDED']);
    const named = second.headers.get('location') ?? second.body.location;
    expect(named).toBe(first.headers.get('location'));
    expect(named).toContain(first.body.id);
    expect(await api.head()).toBe(head);
  });

  it('may share an external reference between two partnerships', async () => {
    const externalRef = randomUUID();
    const partnership = (
      await api.done('/partnerships', {
        title: 'Altro partenariato',
        instrument: 'COPROGETTAZIONE',
        leadBody: books.municipality,
      })
    ).id;
    const here = await send(gift('10.00', { externalRef }), randomUUID());
    const there = await send(gift('10.00', { externalRef, partnership }), randomUUID());
    expect([here.status, there.status]).toEqual([201, 201]);
  });
});

describe('what was refused', () => {
  it('is decided anew under the same key once the state has changed', async () => {
    const partyKey = randomUUID();
    const partner = { kind: 'THIRD_SECTOR_BODY', legalName: 'Ente che arriva' };
    const planned = await api.post('/parties', partner, { key: partyKey, dryRun: true });
    const key = randomUUID();
    const body = gift('7.00', { payer: planned.body.id });

    const early = await send(body, key);
    expect([early.status, early.body.code]).toEqual([422, 'PARTY_UNKNOWN']);
    const registered = await api.post('/parties', partner, { key: partyKey });
    expect([registered.status, registered.body.id]).toEqual([201, planned.body.id]);
    const late = await send(body, key);
    expect([late.status, isReplay(late)]).toEqual([201, false]);
  });

  it('as malformed burns no key, and neither does another body before the right one', async () => {
    const key = randomUUID();
    const malformed = gift('100.00', { stage: 'SOMETIME' });
    expect((await send(malformed, key)).status).toBe(400);
    expect((await api.postText('/contributions', '{"payer":', { key })).status).toBe(400);
    expect((await send(gift('0.00'), key)).status).toBe(422);
    const done = await send(gift(), key);
    expect([done.status, isReplay(done)]).toEqual([201, false]);
  });
});

describe('what the log keeps of all this', () => {
  it('is each command once', async () => {
    interface Row {
      readonly event: { readonly id: string; readonly cause: { readonly command: string } };
    }
    const rows = await everyItem<Row>(api, '/events');
    expect(new Set(rows.map(({ event }) => event.id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ event }) => event.cause.command)).size).toBe(rows.length);
  });
});

function reversedMembers(value: unknown): object {
  const turn = (each: unknown): unknown =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each)
            .toReversed()
            .map(([name, member]) => [name, turn(member)]),
        )
      : each;
  return turn(value) as object;
}
