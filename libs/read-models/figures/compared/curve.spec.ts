/** Each point of the curve is what the figures say on that day, on each basis. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BASES, VIEWS, type Basis } from '#domain/figures/definitions';
import { ASK, at, withFigures } from '../../../../test/support/asked-figures.ts';
import {
  baseImplied,
  corrected,
  decoded,
  IN_KIND,
  movedOn,
  on,
  pledged,
  recorded,
} from '../../../../test/support/history.ts';
import { unvalued } from '../../../../test/support/history-beside.ts';
import { PARTNERSHIPS, randomHistory } from '../../../../test/support/random-history.ts';
import { asking } from '../../../../test/support/read-models.ts';
import { CURVE_STEPS, CurveTooLong, curveOf, type CurvePoint, type Level } from './curve.ts';
import { Figures } from '../figures.ts';
import { figuresProjection } from '../fold/projection.ts';
import type { Selection } from '../question/question.ts';

const { basis: _, definitions: __, ...SELECTION } = ASK;

/** The same from the multiplier: below the line what is public, above it everything. */
function asFigures(figures: Figures, selection: Omit<Selection, 'basis'>, effectiveAsOf: string): CurvePoint {
  const cents = (amount: string) => BigInt(amount.replace('.', ''));
  const euro = (amount: bigint) => {
    const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
    return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  const levels = BASES.map((basis) => {
    const asked = { ...selection, basis, effectiveAsOf, definitions: ['L2'] };
    const [figure] = figures.answer(asked).figures;
    const base = figure?.denominator.amount.amount ?? '';
    const others = euro(cents(figure?.numerator.amount.amount ?? '') - cents(base));
    return [
      basis,
      { public: { amount: base, currency: 'EUR' }, others: { amount: others, currency: 'EUR' } },
    ] as const;
  });
  const pledged = { ...selection, basis: 'pledged', effectiveAsOf, definitions: ['L2'] } as const;
  // What users pay and what is paid back is on neither side of the curve.
  const listed = (figures.answer(pledged).figures[0]?.unvalued ?? []).filter(({ side }) =>
    ['PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O'].includes(side),
  );
  return { effectiveAsOf, ...(Object.fromEntries(levels) as Record<Basis, Level>), unvalued: listed };
}

const sorted = (point: CurvePoint): CurvePoint => {
  const keyOf = ({ side, kind, unit }: CurvePoint['unvalued'][number]) => `${side} ${kind} ${unit}`;
  return { ...point, unvalued: point.unvalued.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
};

const shown = ({ effectiveAsOf, unvalued: __, ...levels }: CurvePoint) => [
  effectiveAsOf,
  ...BASES.map((basis) => levels[basis].public.amount),
];

describe('the curve', () => {
  it('rises from pledged to verified, a later stage within the earlier ones', () => {
    const happenings = [
      pledged('a', 'lecco', 300_00n, { effective: on('2021-02-01') }),
      movedOn('a', 'COMMITTED', { PLEDGED: 200_00n }, on('2022-03-01')),
      movedOn('a', 'PAID', { COMMITTED: 50_00n }, on('2023-04-01')),
    ];
    withFigures(happenings, (figures) => {
      const { items } = curveOf(figures, { ...SELECTION, effectiveAsOf: '2023-06-30' }, 'YEAR');
      expect(items.map(shown)).toEqual([
        ['2021-12-31', '300.00', '0.00', '0.00', '0.00', '0.00'],
        ['2022-12-31', '300.00', '200.00', '0.00', '0.00', '0.00'],
        ['2023-06-30', '300.00', '200.00', '50.00', '50.00', '0.00'],
      ]);
    });
  });

  it('has a point at the end of each month, and one on the day that was asked', () => {
    withFigures([recorded('a', 'lecco', 1_00n, { effective: on('2023-11-15') })], (figures) => {
      const dates = (effectiveAsOf: string) =>
        curveOf(figures, { ...SELECTION, effectiveAsOf }, 'MONTH').items.map((each) => each.effectiveAsOf);
      expect(dates('2024-03-10')).toEqual([
        ...['2023-11-30', '2023-12-31', '2024-01-31', '2024-02-29', '2024-03-10'],
      ]);
      expect(dates('2024-02-29').at(-1)).toBe('2024-02-29');
      expect(dates('2023-11-14')).toEqual([]);
    });
  });

  it('goes on into years to come, with what is pledged for them', () => {
    withFigures(
      [pledged('a', 'lecco', 6_00n, { effective: { from: '2030-01-01', to: '2031-12-31' } })],
      (figures) => {
        const { items } = curveOf(figures, { ...SELECTION, effectiveAsOf: '2031-12-31' }, 'YEAR');
        expect(items.map(shown).map((each) => each.slice(0, 2))).toEqual([
          ['2030-12-31', '3.00'],
          ['2031-12-31', '6.00'],
        ]);
      },
    );
  });

  it('refuses more points than anybody reads', () => {
    withFigures([recorded('a', 'lecco', 1_00n, { effective: on('2001-01-01') })], (figures) => {
      const ask = (effectiveAsOf: string) =>
        curveOf(figures, { ...SELECTION, effectiveAsOf }, 'MONTH').items.length;
      expect(ask('2020-12-31')).toBe(240);
      expect(() => ask('2021-01-31')).toThrow(CurveTooLong);
    });
  });

  it('counts what was recorded within an implied base once', () => {
    const base = baseImplied('lecco', 20_00n, { from: '2021-01-01', to: '2022-12-31' });
    const within = recorded('a', 'lecco', 5_00n, { stage: 'PAID', effective: on('2021-06-01') });
    withFigures([base, within], (figures) => {
      const { items } = curveOf(figures, { ...SELECTION, effectiveAsOf: '2022-12-31' }, 'YEAR');
      expect(items.at(-1)?.delivered.public.amount).toBe('20.00');
      expect(items.at(-1)?.paid.public.amount).toBe('5.00');
    });
  });

  it('lists hours that have no value yet, from the year in which they came until they are valued', () => {
    const hours = { ...IN_KIND.VOLUNTEER_TIME, minutes: 600 };
    const own = { fundingSource: 'own', effective: on('2021-05-01') };
    const happenings = [
      recorded('h', 'lecco', 0n, { ...own, resource: unvalued(hours) }),
      corrected('h', 100_00n, { ...own, resource: hours }),
    ];
    withFigures(happenings, (figures) => {
      const last = (known: number) =>
        curveOf(figures, { ...SELECTION, ...at('2021-12-31', known) }, 'YEAR').items.at(-1);
      const listed = { side: 'T', kind: 'VOLUNTEER_TIME', unit: 'MINUTE', quantity: '600' };
      expect(last(1)).toMatchObject({ committed: { others: { amount: '0.00' } }, unvalued: [listed] });
      expect(last(2)).toMatchObject({ committed: { others: { amount: '100.00' } }, unvalued: [] });
    });
  });

  it('says on every day and basis what the figures say, whatever happened', () => {
    const scenario = fc.record({
      happenings: randomHistory,
      partnership: fc.constantFrom(...PARTNERSHIPS),
      view: fc.constantFrom(...VIEWS),
      chain: fc.boolean(),
      step: fc.constantFrom(...CURVE_STEPS),
      effectiveAsOf: fc.constantFrom('2022-05-17', '2024-12-31'),
    });
    fc.assert(
      fc.property(scenario, ({ happenings, step, ...rest }) => {
        asking(figuresProjection, decoded(happenings), (reader) => {
          const figures = new Figures(reader);
          for (const point of curveOf(figures, rest, step).items.filter((__, index) => index % 7 === 0)) {
            expect(sorted(point)).toEqual(sorted(asFigures(figures, rest, point.effectiveAsOf)));
          }
        });
      }),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });
});
