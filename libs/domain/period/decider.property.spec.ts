/** The order of the years holds whatever is asked of their calendar. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circumstances } from '../../../test/support/circumstances.ts';
import { isRejection } from '../rejections.ts';
import { period, type PeriodCommand, type PeriodState } from './decider.ts';
import { CHECKLIST_ITEMS } from './events.ts';

const partnership = '00000000-0000-4000-8000-00000000000a';
const firstYear = 2021;
const checklist = CHECKLIST_ITEMS.map((item) => ({ item, outcome: 'DONE', note: null }) as const);
const streams = [[`partnership-${partnership}`, 0]] as const;
const snapshot = { position: '1', streams, digest: '00'.repeat(32) };

const year = fc.integer({ min: 2020, max: 2027 });
const command: fc.Arbitrary<PeriodCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: year.map((y): PeriodCommand => ({
      kind: 'startClosing',
      partnership,
      year: y,
      firstYear,
      checklist,
    })),
  },
  { weight: 3, arbitrary: year.map((y): PeriodCommand => ({ kind: 'close', year: y, firstYear, snapshot })) },
  year.map((y): PeriodCommand => ({ kind: 'abandonClosing', year: y, reason: 'r' })),
  year.map((y): PeriodCommand => ({ kind: 'reopen', year: y, reason: 'r' })),
);
const steps = fc.array(fc.tuple(command, fc.constantFrom('first', 'second')), { maxLength: 60, size: 'max' });

function after(state: PeriodState, asked: PeriodCommand, id: string): PeriodState {
  const here = circumstances({ id: partnership, today: '2026-11-22', actor: { id, org: null } });
  const decision = period.decide(asked, state, here);
  if (isRejection(decision)) return state;
  return decision.events.reduce((before, event) => period.evolve(before, event, id), state);
}

describe('whatever is asked, by whoever, in whatever order', () => {
  it('the closed years are the first ones without a gap, at most one more is being closed, none is to come', () => {
    const depths = new Set<number>();
    fc.assert(
      fc.property(steps, (asked) => {
        let state = period.initial;
        for (const [each, id] of asked) {
          state = after(state, each, id);
          const known = [...state.years.keys()].toSorted();
          expect(known).toEqual([2021, 2022, 2023, 2024, 2025].slice(0, known.length));
          const phases = known.map((y) => state.years.get(y)?.phase);
          expect(phases.slice(0, -1).filter((phase) => phase !== 'CLOSED')).toEqual([]);
          depths.add(known.length);
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.max(...depths)).toBeGreaterThan(1);
  });
});
