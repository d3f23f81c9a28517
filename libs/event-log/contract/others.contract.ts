/** Appends tied to other streams: written only while each of them stands where the decision saw it. */
import { describe, expect, it } from '@jest/globals';
import { EventIdTaken, InvalidAppend, RevisionConflict } from '../errors.ts';
import { MAX_UNCHANGED } from '../event-log.ts';
import type { Appended, StreamAt } from '../event-log.ts';
import {
  draft,
  drafts,
  first,
  freshLog,
  freshStream,
  gated,
  once,
  refusal,
  sharedLog,
  writesNothing,
} from './support.contract.ts';
import type { Gates, Log, OpenLog, Under } from './support.contract.ts';

export function othersContract(open: OpenLog, gates: Gates): void {
  describe('append tied to other streams', () => {
    const under = sharedLog(open);
    const second = once(() => under().secondClient());
    says(under, gates);
    describe('that stand as they stood', () => successes(under, gates));
    describe('of which one does not', () => conflicts(under, gates));
    describe('at the same time', () => races(under, gates, second));
    describe('asked again', () => repeats(under, gates));
    describe('in a way that cannot be', () => refusals(under));
  });
  describe('append tied to other streams, asked again after a restart', () => restarted(open, gates));
}

/** A stream of `count` events. */
async function held(log: Log, count: number): Promise<string> {
  const stream = freshStream();
  await log.append(stream, 'no_stream', drafts(count));
  return stream;
}

function said({ stream, expected, actual }: RevisionConflict): object {
  return { stream, expected, actual };
}

function says(under: Under, gates: Gates): void {
  it('says of itself whether it can', () => {
    expect(under().log.checksOthers).toBe(gates.checksOthers === undefined);
  });
}

function successes(under: Under, gates: Gates): void {
  const tied = gated(gates, 'checksOthers');

  it('none: it is an ordinary append', async () => {
    const { log } = under();
    expect((await log.append(freshStream(), 'no_stream', drafts(2), { unchanged: [] })).revision).toBe(1);
  });

  tied('it is written, whatever its own expected revision, and they stay as they are', async () => {
    const { log } = under();
    const [stream, other, absent] = [freshStream(), await held(log, 3), freshStream()];
    const unchanged = [
      { stream: other, revision: 2 },
      { stream: absent, revision: -1 },
    ];
    for (const [i, expected] of (['no_stream', 0, 'stream_exists', 'any'] as const).entries()) {
      const position = (await log.head()) + 1n;
      expect(await log.append(stream, expected, drafts(1), { unchanged })).toEqual({ revision: i, position });
    }
    expect((await log.readStream(other)).events).toHaveLength(3);
    expect((await log.readStream(absent)).exists).toBe(false);
  });

  tied(`as many as ${MAX_UNCHANGED}`, async () => {
    const { log } = under();
    const others = await Promise.all(Array.from({ length: MAX_UNCHANGED }, (_, i) => held(log, i + 1)));
    const unchanged = others.map((stream, i) => ({ stream, revision: i }));
    expect((await log.append(freshStream(), 'no_stream', drafts(1), { unchanged })).revision).toBe(0);
    const stale = unchanged.map((at, i) => (i === MAX_UNCHANGED - 1 ? { ...at, revision: 0 } : at));
    const attempt = () =>
      refusal(RevisionConflict, log.append(freshStream(), 'no_stream', drafts(1), { unchanged: stale }));
    expect((await writesNothing(log, attempt)).stream).toBe(others.at(-1));
  });

  tied('on a dry run: the answer of the append, and nothing written', async () => {
    const { log } = under();
    const unchanged = [{ stream: await held(log, 2), revision: 1 }];
    const stream = freshStream();
    const attempt = () => log.append(stream, 'no_stream', drafts(2), { unchanged, dryRun: true });
    expect(await writesNothing(log, attempt)).toEqual({ revision: 1, position: await log.head() });
  });

  tied('takes the list as it is at the call, not as the caller makes it later', async () => {
    const { log } = under();
    const at = { stream: await held(log, 1), revision: 0 };
    const unchanged = [at];
    const appended = log.append(freshStream(), 'no_stream', drafts(1), { unchanged });
    at.revision = 7;
    unchanged.push({ stream: freshStream(), revision: 7 });
    expect((await appended).revision).toBe(0);
  });
}

