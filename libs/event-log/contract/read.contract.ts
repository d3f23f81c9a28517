/** Reading one stream, the whole log in its order, one event, and the log as of an instant. */
import { describe, expect, it } from '@jest/globals';
import { MAX_PAGE } from '../event-log.ts';
import type { Position, ReadStreamOptions } from '../event-log.ts';
import {
  START,
  draft,
  drafts,
  everything,
  first,
  freshId,
  freshLog,
  freshStream,
  idsOf,
  last,
  linesOf,
  refusal,
  sharedLog,
} from './support.contract.ts';
import type { LogUnderTest, OpenLog } from './support.contract.ts';

const STREAM = 'thing-1';
const NO_COUNTS: readonly number[] = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_PAGE + 1];

export function readContract(open: OpenLog): void {
  describe('readStream', () => streams(open));
  describe('read of the whole log', () => journal(open));
  describe('read of an empty log', () => empty(open));
  describe('read as of an instant', () => instants(open));
}

/** Eight events, one append each, in {@link STREAM}, with pairs of two other streams in between. */
const EIGHT = Array.from({ length: 8 }, (_, i) => draft({ data: { number: i } }));

async function eightAmongOthers({ log }: LogUnderTest): Promise<void> {
  for (const [i, event] of EIGHT.entries()) {
    await log.append(STREAM, i === 0 ? 'no_stream' : i - 1, [event]);
    await log.append(i % 2 === 0 ? 'thing-10' : 'other-1', 'any', drafts(2));
  }
}

