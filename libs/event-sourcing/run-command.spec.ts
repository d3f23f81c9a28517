/** The life of a command on a log, also when others write at the same moment or an answer is lost. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { v5 as uuidv5 } from 'uuid';
import { openEnvelope, type EventDraft } from '#event-log/envelope';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '#event-log/errors';
import type { Appended, EventStore, ExpectedRevision } from '#event-log/event-log';
import { MemoryEventLog } from '#event-log/memory-event-log';
import { UnknownEvent } from './codec.ts';
import type { Decider } from './decider.ts';
import { runCommand, type CommandContext, type Outcome } from './run-command.ts';

interface Put {
  readonly type: 'Put';
  readonly data: { readonly amount: string };
}

/** A box for at most ten things; a command names how many to put in, each an event. */
const box: Decider<number, readonly number[], Put, object> = {
  initial: 0,
  evolve: (state, event) => state + Number(event.data.amount),
  decide: (amounts, state) => {
    const total = amounts.reduce((sum, amount) => sum + amount, state);
    if (total > 10) return { rejected: 'FULL', params: { free: String(10 - state) } };
    return { events: amounts.map((amount) => ({ type: 'Put', data: { amount: String(amount) } })) };
  },
  schemas: { Put: { name: 'box.put', upcast: [] } },
};

/** Decided by its own stream only. */
const alone = () => Promise.resolve({ circumstances: {}, unchanged: [] });

const STREAM = 'box-1';
const NAMESPACE = '7b0c9a52-6a55-5a0e-9f1d-3f0f0b6f3c11';
const commandId = (key: string) => uuidv5(key, NAMESPACE);
const eventId = (key: string, index: number) => uuidv5(String(index), commandId(key));

function context(key: string, over: Partial<CommandContext> = {}): CommandContext {
  return {
    stream: STREAM,
    commandId: commandId(key),
    requestHash: key.padEnd(64, '0'),
    correlationId: 'correlation-1',
    actor: { id: 'a_1', role: 'finance', org: 'org-1' },
    dryRun: false,
    ...over,
  };
}

/** The log with something that happens at each append: before it, instead of it, or to its answer. */
class FaultyStore implements EventStore {
  readonly checksOthers = true;
  readonly log: MemoryEventLog;
  readonly #fault: (append: () => Promise<Appended>, attempt: number) => Promise<Appended>;
  attempts = 0;

  constructor(
    log: MemoryEventLog,
    fault: (append: () => Promise<Appended>, attempt: number) => Promise<Appended>,
  ) {
    this.log = log;
    this.#fault = fault;
  }

  append(stream: string, expected: ExpectedRevision, drafts: readonly EventDraft[]): Promise<Appended> {
    this.attempts += 1;
    return this.#fault(() => this.log.append(stream, expected, drafts), this.attempts);
  }

