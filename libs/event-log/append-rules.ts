/** The rules of an append, in one place and pure, so that no two stores can differ in them. */
import { canonicalJson, NotCanonical } from './canonical-json.ts';
import { MAX_EVENT_BYTES, openEnvelope, prepareDraft, sealEnvelope } from './envelope.ts';
import type { EventDraft, PreparedDraft, RecordedEvent } from './envelope.ts';
import { IntegrityError, InvalidAppend, RevisionConflict, TooLarge } from './errors.ts';
import { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND, MAX_UNCHANGED, STREAM_NAME_FORM } from './event-log.ts';
import type { Appended, ExpectedRevision, StreamAt } from './event-log.ts';
import { checkInstant } from './read-rules.ts';

/** A UUID in its canonical text: two spellings of one id would be two ids here and one on another store. */
const EVENT_ID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The drafts, prepared at the moment of the call, unless something is wrong with the append whatever the log
 * holds. Throws `InvalidAppend` or `TooLarge`. Run it where the caller's objects still are what they were: a
 * copy to another thread makes plain objects of class instances, and what must be refused would pass.
 */
export function prepareAppend(
  stream: string,
  expected: ExpectedRevision,
  drafts: readonly EventDraft[],
): PreparedDraft[] {
  checkStreamName(stream);
  if (!isExpectedRevision(expected)) {
    throw new InvalidAppend(`${String(expected)} is no expected revision`);
  }
  if (drafts.length === 0) throw new InvalidAppend('an append holds at least one event');
  if (drafts.length > MAX_EVENTS_PER_APPEND) {
    throw new TooLarge('the number of events of an append', drafts.length, MAX_EVENTS_PER_APPEND);
  }
  const ids = new Set<string>();
  const command = drafts[0]?.cause.command;
  return drafts.map((draft) => {
    const { id, type, schema } = draft;
    if (draft.cause.command !== command) throw new InvalidAppend('an append is of one command');
    if (!EVENT_ID_FORM.test(id)) throw new InvalidAppend(`${id} is no UUID in lower case`);
    if (ids.has(id)) throw new InvalidAppend(`event id ${id} is twice in one append`);
    ids.add(id);
    return orInvalid(id, () => {
      canonicalJson([type, schema]);
      return prepareDraft(draft);
    });
  });
}

/**
 * The other streams that the append is tied to, copied at the moment of the call. Throws `InvalidAppend` for more
 * than {@link MAX_UNCHANGED}, for what is no stream or no revision from -1 on, and for the stream itself.
 */
export function prepareUnchanged(stream: string, unchanged: readonly StreamAt[] = []): StreamAt[] {
  if (unchanged.length > MAX_UNCHANGED) {
    throw new InvalidAppend(
      `an append is tied to at most ${MAX_UNCHANGED} other streams, not ${unchanged.length}`,
    );
  }
  return unchanged.map(({ stream: other, revision }) => {
    checkStreamName(other);
    if (other === stream)
      throw new InvalidAppend(`${stream} is tied to itself; it has its expected revision`);
    if (!Number.isSafeInteger(revision) || revision < -1) {
      throw new InvalidAppend(`${String(revision)} is no revision that ${other} can stand at`);
    }
    return { stream: other, revision };
  });
}

function checkStreamName(stream: string): void {
  if (typeof stream === 'string' && STREAM_NAME_FORM.test(stream)) return;
  throw new InvalidAppend(`${JSON.stringify(stream)} is no stream name; it must match ${STREAM_NAME_FORM}`);
}

function isExpectedRevision(expected: ExpectedRevision): boolean {
  if (typeof expected === 'number') return Number.isSafeInteger(expected) && expected >= 0;
  return expected === 'any' || expected === 'stream_exists' || expected === 'no_stream';
}

/** The bytes of every draft, in order. Throws `TooLarge` when one event or all together exceed the limit. */
export function sealAll(
  drafts: readonly PreparedDraft[],
  stream: string,
  firstRevision: number,
  origin: string,
  recorded: string,
): Uint8Array[] {
  let total = 0;
  return drafts.map((draft, i) => {
    const bytes = sealEnvelope(draft, { origin, stream, rev: firstRevision + i, recorded });
    if (bytes.length > MAX_EVENT_BYTES) {
      throw new TooLarge(`the size in bytes of event ${draft.id}`, bytes.length, MAX_EVENT_BYTES);
    }
    total += bytes.length;
    if (total > MAX_APPEND_BYTES) {
      throw new TooLarge(`the size in bytes of the append up to its event ${i + 1}`, total, MAX_APPEND_BYTES);
    }
    return bytes;
  });
}

