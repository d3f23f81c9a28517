/** Figures to the digit: the Lecco case as it was published, the golden scenario, and what has no value. */
import { describe, expect, it } from '@jest/globals';
import { Decimal as PlainDecimal } from 'decimal.js';
import fc from 'fast-check';
import { allocate } from '../allocation.ts';
import { Decimal, amountOf, centsOf, roundToCents, type Cents } from '../money.ts';
import { cell, defined, figure, sumOf, sumsOf, type Amounts } from '../../../test/support/cells.ts';
import { STANDARD_DEFINITIONS } from './definitions.ts';
import { coverageOf, exclusionsOf, ratioOf, type Ratio, type Sums } from './figure.ts';

const text = ({ display }: Ratio) => display?.text;

const BASE = '40909090.91';
const BROUGHT = { F: '6000000.00', T: '3000000.00' };
const lecco = (id: string, base = BASE) => figure(id, BROUGHT, { PUBLIC: base });

describe('the Lecco case', () => {
  it('LC1: six million of foundations and three of own sources are nine', () => {
    const { numerator } = lecco('L1');
    expect(numerator.amount).toEqual({ amount: '9000000.00', currency: 'EUR' });
    expect(numerator.recorded.amount).toBe('9000000.00');
    expect(numerator.implied.amount).toBe('0.00');
  });

  it('LC2: the base is labelled implied, not recorded', () => {
    const { denominator } = lecco('L1');
    expect(denominator.amount.amount).toBe(BASE);
    expect(denominator.recorded.amount).toBe('0.00');
    expect(denominator.implied.amount).toBe(BASE);
  });

  it.each([
    ['39999999.99', '23'],
    ['40000000.00', '23'],
    ['40000000.01', '22'],
    ['41860465.11', '22'],
    ['41860465.12', '21'],
  ])('LC3: a base of %s reads as %s whole per cent, half up and rounded once', (base, percent) => {
    const whole = ratioOf({ ...defined('L1'), decimals: 0 }, sumsOf(BROUGHT, { PUBLIC: base }));
    expect(whole.display).toEqual({ form: 'percent', text: percent, approximate: true });
  });

  it.each([
    ['8500000.00', '37777777.77', '23'],
    ['8500000.00', '37777777.78', '22'],
    ['9499999.99', '44186046.46', '22'],
    ['9499999.99', '44186046.47', '21'],
  ])('LC4: if nine million is itself rounded, %s on %s reads as %s per cent', (brought, base, percent) => {
    const sums = sumsOf({ T: brought }, { PUBLIC: base });
    expect(text(ratioOf({ ...defined('L1'), decimals: 0 }, sums))).toBe(percent);
  });

  it('LC5: L1 is 0.2199999999951111 and reads ≈ 22 %', () => {
    expect(lecco('L1').value).toBe('0.2199999999951111');
    expect(lecco('L1').display).toEqual({ form: 'percent', text: '22', approximate: true });
  });

  it('LC6: the total is 49,909,090.91 and the multiplier 1.22', () => {
    expect(lecco('L2').numerator.amount.amount).toBe('49909090.91');
    expect(lecco('L2').display).toEqual({ form: 'multiple', text: '1.22', approximate: false });
    expect(lecco('L2').value).toBe('1.2199999999951111');
  });

  it('LC7: public co-financing is 81.97 % of the total, the partners’ share 18.03 %', () => {
    const { value, numerator, denominator } = lecco('L9');
    expect(text(lecco('L9'))).toBe('81.97');
    const rest = centsOf(denominator.amount.amount) - centsOf(numerator.amount.amount);
    expect(rest).toBe(9_000_000_00n);
    expect(
      new PlainDecimal(1)
        .minus(value ?? 0)
        .times(100)
        .toFixed(2),
    ).toBe('18.03');
  });

  it('LC8: foundations alone are 14.67 %, own sources alone 7.33 %', () => {
    const parts = lecco('L1').numerator.parts.map((part) => [
      part.side,
      part.value?.slice(0, 7),
      part.display?.text,
    ]);
    expect(parts).toEqual([
      ['T', '0.07333', '7.33'],
      ['F', '0.14666', '14.67'],
    ]);
    expect(text(lecco('L1s'))).toBe('7.33');
    expect(lecco('L1s').display?.approximate).toBe(false);
  });

  it('LC9: foundations on the public side would make it 6.40 %', () => {
    const moved = figure('L1', { T: '3000000.00', PUBLIC: '6000000.00' }, { PUBLIC: BASE });
    expect(moved.value?.slice(0, 9)).toBe('0.0639534');
    expect(text(moved)).toBe('6.40');
  });

  it('LC10: foundations brought twice what own sources did', () => {
    const [own, foundations] = lecco('L1').numerator.parts.map((part) => centsOf(part.amount.amount));
    expect(foundations).toBe(2n * (own ?? 0n));
  });

  it('LC11: a year is 4,090,909.09 of the base and 900,000.00 of the rest; 85.03 per inhabitant', () => {
    const tenth = roundToCents(new Decimal(BASE).div(10));
    expect(amountOf(tenth)).toBe('4090909.09');
    expect(allocate(9_000_000_00n, new Array<bigint>(10).fill(1n))).toEqual(new Array(10).fill(900_000_00n));
    expect(amountOf(roundToCents(new Decimal(amountOf(tenth)).div(48_114)))).toBe('85.03');
  });

  it('LC12: read as a share of the total, 22 % would be a leverage of 28.21 %, and L1 is not that', () => {
    expect(text(lecco('L1', '31909090.91'))).toBe('28.21');
    expect(text(lecco('L1'))).not.toBe('28.21');
  });

  it('LC13: the reading that needs a negative base has no value', () => {
    expect(lecco('L1', '-11538461.54')).toMatchObject({
      value: null,
      reason: 'NEGATIVE_BASE',
      display: null,
    });
  });

  it('LC14: the ratios of the Union’s financial rules are not about this: nothing is paid back', () => {
    for (const id of ['L3', 'L4']) {
      expect(lecco(id)).toMatchObject({ value: null, reason: 'NOT_APPLICABLE', display: null });
    }
  });

  it('LC15: there are 4.55 public euro for each private one', () => {
    const perPublicEuro = new PlainDecimal(lecco('L6').value ?? 0);
    expect(new PlainDecimal(1).div(perPublicEuro).toFixed(2)).toBe('4.55');
  });

  it('LC16: Girasole, of another base and period, is 10.83 % of what came and 24.53 % of what is pledged', () => {
    const girasole = (brought: string) => text(figure('L1', { T: brought, PUBLIC: '48925000.00' }));
    expect([girasole('5300000.00'), girasole('12000000.00')]).toEqual(['10.83', '24.53']);
  });
});

