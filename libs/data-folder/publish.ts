/**
 * Publishing a figure. The domain sees no facts, so whoever asks it computes the figure anew for the very question that
 * is published, at its position of the log, and digests it: what a person states is then held against that.
 */
import { createHash } from 'node:crypto';
import { publication, type StatedFigure } from '#domain/publication/decider';
import type { FrozenFigure, PublicationEvent, PublishedQuestion } from '#domain/publication/events';
import { isRejection, reject, type Rejection } from '#domain/rejections';
import { canonicalJson } from '#event-log/canonical-json';
import { IntegrityError, StoreUnavailable } from '#event-log/errors';
import { decode } from '#event-sourcing/codec';
import type { Receipt } from '#event-sourcing/run-command';
import type { CommandOutcome, CommandRequest } from './commands.ts';
import type { DataFolder } from './data-folder.ts';

/** What of a data folder publishing needs. */
export type PublishingFolder = Pick<DataFolder, 'execute' | 'journal' | 'reached' | 'store'>;

/** What a person writes who publishes. The question names its version and its position, so that it has one answer. */
export interface Publishing {
  readonly title: string;
  readonly text: string;
  readonly question: Omit<PublishedQuestion, 'partnership'>;
  readonly stated: StatedFigure;
  /** Number of the publication that this one stands for from now on. */
  readonly replaces: number | null;
}

export interface PublishingRequest extends Omit<CommandRequest, 'ask' | 'written'> {
  readonly partnership: string;
  readonly publishing: Publishing;
}

/** Computes the figure for a question, or says why there is none, such as a definition that nobody knows. */
export type Freeze = (
  question: PublishedQuestion,
) => FrozenFigure | Rejection | Promise<FrozenFigure | Rejection>;

/** A publication waits no longer for the figures. */
const FIGURES_MS = 10_000;

/**
 * Publishes what the ledger gives for the question. What was written tells one request from another, not what was
 * computed: asked again it has its first receipt, whatever was recorded since. Throws `StoreUnavailable` when the read
 * model is behind.
 */
export async function publishFigure(
  folder: PublishingFolder,
  { partnership, publishing, ...request }: PublishingRequest,
  freeze: Freeze,
): Promise<CommandOutcome> {
  const { title, text, question, stated, replaces } = publishing;
  const figure = (await aheadOf(folder, question.position)) ?? (await freeze({ ...question, partnership }));
  if (isRejection(figure)) return { id: partnership, kind: 'rejected', rejection: figure };
  const digest = digestOf(figure);
  const command = { kind: 'publish', title, text, stated, figure, digest, replaces } as const;
  const written = { kind: 'publish', ...publishing };
  const ask = { aggregate: 'publication', id: partnership, command } as const;
  const outcome = await folder.execute({ ...request, written, ask });
  if (outcome.kind !== 'done' || outcome.receipt.position === null) return outcome;
  return { ...outcome, number: await numberAt(folder, outcome.receipt) };
}

/** The number that the publication was given. */
async function numberAt({ store }: PublishingFolder, { stream, revision }: Receipt): Promise<number> {
  const { events } = await store.readStream(stream, { from: revision, limit: 1 });
  const event = events.map((recorded) => decode<PublicationEvent>(publication.schemas, recorded).event)[0];
  if (event === undefined) throw new IntegrityError(`${stream} has no event at revision ${revision}`);
  return event.data.number;
}

/** SHA-256 of the canonical JSON of a figure: whoever has the figure can compute it. */
export function digestOf(figure: FrozenFigure): string {
  return createHash('sha256').update(canonicalJson(figure)).digest('hex');
}

/** Why the figures cannot answer for this position, or null once they can. */
async function aheadOf(folder: PublishingFolder, position: string): Promise<Rejection | null> {
  const asked = BigInt(position);
  const head = await folder.journal.head();
  if (asked > head) {
    return reject('POSITION_AHEAD', '/question/position', { found: position, head: head.toString() });
  }
  if (await folder.reached('figures', asked, FIGURES_MS)) return null;
  throw new StoreUnavailable(`the figures at position ${position} are not known: the read model is behind`);
}
