/** Whatever is asked, in whatever order: the store answers what the log in memory answers, byte for byte. */
import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import { openEnvelope } from '../envelope.ts';
import type { EventDraft, RecordedEvent } from '../envelope.ts';
import { RevisionConflict } from '../errors.ts';
import type { ExpectedRevision, StreamAt } from '../event-log.ts';
import { MemoryEventLog } from '../memory-event-log.ts';
import { STREAMS, scripts } from './model-steps.contract.ts';
import type { AppendStep, Change, ReadStep, Step } from './model-steps.contract.ts';
import {
  START,
  draft,
  drafts,
  everything,
  eventsOf,
  followUntil,
  freshId,
  gated,
  idsOf,
  last,
  linesOf,
  once,
} from './support.contract.ts';
import type { Gates, Log, LogUnderTest, OpenLog } from './support.contract.ts';

const RUNS = 10;
/** A store that opens a file for every run may need more than the five seconds of an ordinary test. */
const TIMEOUT_MS = 120_000;

export function modelContract(open: OpenLog, gates: Gates): void {
  describe('model', () => {
    const can = { reopens: gates.durable === undefined, checksOthers: gates.checksOthers === undefined };
    gated(gates, 'rejectsReusedIds')(
      'any script of appends, repeats and reads is answered as by the log in memory',
      () =>
        fc.assert(
          fc.asyncProperty(scripts(can), (script) => play(open, script)),
          { numRuns: RUNS },
        ),
      TIMEOUT_MS,
    );
  });
}

async function play(open: OpenLog, script: readonly Step[]): Promise<void> {
  const under = await open();
  try {
    const stage = new Stage(under);
    for (const step of script) await stage.take(step);
    await stage.compareAll();
  } finally {
    await under.dispose();
  }
}

interface Call {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventDraft[];
  readonly unchanged: readonly StreamAt[];
}

/** The log under test and the model side by side, and what was appended to both so far. */
class Stage {
  readonly #under: LogUnderTest;
  readonly #model: MemoryEventLog;
  readonly #calls: Call[] = [];
  readonly #second: () => Promise<Log>;
  #client: Log;
  #now = START;

  constructor(under: LogUnderTest) {
    under.setClock(START);
    this.#under = under;
    this.#client = under.log;
    this.#second = once(() => under.secondClient());
    this.#model = new MemoryEventLog({ origin: under.log.origin, clock: () => this.#now });
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'append':
        return this.#append(await this.#callOf(step));
      case 'repeat': {
        const call = this.#calls[step.which % Math.max(1, this.#calls.length)];
        return call === undefined ? undefined : this.#append(changed(call, step.change));
      }
      case 'clock':
        this.#now = instantOf(step.minute);
        return this.#under.setClock(this.#now);
      case 'client':
        this.#client = this.#client === this.#under.log ? await this.#second() : this.#under.log;
        return undefined;
      case 'reopen':
        await this.#under.reopen();
        this.#client = this.#under.log;
        return undefined;
      default:
        return this.#same((log) => answerOf(log, step));
    }
  }

  /** Everything is equal, and what is equal keeps the laws of a log: the model is not taken on trust. */
  async compareAll(): Promise<void> {
    await this.#same(async (log) => linesOf(await everything(log)));
    await this.#same((log) => log.head());
    const events = await everything(this.#client);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, i) => BigInt(i + 1)));
    expect(new Set(idsOf(events)).size).toBe(events.length);
    const recorded = events.map((event) => event.recorded);
    expect(recorded).toEqual(recorded.toSorted());
    for (const stream of STREAMS) {
      const own = events.filter((event) => event.stream === stream);
      expect(own.map(({ revision }) => revision)).toEqual(own.map((_, i) => i));
      expect(linesOf((await this.#client.readStream(stream)).events)).toEqual(linesOf(own));
    }
    expect(events.map(outside)).toEqual(events.map(inside));
  }

  async #callOf({ stream, aim, tied, texts }: AppendStep): Promise<Call> {
    const end = await this.#endOf(stream);
    const exact = end < 0 && aim === 0 ? 'no_stream' : aim;
    const expected = typeof exact === 'number' ? end + exact : exact;
    const events = drafts(texts.length).map((event, i) => ({ ...event, data: { text: texts[i] } }));
    const ties = tied.map(async (tie) => ({
      stream: tie.stream,
      revision: (await this.#endOf(tie.stream)) + tie.off,
    }));
    return { stream, expected, events, unchanged: await Promise.all(ties) };
  }

  async #endOf(stream: string): Promise<number> {
    return (await this.#model.readStream(stream)).events.length - 1;
  }

  async #append(call: Call): Promise<void> {
    this.#calls.push(call);
    await this.#same((log) => log.append(call.stream, call.expected, call.events, call));
    await this.#same(async (log) => linesOf((await log.readStream(call.stream)).events));
  }

  async #same(ask: (log: Log) => Promise<unknown>): Promise<void> {
    const [actual, expected] = [await outcomeOf(ask(this.#client)), await outcomeOf(ask(this.#model))];
    expect(actual).toEqual(expected);
  }
}

/** A value, or the class of the refusal and what callers read from it. */
async function outcomeOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { answered: await answer };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error instanceof RevisionConflict
      ? { refused: error.name, stream: error.stream, expected: error.expected, actual: error.actual }
      : { refused: error.name };
  }
}

async function answerOf(log: Log, step: ReadStep): Promise<unknown> {
  switch (step.kind) {
    case 'readStream': {
      const { exists, events } = await log.readStream(step.stream, step.options);
      return { exists, lines: linesOf(events) };
    }
    case 'read':
      return linesOf(await log.read(BigInt(step.after), step.limit));
    case 'positionAt':
      return log.positionAt(instantOf(step.minute));
    case 'follow': {
      const [after, head] = [BigInt(step.after), await log.head()];
      if (after === head) return 'nothing to wait for';
      const options = { streamPrefix: step.prefix, batchSize: step.batchSize };
      const batches = await followUntil(log, after, head, options);
      return { lines: linesOf(eventsOf(batches)), checkpoint: last(batches).checkpoint };
    }
  }
}

function changed(call: Call, change: Change): Call {
  const { events } = call;
  const end = events.at(-1);
  if (end === undefined || change === 'nothing') return call;
  const others = events.slice(0, -1);
  switch (change) {
    case 'fewer':
      return { ...call, events: others };
    case 'more':
      return { ...call, events: [...events, draft({ cause: end.cause })] };
    case 'content':
      return { ...call, events: [...others, { ...end, data: { text: 'other' } }] };
    case 'id':
      return { ...call, events: [...others, { ...end, id: freshId() }] };
    case 'place':
      return { ...call, expected: 'any' };
  }
}

function instantOf(minute: number): string {
  return `2026-01-31T10:${String(minute).padStart(2, '0')}:00.000Z`;
}

function outside({ id, type, stream, revision, recorded }: RecordedEvent): object {
  return { id, type, stream, revision, recorded };
}

function inside({ bytes }: RecordedEvent): object {
  const { id, type, stream, rev, recorded } = openEnvelope(bytes);
  return { id, type, stream, revision: rev, recorded };
}