function conflicts(under: Under, gates: Gates): void {
  const tied = gated(gates, 'checksOthers');
  type Case = readonly [what: string, held: number, tiedTo: number];
  const cases: readonly Case[] = [
    ['it went on', 3, 1],
    ['it has not come so far', 3, 3],
    ['it exists by now', 1, -1],
    ['it does not exist', 0, 0],
  ];

  for (const [what, count, revision] of cases) {
    for (const dryRun of [false, true]) {
      tied(`${what}: a conflict that names it, and nothing is written${dryRun ? ', dry' : ''}`, async () => {
        const { log } = under();
        const other = count === 0 ? freshStream() : await held(log, count);
        const unchanged = [
          { stream: await held(log, 1), revision: 0 },
          { stream: other, revision },
        ];
        const attempt = () =>
          refusal(RevisionConflict, log.append(freshStream(), 'no_stream', drafts(2), { unchanged, dryRun }));
        expect(said(await writesNothing(log, attempt))).toEqual({
          stream: other,
          expected: revision === -1 ? 'no_stream' : revision,
          actual: count === 0 ? 'no_stream' : count - 1,
        });
      });
    }
  }

  for (const expected of ['any', 'stream_exists'] as const) {
    tied(`the append expects ${expected} of its own stream: a conflict all the same`, async () => {
      const { log } = under();
      const [stream, other] = [await held(log, 1), await held(log, 2)];
      const unchanged = [{ stream: other, revision: 0 }];
      const attempt = () => refusal(RevisionConflict, log.append(stream, expected, drafts(1), { unchanged }));
      expect((await writesNothing(log, attempt)).stream).toBe(other);
    });
  }

  tied('its own stream is not where it was expected either: that is the conflict', async () => {
    const { log } = under();
    const [stream, other] = [await held(log, 2), await held(log, 2)];
    const unchanged = [{ stream: other, revision: 0 }];
    const attempt = () => refusal(RevisionConflict, log.append(stream, 0, drafts(1), { unchanged }));
    expect((await writesNothing(log, attempt)).stream).toBe(stream);
  });

  tied('the refused drafts are free: they are written where all stands right', async () => {
    const { log } = under();
    const [stream, other, events] = [freshStream(), await held(log, 2), drafts(2)];
    const attempt = (revision: number): Promise<Appended> =>
      log.append(stream, 'no_stream', events, { unchanged: [{ stream: other, revision }] });
    const { actual } = await refusal(RevisionConflict, attempt(0));
    expect((await attempt(Number(actual))).revision).toBe(1);
  });

  tied('streams with a similar name do not count', async () => {
    const { log } = under();
    for (const near of ['tied-10', 'tied-1-1', 'tied-1_', 'tieder-1'])
      await log.append(near, 'any', drafts(3));
    const unchanged = [{ stream: 'tied-1', revision: -1 }];
    expect((await log.append(freshStream(), 'no_stream', drafts(1), { unchanged })).revision).toBe(0);
  });
}

function races(under: Under, gates: Gates, second: () => Promise<Log>): void {
  const tied = gated(gates, 'checksOthers');
  const ROUNDS = 10;

  for (const [where, clientsOf] of [
    ['one client', async (log: Log) => [log, log]],
    ['two clients', async (log: Log) => [log, await second()]],
  ] as const) {
    tied(`through ${where}: of two appends, each tied to the other's stream, one is written`, async () => {
      const { log } = under();
      const [left = log, right = log] = await clientsOf(log);
      for (let round = 0; round < ROUNDS; round += 1) {
        // Both streams new, then both at revision 0: absence must be kept as well as a revision.
        const count = round % 2;
        const one = count === 0 ? freshStream() : await held(log, 1);
        const two = count === 0 ? freshStream() : await held(log, 1);
        const expected = count === 0 ? ('no_stream' as const) : 0;
        const at = (stream: string): StreamAt[] => [{ stream, revision: count - 1 }];
        const before = await log.head();
        const answers = await Promise.allSettled([
          left.append(one, expected, drafts(1), { unchanged: at(two) }),
          right.append(two, expected, drafts(1), { unchanged: at(one) }),
        ]);
        const errors = answers.flatMap((a) => (a.status === 'rejected' ? [a.reason as unknown] : []));
        expect(errors).toHaveLength(1);
        expect(errors[0]).toBeInstanceOf(RevisionConflict);
        const winner = answers[0].status === 'fulfilled' ? one : two;
        expect(said(errors[0] as RevisionConflict)).toEqual({
          stream: winner,
          expected,
          actual: count,
        });
        expect(await log.head()).toBe(before + 1n);
      }
    });
  }

  tied('once a stream is closed, no append that saw it open is written after it', async () => {
    const { log } = under();
    const other = await second();
    const gate = await held(log, 1);
    const unchanged = [{ stream: gate, revision: 0 }];
    const entries = Array.from({ length: 40 }, (_, i) =>
      (i % 2 === 0 ? log : other).append(freshStream(), 'no_stream', drafts(1), { unchanged }),
    );
    const closing = log.append(gate, 0, drafts(1));
    const later = Array.from({ length: 40 }, (_, i) =>
      (i % 2 === 0 ? log : other).append(freshStream(), 'no_stream', drafts(1), { unchanged }),
    );
    const answers = await Promise.allSettled([...entries, ...later]);
    const closed = await closing;
    for (const answer of answers) {
      if (answer.status === 'fulfilled') expect(answer.value.position).toBeLessThan(closed.position);
      else expect(answer.reason).toBeInstanceOf(RevisionConflict);
    }
    expect(answers.some(({ status }) => status === 'rejected')).toBe(true);
  });
}