/**
 * When an append is recorded: now, but never before what the log already holds, and always after `closed`, an
 * instant for which somebody was told how many events there are.
 */
export function recordedAt(now: string, last = '', closed = ''): string {
  checkInstant(now);
  const earliest = last > now ? last : now;
  return earliest > closed ? earliest : new Date(Date.parse(closed) + 1).toISOString();
}

export interface AppendQuestion {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly drafts: readonly PreparedDraft[];
  /** Other streams that the append is tied to. */
  readonly unchanged: readonly StreamAt[];
  /** Revision of the last event of a stream. */
  readonly currentOf: (stream: string) => number | 'no_stream';
  /** The stored event of this stream at a revision. */
  readonly at: (revision: number) => RecordedEvent | undefined;
  readonly origin: string;
}

export type AppendDecision =
  | { readonly kind: 'write'; readonly firstRevision: number }
  | { readonly kind: 'already'; readonly appended: Appended };

/**
 * Whether the append is to be written, or was written before and only its answer is due again. A repeat is not
 * checked against other streams: it was decided while they stood right. Throws `RevisionConflict`, or
 * `IntegrityError` when the same events are stored with other content. That no id is used elsewhere in the log is
 * for the store to see to: only its index knows.
 */
export function decideAppend(question: AppendQuestion): AppendDecision {
  const decision = decideRevision(question);
  if (decision.kind === 'write') checkOthers(question);
  return decision;
}

function decideRevision(question: AppendQuestion): AppendDecision {
  const { stream, expected } = question;
  const current = question.currentOf(stream);
  const last = lastRevision(current);
  const write = { kind: 'write', firstRevision: last + 1 } as const;
  if (expected === 'any') return write;
  if (expected === 'stream_exists') {
    if (current === 'no_stream') throw new RevisionConflict(stream, expected, current);
    return write;
  }
  const after = lastRevision(expected);
  if (after === last) return write;
  if (after > last || !isRepeat(question, after + 1)) throw new RevisionConflict(stream, expected, current);
  return { kind: 'already', appended: firstAnswer(question, after + 1) };
}

function checkOthers({ unchanged, currentOf }: AppendQuestion): void {
  for (const { stream, revision } of unchanged) {
    const current = currentOf(stream);
    if (lastRevision(current) === revision) continue;
    throw new RevisionConflict(stream, revision === -1 ? 'no_stream' : revision, current);
  }
}

function lastRevision(revision: number | 'no_stream'): number {
  return revision === 'no_stream' ? -1 : revision;
}

/**
 * Whether the drafts are the whole append that was written at `first`. Where an append begins and ends is not
 * stored, but an append is of one command, and a command appends to a stream once: a neighbour of the same
 * command is a part of the append that the drafts lack.
 */
function isRepeat({ drafts, at }: AppendQuestion, first: number): boolean {
  if (!drafts.every((draft, i) => at(first + i)?.id === draft.id)) return false;
  const before = first === 0 ? undefined : at(first - 1);
  const behind = at(first + drafts.length);
  return !sameCommand(before, drafts[0]) && !sameCommand(behind, drafts.at(-1));
}

function sameCommand(stored: RecordedEvent | undefined, draft: PreparedDraft | undefined): boolean {
  return stored !== undefined && openEnvelope(stored.bytes).cause.command === draft?.command;
}

/** What the first append answered. Sealed again as of then, each draft must give the stored bytes. */
function firstAnswer({ stream, drafts, at, origin }: AppendQuestion, first: number): Appended {
  let position = 0n;
  for (const [i, draft] of drafts.entries()) {
    const stored = at(first + i);
    if (stored === undefined) throw new IntegrityError(`${stream} lost its revision ${first + i}`);
    const bytes = sealEnvelope(draft, { origin, stream, rev: first + i, recorded: stored.recorded });
    if (!sameBytes(bytes, stored.bytes)) {
      throw new IntegrityError(
        `event ${draft.id} is in ${stream} at revision ${first + i} with other content`,
      );
    }
    position = stored.position;
  }
  return { revision: first + drafts.length - 1, position };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function orInvalid<T>(id: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    throw new InvalidAppend(`event ${id} has no canonical form: ${error.message}`, { cause: error });
  }
}
