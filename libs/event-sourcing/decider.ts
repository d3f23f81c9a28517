/** What `runCommand` needs of an aggregate. Deciders are total: they answer with events or with a rejection. */
import type { AnyEvent, Decoded, Schemas } from './codec.ts';

export interface Rejected {
  readonly rejected: string;
  readonly pointer?: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Decider<State, Command, Event extends AnyEvent, Circumstances> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event, by: string) => State;
  readonly decide: (
    command: Command,
    state: State,
    circumstances: Circumstances,
  ) => { readonly events: readonly Event[] } | Rejected;
  readonly schemas: Schemas;
}

/** The state after these events. */
export function fold<State, Event extends AnyEvent>(
  decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve'>,
  items: Iterable<
    Pick<Decoded<Event>, 'event'> & { readonly envelope: { readonly actor: { readonly id: string } } }
  >,
): State {
  let state = decider.initial;
  for (const { event, envelope } of items) state = decider.evolve(state, event, envelope.actor.id);
  return state;
}
