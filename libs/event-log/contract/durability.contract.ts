/** What outlives a client: a restart, a second client, a flood, a close in the middle of work. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { openEnvelope } from '../envelope.ts';
import { EventIdTaken, OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../errors.ts';
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
import type { Gates, Log, OpenLog, Under } from './support.contract.ts';

const STREAM = 'thing-1';
const FLOOD = 2_000;

export function durabilityContract(open: OpenLog, gates: Gates): void {
  describe('after a restart', () => restart(open, gates));
  describe('two clients of one log', () => {
    const under = sharedLog(open);
    const second = once(() => under().secondClient());
    twoClients(under, second);
    flood(under, second);
  });
  describe('close', () => closing(open));
  describe('a closed log', () => closed(open));
  describe('behind the port', () => tampering(open, gates));
}

function restart(open: OpenLog, gates: Gates): void {
  const durable = gated(gates, 'durable');
  const events = drafts(5);
  let before: string[] = [];
  const under = sharedLog(open, async ({ log, reopen }) => {
    await log.append(STREAM, 'no_stream', events.slice(0, 3));
    await log.append('other-1', 'no_stream', events.slice(3));
    before = linesOf(await everything(log));
    await reopen();
  });

  durable('everything is as it was, by every way of reading', async () => {
    const { log } = under();
    expect(before).toHaveLength(5);
    expect(linesOf(await everything(log))).toEqual(before);
    expect(linesOf((await log.readStream(STREAM)).events)).toEqual(before.slice(0, 3));
    const found = await Promise.all(idsOf(events).map((id) => log.event(id)));
    expect(linesOf(found.flatMap((event) => event ?? []))).toEqual(before);
    expect([await log.head(), await log.positionAt('9999-12-31T23:59:59.999Z')]).toEqual([5n, 5n]);
    const { origin } = openEnvelope(first(await log.read(0n, 1)).bytes);
    expect(log.origin).toBe(origin);
  });

  durable('a follower resumes at its checkpoint', async () => {
    const rest = await followUntil(under().log, 2n, 5n);
    expect(rest.flatMap((batch) => linesOf(batch.events))).toEqual(before.slice(2));
  });

  durable('older revisions conflict, and a repeat is known', async () => {
    const { log } = under();
    const conflict = await refusal(RevisionConflict, log.append(STREAM, 'no_stream', drafts(1)));
    expect(conflict.actual).toBe(2);
    const repeat = () => log.append(STREAM, 'no_stream', events.slice(0, 3));
    expect(await writesNothing(log, repeat)).toEqual({ revision: 2, position: 3n });
  });

  gated(
    gates,
    'durable',
    'rejectsReusedIds',
  )('ids stay taken', async () => {
    const { log } = under();
    const taken = drafts(1, { id: first(events).id });
    await writesNothing(log, () => refusal(EventIdTaken, log.append('other-2', 'no_stream', taken)));
  });

  durable('appends go on at the next revision and position, and never before the last instant', async () => {
    const { log, setClock } = under();
    setClock('2025-01-01T00:00:00.000Z');
    expect(await log.append(STREAM, 2, drafts(1))).toEqual({ revision: 3, position: 6n });
    expect(first(await log.read(5n, 1)).recorded).toBe(START);
  });

  durable('what positionAt answered of the present stays true', async () => {
    const { log, reopen, setClock } = under();
    setClock(START);
    const answered = await log.positionAt(START);
    await reopen();
    const again = under().log;
    await again.append(freshStream(), 'no_stream', drafts(1));
    expect(await again.positionAt(START)).toBe(answered);
  });
}

function twoClients(under: Under, second: () => Promise<Log>): void {
  it('one sees at once what the other was answered', async () => {
    const { log } = under();
    const other = await second();
    const stream = freshStream();
    for (const [writer, reader] of [[log, other] as const, [other, log] as const]) {
      const event = draft();
      const { position } = await writer.append(stream, 'any', [event]);
      expect(await reader.head()).toBe(position);
      expect((await reader.event(event.id))?.position).toBe(position);
      expect(await reader.positionAt('9999-12-31T23:59:59.999Z')).toBe(position);
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
    const [earlier, later] = (await log.readStream(stream)).events.map(({ recorded }) => recorded);
    expect(earlier).toBe(START);
    expect(later).toBe(START);
  });

  it('what positionAt told one of the present stays true when the other writes', async () => {
    const { log, setClock } = under();
    setClock(START);
    const other = await second();
    await log.append(freshStream(), 'no_stream', drafts(1));
    const answered = await log.positionAt(START);
    await other.append(freshStream(), 'no_stream', drafts(1));
    expect(await log.positionAt(START)).toBe(answered);
    expect(await other.positionAt(START)).toBe(answered);
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

function flood(under: Under, second: () => Promise<Log>): void {
  // The row asks for 10,000; 2,000 already are far more than any group of waiting appends.
  it('row 50: 2,000 appends of 1 kB at once, through two clients: each exactly once', async () => {
    const { log } = under();
    const clients = [log, await second()];
    const stream = freshStream();
    const events = Array.from({ length: FLOOD }, () => draft({ data: { text: 'x'.repeat(600) } }));
    const answers = await Promise.all(
      events.map((event, i) => (clients[i % 2] ?? log).append(stream, 'any', [event])),
    );
    const stored = (await log.readStream(stream)).events;
    expect(idsOf(stored).sort()).toEqual(idsOf(events).sort());
    expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, i) => i));
    // Each writer was told the place where its own event is.
    const told = answers.map(({ revision, position }, i) => [revision, position, events[i]?.id] as const);
    told.sort(([a], [b]) => a - b);
    expect(told).toEqual(stored.map(({ revision, position, id }) => [revision, position, id]));
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
  const under = sharedLog(open, async ({ log }) => {
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
  const under = sharedLog(open, ({ log }) => log.append(STREAM, 'no_stream', drafts(3)));

  for (const how of ['update', 'delete'] as const) {
    gated(gates, 'refusesTampering')(`${how} of a stored event is refused`, async () => {
      const { log, tamper } = under();
      if (tamper === undefined) throw new Error('the enrolment gives no way to try');
      const { id } = first(await log.read(1n, 1));
      // Not `refusal`: the runtime's own modules make their errors outside the realm of the tests.
      await writesNothing(log, () => expect(tamper(how, id)).rejects.toThrow());
      expect(await log.head()).toBe(3n);
    });
  }
}