function repeats(under: Under, gates: Gates): void {
  const tied = gated(gates, 'checksOthers');

  tied('although they have gone on: the first answer, for the decision was made', async () => {
    const { log } = under();
    const [stream, other, events] = [await held(log, 1), await held(log, 1), drafts(2)];
    const unchanged = [{ stream: other, revision: 0 }];
    const answer = await log.append(stream, 0, events, { unchanged });
    await log.append(other, 0, drafts(1));
    for (const dryRun of [false, true]) {
      const again = () => log.append(stream, 0, events, { unchanged, dryRun });
      expect(await writesNothing(log, again)).toEqual(answer);
    }
  });

  tied(
    'tied to other streams than the first time: the first answer, for what it writes is the same',
    async () => {
      const { log } = under();
      const [stream, other, events] = [freshStream(), await held(log, 3), drafts(2)];
      const answer = await log.append(stream, 'no_stream', events);
      const again = () =>
        log.append(stream, 'no_stream', events, { unchanged: [{ stream: other, revision: 0 }] });
      expect(await writesNothing(log, again)).toEqual(answer);
    },
  );

  gated(
    gates,
    'checksOthers',
    'rejectsReusedIds',
  )('at another place it is no repeat: their conflict comes before the taken id', async () => {
    const { log } = under();
    const [other, event] = [await held(log, 2), draft()];
    await log.append(freshStream(), 'no_stream', [event]);
    const attempt = (revision: number): Promise<Appended> =>
      log.append(freshStream(), 'no_stream', [event], { unchanged: [{ stream: other, revision }] });
    await writesNothing(log, () => refusal(RevisionConflict, attempt(0)));
    await writesNothing(log, () => refusal(EventIdTaken, attempt(1)));
  });
}

function refusals(under: Under): void {
  const stream = 'self-1';
  const at = (over: object): StreamAt => ({ stream: 'other-1', revision: -1, ...over });
  const many = Array.from({ length: MAX_UNCHANGED + 1 }, (_, i) => at({ stream: `other-${i}` }));

  it.each<[string, readonly StreamAt[]]>([
    [`more than ${MAX_UNCHANGED} of them`, many],
    ['the stream itself', [at({ stream })]],
    ['a name that is no stream', [at({ stream: 'Other-1' })]],
    ['no name', [at({ stream: undefined })]],
    ['a revision below -1', [at({ revision: -2 })]],
    ['half a revision', [at({ revision: 0.5 })]],
    ['a revision that is no number', [at({ revision: 'no_stream' })]],
    ['no revision', [at({ revision: undefined })]],
    ['a right one before a wrong one', [first(many), at({ revision: -2 })]],
  ])('%s: the append is invalid', async (_, unchanged) => {
    const { log } = under();
    for (const dryRun of [false, true]) {
      const attempt = () =>
        refusal(InvalidAppend, log.append(stream, 'no_stream', drafts(1), { unchanged, dryRun }));
      await writesNothing(log, attempt);
    }
  });
}

function restarted(open: OpenLog, gates: Gates): void {
  const under = freshLog(open);

  gated(
    gates,
    'checksOthers',
    'durable',
  )('the first answer again, and what was never written is checked as before', async () => {
    const { log, reopen } = under();
    const [stream, other, events] = [freshStream(), await held(log, 1), drafts(2)];
    const unchanged = [{ stream: other, revision: 0 }];
    const answer = await log.append(stream, 'no_stream', events, { unchanged });
    await log.append(other, 0, drafts(1));
    await reopen();
    const again = under().log;
    const repeat = () => again.append(stream, 'no_stream', events, { unchanged });
    expect(await writesNothing(again, repeat)).toEqual(answer);
    const late = () =>
      refusal(RevisionConflict, again.append(freshStream(), 'no_stream', drafts(1), { unchanged }));
    expect((await writesNothing(again, late)).stream).toBe(other);
  });
}
