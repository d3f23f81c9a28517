/** Appending at an expected revision: what is written, what is answered, what is refused. */
import { describe, expect, it } from '@jest/globals';
import { openEnvelope, prepareDraft, sealEnvelope } from '../envelope.ts';
import { EventIdTaken, InvalidAppend, RevisionConflict } from '../errors.ts';
import { MAX_EVENTS_PER_APPEND } from '../event-log.ts';
import type { ExpectedRevision } from '../event-log.ts';
import {
  START,
  asOneCommand,
  draft,
  drafts,
  everything,
  first,
  freshLog,
  freshStream,
  gated,
  idsOf,
  last,
  once,
  refusal,
  sharedLog,
  textOf,
  writesNothing,
} from './support.contract.ts';
import type { Gates, Log, OpenLog, Under } from './support.contract.ts';

export function appendContract(open: OpenLog, gates: Gates): void {
  describe('append', () => {
    const under = sharedLog(open);
    const second = once(() => under().secondClient());
    describe('at the expected revision', () => successes(under));
    describe('at another revision than expected', () => conflicts(under));
    describe('of many, and by many', () => crowds(under, second));
    describe('of what cannot be appended', () => refusals(under));
    describe('of an id that is in the log', () => reused(under, gates));
  });
  describe('append stamped by the clock', () => clocked(open));
}

function successes(under: Under): void {
  it('row 1: the first event of a stream, with any', async () => {
    const { log } = under();
    const [stream, event] = [freshStream(), draft()];
    const position = (await log.head()) + 1n;
    expect(await log.append(stream, 'any', [event])).toEqual({ revision: 0, position });
    const read = first((await log.readStream(stream)).events);
    expect(read).toMatchObject({ position, stream, revision: 0, id: event.id, type: event.type });
    const stamp = { origin: log.origin, stream, rev: 0, recorded: START };
    expect(textOf(read.bytes)).toBe(textOf(sealEnvelope(prepareDraft(event), stamp)));
  });

  // How many events the stream has already, what is expected, and the last revision of two more events.
  it.each<[string, number, ExpectedRevision, number]>([
    ['row 2: any on an existing stream goes on where it ends', 3, 'any', 4],
    ['row 3: no_stream on a new stream', 0, 'no_stream', 1],
    ['row 5: stream_exists on an existing stream', 2, 'stream_exists', 3],
    ['row 6: the exact revision of the last event', 2, 1, 3],
    ['row 6: the exact revision 0', 1, 0, 2],
  ])('%s', async (_, held, expected, revision) => {
    const { log } = under();
    const stream = freshStream();
    if (held > 0) await log.append(stream, 'no_stream', drafts(held));
    const position = (await log.head()) + 2n;
    const events = drafts(2);
    expect(await log.append(stream, expected, events)).toEqual({ revision, position });
    const read = (await log.readStream(stream)).events;
    expect(read.map((event) => event.revision)).toEqual(read.map((__, i) => i));
    expect(idsOf(read.slice(held))).toEqual(idsOf(events));
  });

  it('row 36: the answered position is that of the last event and counts those of all streams', async () => {
    const { log } = under();
    const before = await log.head();
    await log.append(freshStream(), 'no_stream', drafts(3));
    const events = drafts(2);
    const { position } = await log.append(freshStream(), 'no_stream', events);
    expect(position).toBe(before + 5n);
    expect((await log.event(last(events).id))?.position).toBe(position);
    expect(await log.head()).toBe(position);
  });

  it('takes the drafts as they are at the call, not as the caller makes them later', async () => {
    const { log } = under();
    const stream = freshStream();
    const data = { note: 'as it was' };
    const appended = log.append(stream, 'no_stream', [draft({ data })]);
    data.note = 'changed';
    await appended;
    const read = first((await log.readStream(stream)).events);
    expect(openEnvelope(read.bytes).data).toEqual({ note: 'as it was' });
  });
}

function conflicts(under: Under): void {
  it.each<[string, ExpectedRevision, number]>([
    ['row 4: no_stream on an existing stream', 'no_stream', 3],
    ['row 5: stream_exists on a missing stream', 'stream_exists', 0],
    ['row 7: one above the current revision', 3, 3],
    ['row 7: one below the current revision', 1, 3],
    ['row 8: revision 0 of a missing stream', 0, 0],
    ['row 8: the largest revision of a missing stream', Number.MAX_SAFE_INTEGER, 0],
  ])('%s', async (_, expected, held) => {
    const { log } = under();
    const stream = freshStream();
    if (held > 0) await log.append(stream, 'no_stream', drafts(held));
    const error = await writesNothing(log, () =>
      refusal(RevisionConflict, log.append(stream, expected, drafts(1))),
    );
    const said = { stream: error.stream, expected: error.expected, actual: error.actual };
    expect(said).toEqual({ stream, expected, actual: held === 0 ? 'no_stream' : held - 1 });
  });

  it('the events of streams with a similar name do not count', async () => {
    const { log } = under();
    for (const other of ['near-10', 'near-1-1', 'near-1_', 'nearer-1'])
      await log.append(other, 'any', drafts(3));
    expect((await log.append('near-1', 'no_stream', drafts(1))).revision).toBe(0);
    expect((await log.readStream('near-1')).events).toHaveLength(1);
  });

  it('after a conflict the actual revision is the one to append at', async () => {
    const { log } = under();
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(2));
    const retried = drafts(1);
    const { actual } = await refusal(RevisionConflict, log.append(stream, 0, retried));
    expect((await log.append(stream, actual, retried)).revision).toBe(2);
  });
}