  readStream(...read: Parameters<EventStore['readStream']>): ReturnType<EventStore['readStream']> {
    return this.log.readStream(...read);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

let log: MemoryEventLog;
beforeEach(() => {
  let now = Date.parse('2026-01-31T10:00:00.000Z');
  const clock = () => new Date((now += 1000)).toISOString();
  log = new MemoryEventLog({ origin: 'ledger.example/test', clock });
});

function put(
  key: string,
  amounts: readonly number[],
  over: Partial<CommandContext> = {},
  store: EventStore = log,
) {
  return runCommand(store, box, amounts, context(key, over), alone);
}

async function stored(): Promise<string[]> {
  const events = await log.read(0n, 100);
  return events.map(({ bytes }) => (openEnvelope(bytes).data as Put['data']).amount);
}

function receiptOf(outcome: Outcome) {
  if (outcome.kind !== 'done') throw new Error(`the outcome is ${JSON.stringify(outcome)}`);
  return outcome.receipt;
}

describe('a command', () => {
  it('appends its events and is answered with where they are', async () => {
    expect(await put('first', [3, 2])).toEqual({
      kind: 'done',
      receipt: {
        stream: STREAM,
        revision: 1,
        position: 2n,
        eventIds: [eventId('first', 0), eventId('first', 1)],
        replayed: false,
      },
    });
    await log.append('other-1', 'no_stream', await otherDrafts());
    expect(receiptOf(await put('second', [1]))).toMatchObject({ revision: 2, position: 4n });
  });

  it('leaves events that name actor, command, request and correlation, of today’s version', async () => {
    await put('first', [3]);
    const [event] = await log.read(0n, 1);
    expect(openEnvelope(event?.bytes ?? new Uint8Array())).toMatchObject({
      id: eventId('first', 0),
      stream: STREAM,
      rev: 0,
      type: 'Put',
      schema: 'box.put/1',
      actor: { id: 'a_1', role: 'finance', org: 'org-1' },
      cause: {
        command: commandId('first'),
        request: 'first'.padEnd(64, '0'),
        causation: null,
        correlation: 'correlation-1',
      },
      data: { amount: '3' },
    });
  });

  it('that is refused leaves no trace, and is decided anew when it is asked again', async () => {
    await put('first', [8]);
    const refused = { kind: 'rejected', rejection: { rejected: 'FULL', params: { free: '2' } } };
    expect(await put('second', [3])).toEqual(refused);
    expect(await stored()).toEqual(['8']);
    await put('third', [-5]);
    expect(receiptOf(await put('second', [3])).replayed).toBe(false);
    expect(await stored()).toEqual(['8', '-5', '3']);
  });

  it('stops at an event in its stream that this software does not know', async () => {
    await put('first', [3]);
    const older = { ...box, schemas: { Put: { name: 'box.filled', upcast: [] } } };
    await expect(runCommand(log, older, [1], context('second'), alone)).rejects.toThrow(UnknownEvent);
    expect(await stored()).toEqual(['3']);
  });
});

describe('a command that was done before', () => {
  it('is answered with its first receipt, for ever, and appends nothing', async () => {
    const first = receiptOf(await put('first', [3, 2]));
    await put('second', [1]);
    expect(await put('first', [3, 2])).toEqual({ kind: 'done', receipt: { ...first, replayed: true } });
    expect(await stored()).toEqual(['3', '2', '1']);
  });

  it('is answered so even if it would be refused by now, or the caller has an old revision', async () => {
    const first = receiptOf(await put('first', [9]));
    await put('second', [1]);
    expect(await put('first', [9], { ifRevision: 0 })).toEqual({
      kind: 'done',
      receipt: { ...first, replayed: true },
    });
  });

  it('is not done again under the same key with another request', async () => {
    await put('first', [3]);
    expect(await put('first', [4], { requestHash: 'f'.repeat(64) })).toEqual({ kind: 'keyReused' });
    expect(await stored()).toEqual(['3']);
  });

  it('is not done in another stream under the same key', async () => {
    await put('first', [3]);
    expect(await put('first', [3], { stream: 'box-2' })).toEqual({ kind: 'keyReused' });
    expect(await stored()).toEqual(['3']);
  });
});

describe('a caller who has seen an older revision', () => {
  it('is told the current one, and nothing is appended', async () => {
    await put('first', [3, 2]);
    expect(await put('second', [1], { ifRevision: 0 })).toEqual({ kind: 'stale', revision: 1 });
    expect(await put('second', [1], { ifRevision: 2 })).toEqual({ kind: 'stale', revision: 1 });
    expect(receiptOf(await put('second', [1], { ifRevision: 1 })).revision).toBe(2);
    expect(await stored()).toEqual(['3', '2', '1']);
  });

  it('is told so also when somebody else writes in the very moment', async () => {
    await put('first', [3]);
    const store = new FaultyStore(log, async (append, attempt) => {
      if (attempt === 1) await put('theirs', [1]);
      return append();
    });
    expect(await put('mine', [2], { ifRevision: 0 }, store)).toEqual({ kind: 'stale', revision: 1 });
    expect(await stored()).toEqual(['3', '1']);
  });
});

describe('a conflict', () => {
  it('is decided again on what has happened meanwhile', async () => {
    const store = new FaultyStore(log, async (append, attempt) => {
      if (attempt <= 2) await put(`theirs ${attempt}`, [attempt]);
      return append();
    });
    expect(receiptOf(await put('mine', [5], {}, store))).toMatchObject({ revision: 2, position: 3n });
    expect(await stored()).toEqual(['1', '2', '5']);
    expect(store.attempts).toBe(3);
  });

  it('may end in a refusal that was none before', async () => {
    const store = new FaultyStore(log, async (append, attempt) => {
      if (attempt === 1) await put('theirs', [8]);
      return append();
    });
    expect(await put('mine', [5], {}, store)).toMatchObject({
      kind: 'rejected',
      rejection: { rejected: 'FULL' },
    });
    expect(await stored()).toEqual(['8']);
  });

  it('the third time ends in giving way, with nothing written', async () => {
    const store = new FaultyStore(log, async (append, attempt) => {
      await put(`theirs ${attempt}`, [1]);
      return append();
    });
    expect(await put('mine', [1], {}, store)).toEqual({ kind: 'contended' });
    expect(store.attempts).toBe(3);
    expect(await stored()).toEqual(['1', '1', '1']);
  });

  it('between fifty of one key and one request ends in one event and one answer', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => put('one', [3])));
    const receipts = outcomes.map(receiptOf);
    expect(new Set(receipts.map(({ eventIds, position }) => `${eventIds.join()} ${position}`)).size).toBe(1);
    expect(await stored()).toEqual(['3']);
  });
});

