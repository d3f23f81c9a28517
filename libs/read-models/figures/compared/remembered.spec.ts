/** What is kept is what would be computed, at its position and for its question, and no more than 64 of them. */
import { describe, expect, it } from '@jest/globals';
import { ASK, OPENING, withFigures } from '../../../../test/support/asked-figures.ts';
import { recorded, type Happening } from '../../../../test/support/history.ts';
import type { Figures } from '../figures.ts';
import { remembered } from './remembered.ts';
import { sensitivityOf, type SensitivityQuestion } from './sensitivity.ts';

const HISTORY: readonly Happening[] = [
  recorded('a', 'lecco', 100_00n),
  recorded('b', 'lecco', 22_00n, { fundingSource: 'own' }),
];
const QUESTION: SensitivityQuestion = {
  ...{ partnership: 'lecco', effectiveAsOf: ASK.effectiveAsOf, definitions: ['L1'] },
};
const NEWEST = BigInt(OPENING.length + HISTORY.length);

/** Asks, and counts how often the answer had to be computed. */
function asker(figures: Figures) {
  let computed = 0;
  const ask = (over: Partial<SensitivityQuestion> = {}, what = 'sensitivity') =>
    remembered(figures, what, { ...QUESTION, ...over }, (placed) => {
      computed += 1;
      return sensitivityOf(figures, placed);
    });
  return { ask, computed: () => computed };
}

describe('an answer that is asked for again', () => {
  it('is the same as without keeping it, at every position and for every question', () => {
    withFigures(HISTORY, (figures) => {
      const { ask, computed } = asker(figures);
      const questions: Partial<SensitivityQuestion>[] = [
        ...[{}, { position: NEWEST - 1n }, { position: NEWEST - 2n }, { definitions: ['L2'] }],
        ...[{ only: { side: ['T'] } }, { effectiveAsOf: '2001-12-31' }, { partnership: 'como' }],
      ];
      const fresh = questions.map((over) => sensitivityOf(figures, { ...QUESTION, ...over }));
      for (let round = 0; round < 3; round += 1) {
        expect(questions.map((over) => ask(over))).toEqual(fresh);
      }
      expect(computed()).toBe(questions.length);
      expect(new Set(fresh.map((each) => JSON.stringify(each))).size).toBe(questions.length);
    });
  });

  it('is computed once, whether or not the newest position is named', () => {
    withFigures(HISTORY, (figures) => {
      const { ask, computed } = asker(figures);
      expect(ask()).toBe(ask({ position: NEWEST }));
      expect(computed()).toBe(1);
      ask({}, 'something else');
      expect(computed()).toBe(2);
    });
  });

  it('is kept while it is among the last 64', () => {
    withFigures(HISTORY, (figures) => {
      const { ask, computed } = asker(figures);
      const dayOf = (n: number) => ({ effectiveAsOf: `${2000 + n}-12-31` });
      for (let n = 0; n < 64; n += 1) ask(dayOf(n));
      ask(dayOf(0));
      expect(computed()).toBe(64);
      ask(dayOf(64));
      ask(dayOf(0));
      expect(computed()).toBe(65);
      ask(dayOf(1));
      expect(computed()).toBe(66);
    });
  });

  it('that cannot be given is refused again', () => {
    withFigures(HISTORY, (figures) => {
      const { ask, computed } = asker(figures);
      for (let n = 0; n < 2; n += 1) expect(() => ask({ definitions: ['L12'] })).toThrow(/L12/);
      expect(computed()).toBe(2);
    });
  });
});
