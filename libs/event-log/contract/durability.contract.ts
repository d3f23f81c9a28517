/** What outlives a client: a restart, a second client, a flood, a close in the middle of work. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../errors.ts';
import {
  START,
  draft,
  drafts,
  everything,
  first,
  followUntil,
  freshId,
  freshLog,
  freshStream,
  gated,
  idsOf,
  linesOf,
  once,
  refusal,
  sharedLog,
  writesNothing,
} from './support.contract.ts';
import type { Gates, Log, OpenLog } from './support.contract.ts';

const STREAM = 'thing-1';
const FLOOD = 2_000;

export function durabilityContract(open: OpenLog, gates: Gates): void {
  describe('after a restart', () => restart(open, gates));
  describe('two clients of one log', () => twoClients(open));
  describe('a flood of appends', () => flood(open));
  describe('close', () => closing(open));
  describe('a closed log', () => closed(open));
  describe('behind the port', () => tampering(open, gates));
}

function restart(open: OpenLog, gates: Gates): void {
  const under = freshLog(open);
  const durable = gated(gates, 'durable');

  durable('everything is as it was, by every way of reading', async () => {
    const { log, reopen } = under();
    await log.append(STREAM, 'no_stream', drafts(3));
    await log.append('other-1', 'no_stream', drafts(2));
    const before = linesOf(await everything(log));
    const ids = idsOf(await everything(log));
    await reopen();
    const again = under().log;
    expect(linesOf(await everything(again))).toEqual(before);
    expect(linesOf((await again.readStream(STREAM)).events)).toEqual(before.slice(0, 3));
    expect(await Promise.all(ids.map(async (id) => (await again.event(id))?.position))).toEqual([
      1n,
      2n,
      3n,
      4n,
      5n,
    ]);
    expect([await again.head(), await again.positionAt(START), again.origin]).toEqual([5n, 5n, log.origin]);
  });

  durable('appends go on at the next revision and position, and older revisions conflict', async () => {
    const { log, reopen } = under();
    await log.append(STREAM, 'no_stream', drafts(3));
    await reopen();
    const again = under().log;
    const { actual } = await refusal(RevisionConflict, again.append(STREAM, 'no_stream', drafts(1)));
    expect(actual).toBe(2);
    expect(await again.append(STREAM, 2, drafts(1))).toEqual({ revision: 3, position: 4n });
  });

  durable('a clock that was put back in between does not put back the log', async () => {
    const { log, reopen, setClock } = under();
    await log.append(STREAM, 'no_stream', drafts(1));
    await reopen();
    setClock('2025-01-01T00:00:00.000Z');
    await under().log.append(STREAM, 0, drafts(1));
    expect((await everything(under().log)).map(({ recorded }) => recorded)).toEqual([START, START]);
  });

  durable('a follower resumes at its checkpoint', async () => {
    const { log, reopen } = under();
    await log.append(STREAM, 'no_stream', drafts(4));
    const { checkpoint } = first(await followUntil(log, 0n, 2n, { batchSize: 2 }));
    await reopen();
    const rest = await followUntil(under().log, checkpoint, 4n);
    expect(rest.flatMap(({ events }) => linesOf(events))).toEqual(
      linesOf((await everything(under().log)).slice(2)),
    );
  });
}

function twoClients(open: OpenLog): void {
  const under = sharedLog(open);
  const second = once(() => under().secondClient());

  it('one sees at once what the other was answered', async () => {
    const { log } = under();
    const other = await second();
    const stream = freshStream();
    for (const [writer, reader] of [[log, other] as const, [other, log] as const]) {
      const event = draft();
      const { position } = await writer.append(stream, 'any', [event]);
      expect(await reader.head()).toBe(position);
      expect((await reader.event(event.id))?.position).toBe(position);
      expect(await reader.positionAt(START)).toBe(position);
      const read = linesOf((await reader.readStream(stream)).events);
      expect(read).toEqual(linesOf((await writer.readStream(stream)).events));
      expect(read.at(-1)).toContain(event.id);
    }
    expect(other.origin).toBe(log.origin);
  });

  it('one meets the revisions the other wrote', async () => {
    const { log } = under();
    const other = await second();
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(2));
    const { actual } = await refusal(RevisionConflict, other.append(stream, 'no_stream', drafts(1)));
    expect(actual).toBe(1);
    expect((await other.append(stream, 1, drafts(1))).revision).toBe(2);
  });

  it('the log never goes back in time, whichever client writes', async () => {
    const { log, setClock } = under();
    const other = await second();
    const stream = freshStream();
    await log.append(stream, 'any', drafts(1));
    setClock('2025-01-01T00:00:00.000Z');
    await other.append(stream, 'any', drafts(1));
    const { events } = await log.readStream(stream);
    expect(events.map(({ recorded }) => recorded)).toEqual([START, START]);
  });

  it('the close of one is not that of the other', async () => {
    const { log, secondClient } = under();
    const third = await secondClient();
    const stream = freshStream();
    await third.append(stream, 'no_stream', drafts(1));
    await third.close();
    expect((await log.append(stream, 0, drafts(1))).revision).toBe(1);
  });
}

function flood(open: OpenLog): void {
  const under = freshLog(open);

  // The row asks for 10,000; 2,000 already are far more than any group of waiting appends.
  it('row 50: 2,000 appends of 1 kB at once, through two clients: each exactly once', async () => {
    const { log, secondClient } = under();
    const clients = [log, await secondClient()];
    const events = Array.from({ length: FLOOD }, () => draft({ data: { text: 'x'.repeat(600) } }));
    const answers = await Promise.all(
      events.map((event, i) => (clients[i % 2] ?? log).append(STREAM, 'any', [event])),
    );
    const stored = await everything(log);
    expect(idsOf(stored).sort()).toEqual(idsOf(events).sort());
    expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, i) => i));
    // Each writer was told the place where its own event is.
    const byRevision = answers.map(
      ({ revision, position }, i) => [revision, position, events[i]?.id] as const,
    );
    byRevision.sort(([a], [b]) => a - b);
    expect(byRevision).toEqual(stored.map(({ revision, position, id }) => [revision, position, id]));
  });
}

function closing(open: OpenLog): void {
  const under = freshLog(open);

  it('row 56: followers end without an error, waiting or not', async () => {
    const { log } = under();
    await log.append(STREAM, 'no_stream', drafts(2));
    const signal = new AbortController().signal;
    const waiting = followUntil(log, 2n, 100n);
    const busy = log.follow(0n, { signal, batchSize: 1 })[Symbol.asyncIterator]();
    expect((await busy.next()).done).toBe(false);
    await nextTurn();
    await log.close();
    expect(await waiting).toEqual([]);
    expect((await busy.next()).done).toBe(true);
  });

  it('row 56: appends in flight are written or refused, and what was answered is what happened', async () => {
    const { log, secondClient } = under();
    const other = await secondClient();
    const events = drafts(60).map(({ id }) => draft({ id }));
    const inFlight = events.map((event) => log.append(STREAM, 'any', [event]));
    const closed = log.close();
    const answers = await Promise.allSettled(inFlight);
    await closed;
    const stored = new Set(idsOf(await everything(other)));
    for (const [i, answer] of answers.entries()) {
      const isStored = stored.has(events[i]?.id ?? '');
      if (answer.status === 'fulfilled') expect(isStored).toBe(true);
      else if (answer.reason instanceof StoreUnavailable) expect(isStored).toBe(false);
      else expect(answer.reason).toBeInstanceOf(OutcomeUnknown);
    }
    expect(answers).toHaveLength(events.length);
  });
}

function closed(open: OpenLog): void {
  const under = sharedLog(open, async (log) => {
    await log.append(STREAM, 'no_stream', drafts(2));
    await log.close();
  });

  // A reader must never take a closed log for an empty or a shorter one.
  it.each<[string, (log: Log) => Promise<unknown>]>([
    ['append', (log) => log.append(STREAM, 1, drafts(1))],
    ['readStream', (log) => log.readStream(STREAM)],
    ['read', (log) => log.read(0n, 10)],
    ['head', (log) => log.head()],
    ['event', (log) => log.event(freshId())],
    ['positionAt', (log) => log.positionAt(START)],
    ['follow', (log) => followUntil(log, 0n, 1n)],
  ])('row 24: %s says so', async (_, use) => {
    await refusal(StoreUnavailable, use(under().log));
  });

  it('is closed again without an error, and still has its name', async () => {
    const { log, secondClient } = under();
    await Promise.all([log.close(), log.close()]);
    expect(log.origin).toBe((await secondClient()).origin);
  });
}

function tampering(open: OpenLog, gates: Gates): void {
  const under = sharedLog(open, async (log) => void (await log.append(STREAM, 'no_stream', drafts(3))));

  for (const how of ['update', 'delete'] as const) {
    gated(gates, 'refusesTampering')(`${how} of a stored event is refused`, async () => {
      const { log, tamper } = under();
      if (tamper === undefined) throw new Error('the enrolment gives no way to try');
      const { id } = first(await log.read(1n, 1));
      await writesNothing(log, () => refusal(Error, tamper(how, id)));
      expect(await log.head()).toBe(3n);
    });
  }
}
