/** What `runCommand` needs of an aggregate. Deciders are total: they answer with events or with a rejection. */
import type { AnyEvent, Schemas } from './codec.ts';

export interface Rejected {
  readonly rejected: string;
  readonly pointer?: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Decider<State, Command, Event extends AnyEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => { readonly events: readonly Event[] } | Rejected;
  readonly schemas: Schemas;
}

/** The state after these events. */
export function fold<State, Event extends AnyEvent>(
  decider: Pick<Decider<State, never, Event>, 'initial' | 'evolve'>,
  events: Iterable<Event>,
): State {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
