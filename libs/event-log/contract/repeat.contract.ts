/** Repeating an append: the same answer again, or a refusal, and never a second copy. */
import { describe, expect, it } from '@jest/globals';
import type { EventDraft } from '../envelope.ts';
import {
  EventIdTaken,
  IntegrityError,
  InvalidAppend,
  RevisionConflict,
  StoreUnavailable,
} from '../errors.ts';
import type { ExpectedRevision } from '../event-log.ts';
import {
  draft,
  drafts,
  first,
  freshLog,
  freshStream,
  gated,
  last,
  once,
  refusal,
  sharedLog,
  writesNothing,
} from './support.contract.ts';
import type { Gates, Log, OpenLog, Under } from './support.contract.ts';

export function repeatContract(open: OpenLog, gates: Gates): void {
  describe('repeat', () => {
    const under = sharedLog(open);
    const second = once(() => under().secondClient());
    describe('of the same append', () => sameAgain(under, second));
    describe('of another append than the first', () => notTheSame(under));
    describe('with other content', () => otherContent(under));
    describe('without an exact revision', () => weakRepeat(under, gates));
  });
  describe('repeat through another client', () => throughAnother(open, gates));
}

function sameAgain(under: Under, second: () => Promise<Log>): void {
  it.each<[ExpectedRevision, number]>([
    ['no_stream', 0],
    [2, 3],
  ])('row 11: expecting %p, at once: the first answer again, nothing added', async (expected, held) => {
    const { log } = under();
    const stream = freshStream();
    if (held > 0) await log.append(stream, 'no_stream', drafts(held));
    const events = drafts(3);
    const answer = await log.append(stream, expected, events);
    expect(answer).toEqual({ revision: held + 2, position: await log.head() });
    expect(await writesNothing(log, () => log.append(stream, expected, events))).toEqual(answer);
  });

  it('row 11: copies that arrive together through both clients converge on one', async () => {
    const { log } = under();
    const other = await second();
    const stream = freshStream();
    const events = drafts(2);
    const position = (await log.head()) + 2n;
    const copies = Array.from({ length: 10 }, (_, i) =>
      (i % 2 === 0 ? log : other).append(stream, 'no_stream', structuredCopy(events)),
    );
    expect(await Promise.all(copies)).toEqual(copies.map(() => ({ revision: 1, position })));
    expect(await log.head()).toBe(position);
  });

  it('row 12: after later events, of this stream and of others, and at a later time', async () => {
    const { log, setClock } = under();
    const [stream, other, events] = [freshStream(), freshStream(), drafts(2)];
    await log.append(other, 'no_stream', drafts(2));
    setClock('2026-03-31T12:00:00.000Z');
    const answer = await log.append(stream, 'no_stream', events);
    setClock('2026-06-30T23:59:59.999Z');
    await log.append(stream, 1, drafts(3));
    await log.append(other, 1, drafts(1));
    expect(await writesNothing(log, () => log.append(stream, 'no_stream', events))).toEqual(answer);
  });
}

/** Equal drafts that share no object with the first, as a retry after a restart has them. */
function structuredCopy(events: readonly EventDraft[]): EventDraft[] {
  return JSON.parse(JSON.stringify(events)) as EventDraft[];
}

function throughAnother(open: OpenLog, gates: Gates): void {
  const under = freshLog(open);
  const stream = 'thing-1';

  gated(gates, 'durable')('row 12: after a restart', async () => {
    const { log, reopen, setClock } = under();
    const events = drafts(2);
    const answer = await log.append(stream, 'no_stream', events);
    await log.append(stream, 1, drafts(1));
    await reopen();
    setClock('2026-06-30T23:59:59.999Z');
    const again = under().log;
    const copy = structuredCopy(events);
    expect(await writesNothing(again, () => again.append(stream, 'no_stream', copy))).toEqual(answer);
  });

  it('row 20: written, the answer lost, asked again: one copy', async () => {
    const { log, secondClient } = under();
    const events = drafts(2);
    const lost = await log.append(stream, 'no_stream', events);
    await log.close();
    const other = await secondClient();
    expect(await writesNothing(other, () => other.append(stream, 'no_stream', events))).toEqual(lost);
  });

  it('row 21: refused before it was written, asked again: one copy', async () => {
    const { log, secondClient } = under();
    await log.close();
    const events = drafts(2);
    await refusal(StoreUnavailable, log.append(stream, 'no_stream', events));
    const other = await secondClient();
    expect(await other.append(stream, 'no_stream', events)).toEqual({ revision: 1, position: 2n });
    expect(await other.head()).toBe(2n);
  });
}

