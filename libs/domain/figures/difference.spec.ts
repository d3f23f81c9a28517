/** Causes of a difference, and what they add up to. */
import { describe, expect, it } from '@jest/globals';
import { CAUSES } from './causes.ts';
import {
  CHANGE_CAUSES,
  changeCause,
  sumOf,
  sumsByCause,
  sumsByPerson,
  valueChange,
  type Change,
} from './difference.ts';

const change = (
  cause: Change['cause'],
  position: number | null,
  numerator: bigint,
  over: Partial<Change> = {},
): Change => ({
  cause,
  position,
  actor: position === null ? null : 'anna',
  numerator,
  denominator: 0n,
  ...over,
});

const CHANGES: readonly Change[] = [
  change('ELAPSED', null, 5_00n),
  change('NEW', 7, 1_00n),
  change('LATE', 7, 2_00n),
  change('LATE', 9, 4_00n, { actor: 'bruno' }),
  change('REVERSED', 12, -2_00n, { denominator: 3_00n }),
];

describe('a cause', () => {
  it('of what entered depends on whether it had begun by the first date; every other stays what it is', () => {
    expect(changeCause('ENTERED', 10, 10)).toBe('LATE');
    expect(changeCause('ENTERED', 11, 10)).toBe('NEW');
    for (const cause of CAUSES.filter((each) => each !== 'ENTERED')) {
      expect(changeCause(cause, 5, 10)).toBe(cause);
      expect(CHANGE_CAUSES).toContain(cause);
    }
    expect(CHANGE_CAUSES).not.toContain('ENTERED');
  });
});

describe('changes', () => {
  const shown = ({ numerator, denominator, events }: ReturnType<typeof sumOf>) =>
    `${numerator.amount} ${denominator.amount} ${events}`;

  it('add up by cause, in a fixed order; an event counts once in each', () => {
    expect(sumsByCause(CHANGES).map((each) => `${each.cause} ${shown(each)}`)).toEqual([
      'NEW 1.00 0.00 1',
      'LATE 6.00 0.00 2',
      'REVERSED -2.00 3.00 1',
      'ELAPSED 5.00 0.00 0',
    ]);
  });

  it('add up by person, who did most first, and last what nobody did', () => {
    expect(sumsByPerson(CHANGES).map((each) => `${each.actor} ${shown(each)}`)).toEqual([
      'anna 1.00 3.00 2',
      'bruno 4.00 0.00 1',
      'null 5.00 0.00 0',
    ]);
  });

  it('add up to nothing when there are none', () => {
    expect(shown(sumOf([]))).toBe('0.00 0.00 0');
    expect([sumsByCause([]), sumsByPerson([])]).toEqual([[], []]);
  });
});

describe('the change of a ratio', () => {
  it('is exact to its 16 decimals, and has no sign when it is none', () => {
    expect(valueChange('0.2200000000000000', '0.1040000000000000')).toBe('-0.1160000000000000');
    expect(valueChange('0.3333333333333333', '0.3333333333333333')).toBe('0.0000000000000000');
  });

  it('is none where one of the two is undefined', () => {
    expect(valueChange(null, '0.1')).toBeNull();
    expect(valueChange('0.1', null)).toBeNull();
  });
});
