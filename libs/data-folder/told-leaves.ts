/** Leaves of a figure with what the log says of their events, and the documents behind their contributions. */
import type { DocumentType } from '#domain/contribution/statement';
import { historyOf } from '#read-models/contributions/history';
import type { LineageLeaf } from '#read-models/figures/lineage/lineage';
import type { DataFolder } from './data-folder.ts';
import { eventsAt } from './events-at.ts';

export interface LeafEvidence {
  /** In the archive of the body that keeps the document. */
  readonly reference: string;
  readonly sha256: string;
  readonly type: DocumentType;
}

export interface ToldLeaf extends Omit<LineageLeaf, 'evidenced'> {
  readonly eventId: string;
  readonly type: string;
  /** UTC instant. */
  readonly recorded: string;
  /** Documents that stood behind the contribution as known at the position of the question. */
  readonly evidence: readonly LeafEvidence[];
}

export type LogFolder = Pick<DataFolder, 'journal' | 'store'>;

/** A document is in the stream of its contribution, and so is the event; of all others the event alone is read. */
async function tellLeaves(
  { journal, store }: LogFolder,
  leaves: readonly LineageLeaf[],
  position: bigint,
): Promise<readonly ToldLeaf[]> {
  const evidenced = leaves.filter((leaf) => leaf.evidenced).map(({ contribution }) => contribution);
  const histories = new Map(
    await Promise.all(
      [...new Set(evidenced)].map(async (id) => [id, await historyOf(store, id, position)] as const),
    ),
  );
  const others = leaves.filter((leaf) => !leaf.evidenced).map((leaf) => leaf.position);
  const events = await eventsAt(journal, others);
  return leaves.map(({ evidenced: _, ...leaf }) => {
    const history = histories.get(leaf.contribution);
    const entry = history?.history.find((each) => each.position === leaf.position.toString());
    const event = entry === undefined ? events.get(leaf.position) : { ...entry, id: entry.event };
    if (event === undefined) throw new RangeError(`no event of ${leaf.contribution} at ${leaf.position}`);
    const { id: eventId, type, recorded } = event;
    const documents = history?.documents ?? [];
    const evidence = documents.map(({ reference, sha256, type: kind }) => ({
      reference,
      sha256,
      type: kind,
    }));
    return { ...leaf, eventId, type, recorded, evidence };
  });
}

/** So many leaves are told at a time: between two batches others get their turn. */
const BATCH = 500;

/** Any number of leaves. */
export async function tellInBatches(
  folder: LogFolder,
  leaves: readonly LineageLeaf[],
  position: bigint,
): Promise<readonly ToldLeaf[]> {
  const told: ToldLeaf[] = [];
  for (let from = 0; from < leaves.length; from += BATCH) {
    told.push(...(await tellLeaves(folder, leaves.slice(from, from + BATCH), position)));
  }
  return told;
}
