/** Why a figure is another: each cause by an example that can be followed by hand. L1 is (T + F) / P. */
import { describe, expect, it } from '@jest/globals';
import { ASK, LATE, OPENING, at, withFigures } from '../../../../test/support/asked-figures.ts';
import {
  baseImplied,
  baseWithdrawn,
  cash,
  corrected,
  IN_KIND,
  movedOn,
  movementReversed,
  on,
  pledged,
  pledgeReleased,
  reclassified,
  recorded,
  recovered,
  reversed,
  VALUED,
  type Happening,
} from '../../../../test/support/history.ts';
import {
  confirmed,
  evidenceAttached,
  indexPublished,
  sourceCorrected,
  unvalued,
} from '../../../../test/support/history-beside.ts';
import { differenceOf, type Difference } from './difference.ts';
import type { FigureQuestion } from '../question/question.ts';

const COUNCIL = '2024-03-10';
const TODAY = '2024-06-30';
const MARCH = on('2024-03-01');

const municipal = (id: string, cents: bigint, over = {}): Happening =>
  recorded(id, 'lecco', cents, { effective: MARCH, ...over });
const own = (id: string, cents: bigint, over = {}): Happening =>
  recorded(id, 'lecco', cents, { effective: MARCH, fundingSource: 'own', bringer: 'cooperative', ...over });

/** What the council of 10 March knew, and what has happened since. */
function since(
  before: readonly Happening[],
  after: readonly Happening[],
  over: Partial<FigureQuestion> = {},
  first: Partial<FigureQuestion> = {},
): Difference {
  const question = { ...ASK, definitions: ['L1'], effectiveAsOf: TODAY, ...over };
  return withFigures([...before, ...after], (figures) =>
    differenceOf(
      figures,
      { ...question, ...at(COUNCIL, before.length), ...first },
      { ...question, ...at(question.effectiveAsOf, before.length + after.length) },
    ),
  );
}

/** `CAUSE numerator denominator`, in euro. */
function told({ changes }: Difference): string[] {
  return changes.map(
    ({ cause, numerator, denominator }) => `${cause} ${Number(numerator) / 100} ${Number(denominator) / 100}`,
  );
}

