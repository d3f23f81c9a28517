/** The years of one partnership from their own stream: how each stands, and every step that made it so. */
import { streamOf } from '#domain/decider';
import { period } from '#domain/period/decider';
import type { ChecklistEntry, PeriodEvent } from '#domain/period/events';
import type { Actor } from '#event-log/envelope';
import type { EventStore } from '#event-log/event-log';
import type { Decoded } from '#event-sourcing/codec';
import { fold } from '#event-sourcing/decider';
import { loadStream } from '#event-sourcing/run-command';

export interface Calendar {
  /** -1 while nothing is written in it. */
  readonly revision: number;
  /** Years of which something is written, in their order; all others are open. */
  readonly years: readonly CalendarYear[];
}

export interface CalendarYear {
  readonly year: number;
  readonly phase: 'OPEN' | 'CLOSING' | 'CLOSED';
  readonly history: readonly CalendarEntry[];
}

export interface CalendarEntry {
  readonly event: string;
  readonly type: Exclude<PeriodEvent['type'], 'PeriodStreamsListed'>;
  readonly position: string;
  readonly recorded: string;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly checklist: readonly ChecklistEntry[];
  /** Of a closure: the position that it closed on, how many streams it lists, and their digest. */
  readonly closedOn: { readonly position: string; readonly streams: number; readonly digest: string } | null;
}

/** Null when there was no such partnership at that position. */
export async function calendarOf(
  store: Pick<EventStore, 'readStream'>,
  partnership: string,
  position?: bigint,
): Promise<Calendar | null> {
  const { events } = await store.readStream(streamOf('partnership', partnership), { limit: 1 });
  const [first] = events;
  if (first === undefined || (position !== undefined && first.position > position)) return null;
  const all = await loadStream<PeriodEvent>(store, period, streamOf('period', partnership));
  const items = all.filter((item) => position === undefined || item.position <= position);
  const { years } = fold(period, items);
  const told = [...new Set(items.map(({ event }) => event.data.year))].toSorted((one, other) => one - other);
  return {
    revision: items.length - 1,
    years: told.map((year) => ({
      year,
      phase: years.get(year)?.phase ?? 'OPEN',
      history: items.filter(({ event }) => event.data.year === year).flatMap(entryOf),
    })),
  };
}

/** The listing that goes before a closure is a part of it, and stays in the log. */
function entryOf({ event, envelope, position }: Decoded<PeriodEvent>): CalendarEntry[] {
  if (event.type === 'PeriodStreamsListed') return [];
  const { id, recorded, actor } = envelope;
  const reason = 'reason' in event.data ? event.data.reason : null;
  const checklist = 'checklist' in event.data ? event.data.checklist : [];
  const closedOn = event.type === 'PeriodClosed' ? closureOf(event.data) : null;
  const common = { event: id, type: event.type, position: position.toString(), recorded, actor };
  return [{ ...common, reason, checklist, closedOn }];
}

function closureOf({
  position,
  streams,
  digest,
}: Extract<PeriodEvent, { type: 'PeriodClosed' }>['data']): CalendarEntry['closedOn'] {
  return { position, streams, digest };
}