describe('the display', () => {
  it('reads 22.00 % when the base is recorded, and ≈ 22 % when it is estimated', () => {
    const recorded = figure('L1', { T: '22.00', PUBLIC: '100.00' });
    expect(recorded.display).toEqual({ form: 'percent', text: '22.00', approximate: false });
    const estimated = figure('L1', { T: '22.00', PUBLIC: '99.00' }, { PUBLIC: '1.00' });
    expect(estimated.display).toEqual({ form: 'percent', text: '22', approximate: true });
  });

  it('reads ≈ 22 % also when some of the value could not be put on a side', () => {
    const partial = figure('L1', { T: '22.00', PUBLIC: '100.00', UNRESOLVED: '5.00' });
    expect(partial.display).toEqual({ form: 'percent', text: '22', approximate: true });
  });

  it('rounds half up, once, from the exact quotient', () => {
    expect(text(figure('L1', { T: '1.00', PUBLIC: '16.00' }))).toBe('6.25');
    expect(text(figure('L1', { T: '0.01', PUBLIC: '8.00' }))).toBe('0.13');
    // 12.344999999999999 %: from a value already rounded to 16 decimals it would be 12.35.
    const below = figure('L1', { T: '123449999999999.99', PUBLIC: '1000000000000000.00' });
    expect(text(below)).toBe('12.34');
  });

  it('gives euro per public euro with four decimals, without zeros that say nothing', () => {
    expect(text(lecco('L6'))).toBe('0.22');
    expect(text(figure('L6', { O: '1.48', PUBLIC: '100.00' }))).toBe('0.0148');
  });
});

describe('published figures', () => {
  it.each<[string, string, string]>([
    ['L1', '0.170533', '17.05'],
    ['L1s', '0.055113', '5.51'],
    ['L2', '1.184961', '1.18'],
    ['L9', '0.843910', '84.39'],
  ])('the golden scenario has %s %s…, shown as %s', (id, value, shown) => {
    const scenario = { PUBLIC: '346560.00', T: '19100.02', F: '40000.00', O: '5000.00', U: '7200.00' };
    const ratio = figure(id, scenario);
    expect(new PlainDecimal(ratio.value ?? 0).toFixed(6)).toBe(value);
    expect(text(ratio)).toBe(shown);
  });

  it('cash only the golden scenario has 15.07 %', () => {
    expect(text(figure('L1', { PUBLIC: '345000.00', T: '12000.00', F: '40000.00' }))).toBe('15.07');
  });

  it('the culture projects of OpenCoesione have 0.0147662525… private euro per public euro', () => {
    const ratio = figure('L6', { PUBLIC: '8668473461.44', O: '128000867.54' });
    expect(new PlainDecimal(ratio.value ?? 0).toFixed(10)).toBe('0.0147662525');
  });

  it('a ratio of sums is 14 %, where the mean of the two ratios would be 30 %', () => {
    expect(text(figure('L1', { PUBLIC: '1000.00', T: '140.00' }))).toBe('14.00');
  });

  it('health money is public, and company money is in the multiplier but not in L1', () => {
    const sums = { PUBLIC: '60.00', PUBLIC_HEALTH: '40.00', T: '10.00', O: '20.00' };
    expect(text(figure('L1', sums))).toBe('10.00');
    expect(text(figure('L2', sums))).toBe('1.30');
  });
});

