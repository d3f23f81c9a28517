/** The helper that all deciders are tested with must itself be able to fail. */
import { describe, expect, it } from '@jest/globals';
import type { Rejected } from './decider.ts';
import { RECORDER, specFor } from './spec.ts';

interface Added {
  readonly type: 'Added';
  readonly data: { readonly by: number };
}

/** A count that goes up by at most three and never beyond five. */
const count = {
  initial: 0,
  evolve: (state: number, event: Added): number => state + event.data.by,
  decide: (by: number, state: number): { events: Added[] } | Rejected => {
    if (by > 3) return { rejected: 'TOO_MUCH', pointer: '/by', params: { found: String(by) } };
    return state + by > 5 ? { rejected: 'FULL', params: {} } : { events: [added(by)] };
  },
};
const added = (by: number): Added => ({ type: 'Added', data: { by } });
const { given } = specFor(count, {});

describe('given, when, then', () => {
  it('passes when the decision is the expected one, on what had happened before', () => {
    given().when(3).thenHappens(added(3));
    given(added(3), added(2)).when(1).thenRejected({ rejected: 'FULL' });
    given().when(4).thenRejected({ rejected: 'TOO_MUCH', pointer: '/by' });
    given()
      .when(4)
      .thenRejected({ rejected: 'TOO_MUCH', pointer: '/by', params: { found: '4' } });
  });

  it.each<[string, () => void]>([
    ['another event', () => given().when(3).thenHappens(added(2))],
    ['no event', () => given().when(3).thenHappens()],
    ['one event too many', () => given().when(3).thenHappens(added(3), added(3))],
    ['a rejection where an event was expected', () => given().when(4).thenHappens(added(4))],
    ['an event where a rejection was expected', () => given().when(1).thenRejected({ rejected: 'FULL' })],
    ['another code', () => given().when(4).thenRejected({ rejected: 'FULL', pointer: '/by' })],
    ['another pointer', () => given().when(4).thenRejected({ rejected: 'TOO_MUCH', pointer: '/to' })],
    ['a pointer that nobody expected', () => given().when(4).thenRejected({ rejected: 'TOO_MUCH' })],
    ['no pointer', () => given(added(5)).when(1).thenRejected({ rejected: 'FULL', pointer: '/by' })],
    [
      'other params',
      () =>
        given()
          .when(4)
          .thenRejected({ rejected: 'TOO_MUCH', pointer: '/by', params: { found: '5' } }),
    ],
  ])('fails on %s', (_, wrong) => {
    expect(wrong).toThrow(/^expected \{[^]+\n\nbut the decision is \{/);
  });

  it('shows both sides in the message', () => {
    expect(() => given().when(4).thenHappens(added(4))).toThrow(/"by": 4[^]*"rejected": "TOO_MUCH"/);
  });
});

describe('who did it, and under which circumstances', () => {
  const last = {
    initial: 'nobody',
    evolve: (_state: string, _event: Added, by: string): string => by,
    decide: (_by: number, state: string, { today }: { today: string }): { events: Added[] } | Rejected => ({
      rejected: `${state} ${today}`,
      params: {},
    }),
  };
  const told = specFor(last, { today: 'monday' });

  it('is the recorder unless the event says otherwise', () => {
    told
      .given(added(1))
      .when(1)
      .thenRejected({ rejected: `${RECORDER} monday` });
    told
      .given({ by: 'somebody', told: added(1) })
      .when(1)
      .thenRejected({ rejected: 'somebody monday' });
  });

  it('can be other circumstances for one command', () => {
    told.given().when(1, { today: 'tuesday' }).thenRejected({ rejected: 'nobody tuesday' });
  });
});
