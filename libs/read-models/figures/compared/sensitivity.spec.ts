/** The matrix says what each figure says when it is asked alone, and asking what if writes nothing. */
import { describe, expect, it } from '@jest/globals';
import { ASK, OPENING, withFigures } from '../../../../test/support/asked-figures.ts';
import { IN_KIND, recorded, type Happening } from '../../../../test/support/history.ts';
import { sensitivityOf, type SensitivityQuestion } from './sensitivity.ts';
import { SeriesHasNoValue } from '../kinds/series.ts';

/** P 400,000 in cash and 50,000 in kind; X 60,000 in cash and 40,000 in kind. */
const SYMMETRY: readonly Happening[] = [
  recorded('a', 'lecco', 400_000_00n),
  recorded('b', 'lecco', 50_000_00n, { resource: IN_KIND.PAID_STAFF }),
  recorded('c', 'lecco', 60_000_00n, { fundingSource: 'own' }),
  recorded('d', 'lecco', 40_000_00n, {
    fundingSource: 'own',
    resource: { ...IN_KIND.VOLUNTEER_TIME, registered: false },
  }),
];
const QUESTION: SensitivityQuestion = {
  ...{ partnership: 'lecco', effectiveAsOf: ASK.effectiveAsOf },
  definitions: ['L1', 'L2'],
};

describe('sensitivity', () => {
  it('has every figure on every basis, in every view and scope, once', () => {
    withFigures(SYMMETRY, (figures) => {
      const { items } = sensitivityOf(figures, QUESTION);
      const keys = items.map(
        ({ definition, basis, view, scope }) => `${definition.id} ${basis} ${view} ${scope}`,
      );
      expect(items).toHaveLength(2 * 5 * 5 * 2);
      expect(new Set(keys).size).toBe(items.length);
      for (const { definition, basis, view, scope, value, reason } of items) {
        const [alone] = figures.answer({
          ...QUESTION,
          definitions: [definition.id],
          basis,
          view,
          scope,
        }).figures;
        expect([value, reason]).toEqual([alone?.value, alone?.reason]);
      }
    });
  });

  it('shows how much of a number is choice: 22.22 % of all, 15.00 % in cash, 13.33 % for a sceptic', () => {
    withFigures(SYMMETRY, (figures) => {
      const { items } = sensitivityOf(figures, QUESTION);
      const shown = (view: string, scope: string) =>
        items.find(
          (each) =>
            each.definition.id === 'L1' &&
            each.basis === 'delivered' &&
            each.view === view &&
            each.scope === scope,
        )?.display?.text;
      expect(shown('economic', 'broad')).toBe('22.22');
      expect(shown('cashOnly', 'broad')).toBe('15.00');
      // Without the time of volunteers who are not in the register: 60,000 / 450,000.
      expect(shown('economic', 'strict')).toBe('13.33');
    });
  });

  it('what if an hour of volunteers were worth half: the same events, another number, nothing written', () => {
    withFigures(SYMMETRY, (figures) => {
      const ask = (whatIf: SensitivityQuestion['whatIf'] = []) =>
        sensitivityOf(figures, { ...QUESTION, whatIf }).items.find(
          ({ basis, view }) => basis === 'delivered' && view === 'economic',
        )?.display?.text;
      expect(ask([{ kind: 'VOLUNTEER_TIME', method: null, rate: '0.5' }])).toBe('17.78');
      expect(ask()).toBe('22.22');
      expect(sensitivityOf(figures, QUESTION).knownAsOf.position).toBe(
        String(OPENING.length + SYMMETRY.length),
      );
    });
  });

  it('has no place for a series of years', () => {
    withFigures(SYMMETRY, (figures) => {
      expect(() => sensitivityOf(figures, { ...QUESTION, definitions: ['L1', 'L12'] })).toThrow(
        SeriesHasNoValue,
      );
    });
  });
});
