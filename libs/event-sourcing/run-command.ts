/**
 * Life of a command: load, check for a replay, decide, append at the exact revision. The log is the idempotency
 * table: a command id that is already in the stream was done, and is answered with its first receipt.
 */
import { v5 as uuidv5 } from 'uuid';
import type { Actor, EventDraft } from '#event-log/envelope';
import { EventIdTaken, IntegrityError, OutcomeUnknown, RevisionConflict } from '#event-log/errors';
import { MAX_PAGE, type EventStore, type StreamAt } from '#event-log/event-log';
import { decode, schemaOf, type AnyEvent, type Decoded, type Schemas } from './codec.ts';
import { fold, type Decider, type Rejected } from './decider.ts';

const ATTEMPTS_MAX = 3;

export interface CommandContext {
  readonly stream: string;
  /** Derived from the idempotency key: the same request, the same id. */
  readonly commandId: string;
  /** Hash of what was asked, to tell a replay from another request under the same key. */
  readonly requestHash: string;
  readonly correlationId: string;
  readonly actor: Actor;
  /** Revision the caller has seen (`If-Match`), when the command is for an existing aggregate. */
  readonly ifRevision?: number;
  readonly dryRun: boolean;
}

export interface Receipt {
  readonly stream: string;
  readonly revision: number;
  /** Null on a dry run: nothing was appended. */
  readonly position: bigint | null;
  readonly eventIds: readonly string[];
  readonly replayed: boolean;
}

export type Outcome =
  | { readonly kind: 'done'; readonly receipt: Receipt }
  | { readonly kind: 'rejected'; readonly rejection: Rejected }
  | { readonly kind: 'keyReused' }
  | { readonly kind: 'stale'; readonly revision: number }
  | { readonly kind: 'contended' };

/** What a command is decided by besides its own stream, or why it cannot be decided. */
export type Gathered<Circumstances> =
  { readonly circumstances: Circumstances; readonly unchanged: readonly StreamAt[] } | Rejected;

/** Asked anew before every decision, so that a second attempt sees what made the first one fail. */
export type Gather<State, Circumstances> = (
  state: State,
  attempt: number,
) => Promise<Gathered<Circumstances>>;

/**
 * Runs one command against one stream. Rejects only when the store does (`StoreUnavailable`, `OutcomeUnknown`
 * that a reload could not settle, `IntegrityError`) or when the stream holds an event this software cannot read.
 */
export async function runCommand<State, Command, Event extends AnyEvent, Circumstances>(
  store: EventStore,
  decider: Decider<State, Command, Event, Circumstances>,
  command: Command,
  context: CommandContext,
  gather: Gather<State, Circumstances>,
): Promise<Outcome> {
  let again: LookAgain | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const history = await loadStream<Event>(store, decider, context.stream);
    const settled = settle(history, context);
    if (settled !== undefined) return settled;
    const state = fold(decider, history);
    const gathered = await gather(state, attempt);
    if ('rejected' in gathered) return { kind: 'rejected', rejection: gathered };
    const decision = decider.decide(command, state, gathered.circumstances);
    if ('rejected' in decision) return { kind: 'rejected', rejection: decision };
    const drafts = decision.events.map((event, index) => draft(decider, event, context, index));
    const appended = await append(store, drafts, context, history.length, gathered.unchanged);
    if (!(appended instanceof Error)) return appended;
    again = appended;
  }
  if (again instanceof OutcomeUnknown || again instanceof IntegrityError) throw again;
  return { kind: 'contended' };
}

/** What the log must be asked about once more before anything is said. */
type LookAgain = RevisionConflict | OutcomeUnknown | IntegrityError;

/** An error that is returned, not thrown, asks for another look at the log. */
async function append(
  store: EventStore,
  drafts: readonly EventDraft[],
  { stream, dryRun }: CommandContext,
  length: number,
  unchanged: readonly StreamAt[],
): Promise<Outcome | LookAgain> {
  const eventIds = drafts.map((item) => item.id);
  try {
    const expected = length === 0 ? 'no_stream' : length - 1;
    const { revision, position } = await store.append(stream, expected, drafts, { dryRun, unchanged });
    const receipt = { stream, revision, position: dryRun ? null : position, eventIds, replayed: false };
    return { kind: 'done', receipt };
  } catch (error) {
    if (error instanceof RevisionConflict || error instanceof OutcomeUnknown) return error;
    // The same command under another correlation id arrived first: the log tells whether it asked the same.
    if (error instanceof IntegrityError) return error;
    if (error instanceof EventIdTaken) return { kind: 'keyReused' };
    throw error;
  }
}

/** What history alone already answers: this very command was done, the key served another, or the caller is behind. */
function settle<Event extends AnyEvent>(
  history: readonly Decoded<Event>[],
  context: CommandContext,
): Outcome | undefined {
  const mine = history.filter((item) => item.envelope.cause.command === context.commandId);
  const last = mine.at(-1);
  if (last !== undefined) {
    if (last.envelope.cause.request !== context.requestHash) return { kind: 'keyReused' };
    const { stream, rev: revision } = last.envelope;
    const eventIds = mine.map((item) => item.envelope.id);
    return { kind: 'done', receipt: { stream, revision, position: last.position, eventIds, replayed: true } };
  }
  const revision = history.length - 1;
  const stale = context.ifRevision !== undefined && history.length > 0 && context.ifRevision !== revision;
  return stale ? { kind: 'stale', revision } : undefined;
}

/** Every event of a stream, in today's form. Throws `IntegrityError` when one is missing, or `UnknownEvent`. */
export async function loadStream<Event extends AnyEvent>(
  store: Pick<EventStore, 'readStream'>,
  decider: { readonly schemas: Schemas },
  stream: string,
): Promise<Decoded<Event>[]> {
  const history: Decoded<Event>[] = [];
  for (;;) {
    const slice = await store.readStream(stream, { from: history.length, limit: MAX_PAGE });
    for (const recorded of slice.events) {
      const { length: revision } = history;
      if (recorded.revision !== revision) {
        throw new IntegrityError(`${stream} has no event at revision ${revision}`);
      }
      history.push(decode<Event>(decider.schemas, recorded));
    }
    if (slice.events.length < MAX_PAGE) return history;
  }
}

function draft<Event extends AnyEvent>(
  decider: { readonly schemas: Schemas },
  event: Event,
  context: CommandContext,
  index: number,
): EventDraft {
  return {
    id: uuidv5(String(index), context.commandId),
    type: event.type,
    schema: schemaOf(decider.schemas, event.type),
    actor: context.actor,
    cause: {
      command: context.commandId,
      request: context.requestHash,
      causation: null,
      correlation: context.correlationId,
    },
    data: event.data,
  };
}
