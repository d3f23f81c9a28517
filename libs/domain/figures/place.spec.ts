/** Where a sum stands in a ratio, and why it stands nowhere. */
import { describe, expect, it } from '@jest/globals';
import type { FactOrigin, Side } from '../funding-source/origins.ts';
import { STANDARD_DEFINITIONS, type Definition, type View } from './definitions.ts';
import type { Cell } from './figure.ts';
import { placeIn } from './place.ts';

const cell = (
  side: Side,
  origin: FactOrigin,
  standing: Cell['standing'] = 'RECORDED',
  challenge = false,
) => ({
  ...{ side, origin, standing, challenge },
});

function place(id: string, of: ReturnType<typeof cell>, view: View = 'economic'): string {
  const definition = STANDARD_DEFINITIONS.find((each) => each.id === id) as Definition;
  const { term, reason } = placeIn(definition, of, view);
  return reason === null ? term : `${term} ${reason}`;
}

describe('the place of a sum', () => {
  it.each([
    ['L1', cell('T', 'THIRD_SECTOR'), 'NUMERATOR'],
    ['L1', cell('PUBLIC', 'REGION'), 'DENOMINATOR'],
    ['L1', cell('O', 'COMPANY'), 'NONE OTHER_SIDE'],
    ['L2', cell('PUBLIC', 'REGION'), 'BOTH'],
    ['L9', cell('O', 'COMPANY'), 'DENOMINATOR'],
    ['L1', cell('U', 'USERS'), 'NONE USERS_FEES'],
    ['L1', cell('FINANCING', 'COMPANY'), 'NONE REPAYABLE_FINANCE'],
    ['L3', cell('FINANCING', 'COMPANY'), 'NUMERATOR'],
    ['L3', cell('PUBLIC', 'EU'), 'DENOMINATOR'],
    ['L3', cell('PUBLIC', 'STATE'), 'NONE OTHER_SIDE'],
    ['L1', cell('UNRESOLVED', 'UNRESOLVED'), 'NONE UNRESOLVED_ORIGIN'],
    ['L1', cell('PASSED_ON', 'PASSED_ON'), 'NONE PASSED_ON'],
    ['L1', cell('PRICE', 'PRICE'), 'NONE CONTRACT_PRICE'],
    ['L1', cell('PUBLIC', 'MUNICIPALITY', 'WITHIN'), 'NONE RECORDED_WITHIN_IMPLIED_BASE'],
    ['L1', cell('PUBLIC', 'PUBLIC_UNSPECIFIED', 'IMPLIED'), 'DENOMINATOR'],
    ['L10', cell('F', 'FOUNDATION', 'RECORDED', true), 'DENOMINATOR'],
    ['L10', cell('F', 'FOUNDATION'), 'NUMERATOR'],
  ])('in %s of %p is %s', (id, of, expected) => {
    expect(place(id, of)).toBe(expected);
  });

  it('is above the line for money of upper levels where the local public euro is the base', () => {
    expect(place('L1', cell('PUBLIC', 'REGION'), 'localPublicEuro')).toBe('NUMERATOR');
    expect(place('L1', cell('PUBLIC', 'MUNICIPALITY'), 'localPublicEuro')).toBe('DENOMINATOR');
  });
});
