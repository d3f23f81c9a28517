/** One contribution folded from its own stream, with every event that made it what it is. */
import { contribution, type ContributionState } from '#domain/contribution/decider';
import type { ContributionEvent, Justification, Statement } from '#domain/contribution/events';
import type { Money } from '#domain/money';
import type { Actor } from '#event-log/envelope';
import type { EventStore } from '#event-log/event-log';
import { decode, type Decoded } from '#event-sourcing/codec';
import { fold } from '#event-sourcing/decider';
import type { ContributionStatus } from './projection.ts';

export interface ContributionHistory {
  readonly id: string;
  readonly revision: number;
  readonly status: ContributionStatus;
  readonly partnership: string;
  readonly externalRef: string | null;
  readonly statement: Statement;
  readonly value: Money;
  readonly history: readonly HistoryEntry[];
  /** Position of the newest event in it. */
  readonly position: bigint;
}

export interface HistoryEntry {
  readonly event: string;
  readonly type: ContributionEvent['type'];
  readonly position: string;
  readonly recorded: string;
  readonly actor: Actor;
  readonly value: Money | null;
  readonly justification: Justification | null;
  readonly effectiveOn: string | null;
}

/** Null when nothing of it was known at that position. */
export async function historyOf(
  store: Pick<EventStore, 'readStream'>,
  id: string,
  position?: bigint,
): Promise<ContributionHistory | null> {
  const { events } = await store.readStream(`contribution-${id}`);
  const items = events
    .filter((event) => position === undefined || event.position <= position)
    .map((event) => decode<ContributionEvent>(contribution.schemas, event));
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined || first.event.type !== 'ContributionRecorded') return null;
  const state: ContributionState = fold(
    contribution,
    items.map((item) => item.event),
  );
  if (state.phase === 'absent') return null;
  return {
    id,
    revision: items.length - 1,
    status: STATUS[last.event.type],
    partnership: first.event.data.partnership,
    externalRef: first.event.data.externalRef,
    statement: state.statement,
    value: valueIn(items),
    history: items.map(entryOf),
    position: last.position,
  };
}

const STATUS: Readonly<Record<ContributionEvent['type'], ContributionStatus>> = {
  ContributionRecorded: 'RECORDED',
  ContributionCorrected: 'CORRECTED',
  ContributionReversed: 'REVERSED',
};

function valueIn(items: readonly Decoded<ContributionEvent>[]): Money {
  const values = items.map(({ event }) => (event.type === 'ContributionReversed' ? null : event.data.value));
  const value = values.findLast((each) => each !== null);
  if (value === undefined || value === null) throw new RangeError('a contribution without a value');
  return value;
}

function entryOf({ event, envelope, position }: Decoded<ContributionEvent>): HistoryEntry {
  return {
    event: envelope.id,
    type: event.type,
    position: position.toString(),
    recorded: envelope.recorded,
    actor: envelope.actor,
    value: event.type === 'ContributionReversed' ? null : event.data.value,
    justification: event.type === 'ContributionRecorded' ? null : event.data.justification,
    effectiveOn: event.type === 'ContributionReversed' ? event.data.effectiveOn : null,
  };
}
