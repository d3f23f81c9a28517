/** What every part of the contract needs: the log under test, the gates, and events to write. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { prepareDraft, sealEnvelope } from '../envelope.ts';
import type { EventDraft, RecordedEvent, Stamp } from '../envelope.ts';
import type { EventStore, FollowOptions, Journal, JournalBatch, Position } from '../event-log.ts';

export type Log = EventStore & Journal;

export interface LogUnderTest {
  /** The log; after `reopen` another object. */
  readonly log: Log;
  /** One more client of the same log, as another process would be. */
  secondClient(): Promise<Log>;
  /** Closes `log` and opens the same data again. */
  reopen(): Promise<void>;
  /** The clock of every client of this log, for the appends to come. */
  setClock(instant: string): void;
  /** Goes behind the port to overwrite or remove a stored event; the store must refuse. */
  tamper?(how: 'update' | 'delete', id: string): Promise<void>;
  /** Closes all clients and removes the data. */
  dispose(): Promise<void>;
}

export type OpenLog = () => Promise<LogUnderTest>;

/** The log of the test that runs. */
export type Under = () => LogUnderTest;

/** Capabilities that a store may lack. All are on; to name one here turns it off and says why. */
export interface Gates {
  /** What was appended is there after `reopen`. */
  readonly durable?: string;
  /** An event id is used once in the whole log; EventStoreDB can only see to it within one stream. */
  readonly rejectsReusedIds?: string;
  /** An append is tied to other streams in the transaction that writes; EventStoreDB looks at one stream only. */
  readonly checksOthers?: string;
  /** Stored events cannot be changed behind the port either. */
  readonly refusesTampering?: string;
}

type Test = (title: string, test: () => Promise<void>, timeoutMs?: number) => void;

/** `it`, or a skip that says in the report why this store is not asked. */
export function gated(gates: Gates, ...needed: (keyof Gates)[]): Test {
  const off = needed.find((gate) => gates[gate] !== undefined);
  if (off === undefined) return it;
  return (title, test) => it.skip(`${title} [${off} is off: ${gates[off]}]`, test); // SKIP-VISIBLY
}

export const START = '2026-01-31T10:00:00.000Z';

/** A fresh log for every test, with its clock at {@link START}. */
export function freshLog(open: OpenLog): Under {
  return opened(open, beforeEach, afterEach);
}

/**
 * One log for all tests of a `describe`, filled once, for tests that only ask, or that keep to streams of
 * their own and count from the head they find: opening a store may cost more than all that is asked of it.
 */
export function sharedLog(open: OpenLog, fill?: (under: LogUnderTest) => Promise<unknown>): Under {
  const filled: OpenLog = async () => {
    const under = await open();
    under.setClock(START);
    await fill?.(under);
    return under;
  };
  return opened(filled, beforeAll, afterAll);
}

type Hook = (act: () => Promise<void>) => void;

function opened(open: OpenLog, before: Hook, after: Hook): Under {
  let current: LogUnderTest | undefined;
  before(async () => {
    current = await open();
    current.setClock(START);
  });
  after(async () => {
    await current?.dispose();
    current = undefined;
  });
  return () => {
    if (current === undefined) throw new Error('the log is open only while its tests run');
    return current;
  };
}

/** Makes it at the first call, and gives the same at every other. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

let lastNumber = 0;

/** A UUID that no other test of this process uses. */
export function freshId(): string {
  lastNumber += 1;
  return `00000000-0000-4000-8000-${lastNumber.toString(16).padStart(12, '0')}`;
}

/** A stream that no other test of this process uses; all names are of one length. */
export function freshStream(): string {
  lastNumber += 1;
  return `thing-${lastNumber.toString().padStart(12, '0')}`;
}

/** Events of one command, as one append writes them. */
export function drafts(count: number, over: Partial<EventDraft> = {}): EventDraft[] {
  const command = freshId();
  return Array.from({ length: count }, (_, i) => ({
    id: freshId(),
    type: 'TestEventRecorded',
    schema: 'test-event.recorded/1',
    actor: { id: 'actor-1', role: 'finance', org: 'org-1' },
    cause: { command, request: 'a'.repeat(64), causation: null, correlation: command },
    data: { number: i, amount: '1250.50' },
    ...over,
  }));
}

export function draft(over: Partial<EventDraft> = {}): EventDraft {
  return first(drafts(1, over));
}

/** The same drafts as the events of one command, which an append must hold. */
export function asOneCommand(events: readonly EventDraft[]): EventDraft[] {
  const { cause } = first(events);
  return events.map((event) => ({ ...event, cause }));
}

/** A draft whose sealed event is exactly `bytes` long. */
export function draftOfSize(bytes: number, stamp: Stamp): EventDraft {
  const empty = draft({ data: { text: '' } });
  const text = 'x'.repeat(bytes - sealEnvelope(prepareDraft(empty), stamp).length);
  return { ...empty, data: { text } };
}

export function first<T>(values: readonly T[]): T {
  if (values.length === 0) throw new Error('there is no first one');
  return values[0] as T;
}

export function last<T>(values: readonly T[]): T {
  if (values.length === 0) throw new Error('there is no last one');
  return values.at(-1) as T;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, so that a difference can be read; every event is well-formed UTF-8, so none is lost. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** An event as one comparable line of everything it says. */
export function lineOf(event: RecordedEvent): string {
  const { position, stream, revision, id, type, recorded, bytes } = event;
  return [position, stream, revision, id, type, recorded, textOf(bytes)].join(' ');
}

export function linesOf(events: readonly RecordedEvent[]): string[] {
  return events.map(lineOf);
}

export function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** The error of a promise that must be rejected with this class. */
export async function refusal<E extends Error>(
  kind: abstract new (...args: never[]) => E,
  promise: Promise<unknown>,
): Promise<E> {
  const outcome: unknown = await promise.then(
    (value) => ({ resolvedWith: value }),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(kind);
  return outcome as E;
}

/** Everything the log holds, in its order. */
export async function everything(log: Log): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for (;;) {
    const page = await log.read(BigInt(found.length), 10_000);
    if (page.length === 0) return found;
    found.push(...page);
  }
}

/** Runs `attempt` and checks that the log ends after it exactly as it ended before. */
export async function writesNothing<T>(log: Log, attempt: () => Promise<T>): Promise<T> {
  const head = await log.head();
  const from = head > 100n ? head - 100n : 0n;
  const before = linesOf(await log.read(from, 1_000));
  const result = await attempt();
  expect(await log.head()).toBe(head);
  expect(linesOf(await log.read(from, 1_000))).toEqual(before);
  return result;
}

/** Follows until the checkpoint is at `until`, then leaves the loop. */
export async function followUntil(
  log: Log,
  after: Position,
  until: Position,
  options: Partial<FollowOptions> = {},
): Promise<JournalBatch[]> {
  const batches: JournalBatch[] = [];
  for await (const batch of log.follow(after, { signal: new AbortController().signal, ...options })) {
    batches.push(batch);
    if (batch.checkpoint >= until) break;
  }
  return batches;
}

export function eventsOf(batches: readonly JournalBatch[]): RecordedEvent[] {
  return batches.flatMap(({ events }) => events);
}