describe('an append whose outcome is unknown', () => {
  const lost = () => Promise.reject(new OutcomeUnknown('no answer in time'));

  it('that did happen is found in the log and not done again', async () => {
    const store = new FaultyStore(log, async (append) => append().then(lost));
    expect(receiptOf(await put('mine', [3], {}, store))).toEqual({
      stream: STREAM,
      revision: 0,
      position: 1n,
      eventIds: [eventId('mine', 0)],
      replayed: true,
    });
    expect(store.attempts).toBe(1);
    expect(await stored()).toEqual(['3']);
  });

  it('that did not happen is done once after another look', async () => {
    const store = new FaultyStore(log, (append, attempt) => (attempt === 1 ? lost() : append()));
    expect(receiptOf(await put('mine', [3], {}, store))).toMatchObject({ position: 1n, replayed: false });
    expect(await stored()).toEqual(['3']);
  });

  it('and stays so is not called a failure: the caller learns that nobody knows', async () => {
    const store = new FaultyStore(log, lost);
    await expect(put('mine', [3], {}, store)).rejects.toThrow(OutcomeUnknown);
    expect(store.attempts).toBe(3);
  });

  it('followed by conflicts gives way as after conflicts alone', async () => {
    const conflict = () => Promise.reject(new RevisionConflict(STREAM, 'no_stream', 0));
    const store = new FaultyStore(log, (_append, attempt) => (attempt === 1 ? lost() : conflict()));
    expect(await put('mine', [3], {}, store)).toEqual({ kind: 'contended' });
  });
});

describe('a store that cannot serve', () => {
  it('is reported as such at once, and not asked again', async () => {
    const store = new FaultyStore(log, () => Promise.reject(new StoreUnavailable('closed')));
    await expect(put('mine', [3], {}, store)).rejects.toThrow(StoreUnavailable);
    expect(store.attempts).toBe(1);
  });
});

