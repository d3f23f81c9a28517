/**
 * The shape every aggregate of the domain has: a state, how events fold into it, and how a command is answered.
 * All of it is pure; instants, ids and what other aggregates say come in with the circumstances of the command.
 */
import type { Claims } from './claims.ts';
import type { Decision, RejectionCode } from './rejections.ts';

export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

export type AggregateName =
  | 'party'
  | 'partnership'
  | 'funding-source'
  | 'valuation-method'
  | 'contribution'
  | 'transfer'
  | 'period'
  | 'definition'
  | 'price-index'
  | 'publication';

/** Another aggregate that a command names or whose state it is decided by. */
export interface Reference {
  readonly aggregate: AggregateName;
  readonly id: string;
  /** JSON pointer of the member that names it. */
  readonly pointer: string;
  /** Refusal when it does not exist; null when it may be absent, or was named before and so must exist. */
  readonly missing: RejectionCode | null;
}

/** Who asks, when, and what the rest of the ledger says. */
export interface Circumstances {
  /** Id of the aggregate that is asked. */
  readonly id: string;
  readonly actor: Actor;
  /** The business day, `YYYY-MM-DD` in Europe/Rome. */
  readonly today: string;
  /** States of the aggregates that `references` named, by stream; read them with {@link stateOf}. */
  readonly others: ReadonlyMap<string, unknown>;
  /** What the whole ledger has claimed so far, where `needsClaims` asked for it. */
  readonly claims: Claims;
}

export interface Actor {
  readonly id: string;
  /** Party the account belongs to. */
  readonly org: string | null;
}

/** Where a type name stands today: `name/version` is stored with each event; `upcast[i]` turns version i+1 into i+2. */
export interface EventSchema {
  readonly name: string;
  readonly upcast: readonly ((data: never) => object)[];
}

export interface Aggregate<State, Command, Event extends DomainEvent> {
  readonly name: AggregateName;
  readonly initial: State;
  /** `by` is the account that recorded the event: whoever recorded may not verify. */
  readonly evolve: (state: State, event: Event, by: string) => State;
  readonly decide: (command: Command, state: State, circumstances: Circumstances) => Decision<Event>;
  /** What must be known before the command can be decided; `id` is that of the aggregate itself. */
  readonly references: (command: Command, state: State, id: string) => readonly Reference[];
  /** Whether the command is decided by what others claim: a person's hours, a document's shares, money drawn. */
  readonly needsClaims?: (command: Command) => boolean;
  readonly schemas: Readonly<Record<Event['type'], EventSchema>>;
}

export function streamOf(aggregate: AggregateName, id: string): string {
  return `${aggregate}-${id}`;
}

/** The state of another aggregate that `references` named; its initial state when it does not exist. */
export function stateOf<State>(
  aggregate: Pick<Aggregate<State, never, never>, 'name' | 'initial'>,
  id: string,
  { others }: Pick<Circumstances, 'others'>,
): State {
  const found = others.get(streamOf(aggregate.name, id));
  return found === undefined ? aggregate.initial : (found as State);
}
