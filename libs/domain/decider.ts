/**
 * The shape every aggregate of the domain has: a state, how events fold into it, and how a command is answered.
 * All of it is pure; instants, ids and what other aggregates say come in with the command.
 */
import type { Decision, RejectionCode } from './rejections.ts';

export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** Another aggregate that must exist before a command can be decided. */
export interface Reference {
  readonly aggregate: AggregateName;
  readonly id: string;
  /** JSON pointer of the member that names it. */
  readonly pointer: string;
  readonly missing: RejectionCode;
}

export type AggregateName = 'party' | 'partnership' | 'funding-source' | 'contribution';

/** Where a type name stands today: `name/version` is stored with each event; `upcast[i]` turns version i+1 into i+2. */
export interface EventSchema {
  readonly name: string;
  readonly upcast: readonly ((data: never) => object)[];
}

export interface Aggregate<State, Command, Event extends DomainEvent> {
  readonly name: AggregateName;
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => Decision<Event>;
  readonly references: (command: Command) => readonly Reference[];
  readonly schemas: Readonly<Record<Event['type'], EventSchema>>;
}