function crowds(under: Under, second: () => Promise<Log>): void {
  it('row 9: a full append keeps its order, contiguous from its first revision', async () => {
    const { log } = under();
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(1));
    const many = drafts(MAX_EVENTS_PER_APPEND, { data: {} });
    const position = (await log.head()) + BigInt(many.length);
    expect(await log.append(stream, 0, many)).toEqual({ revision: many.length, position });
    const { events } = await log.readStream(stream, { from: 1 });
    expect(idsOf(events)).toEqual(idsOf(many));
    expect(events.map(({ revision }) => revision)).toEqual(many.map((_, i) => i + 1));
  });

  it('row 10: of two appends at one revision exactly one succeeds', async () => {
    const { log } = under();
    const other = await second();
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(1));
    const answers = await Promise.allSettled([
      log.append(stream, 0, drafts(1)),
      other.append(stream, 0, drafts(1)),
    ]);
    const [refused, ...more] = answers.flatMap((a) => (a.status === 'rejected' ? [a.reason as unknown] : []));
    expect(more).toEqual([]);
    expect(refused).toBeInstanceOf(RevisionConflict);
    expect(refused).toMatchObject({ expected: 0, actual: 1 });
    expect((await log.readStream(stream)).events).toHaveLength(2);
  });

  it('row 10: writers who each reload after a conflict all get through, one at a time', async () => {
    const { log } = under();
    const clients = [log, await second()];
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(1));
    const writers = Array.from({ length: 12 }, async (_, i) => {
      const client = clients[i % 2] ?? log;
      for (let revision = 0; ;) {
        const answer = await client.append(stream, revision, drafts(1)).catch((error: unknown) => error);
        if (!(answer instanceof RevisionConflict)) return answer;
        revision = Number(answer.actual);
      }
    });
    const answers = (await Promise.all(writers)) as { revision: number }[];
    const revisions = answers.map(({ revision }) => revision).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect((await log.readStream(stream)).events).toHaveLength(13);
  });
}

function clocked(open: OpenLog): void {
  const under = freshLog(open);

  it('every event has the time of its append, but never less than the log already holds', async () => {
    const { log, setClock } = under();
    const times = ['2026-03-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.001Z'];
    for (const time of times) {
      setClock(time);
      await log.append(freshStream(), 'any', drafts(2));
    }
    const recorded = (await everything(log)).map((event) => event.recorded);
    const [one, , three] = times;
    expect(recorded).toEqual([one, one, one, one, three, three]);
    const inside = (await everything(log)).map(({ bytes }) => openEnvelope(bytes).recorded);
    expect(inside).toEqual(recorded);
  });
}

function refusals(under: Under): void {
  const HELD = 'held-1';
  const revisions: unknown[] = [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1, 'exists', null, undefined];
  const streams = ['', 'thing', 'thing-', '-1', 'Thing-1', '$ce-thing', 'thing-1 ', 'thing-é', 'thing-a/b'];
  const ids = ['', 'abc', '00000000-0000-4000-8000-00000000000A', '00000000-0000-4000-8000-0000000000001'];

  async function expectInvalid(stream: string, expected: unknown, events = drafts(1)): Promise<void> {
    const { log } = under();
    if (!(await log.readStream(HELD)).exists) await log.append(HELD, 'any', drafts(2));
    const attempt = () => log.append(stream, expected as ExpectedRevision, events);
    await writesNothing(log, () => refusal(InvalidAppend, attempt()));
  }

  it.each(revisions)('row 31: the expected revision %p', (revision) => expectInvalid(HELD, revision));

  it.each([...streams, `thing-${'x'.repeat(129)}`])('the stream name %p', (stream) =>
    expectInvalid(stream, 'any'),
  );

  it.each(ids)('the event id %p, which is no UUID in lower case', (id) =>
    expectInvalid(HELD, 'any', [draft({ id })]),
  );

  it('row 17: no events', () => expectInvalid(HELD, 1, []));

  it('row 14: one id twice in an append', () => {
    const events = drafts(3);
    return expectInvalid(HELD, 'any', [...events, first(events)]);
  });

  it('events of two commands', () => expectInvalid(HELD, 'any', [draft(), draft()]));
}

function reused(under: Under, gates: Gates): void {
  const onReuse = gated(gates, 'rejectsReusedIds');

  // EventStoreDB stores both (its check is per stream); an id of ours names one event of the whole log.
  onReuse('row 16: by another stream', async () => {
    const { log } = under();
    const event = draft();
    await log.append(freshStream(), 'no_stream', [event]);
    const attempt = () => refusal(EventIdTaken, log.append(freshStream(), 'no_stream', [event]));
    expect((await writesNothing(log, attempt)).id).toBe(event.id);
  });

  onReuse('row 16: at another place of the same stream', async () => {
    const { log } = under();
    const [stream, events] = [freshStream(), drafts(2)];
    await log.append(stream, 'no_stream', events);
    await writesNothing(log, () => refusal(EventIdTaken, log.append(stream, 1, events)));
  });

  onReuse('row 9: by the last of three only: all or nothing', async () => {
    const { log } = under();
    const [stream, taken, free] = [freshStream(), draft(), drafts(2)];
    await log.append(freshStream(), 'no_stream', [taken]);
    const three = asOneCommand([...free, taken]);
    await writesNothing(log, () => refusal(EventIdTaken, log.append(stream, 'no_stream', three)));
    expect((await log.append(stream, 'no_stream', free)).revision).toBe(1);
  });
}
