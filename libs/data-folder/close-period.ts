/**
 * Closing a year of a partnership. The domain sees one stream and no log, so whoever asks it answers for the listing:
 * every stream of the partnership with its last revision at one position, compared with the log itself.
 */
import { createHash } from 'node:crypto';
import { period } from '#domain/period/decider';
import type { ChecklistEntry, PeriodEvent, StreamRevision } from '#domain/period/events';
import { inAppends, listingText, type Snapshot } from '#domain/period/listing';
import type { Actor } from '#event-log/envelope';
import { IntegrityError } from '#event-log/errors';
import type { EventStore, Position } from '#event-log/event-log';
import { loadStream } from '#event-sourcing/run-command';
import type { CommandOutcome, CommandRequest } from './commands.ts';
import type { DataFolder } from './data-folder.ts';

/** What of a data folder closing needs. */
export type ClosingFolder = Pick<DataFolder, 'execute' | 'claims' | 'claimsNow' | 'store'>;

export interface ClosingRequest extends Omit<CommandRequest, 'ask'> {
  readonly partnership: string;
  readonly year: number;
  readonly actor: Actor;
}

/** How many streams are compared with the log at the same time. */
const COMPARED_AT_ONCE = 64;

/** Starts the closing of a year, with the first year of the partnership as its registers have it now. */
export async function startClosing(
  folder: ClosingFolder,
  { partnership, year, ...request }: ClosingRequest,
  checklist: readonly ChecklistEntry[],
): Promise<CommandOutcome> {
  const { position } = await folder.claimsNow();
  const firstYear = folder.claims.firstYear(partnership, position) ?? year;
  const command = { kind: 'startClosing', partnership, year, firstYear, checklist } as const;
  return folder.execute({ ...request, ask: { aggregate: 'period', id: partnership, command } });
}

/**
 * Concludes the closing of a year on what the log holds now; of a large partnership the streams are listed first, in
 * appends of their own. Asked again after it was done, it asks the same: the listing is then of the position that was
 * closed on. Asked again after it broke off, it lists anew. Throws `StoreUnavailable` when the read model is behind,
 * and `IntegrityError` when it and the log do not agree.
 */
export async function closePeriod(
  folder: ClosingFolder,
  { partnership, year, ...request }: ClosingRequest,
): Promise<CommandOutcome> {
  const { position: now } = await folder.claimsNow();
  const closed = await closedOn(folder.store, partnership, year);
  const position = closed ?? now;
  const firstYear = folder.claims.firstYear(partnership, position) ?? year;
  const { streams, digest } = await snapshotAt(folder, partnership, position);
  const { steps, rest } = inAppends(streams);
  const period = { aggregate: 'period', id: partnership } as const;
  let seen = request.ifRevision;
  for (const step of closed === null ? steps : []) {
    const command = { kind: 'listStreams', year, ...step } as const;
    const key = `${request.key} ${position} ${step.after}`;
    const outcome = await folder.execute(ifAt(seen, { ...request, key, ask: { ...period, command } }));
    if (outcome.kind !== 'done' || request.dryRun === true) return concurrent(outcome, request);
    seen = outcome.receipt.revision;
  }
  const snapshot = { position: position.toString(), digest, ...rest };
  const command = { kind: 'close', year, firstYear, snapshot } as const;
  return concurrent(await folder.execute(ifAt(seen, { ...request, ask: { ...period, command } })), request);
}

/** Nobody else writes between the parts of one listing. */
function ifAt(revision: number | undefined, request: CommandRequest): CommandRequest {
  return revision === undefined ? request : { ...request, ifRevision: revision };
}

/** To a caller who named no revision, somebody else's listing in between is contention, not a revision of theirs. */
function concurrent(
  outcome: CommandOutcome,
  { ifRevision }: Pick<CommandRequest, 'ifRevision'>,
): CommandOutcome {
  const { id, kind } = outcome;
  return kind === 'stale' && ifRevision === undefined ? { id, kind: 'contended' } : outcome;
}

/** The whole listing of a partnership at a position that the read model has, each revision as the log has it. */
export async function snapshotAt(
  folder: Pick<ClosingFolder, 'claims' | 'store'>,
  partnership: string,
  position: Position,
): Promise<Snapshot> {
  const streams = folder.claims.periodSnapshot(partnership, position);
  for (let at = 0; at < streams.length; at += COMPARED_AT_ONCE) {
    const some = streams.slice(at, at + COMPARED_AT_ONCE);
    await Promise.all(some.map((listed) => assertInLog(folder.store, listed, position)));
  }
  const digest = createHash('sha256').update(listingText(streams)).digest('hex');
  return { position: position.toString(), streams, digest };
}

/** The event at the listed revision is the last of its stream up to the position. */
async function assertInLog(
  store: Pick<EventStore, 'readStream'>,
  [stream, revision]: StreamRevision,
  position: Position,
): Promise<void> {
  const { events } = await store.readStream(stream, { from: revision, limit: 2 });
  const [last, next] = events;
  const isLast =
    last?.revision === revision &&
    last.position <= position &&
    (next === undefined || next.position > position);
  if (!isLast) throw new IntegrityError(`${stream} is not at ${revision} in the log at position ${position}`);
}

/** The position that the year stands closed on, or null while it is not closed. */
async function closedOn(
  store: Pick<EventStore, 'readStream'>,
  partnership: string,
  year: number,
): Promise<Position | null> {
  let position: Position | null = null;
  for (const { event } of await loadStream<PeriodEvent>(store, period, `period-${partnership}`)) {
    if (event.data.year !== year) continue;
    if (event.type === 'PeriodClosed') position = BigInt(event.data.position);
    if (event.type === 'PeriodReopened') position = null;
  }
  return position;
}
