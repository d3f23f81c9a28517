/** What changed a figure, with what the log says of the events behind it. */
import type { Change } from '#domain/figures/difference';
import { openEnvelope, type RecordedEvent } from '#event-log/envelope';
import { aggregateOf, idOf } from '#read-models/domain-events';
import type { RecordedChange } from '#read-models/figures/difference/change-walk';
import { eventsAt } from './events-at.ts';
import type { LogFolder } from './told-leaves.ts';

export interface ToldChange extends Change {
  /** Null where no event is behind it, as are its members below. */
  readonly eventId: string | null;
  readonly type: string | null;
  /** UTC instant. */
  readonly recorded: string | null;
  /** The contribution that the event is of; null where it is of none. */
  readonly contribution: string | null;
}

/** The changes with the account of each event: the log knows it where the figures do not. */
export async function withActors(
  { journal }: Pick<LogFolder, 'journal'>,
  changes: readonly RecordedChange[],
): Promise<readonly RecordedChange[]> {
  const untold = changes.flatMap(({ position, actor }) =>
    position === null || actor !== null ? [] : [position],
  );
  const events = await eventsAt(journal, untold);
  return changes.map((change) => {
    const event = change.actor === null ? eventOf(change, events) : null;
    return event === null ? change : { ...change, actor: openEnvelope(event.bytes).actor.id };
  });
}

export async function tellChanges(
  { journal }: Pick<LogFolder, 'journal'>,
  changes: readonly RecordedChange[],
): Promise<readonly ToldChange[]> {
  const events = await eventsAt(
    journal,
    changes.flatMap(({ position }) => position ?? []),
  );
  return changes.map((change) => {
    const event = eventOf(change, events);
    if (event === null) return { ...change, eventId: null, type: null, recorded: null, contribution: null };
    const { id: eventId, type, recorded, stream } = event;
    const contribution = aggregateOf(stream) === 'contribution' ? idOf(stream) : null;
    return { ...change, eventId, type, recorded, contribution };
  });
}

function eventOf({ position }: Change, events: ReadonlyMap<number, RecordedEvent>): RecordedEvent | null {
  return position === null ? null : (events.get(position) ?? null);
}