function notTheSame(under: Under): void {
  type Change = (events: readonly EventDraft[]) => readonly EventDraft[];
  const oneMore = (events: readonly EventDraft[]) => draft({ cause: first(events).cause });
  it.each<[string, Change]>([
    ['its first id changed', (events) => [oneMore(events), ...events.slice(1)]],
    ['its last id changed', (events) => [...events.slice(0, -1), oneMore(events)]],
    ['one event more', (events) => [...events, oneMore(events)]],
    ['one event less at the end', (events) => events.slice(0, -1)],
    ['one event less at the beginning', (events) => events.slice(1)],
    ['its events in another order', (events) => events.toReversed()],
  ])('row 14: with %s is a conflict', async (_, change) => {
    const { log } = under();
    const [stream, events] = [freshStream(), drafts(3)];
    await log.append(stream, 'no_stream', drafts(1));
    await log.append(stream, 0, events);
    const attempt = () => refusal(RevisionConflict, log.append(stream, 0, change(events)));
    expect((await writesNothing(log, attempt)).actual).toBe(3);
  });

  it('row 14: its last part, at the revision where that part is, is a conflict', async () => {
    const { log } = under();
    const [stream, events] = [freshStream(), drafts(3)];
    await log.append(stream, 'no_stream', events);
    await writesNothing(log, () => refusal(RevisionConflict, log.append(stream, 0, events.slice(1))));
  });

  it('row 14: two appends asked again as one are refused, each by itself is a repeat', async () => {
    const { log } = under();
    const [stream, one, two] = [freshStream(), drafts(1), drafts(2)];
    const answers = [await log.append(stream, 'no_stream', one), await log.append(stream, 0, two)];
    const both = [...one, ...two];
    await writesNothing(log, () => refusal(InvalidAppend, log.append(stream, 'no_stream', both)));
    const again = async () => [await log.append(stream, 'no_stream', one), await log.append(stream, 0, two)];
    expect(await writesNothing(log, again)).toEqual(answers);
  });

  it('row 14: at another revision than the first time is a conflict', async () => {
    const { log } = under();
    const [stream, events] = [freshStream(), drafts(2)];
    await log.append(stream, 'no_stream', drafts(2));
    await log.append(stream, 1, events);
    await log.append(stream, 3, drafts(1));
    for (const expected of ['no_stream', 0, 2, 3] as const) {
      await writesNothing(log, () => refusal(RevisionConflict, log.append(stream, expected, events)));
    }
  });

  it('row 14: on another stream is no repeat', async () => {
    const { log } = under();
    const events = drafts(2);
    await log.append(freshStream(), 'no_stream', events);
    await writesNothing(log, () => refusal(RevisionConflict, log.append(freshStream(), 1, events)));
  });
}

// EventStoreDB compares ids alone and calls this success; ours is told that one of the two is not the truth.
function otherContent(under: Under): void {
  it.each<[string, (event: EventDraft) => Partial<EventDraft>]>([
    ['data', () => ({ data: { number: 1, amount: '1250.51' } })],
    ['a key more in its data', (event) => ({ data: { ...event.data, note: null } })],
    ['type', () => ({ type: 'OtherEventRecorded' })],
    ['schema', () => ({ schema: 'test-event.recorded/2' })],
    ['actor', (event) => ({ actor: { ...event.actor, id: 'actor-2' } })],
    ['request', (event) => ({ cause: { ...event.cause, request: 'b'.repeat(64) } })],
  ])('row 15: other %s under the same id is an integrity error', async (_, change) => {
    const { log } = under();
    const [stream, events] = [freshStream(), drafts(2)];
    await log.append(stream, 'no_stream', events);
    const end = last(events);
    const other = [first(events), { ...end, ...change(end) }];
    const attempt = () => refusal(IntegrityError, log.append(stream, 'no_stream', other));
    expect((await writesNothing(log, attempt)).message).toContain(end.id);
  });

  it('row 15: only the order of keys differs, so the bytes do not, and it is a repeat', async () => {
    const { log } = under();
    const stream = freshStream();
    const event = draft({ data: { one: 1, two: [{ three: 3, four: 4 }] } });
    const answer = await log.append(stream, 'no_stream', [event]);
    const turned = { ...event, data: { two: [{ four: 4, three: 3 }], one: 1 } };
    expect(await writesNothing(log, () => log.append(stream, 'no_stream', [turned]))).toEqual(answer);
  });
}

function weakRepeat(under: Under, gates: Gates): void {
  for (const expected of ['any', 'stream_exists'] as const) {
    gated(gates, 'rejectsReusedIds')(`row 13: with ${expected} is refused as a taken id`, async () => {
      const { log } = under();
      const [stream, events] = [freshStream(), drafts(2)];
      await log.append(stream, 'no_stream', drafts(1));
      await log.append(stream, expected, events);
      const attempt = () => refusal(EventIdTaken, log.append(stream, expected, events));
      expect((await writesNothing(log, attempt)).id).toBe(first(events).id);
    });
  }

  it('row 13: first with any, again at its exact revision, is a repeat', async () => {
    const { log } = under();
    const [stream, events] = [freshStream(), drafts(2)];
    const answer = await log.append(stream, 'any', events);
    expect(await writesNothing(log, () => log.append(stream, 'no_stream', events))).toEqual(answer);
  });
}