describe('a dry run', () => {
  const dry = { dryRun: true };

  it('tells what the real run will, but for the position, and appends nothing', async () => {
    await put('first', [3]);
    const told = receiptOf(await put('second', [2, 1], dry));
    expect(told.position).toBeNull();
    expect(await stored()).toEqual(['3']);
    const real = receiptOf(await put('second', [2, 1]));
    expect(real).toEqual({ ...told, position: 3n });
  });

  it('refuses, replays and is stale like the real run', async () => {
    const first = receiptOf(await put('first', [9]));
    expect(await put('second', [2], dry)).toEqual(await put('second', [2]));
    expect(await put('first', [9], dry)).toEqual({ kind: 'done', receipt: { ...first, replayed: true } });
    expect(await put('first', [8], { ...dry, requestHash: 'e'.repeat(64) })).toEqual({ kind: 'keyReused' });
    expect(await put('third', [1], { ...dry, ifRevision: 7 })).toEqual({ kind: 'stale', revision: 0 });
    expect(await stored()).toEqual(['9']);
  });

  it('says that a key is used when another stream has it, like the real run', async () => {
    await put('first', [3]);
    const elsewhere = { stream: 'box-2' };
    const real = await put('first', [3], elsewhere);
    expect(await put('first', [3], { ...elsewhere, ...dry })).toEqual(real);
  });
});

async function otherDrafts(): Promise<EventDraft[]> {
  const id = commandId('other');
  const cause = { command: id, request: 'b'.repeat(64), causation: null, correlation: id };
  const actor = { id: 'a_2', role: 'finance', org: null };
  return [{ id, type: 'Put', schema: 'box.put/1', actor, cause, data: { amount: '1' } }];
}

describe('what a command is decided by besides its own stream', () => {
  it('is asked for with the state that the stream has, and may refuse by itself', async () => {
    await put('first', [4]);
    const seen: number[] = [];
    const gather = (state: number) => {
      seen.push(state);
      return Promise.resolve({ rejected: 'UNKNOWN_SHELF', pointer: '/shelf', params: {} });
    };
    const outcome = await runCommand(log, box, [1], context('second'), gather);
    expect(outcome).toEqual({
      kind: 'rejected',
      rejection: { rejected: 'UNKNOWN_SHELF', pointer: '/shelf', params: {} },
    });
    expect(seen).toEqual([4]);
    expect(await stored()).toEqual(['4']);
  });

  it('is asked for anew when a stream it rests on has moved, and then sees why', async () => {
    await log.append('shelf-1', 'no_stream', [draftOf('shelf', 0)]);
    const attempts: number[] = [];
    const gather = async (_state: number, attempt: number) => {
      attempts.push(attempt);
      const { events } = await log.readStream('shelf-1');
      // Somebody else moves the shelf between the look and the writing, once.
      if (attempt === 1) await log.append('shelf-1', 0, [draftOf('shelf', 1)]);
      return { circumstances: {}, unchanged: [{ stream: 'shelf-1', revision: events.length - 1 }] };
    };
    expect(await runCommand(log, box, [1], context('first'), gather)).toMatchObject({ kind: 'done' });
    expect(attempts).toEqual([1, 2]);
    expect((await log.readStream(STREAM)).events).toHaveLength(1);
  });

  it('gives up after three looks at a stream that never stands still', async () => {
    const gather = () =>
      Promise.resolve({ circumstances: {}, unchanged: [{ stream: 'shelf-1', revision: 7 }] });
    expect(await runCommand(log, box, [1], context('first'), gather)).toEqual({ kind: 'contended' });
    expect(await log.head()).toBe(0n);
  });
});

function draftOf(key: string, index: number): EventDraft {
  return {
    id: eventId(key, index),
    type: 'Moved',
    schema: 'shelf.moved/1',
    actor: { id: 'a_1', role: 'finance', org: null },
    cause: {
      command: commandId(`${key}/${index}`),
      request: '0'.repeat(64),
      causation: null,
      correlation: 'c',
    },
    data: {},
  };
}