describe('a ratio without a value says why', () => {
  it.each<[string, Amounts, string]>([
    ['L1', { T: '100.00' }, 'NO_PUBLIC_BASE'],
    ['L1s', {}, 'NO_PUBLIC_BASE'],
    ['L2', { F: '100.00' }, 'NO_PUBLIC_BASE'],
    ['L6', { O: '100.00', U: '100.00' }, 'NO_PUBLIC_BASE'],
    ['L1', { T: '100.00', PUBLIC: '-0.01' }, 'NEGATIVE_BASE'],
    ['L2', { PUBLIC: '-5.00', PUBLIC_HEALTH: '4.99' }, 'NEGATIVE_BASE'],
    ['L9', {}, 'NOTHING_RECORDED'],
    ['L9', { U: '5.00', FINANCING: '7.00', UNRESOLVED: '9.00' }, 'NOTHING_RECORDED'],
  ])('%s of %p is null: %s', (id, recorded, reason) => {
    const ratio = figure(id, recorded);
    expect(ratio).toMatchObject({ value: null, reason, display: null });
    expect(ratio.numerator.parts.map((part) => part.value)).toEqual(ratio.numerator.parts.map(() => null));
  });

  it('a base with nothing on top is zero, which is a value', () => {
    expect(figure('L1', { PUBLIC: '100.00' })).toMatchObject({ value: '0.0000000000000000', reason: null });
  });

  it('a refund larger than what was brought makes the ratio negative', () => {
    expect(figure('L1', { PUBLIC: '100.00', F: '-5.00' })).toMatchObject({ value: '-0.0500000000000000' });
    expect(text(figure('L1', { PUBLIC: '100.00', F: '-5.00' }))).toBe('-5.00');
  });
});

const amounts = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 19n });
const randomCell = fc.record({
  side: fc.constantFrom('PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O', 'U', 'FINANCING'),
  origin: fc.constantFrom('EU', 'MUNICIPALITY', 'THIRD_SECTOR'),
  standing: fc.constantFrom('RECORDED', 'IMPLIED', 'WITHIN'),
  grade: fc.constantFrom('A', 'B', 'C', 'D'),
  challenge: fc.boolean(),
  word: fc.constantFrom('NONE', 'CONFIRMED', 'CONTESTED'),
  cents: amounts,
});
const randomSums: fc.Arbitrary<Sums> = fc
  .record({
    cells: fc.array(randomCell, { maxLength: 20 }),
    view: fc.constantFrom('economic', 'localPublicEuro'),
  })
  .map(({ cells, view }) => sumOf(cells, view));
const definition = fc.constantFrom(...STANDARD_DEFINITIONS);

/** |a - b / base| in units of the last of 16 decimals, for positive bases. */
function unitsApart(value: string, above: Cents, below: Cents): PlainDecimal {
  const Wide = PlainDecimal.clone({ precision: 120 });
  return new Wide(value)
    .minus(new Wide(`${above}`).div(`${below}`))
    .abs()
    .times('1e16');
}

describe('for any sums', () => {
  it('the value is the exact quotient of the two amounts, rounded to 16 decimals', () => {
    fc.assert(
      fc.property(randomSums, definition, (sums, each) => {
        const { value, numerator, denominator } = ratioOf(each, sums);
        const [above, below] = [centsOf(numerator.amount.amount), centsOf(denominator.amount.amount)];
        if (below <= 0n) return expect(value).toBeNull();
        if (each.applies !== null && value === null) return undefined;
        return expect(unitsApart(value ?? '', above, below).lte('0.5')).toBe(true);
      }),
    );
  });

  it('the parts of each term add up to it, and recorded and implied as well', () => {
    fc.assert(
      fc.property(randomSums, definition, (sums, each) => {
        const { numerator, denominator } = ratioOf(each, sums);
        for (const { amount, recorded, implied, parts } of [numerator, denominator]) {
          const total = parts.reduce((sum, part) => sum + centsOf(part.amount.amount), 0n);
          expect(amountOf(total)).toBe(amount.amount);
          expect(centsOf(recorded.amount) + centsOf(implied.amount)).toBe(total);
        }
      }),
    );
  });

  it('the ratios of the parts above the line add up to the ratio, but for the last decimal of each', () => {
    fc.assert(
      fc.property(randomSums, definition, (sums, each) => {
        const { value, numerator } = ratioOf(each, sums);
        if (value === null) return;
        const Wide = PlainDecimal.clone({ precision: 120 });
        const total = numerator.parts.reduce((sum, part) => sum.plus(part.value ?? 'NaN'), new Wide(0));
        const roundings = (numerator.parts.length + 1) / 2;
        expect(total.minus(value).abs().times('1e16').lte(roundings)).toBe(true);
      }),
    );
  });

  it('a larger ledger of the same proportions has the same ratios', () => {
    fc.assert(
      fc.property(randomSums, fc.bigInt({ min: 2n, max: 1000n }), (sums, factor) => {
        const cells = sums.cells.map((each) => ({ ...each, cents: each.cents * factor }));
        for (const each of STANDARD_DEFINITIONS) {
          expect(ratioOf(each, { ...sums, cells }).value).toBe(ratioOf(each, sums).value);
        }
      }),
    );
  });
});

