/** Following the log: from any position through history into what is written now, losing nothing. */
import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { JournalBatch } from '../event-log.ts';
import {
  drafts,
  everything,
  eventsOf,
  followUntil,
  freshLog,
  freshStream,
  idsOf,
  last,
  linesOf,
  once,
  refusal,
  sharedLog,
} from './support.contract.ts';
import type { Log, OpenLog, Under } from './support.contract.ts';

export function followContract(open: OpenLog): void {
  describe('follow, through history', () => history(open));
  describe('follow, from an empty log', () => fromEmpty(open));
  describe('follow, to the present', () => {
    const under = sharedLog(open, ({ log }) => fill(log, 5));
    describe('and live', () => live(under));
    describe('and to its end', () => ends(under));
  });
  describe('follow by a prefix of streams', () => filtered(open));
}

async function fill(log: Log, count: number, stream = freshStream()): Promise<string[]> {
  const events = drafts(count);
  await log.append(stream, 'any', events);
  return idsOf(events);
}

const forEver = () => new AbortController().signal;

/** Next batch of an iterator that must not be at its end. */
async function next(iterator: AsyncIterator<JournalBatch>): Promise<JournalBatch> {
  const { done, value } = await iterator.next();
  if (done === true) throw new Error('following ended');
  return value;
}

function history(open: OpenLog): void {
  const under = sharedLog(open, async ({ log }) => {
    for (const stream of ['thing-1', 'other-1', 'thing-2']) await fill(log, 7, stream);
  });

  it('row 39: from a position: the first event is the one after it', async () => {
    const { log } = under();
    const batches = await followUntil(log, 2n, 21n);
    expect(linesOf(eventsOf(batches))).toEqual(linesOf((await everything(log)).slice(2)));
    expect(last(batches).checkpoint).toBe(21n);
  });

  it.each([1, 3, 10, 1_000])(
    'batches of %i are together the whole log, each no larger',
    async (batchSize) => {
      const { log } = under();
      const batches = await followUntil(log, 0n, 21n, { batchSize });
      expect(linesOf(eventsOf(batches))).toEqual(linesOf(await everything(log)));
      let before = 0n;
      for (const { events, checkpoint } of batches) {
        expect(checkpoint).toBeGreaterThan(before);
        expect(checkpoint - before).toBeLessThanOrEqual(BigInt(batchSize));
        expect(last(events).position).toBe(checkpoint);
        before = checkpoint;
      }
    },
  );

  it('resuming at the checkpoint of any batch gives exactly the rest', async () => {
    const { log } = under();
    const all = await followUntil(log, 0n, 21n, { batchSize: 5 });
    expect(all.length).toBeGreaterThan(4);
    for (const [i, { checkpoint }] of all.slice(0, -1).entries()) {
      const rest = await followUntil(log, checkpoint, 21n, { batchSize: 5 });
      expect(linesOf(eventsOf(rest))).toEqual(linesOf(eventsOf(all.slice(i + 1))));
    }
  });

  it('row 49: a start beyond the head of the log is refused', async () => {
    const { message } = await refusal(RangeError, followUntil(under().log, 22n, 23n));
    expect(message).toMatch(/22.*21/s);
  });

  it('row 31: a negative start, and batch sizes that are none, are refused', async () => {
    const { log } = under();
    await refusal(RangeError, followUntil(log, -1n, 3n));
    for (const batchSize of [0, -1, 1.5, Number.NaN, 10_001]) {
      await refusal(RangeError, followUntil(log, 0n, 3n, { batchSize }));
    }
  });
}

function fromEmpty(open: OpenLog): void {
  const under = freshLog(open);

  it('row 40: from the head of an empty log', async () => {
    const { log } = under();
    const following = followUntil(log, 0n, 1n);
    await nextTurn();
    const later = await fill(log, 1);
    expect(idsOf(eventsOf(await following))).toEqual(later);
  });
}

