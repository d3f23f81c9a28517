/** Circumstances for tests of deciders: somebody else than the recorder asks, on an ordinary day. */
import { NO_CLAIMS } from '#domain/claims';
import { streamOf, type AggregateName, type Circumstances } from '#domain/decider';

type State = readonly [aggregate: AggregateName, id: string, state: unknown];

/** `others` are the states of other aggregates, as `['party', 'p1', state]`. */
export function circumstances(
  over: Partial<Omit<Circumstances, 'others'>> & { readonly others?: readonly State[] } = {},
): Circumstances {
  const { others = [], ...rest } = over;
  return {
    id: '00000000-0000-4000-8000-00000000000a',
    actor: { id: 'second-person', org: null },
    today: '2026-11-22',
    claims: NO_CLAIMS,
    others: new Map(others.map(([aggregate, id, state]) => [streamOf(aggregate, id), state])),
    ...rest,
  };
}