describe('coverage and exclusions', () => {
  it('tell how much of the value has a side', () => {
    expect(coverageOf(sumsOf({ PUBLIC: '75.00', UNRESOLVED: '25.00' }))).toEqual({
      share: '0.7500',
      unresolved: { amount: '25.00', currency: 'EUR' },
    });
    expect(coverageOf(sumsOf({ T: '1.00' }, { PUBLIC: '2.00' })).share).toBe('1.0000');
    expect(coverageOf(sumsOf({ T: '1.00', UNRESOLVED: '1.00', U: '9.00' }, { PUBLIC: '2.00' })).share).toBe(
      '0.5000',
    );
    expect(coverageOf(sumsOf({}, { PUBLIC: '2.00' })).share).toBeNull();
    expect(coverageOf(sumsOf({})).share).toBeNull();
  });

  it('name each thing that is not in the ratio, once, with its amount', () => {
    const recorded = { PUBLIC: '1.00', U: '7200.00', FINANCING: '0.01', UNRESOLVED: '3.00', PRICE: '4.00' };
    const { cells } = sumsOf(recorded);
    const sums = sumOf([...cells, cell('PUBLIC', '5.00', { standing: 'WITHIN' }), cell('PASSED_ON', '6.00')]);
    const named = (id: string) =>
      exclusionsOf(defined(id), sums).map(({ code, amount }) => `${code} ${amount.amount}`);
    expect(named('L1')).toEqual([
      'USERS_FEES 7200.00',
      'REPAYABLE_FINANCE 0.01',
      'UNRESOLVED_ORIGIN 3.00',
      'PASSED_ON 6.00',
      'CONTRACT_PRICE 4.00',
      'RECORDED_WITHIN_IMPLIED_BASE 5.00',
    ]);
    // What a figure counts it does not exclude.
    expect(named('L3')).not.toContain('REPAYABLE_FINANCE 0.01');
    expect(exclusionsOf(defined('L1'), sumsOf({ PUBLIC: '1.00' }))).toEqual([]);
  });
});

const SIDES_OF: Readonly<Record<string, readonly string[]>> = {
  P: ['PUBLIC', 'PUBLIC_HEALTH'],
  X: ['T', 'F', 'O', 'ATTRACTED'],
  T: ['T'],
  // Of upper levels, where the euro of the municipality alone is the base.
  F: ['F', 'ATTRACTED'],
};

describe('the registry of definitions', () => {
  it.each([
    ['L1', '(T + F) / P'],
    ['L1s', 'T / P'],
    ['L2', '(P + X) / P'],
    ['L6', 'X / P'],
    ['L9', 'P / (P + X)'],
  ])('publishes %s as %s and adds up those very sides', (id, formula) => {
    const { numerator, denominator, ...of } = defined(id);
    expect(of).toMatchObject({ id, version: 1, formula, kind: 'RATIO', applies: null });
    const [above = '', below = ''] = formula.split(' / ');
    const named = (term: string) => (term.match(/[PXTF]/g) ?? []).flatMap((each) => SIDES_OF[each] ?? []);
    expect([...numerator.sides].toSorted()).toEqual(named(above).toSorted());
    expect([...denominator.sides].toSorted()).toEqual(named(below).toSorted());
    expect([numerator.origins, denominator.origins]).toEqual([null, null]);
  });

  it('holds these definitions and no other, each with its source, in Italian and English', () => {
    const ids = STANDARD_DEFINITIONS.map(({ id }) => id);
    expect(ids).toEqual(['L1', 'L1s', 'L2', 'L3', 'L4', 'L6', 'L7', 'L9', 'L10', 'L12']);
    for (const { source, name, version } of STANDARD_DEFINITIONS) {
      expect([source, name.it, name.en]).not.toContain('');
      expect(version).toBe(1);
    }
  });
});