describe('what changed a figure since the council saw it', () => {
  const base = municipal('a', 100_00n);
  const ownStatement = { effective: MARCH, fundingSource: 'own', bringer: 'cooperative' };
  const hour = { ...IN_KIND.VOLUNTEER_TIME, minutes: 120 };
  const hours = { ...ownStatement, resource: hour };
  const dearer = { ...hours, resource: { ...hour, valuation: { ...VALUED, rate: '20' } } };

  it.each<[string, readonly Happening[], readonly Happening[], readonly string[]]>([
    ['NEW when its day came after', [], [own('b', 30_00n, { effective: on('2024-03-11') })], ['NEW 30 0']],
    ['LATE when its day had come', [], [own('b', 30_00n, { effective: on(COUNCIL) })], ['LATE 30 0']],
    ['CORRECTED', [own('b', 10_00n)], [corrected('b', 40_00n, ownStatement)], ['CORRECTED 30 0']],
    ['REVALUED', [own('b', 20_00n, hours)], [corrected('b', 40_00n, dearer)], ['REVALUED 20 0']],
    [
      'RECLASSIFIED',
      [municipal('b', 30_00n)],
      [reclassified('b', 'municipal', 'own')],
      ['RECLASSIFIED 30 -30'],
    ],
    ['REVERSED', [own('b', 30_00n)], [reversed('b')], ['REVERSED -30 0']],
    ['RECOVERED', [own('b', 30_00n)], [recovered('b', 10_00n, '2024-05-02')], ['RECOVERED -10 0']],
    [
      'MOVED up to the basis',
      [pledged('b', 'lecco', 30_00n, ownStatement)],
      [movedOn('b', 'DELIVERED', { PLEDGED: 20_00n }, on('2024-04-01'))],
      ['MOVED 20 0'],
    ],
    [
      'CORRECTED when a movement never was',
      [pledged('b', 'lecco', 30_00n, ownStatement), movedOn('b', 'DELIVERED', { PLEDGED: 20_00n }, MARCH)],
      [movementReversed('b', 1)],
      ['CORRECTED -20 0'],
    ],
    ['BASE_IMPLIED', [], [baseImplied('lecco', 500_00n, on('2023-12-31'))], ['BASE_IMPLIED 0 500']],
    [
      'BASE_IMPLIED less what was recorded of the year, which is a part of it',
      [],
      [baseImplied('lecco', 500_00n, MARCH)],
      ['BASE_IMPLIED 0 400'],
    ],
    [
      'BASE_WITHDRAWN',
      [baseImplied('lecco', 500_00n, MARCH)],
      [baseWithdrawn('lecco')],
      ['BASE_WITHDRAWN 0 -400'],
    ],
    [
      'nothing when it is in no term, or only said',
      [own('b', 30_00n)],
      [
        recorded('u', 'lecco', 5_00n, { ...ownStatement, resource: cash(5_00n, { nature: 'USER_FEE' }) }),
        evidenceAttached('b'),
        confirmed('b'),
      ],
      [],
    ],
  ])('is %s', (_what, before, after, expected) => {
    expect(told(since([base, ...before], after))).toEqual(expected);
  });

  it('names with zero amounts what brought hours without a value, valued them and took them away', () => {
    const unvaluedHours = { ...ownStatement, resource: unvalued(hour) };
    const brought = own('b', 0n, unvaluedHours);
    const valued = corrected('b', 40_00n, hours);
    expect(told(since([base], [brought]))).toEqual(['LATE 0 0']);
    expect(told(since([base, brought], [valued]))).toEqual(['REVALUED 40 0']);
    expect(told(since([base, brought], [reversed('b')]))).toEqual(['REVERSED 0 0']);
    const back = withFigures([base, brought], (figures) => {
      const question = { ...ASK, definitions: ['L1'] };
      return differenceOf(figures, { ...question, ...at(TODAY, 2) }, { ...question, ...at(TODAY, 1) });
    });
    expect(told(back)).toEqual(['LATE 0 0']);
    // Days, and another question, can bring hours as well.
    const later = own('b', 0n, { ...unvaluedHours, effective: on('2024-03-11') });
    expect(told(since([base, later], []))).toEqual(['ELAPSED 0 0']);
    expect(told(since([base, brought], [], {}, { view: 'cashOnly' }))).toEqual(['OTHER_QUESTION 0 0']);
    // A correction that leaves the hours as they are, and a figure that counts none of them.
    expect(told(since([base, brought], [corrected('b', 0n, unvaluedHours)]))).toEqual([]);
    expect(told(since([base], [brought], { definitions: ['L3'] }))).toEqual([]);
  });

  it('is told twice of one event when only its first year had begun', () => {
    const twoYears = own('b', 731_00n, { effective: { from: '2023-01-01', to: '2024-12-31' } });
    const difference = since([base], [twoYears], {}, { effectiveAsOf: '2023-12-10' });
    // The base is of March. Of 2023 all 365.00 are there by 30 June, of 2024 the 182.00 of its first 182 days.
    expect(told(difference)).toEqual(['ELAPSED 0 100', 'LATE 365 0', 'NEW 182 0']);
  });

  it('tells of what was recorded and corrected since then both, each with its own event', () => {
    const difference = since([base], [own('b', 30_00n), corrected('b', 25_00n, ownStatement), reversed('b')]);
    expect(told(difference)).toEqual(['LATE 30 0', 'CORRECTED -5 0', 'REVERSED -25 0']);
    const first = OPENING.length + 2;
    expect(difference.changes.map(({ position }) => position)).toEqual([first, first + 1, first + 2]);
  });

  it('tells LET_GO of a pledge on the basis that pledges count on', () => {
    const before = [base, pledged('b', 'lecco', 30_00n, ownStatement)];
    const difference = since(before, [pledgeReleased('b', 10_00n, '2024-05-01')], { basis: 'pledged' });
    expect(told(difference)).toEqual(['LET_GO -10 0']);
  });

  it('tells EVIDENCED and SAID where grade or word is asked for', () => {
    const after = [evidenceAttached('b'), confirmed('b')];
    const graded = since([base, own('b', 30_00n)], after, { only: { grade: ['B'] } });
    expect(told(graded)).toEqual(['EVIDENCED 30 0']);
    const said = since([base, own('b', 30_00n)], after, { without: { word: ['CONFIRMED'] } });
    expect(told(said)).toEqual(['SAID -30 0']);
  });

  it('tells TERMS_CORRECTED where money came to be of the fund that is asked for', () => {
    const after = [sourceCorrected('municipal', { fundCode: 'ESF+' })];
    expect(told(since([base], after, { only: { fund: ['ESF+'] } }))).toEqual(['TERMS_CORRECTED 0 100']);
  });

  it('tells nothing of sources that the partnership has nothing from', () => {
    const after = [sourceCorrected('elsewhere', { fundCode: 'ESF+' })];
    expect(told(since([base], after, { only: { fund: ['NOT_STATED'] } }))).toEqual([]);
  });

  it('tells PRICES_PUBLISHED where an index was restated', () => {
    const before = [base, indexPublished('FOI', { 2024: '100', 2025: '110' })];
    const difference = since(before, [indexPublished('FOI', { 2025: '120' })], {
      prices: { series: 'FOI', of: '2025' },
    });
    expect(told(difference)).toEqual(['PRICES_PUBLISHED 0 10']);
  });

  it('tells ELAPSED of days that passed: 366.00 over 2024 is one euro a day', () => {
    const year = { from: '2024-01-01', to: '2024-12-31' };
    const difference = since([municipal('a', 366_00n, { effective: year })], []);
    // From 10 March to 30 June are 112 days.
    expect(told(difference)).toEqual(['ELAPSED 0 112']);
    expect(difference.changes[0]).toMatchObject({ position: null, actor: null });
  });

  it('tells OTHER_QUESTION of what only the other definition, basis or view counts', () => {
    const before = [
      base,
      own('b', 30_00n),
      recorded('c', 'lecco', 7_00n, { effective: MARCH, fundingSource: 'calls' }),
    ];
    expect(told(since(before, [], {}, { definitions: ['L1s'] }))).toEqual(['OTHER_QUESTION 7 0']);
    const paid = [pledged('d', 'lecco', 50_00n, ownStatement)];
    expect(told(since([base, ...paid], [], { basis: 'pledged' }, { basis: 'paid' }))).toEqual([
      'OTHER_QUESTION 50 100',
    ]);
  });

  it('says who recorded what, and undoes it all on the way back', () => {
    const [before, after] = [[base], [own('b', 30_00n), reversed('a')]];
    const difference = since(before, after);
    expect(new Set(difference.changes.map(({ actor }) => actor))).toEqual(new Set(['a_0123456789abcdef']));
    const question = { ...ASK, definitions: ['L1'] };
    const back = withFigures([...before, ...after], (figures) =>
      differenceOf(figures, { ...question, ...at(LATE, 3) }, { ...question, ...at(LATE, 1) }),
    );
    expect(told(back)).toEqual(['LATE -30 0', 'REVERSED 0 100']);
  });

  it('tells apart what one party brought', () => {
    const after = [own('b', 30_00n), municipal('c', 5_00n)];
    const question = { ...ASK, definitions: ['L1'] };
    const difference = withFigures([base, ...after], (figures) =>
      differenceOf(figures, { ...question, ...at(LATE, 1) }, { ...question, ...at(LATE, 3) }, 'cooperative'),
    );
    expect(difference.changes.map((change) => change.own)).toEqual([true, false]);
  });
});
