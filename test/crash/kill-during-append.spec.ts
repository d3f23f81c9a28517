/**
 * The promise of the log: what was acknowledged is there after the process died, and nothing is there by
 * halves.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openEnvelope,
  prepareDraft,
  sealEnvelope,
  type EventDraft,
  type RecordedEvent,
} from '#event-log/envelope';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';
import { assertBuilt, eventsAfter, faultsOf, integrityOf, start } from './support.ts';

const ROUNDS = 20;
const LIFE_MAX_MS = 500;
const ORIGIN = 'ledger.example/crash';

interface Acknowledged {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly drafts: readonly EventDraft[];
}

let folder = '';
let path = '';

beforeAll(async () => {
  assertBuilt();
  folder = await mkdtemp(join(tmpdir(), 'crash-append-'));
  path = join(folder, 'ledger.db');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** One life of the appending process, ended at a random moment. */
async function oneLife(round: number): Promise<Acknowledged[]> {
  const process = start('test/crash/append-without-end.mjs', [path, String(round)]);
  await process.printed(/^open$/m);
  await sleep(Math.random() * LIFE_MAX_MS);
  await process.kill();
  // What follows the last line break was being written when it died.
  const lines = process.text().split('\n').slice(1, -1);
  return lines.map((line) => JSON.parse(line) as Acknowledged);
}

/** The stored bytes must be what the draft gives when it is sealed with the stamp of its place. */
function unkept({ stream, revision, position, drafts }: Acknowledged, events: Map<string, RecordedEvent>) {
  return drafts.flatMap((draft, index) => {
    const before = drafts.length - 1 - index;
    const stored = events.get(draft.id);
    if (stored === undefined) return [`${draft.id} is lost`];
    const stamp = { origin: ORIGIN, stream, rev: revision - before, recorded: stored.recorded };
    if (stored.position !== BigInt(position) - BigInt(before)) return [`${draft.id} is at another position`];
    return Buffer.from(sealEnvelope(prepareDraft(draft), stamp)).equals(stored.bytes)
      ? []
      : [`${draft.id} has other bytes`];
  });
}

/** Commands whose events are not all there. */
function torn(events: readonly RecordedEvent[]): string[] {
  const wanted = new Map<string, number>();
  for (const { bytes } of events) {
    const { cause, data } = openEnvelope(bytes);
    wanted.set(cause.command, (wanted.get(cause.command) ?? (data as { of: number }).of) - 1);
  }
  return [...wanted].filter(([, missing]) => missing !== 0).map(([command]) => command);
}

describe('kill -9 during 100 concurrent appends', () => {
  it(`loses nothing acknowledged and tears no append, ${ROUNDS} times`, async () => {
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      acknowledged.push(...(await oneLife(round)));
      expect(integrityOf(path)).toBe('ok');
    }
    const log = await SqliteEventLog.open({ path, origin: ORIGIN });
    try {
      const events = await eventsAfter(log, 0n);
      const byId = new Map(events.map((event) => [event.id, event]));
      expect(faultsOf(events)).toEqual([]);
      expect(torn(events)).toEqual([]);
      expect(acknowledged.flatMap((append) => unkept(append, byId))).toEqual([]);
      expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10);
      expect(new Set(acknowledged.map(({ stream }) => stream.split('x')[0])).size).toBeGreaterThan(
        ROUNDS / 2,
      );
    } finally {
      await log.close();
    }
  }, 120_000);

  it('leaves a log that goes on where it stopped', async () => {
    const log = await SqliteEventLog.open({ path, origin: ORIGIN });
    try {
      const head = await log.head();
      const [last] = await eventsAfter(log, head - 1n);
      if (last === undefined) throw new Error('the log is empty');
      const { type, schema, actor, cause } = openEnvelope(last.bytes);
      const command = { ...cause, command: 'afterwards' };
      const draft = { id: randomUUID(), type, schema, actor, cause: command, data: { part: 0, of: 1 } };
      const appended = await log.append(last.stream, last.revision, [draft]);
      expect(appended).toEqual({ revision: last.revision + 1, position: head + 1n });
      expect(integrityOf(path)).toBe('ok');
    } finally {
      await log.close();
    }
  }, 20_000);
});
