/** Leaves of a figure, each rule by an example that can be followed by hand. L1 is (T + F) / P. */
import { describe, expect, it } from '@jest/globals';
import { ASK, only, withFigures } from '../../../../test/support/asked-figures.ts';
import {
  baseImplied,
  corrected,
  IN_KIND,
  movedOn,
  on,
  pledged,
  reclassified,
  recorded,
  reversed,
  type Happening,
} from '../../../../test/support/history.ts';
import { indexPublished, unvalued } from '../../../../test/support/history-beside.ts';
import { lineageOf, type Lineage } from './lineage.ts';
import type { FigureQuestion } from '../question/question.ts';

const MARCH = on('2024-03-01');
const OWN = { effective: MARCH, fundingSource: 'own', bringer: 'cooperative' };

function lineage(happenings: readonly Happening[], over: Partial<FigureQuestion> = {}): Lineage {
  return withFigures(happenings, (figures) =>
    lineageOf(figures, { ...ASK, definitions: ['L1'], ...over }, { limit: 100 }),
  );
}

/** `CAUSE contribution side stage year euro TERM` of each. */
function told({ leaves }: Lineage): string[] {
  return leaves.map(
    ({ cause, contribution, side, stage, year, cents, term }) =>
      `${cause} ${contribution} ${side} ${stage} ${year} ${Number(cents) / 100} ${term}`,
  );
}

describe('leaves', () => {
  it('of a reversal and of what it reverses are both there, and add up to nothing', () => {
    expect(told(lineage([recorded('a', 'lecco', 30_00n, OWN), reversed('a')]))).toEqual([
      'ENTERED a T DELIVERED 2024 30 NUMERATOR',
      'REVERSED a T DELIVERED 2024 -30 NUMERATOR',
    ]);
  });

  it('of a correction stand in place of what it corrects', () => {
    expect(told(lineage([recorded('a', 'lecco', 30_00n, OWN), corrected('a', 20_00n, OWN)]))).toEqual([
      'CORRECTED a T DELIVERED 2024 20 NUMERATOR',
    ]);
  });

  it('of what moved on leave one rung and reach the next', () => {
    const happenings = [pledged('a', 'lecco', 30_00n, OWN), movedOn('a', 'PAID', { PLEDGED: 10_00n }, MARCH)];
    expect(told(lineage(happenings, { basis: 'pledged' }))).toEqual([
      'ENTERED a T PLEDGED 2024 30 NUMERATOR',
      'MOVED a T PLEDGED 2024 -10 NUMERATOR',
      'MOVED a T PAID 2024 10 NUMERATOR',
    ]);
    expect(told(lineage(happenings, { basis: 'paid' }))).toEqual(['MOVED a T PAID 2024 10 NUMERATOR']);
  });

  it('of another source from a day on take from one side and give to the other', () => {
    const happenings = [
      recorded('a', 'lecco', 30_00n, { effective: MARCH }),
      reclassified('a', 'municipal', 'own', '2025-01-01'),
    ];
    expect(told(lineage(happenings))).toEqual([
      'ENTERED a PUBLIC DELIVERED 2024 30 DENOMINATOR',
      'RECLASSIFIED a PUBLIC DELIVERED 2025 -30 DENOMINATOR',
      'RECLASSIFIED a T DELIVERED 2025 30 NUMERATOR',
    ]);
  });

  it('of one event over two years are one for each, with what has accrued', () => {
    const span = { from: '2023-12-31', to: '2024-01-01' };
    const happenings = [recorded('a', 'lecco', 30_00n, { ...OWN, effective: span })];
    expect(told(lineage(happenings))).toEqual([
      'ENTERED a T DELIVERED 2023 15 NUMERATOR',
      'ENTERED a T DELIVERED 2024 15 NUMERATOR',
    ]);
    expect(told(lineage(happenings, { effectiveAsOf: '2023-12-31' }))).toHaveLength(1);
  });

  it('of hours that nobody has valued say how many, and that the figure lacks their value', () => {
    const hours = { ...IN_KIND.VOLUNTEER_TIME, minutes: 6_000 };
    const happenings = [
      recorded('p', 'lecco', 100_00n, { effective: MARCH }),
      recorded('h', 'lecco', 0n, { ...OWN, resource: unvalued(hours) }),
    ];
    const found = lineage(happenings);
    expect(found.figure.reason).toBe('UNVALUED_UNITS');
    expect(found.leaves[1]).toMatchObject({
      ...{ contribution: 'h', side: 'T', term: 'NONE', reason: 'NO_VALUE', cents: 0n },
      ...{ quantity: '6000', unit: 'MINUTE' },
    });
    expect(found.leaves[0]).toMatchObject({ quantity: null, unit: null });
    // Finance against grants counts no volunteers.
    expect(lineage(happenings, { definitions: ['L3'] }).leaves[1]?.reason).toBe('OTHER_SIDE');
    const valued = lineage([...happenings, corrected('h', 250_00n, { ...OWN, resource: hours })]);
    expect(told(valued).at(-1)).toBe('REVALUED h T PAID 2024 250 NUMERATOR');
  });

  it('within an implied base stand in no term, and the base is a leaf of its partnership', () => {
    const happenings = [
      recorded('a', 'lecco', 30_00n, { effective: MARCH }),
      baseImplied('lecco', 500_00n, { from: '2024-01-01', to: '2024-12-31' }),
    ];
    const { leaves } = lineage(happenings);
    expect(leaves.map(({ contribution, term, reason }) => `${contribution} ${term} ${reason}`)).toEqual([
      'a NONE RECORDED_WITHIN_IMPLIED_BASE',
      'lecco DENOMINATOR null',
    ]);
  });

  it('in real terms are each rounded once, and add up to the figure', () => {
    const happenings = [
      indexPublished('FOI', { 2023: '3', 2024: '1' }),
      ...['a', 'b', 'c'].map((id) => recorded(id, 'lecco', 1n, { ...OWN, effective: on('2023-05-01') })),
      ...['d', 'e'].map((id) => recorded(id, 'lecco', 2n, { ...OWN, effective: on('2023-05-01') })),
    ];
    const prices = { series: 'FOI', of: '2024' };
    // A third of one cent is none, of two cents one.
    expect(lineage(happenings, { prices }).leaves.map(({ cents }) => cents)).toEqual([1n, 1n]);
    const figure = withFigures(happenings, (figures) => only(figures, { definitions: ['L1'], prices }));
    expect(figure.numerator.amount.amount).toBe('0.02');
  });
});