function streams(open: OpenLog): void {
  const under = sharedLog(open, eightAmongOthers);

  async function revisions(options?: ReadStreamOptions): Promise<number[]> {
    const { exists, events } = await under().log.readStream(STREAM, options);
    expect(exists).toBe(true);
    return events.map(({ revision }) => revision);
  }

  it('row 26: the whole stream, ascending from 0, and nothing of another stream', async () => {
    const { exists, events } = await under().log.readStream(STREAM);
    expect(exists).toBe(true);
    expect(idsOf(events)).toEqual(idsOf(EIGHT));
    expect(events.map(({ revision, stream }) => [revision, stream])).toEqual(
      EIGHT.map((_, i) => [i, STREAM]),
    );
  });

  it.each<[ReadStreamOptions, number[]]>([
    [{ from: 0 }, [0, 1, 2, 3, 4, 5, 6, 7]],
    [{ from: 1 }, [1, 2, 3, 4, 5, 6, 7]],
    [{ limit: 2 }, [0, 1]],
    [{ from: 3, limit: 2 }, [3, 4]],
    [{ from: 7 }, [7]],
    [{ from: 6, limit: 5 }, [6, 7]],
    [{ limit: 8 }, [0, 1, 2, 3, 4, 5, 6, 7]],
  ])('row 27: forwards with %p', async (options, expected) => {
    expect(await revisions(options)).toEqual(expected);
  });

  it.each<[ReadStreamOptions, number[]]>([
    [{}, [7, 6, 5, 4, 3, 2, 1, 0]],
    [{ from: 1 }, [1, 0]],
    [{ from: 0 }, [0]],
    [{ limit: 2 }, [7, 6]],
    [{ from: 4, limit: 3 }, [4, 3, 2]],
    [{ from: 100, limit: 2 }, [7, 6]],
  ])('row 28: backwards with %p', async (options, expected) => {
    expect(await revisions({ ...options, direction: 'backwards' })).toEqual(expected);
  });

  it.each([8, 9, Number.MAX_SAFE_INTEGER])(
    'row 29: from revision %i, beyond the end: empty',
    async (from) => {
      expect(await revisions({ from })).toEqual([]);
    },
  );

  // EventStoreDB raises an error; the port answers, because a new stream is an ordinary case of a command.
  it.each(['thing-2', 'thing', 'thing-1 ', 'THING-1'])('row 30: the missing stream %p', async (stream) => {
    for (const direction of ['forwards', 'backwards'] as const) {
      expect(await under().log.readStream(stream, { direction })).toEqual({ exists: false, events: [] });
    }
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    'row 31: refuses to read from revision %p',
    async (from) => {
      const { log } = under();
      await refusal(RangeError, log.readStream(STREAM, { from }));
      await refusal(RangeError, log.readStream(STREAM, { from, direction: 'backwards' }));
    },
  );

  it.each(NO_COUNTS)('row 31: refuses to read at most %p events', async (limit) => {
    await refusal(RangeError, under().log.readStream(STREAM, { limit }));
  });

  it('streams whose names differ in case only are two', async () => {
    const { log } = under();
    const [small, large] = [draft(), draft()];
    await log.append('case-a', 'no_stream', [small]);
    await log.append('case-A', 'no_stream', [large]);
    expect(idsOf((await log.readStream('case-a')).events)).toEqual([small.id]);
    expect(idsOf((await log.readStream('case-A')).events)).toEqual([large.id]);
  });
}

function journal(open: OpenLog): void {
  const written: string[] = [];
  const under = sharedLog(open, async ({ log }) => {
    for (const [i, count] of [3, 1, 4, 1, 5, 3].entries()) {
      const events = drafts(count);
      await log.append(`thing-${i % 2}`, 'any', events);
      written.push(...idsOf(events));
    }
  });

  it('row 37: from a position, exclusive: in the order of appending, all numbers rising', async () => {
    const { log } = under();
    const all = await everything(log);
    expect(idsOf(all)).toEqual(written);
    // The port counts events, so positions have no gaps; another store's own positions may have.
    expect(all.map(({ position }) => position)).toEqual(all.map((_, i) => BigInt(i + 1)));
    for (const name of ['thing-0', 'thing-1']) {
      const own = all.filter(({ stream }) => stream === name);
      expect(own.map(({ revision }) => revision)).toEqual(own.map((_, i) => i));
    }
    expect(linesOf(await log.read(5n, 100))).toEqual(linesOf(all.slice(5)));
  });

  it.each([1, 2, 3, 7, 16, 17, 18, 10_000])(
    'row 38: pages of %i are together one full read',
    async (size) => {
      const { log } = under();
      const paged: string[] = [];
      let after = 0n;
      for (;;) {
        const page = await log.read(after, size);
        if (page.length === 0) break;
        expect(page.length).toBe(Math.min(size, written.length - paged.length));
        paged.push(...idsOf(page));
        after = last(page).position;
      }
      expect(paged).toEqual(written);
      expect(after).toBe(17n);
    },
  );

  // Instants are compared as text: '…:00Z' would sort behind '…:00.500Z' and count too much.
  it.each(['', '2026-02-01', '2026-02-01T00:00:00Z', '2026-02-01T01:00:00.000+01:00'])(
    'positionAt refuses %p, which is no UTC instant with milliseconds',
    async (instant) => {
      await refusal(RangeError, under().log.positionAt(instant));
    },
  );

  it('at and beyond the head there is nothing to read', async () => {
    const { log } = under();
    expect(await log.head()).toBe(17n);
    expect(await log.read(17n, 10)).toEqual([]);
    expect(await log.read(2n ** 60n, 10)).toEqual([]);
  });

  it('an event is found by its id, the same as in the log, and no other id finds one', async () => {
    const { log } = under();
    const found = await Promise.all(written.map((id) => log.event(id)));
    expect(linesOf(found.flatMap((event) => event ?? []))).toEqual(linesOf(await everything(log)));
    expect([await log.event(freshId()), await log.event('')]).toEqual([null, null]);
  });

  it.each(NO_COUNTS)('row 31: refuses to read at most %p events', async (limit) => {
    await refusal(RangeError, under().log.read(0n, limit));
  });

  it('row 31: refuses to read after a negative position', async () => {
    await refusal(RangeError, under().log.read(-1n, 10));
  });
}

function empty(open: OpenLog): void {
  const under = freshLog(open);

  it('holds nothing, and then row 54: positions are bigint everywhere', async () => {
    const { log } = under();
    const end = '9999-12-31T23:59:59.999Z';
    expect([await log.head(), await log.positionAt(end), await log.read(0n, 10)]).toEqual([0n, 0n, []]);
    const { position } = await log.append(STREAM, 'no_stream', drafts(1));
    const positions: Position[] = [
      position,
      await log.head(),
      await log.positionAt(end),
      first(await log.read(0n, 1)).position,
      first((await log.readStream(STREAM)).events).position,
    ];
    expect(positions).toEqual([1n, 1n, 1n, 1n, 1n]);
  });
}

function instants(open: OpenLog): void {
  const under = freshLog(open);

  it('what positionAt answers for the present stays true, whatever is under way', async () => {
    const { log } = under();
    const writes = Array.from({ length: 20 }, () => log.append(freshStream(), 'no_stream', drafts(1)));
    const answered = await log.positionAt(START);
    await Promise.all(writes);
    await log.append(freshStream(), 'no_stream', drafts(1));
    expect(await log.positionAt(START)).toBe(answered);
    expect(await log.head()).toBeGreaterThan(answered);
  });

  it('positionAt counts what was recorded until an instant, the instant included', async () => {
    const { log, setClock } = under();
    for (const [month, count] of [2, 3, 1].entries()) {
      setClock(`2026-0${month + 2}-01T00:00:00.000Z`);
      await log.append(`thing-${count}`, 'no_stream', drafts(count));
    }
    const counts: readonly (readonly [string, Position])[] = [
      ['0000-01-01T00:00:00.000Z', 0n],
      ['2026-01-31T23:59:59.999Z', 0n],
      ['2026-02-01T00:00:00.000Z', 2n],
      ['2026-02-01T00:00:00.001Z', 2n],
      ['2026-03-01T00:00:00.000Z', 5n],
      ['2026-04-01T00:00:00.000Z', 6n],
      ['9999-12-31T23:59:59.999Z', 6n],
    ];
    for (const [instant, count] of counts)
      expect([instant, await log.positionAt(instant)]).toEqual([instant, count]);
  });
}