function live(under: Under): void {
  const second = once(() => under().secondClient());

  it('row 40: from the head: only what is written later, as soon as it is written', async () => {
    const { log } = under();
    await fill(log, 5);
    const head = await log.head();
    const following = followUntil(log, head, head + 2n);
    await nextTurn();
    const later = await fill(log, 2);
    expect(idsOf(eventsOf(await following))).toEqual(later);
  });

  it('row 41: history, then live, with writers at work: each event once, in order', async () => {
    const { log } = under();
    const other = await second();
    await fill(log, 300);
    const head = await log.head();
    const following = [
      followUntil(log, 0n, head + 120n, { batchSize: 7 }),
      followUntil(other, 100n, head + 120n, { batchSize: 64 }),
    ];
    for (let i = 0; i < 20; i += 1) await Promise.all([fill(log, 3), fill(other, 3)]);
    const [own, others] = (await Promise.all(following)).map((batches) => linesOf(eventsOf(batches)));
    const all = linesOf(await everything(log));
    expect(own).toEqual(all);
    expect(others).toEqual(all.slice(100));
  });

  it('a follower of one client sees what another client writes', async () => {
    const { log } = under();
    const other = await second();
    const head = await log.head();
    const following = followUntil(log, head, head + 3n);
    await nextTurn();
    const ids = [...(await fill(other, 1)), ...(await fill(other, 2))];
    expect(idsOf(eventsOf(await following))).toEqual(ids);
  });

  it('two followers are independent: the end of one is not that of the other', async () => {
    const { log } = under();
    const head = await log.head();
    const leaving = new AbortController();
    const left = followUntil(log, head, head + 100n, { signal: leaving.signal });
    const stayed = followUntil(log, head, head + 4n);
    const ids = await fill(log, 2);
    leaving.abort();
    expect(ids.slice(0, eventsOf(await left).length)).toEqual(idsOf(eventsOf(await left)));
    ids.push(...(await fill(log, 2)));
    expect(idsOf(eventsOf(await stayed))).toEqual(ids);
  });

  it('row 47: a slow consumer gets everything in order, in batches that do not grow', async () => {
    const { log } = under();
    const head = await log.head();
    const seen: string[] = [];
    const writing = (async () => {
      for (let i = 0; i < 20; i += 1) await fill(log, 100);
    })();
    for await (const { events, checkpoint } of log.follow(head, { signal: forEver(), batchSize: 50 })) {
      expect(events.length).toBeLessThanOrEqual(50);
      seen.push(...linesOf(events));
      await nextTurn();
      if (checkpoint >= head + 2_000n) break;
    }
    await writing;
    expect(seen).toEqual(linesOf((await everything(log)).slice(Number(head))));
  });
}

function filtered(open: OpenLog): void {
  const names = ['thing-1', 'thing-a_1', 'thing-ax1', 'thing-A_1', 'things-1', 'other-thing-1'];
  const under = sharedLog(open, async ({ log }) => {
    for (const stream of names) await fill(log, 1, stream);
  });

  it.each([
    ['thing-', ['thing-1', 'thing-a_1', 'thing-ax1', 'thing-A_1']],
    ['thing-a_', ['thing-a_1']],
    ['thing-a', ['thing-a_1', 'thing-ax1']],
    ['thing', ['thing-1', 'thing-a_1', 'thing-ax1', 'thing-A_1', 'things-1']],
    ['t%', []],
    ['', names],
  ])('row 42: the prefix %p lets through streams that begin with it and no other', async (prefix, passed) => {
    const batches = await followUntil(under().log, 0n, 6n, { streamPrefix: prefix });
    const upToSix = eventsOf(batches).filter(({ position }) => position <= 6n);
    expect(upToSix.map(({ stream }) => stream)).toEqual(passed);
    expect(last(batches).checkpoint).toBeGreaterThanOrEqual(6n);
  });

  it('row 43: checkpoints advance over a long stretch that does not match, and lose nothing', async () => {
    const { log } = under();
    const [start, streamPrefix] = [await log.head(), 'needle-'];
    const [one] = await fill(log, 1, 'needle-1');
    await fill(log, 500);
    const [two] = await fill(log, 1, 'needle-2');
    const batches = await followUntil(log, start, start + 502n, { streamPrefix, batchSize: 50 });
    expect(idsOf(eventsOf(batches))).toEqual([one, two]);
    expect(batches.length).toBeGreaterThanOrEqual(11);
    for (const { checkpoint } of batches.slice(0, -1)) {
      const rest = await followUntil(log, checkpoint, start + 502n, { streamPrefix, batchSize: 50 });
      expect(idsOf(eventsOf(rest))).toEqual([two]);
    }
  });

  it('row 43: live, too, a checkpoint comes for events that do not match', async () => {
    const { log } = under();
    const head = await log.head();
    const following = followUntil(log, head, head + 3n, { streamPrefix: 'needle-' });
    await nextTurn();
    await fill(log, 3);
    const batches = await following;
    expect(eventsOf(batches)).toEqual([]);
    expect(last(batches).checkpoint).toBe(head + 3n);
  });
}

