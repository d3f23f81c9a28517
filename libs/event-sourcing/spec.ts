/** Given what happened, when this is asked, then that happens: a decider's rule, readable as a sentence. */
import { canonicalJson } from '#event-log/canonical-json';
import type { AnyEvent } from './codec.ts';
import { fold, type Decider, type Rejected } from './decider.ts';

/** What a refusal must say. Without a pointer it must point nowhere; params count only when given. */
export type ExpectedRejection = Pick<Rejected, 'rejected'> & Partial<Rejected>;

/** An event that somebody else than {@link RECORDER} recorded. */
export interface Told<Event> {
  readonly by: string;
  readonly told: Event;
}

/** Who recorded the events that `given` names without saying by whom. */
export const RECORDER = 'recorder';

/**
 * `specFor(party, circumstances).given(...events).when(command)`, and then `.thenHappens(...events)` or
 * `.thenRejected({ rejected, pointer })`. `when` takes other circumstances for one command.
 * Throws an `Error` that shows both sides. (An object with a method `then` would pass for a promise.)
 */
export function specFor<State, Command, Event extends AnyEvent, Circumstances>(
  decider: Pick<Decider<State, Command, Event, Circumstances>, 'initial' | 'evolve' | 'decide'>,
  usual: Circumstances,
) {
  return {
    given: (...history: readonly (Event | Told<Event>)[]) => ({
      when: (command: Command, circumstances: Circumstances = usual) => {
        const decision = decider.decide(command, fold(decider, history.map(recorded)), circumstances);
        return {
          thenHappens: (...events: readonly Event[]): void => assertSame({ events }, decision),
          thenRejected: (expected: ExpectedRejection): void =>
            assertSame(expected, seenAs(expected, decision)),
        };
      },
    }),
  };
}

function recorded<Event extends AnyEvent>(item: Event | Told<Event>) {
  const { by, told } = 'told' in item ? item : { by: RECORDER, told: item };
  return { event: told, envelope: { actor: { id: by } } };
}

function seenAs(expected: ExpectedRejection, decision: object): object {
  if (!('rejected' in decision) || expected.params !== undefined) return decision;
  return Object.fromEntries(Object.entries(decision).filter(([key]) => key !== 'params'));
}

/** Events must have a canonical form to be stored at all, so that form is what is compared. */
function assertSame(expected: object, actual: object): void {
  if (canonicalJson(expected) === canonicalJson(actual)) return;
  throw new Error(`expected ${shown(expected)}\n\nbut the decision is ${shown(actual)}`);
}

function shown(value: object): string {
  return JSON.stringify(JSON.parse(canonicalJson(value)), null, 2);
}
