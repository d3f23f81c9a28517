/**
 * The same promise over HTTP: 201 means kept, and a request whose answer was lost can be sent again without
 * fear.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '#data-folder/accounts';
import { ACCESS_FILE, LOG_FILE, READ_MODEL_FOLDER } from '#data-folder/data-folder';
import type { RecordedEvent } from '#event-log/envelope';
import { SqliteJournal } from '#event-log-sqlite/sqlite-journal';
import { decodeLedgerEvent } from '#read-models/domain-events';
import { PROJECTIONS } from '#read-models/projections';
import { digestOf } from '#read-models/runtime/read-model-file';
import { Api, everyItem, type Receipt } from '../support/api.ts';
import { contributionOf, openBooks, type Books } from '../support/books.ts';
import { foldInto, inFolder } from '../support/read-models.ts';
import { assertBuilt, eventsAfter, faultsOf, integrityOf, SERVICE, start, type Running } from './support.ts';

const ROUNDS = 4;
const LANES = 24;
const LIFE_MIN_MS = 300;
const LIFE_MAX_MS = 1_000;
const CATCH_UP_MS = 15_000;

/** One command as its client sees it: without a receipt, nobody knows whether it was recorded. */
interface Sent {
  readonly key: string;
  readonly body: object;
  receipt?: Receipt;
}

let folder = '';
let token = '';
let service: Running | undefined;

beforeAll(async () => {
  assertBuilt();
  folder = await mkdtemp(join(tmpdir(), 'crash-service-'));
  const accounts = new Accounts(join(folder, ACCESS_FILE));
  const finance = {
    name: 'finance',
    role: 'finance',
    org: null,
    partnerships: '*',
    expiresAt: null,
  } as const;
  ({ token } = accounts.add(finance));
  accounts.close();
});
afterEach(() => service?.kill());
afterAll(() => rm(folder, { recursive: true, force: true }));

async function startService(): Promise<Api> {
  service = start(SERVICE, [], { PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder });
  const [, url = ''] = await service.printed(/Page +(http:\S+?)\/\n/);
  return new Api(url, token);
}

async function killService(): Promise<void> {
  await service?.kill();
  service = undefined;
}

/** Records contributions until the service is gone. */
async function keepRecording(books: Books, sent: Sent[], lane: string): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const source = turn % 3 === 0 ? books.from.FOUNDATION : books.from.MUNICIPALITY;
    const body = contributionOf(books, { source, amount: `${turn + 1}.50`, on: '2024-04-01' });
    const one: Sent = { key: `${lane}-${turn}`, body };
    sent.push(one);
    const answer = await books.api.post('/contributions', body, { key: one.key }).catch(() => undefined);
    if (answer === undefined) return;
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    one.receipt = answer.body;
  }
}

/** Sends again what got no answer; now each has one. */
async function retryUnanswered(api: Api, sent: readonly Sent[]): Promise<void> {
  for (const one of sent) {
    one.receipt ??= await api.done('/contributions', one.body, { key: one.key });
  }
}

interface Status {
  readonly readModels: readonly { readonly lag: string; readonly stopped: boolean }[];
}

async function caughtUp(api: Api): Promise<Status['readModels']> {
  const deadline = Date.now() + CATCH_UP_MS;
  for (;;) {
    const { readModels } = (await api.send<Status>('GET', '/api/v1/status')).body;
    if (readModels.every(({ lag }) => lag === '0') || Date.now() > deadline) return readModels;
    await sleep(25);
  }
}

async function storedEvents(): Promise<RecordedEvent[]> {
  const journal = new SqliteJournal(join(folder, LOG_FILE));
  try {
    return await eventsAfter(journal, 0n);
  } finally {
    journal.close();
  }
}

describe('kill -9 of the service while it records', () => {
  const sent: Sent[] = [];
  let unanswered = 0;

  it(`keeps what it answered and records nothing twice, ${ROUNDS} times`, async () => {
    let books: Books | undefined;
    for (let round = 0; round < ROUNDS; round += 1) {
      const api = await startService();
      await retryUnanswered(api, sent);
      books = books === undefined ? await openBooks(api) : { ...books, api };
      const lanes = Array.from({ length: LANES }, (_, lane) => `${round}-${lane}`);
      const recording = lanes.map((lane) => keepRecording(books as Books, sent, lane));
      await sleep(LIFE_MIN_MS + Math.random() * (LIFE_MAX_MS - LIFE_MIN_MS));
      await killService();
      await Promise.all(recording);
      unanswered += sent.filter(({ receipt }) => receipt === undefined).length;
    }
    const api = await startService();
    await retryUnanswered(api, sent);
    expect((await caughtUp(api)).map(({ lag, stopped }) => [lag, stopped])).toEqual(
      PROJECTIONS.map(() => ['0', false]),
    );
    const listed = await everyItem<{ id: string; revision: number }>(api, '/contributions');
    expect(listed.filter(({ revision }) => revision !== 0)).toEqual([]);
    expect(listed.map(({ id }) => id).toSorted()).toEqual(sent.map(({ receipt }) => receipt?.id).toSorted());
    expect(sent.length).toBeGreaterThan(ROUNDS * LANES);
    // Without lost answers the retries would have proved nothing.
    expect(unanswered).toBeGreaterThan(0);
  }, 90_000);

  it('answers a repeated key with the first receipt, also from an earlier life', async () => {
    const api = await startService();
    const head = await api.head();
    for (const { key, body, receipt } of sent.filter((_, index) => index % 10 === 0)) {
      const again = await api.post('/contributions', body, { key });
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.body).toEqual(receipt);
    }
    expect(await api.head()).toBe(head);
  }, 30_000);

  it('leaves a whole log that holds each receipt’s event once', async () => {
    expect(integrityOf(join(folder, LOG_FILE))).toBe('ok');
    const events = await storedEvents();
    expect(faultsOf(events)).toEqual([]);
    const recorded = events.filter(({ type }) => type === 'ContributionRecorded');
    const place = (id: string | undefined, position: string | null | undefined) => `${id} at ${position}`;
    expect(recorded.map(({ id, position }) => place(id, String(position))).toSorted()).toEqual(
      sent.map(({ receipt }) => place(receipt?.events[0], receipt?.position)).toSorted(),
    );
  });

  it('leaves read models that equal a rebuild from nothing', async () => {
    const api = await startService();
    await caughtUp(api);
    await killService();
    const items = (await storedEvents()).map(decodeLedgerEvent);
    for (const projection of PROJECTIONS) {
      const rebuilt = inFolder((fresh) => {
        foldInto(fresh, projection, items);
        return digestOf(fresh, projection);
      });
      expect([projection.name, digestOf(join(folder, READ_MODEL_FOLDER), projection)]).toEqual([
        projection.name,
        rebuilt,
      ]);
    }
  }, 30_000);

  it('leaves the note of a dead holder, and the folder opens all the same', async () => {
    const note = async () =>
      JSON.parse(await readFile(join(folder, 'holder.json'), 'utf8')) as { pid: number };
    const dead = (await note()).pid;
    await startService();
    expect((await note()).pid).toBe(service?.child.pid);
    expect((await note()).pid).not.toBe(dead);
  }, 30_000);
});