function ends(under: Under): void {
  it('row 44: after a consumer threw, the same event comes again from its checkpoint', async () => {
    const { log } = under();
    const handled: string[] = [];
    let checkpoint = 0n;
    const consume = async (fails: boolean): Promise<void> => {
      for await (const batch of log.follow(checkpoint, { signal: forEver(), batchSize: 1 })) {
        if (fails && batch.checkpoint === 3n) throw new Error('the handler failed');
        handled.push(...idsOf(batch.events));
        checkpoint = batch.checkpoint;
        if (checkpoint === 5n) return;
      }
    };
    await expect(consume(true)).rejects.toThrow('the handler failed');
    expect(checkpoint).toBe(2n);
    await consume(false);
    expect(handled).toEqual(idsOf(await log.read(0n, 5)));
  });

  it('an abort ends a follower that waits, without an error', async () => {
    const { log } = under();
    const leaving = new AbortController();
    const head = await log.head();
    const iterator = log.follow(head - 1n, { signal: leaving.signal })[Symbol.asyncIterator]();
    expect((await next(iterator)).checkpoint).toBe(head);
    const waiting = iterator.next();
    await nextTurn();
    leaving.abort();
    expect((await waiting).done).toBe(true);
    await fill(log, 1);
    expect((await iterator.next()).done).toBe(true);
  });

  it('an abort between two batches ends the follower before the next', async () => {
    const { log } = under();
    const leaving = new AbortController();
    const iterator = log.follow(0n, { signal: leaving.signal, batchSize: 1 })[Symbol.asyncIterator]();
    expect((await next(iterator)).checkpoint).toBe(1n);
    leaving.abort();
    expect((await iterator.next()).done).toBe(true);
  });

  it('a signal that was aborted before gives nothing', async () => {
    expect(await followUntil(under().log, 0n, 2n, { signal: AbortSignal.abort() })).toEqual([]);
  });

  it('row 48: 500 followers that leave early leave nothing behind, and the log goes on', async () => {
    const { log } = under();
    const head = await log.head();
    const { signal } = new AbortController();
    for (let i = 0; i < 250; i += 1) await followUntil(log, 0n, 1n, { signal, batchSize: 1 });
    const leaving = Array.from({ length: 250 }, () => new AbortController());
    const waiting = leaving.map((one) => followUntil(log, head, head + 100n, { signal: one.signal }));
    await nextTurn();
    for (const one of leaving) one.abort();
    expect((await Promise.all(waiting)).flat()).toEqual([]);
    const signals = [signal, ...leaving.map((one) => one.signal)];
    expect(signals.flatMap((one) => getEventListeners(one, 'abort'))).toEqual([]);
    const ids = await fill(log, 1);
    expect(idsOf(eventsOf(await followUntil(log, head, head + 1n, { signal })))).toEqual(ids);
  });
}
