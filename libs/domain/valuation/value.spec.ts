/** What resources are worth by each standard method: the published examples, to the cent, and what is refused. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, Decimal } from '../money.ts';
import { isRejection, type Rejection } from '../rejections.ts';
import type { MethodVersion, ValuedKind } from './method.ts';
import { STANDARD_METHODS, standardMethod } from './standard-methods.ts';
import type { QuantityUnit } from './units.ts';
import { hoursCeilingOf, lowerOf, placesOf, valueOf, type ValueFound, type Valuing } from './value.ts';

const YEAR_2025 = { from: '2025-01-01', to: '2025-12-31' };

function methodOf(id: string): MethodVersion {
  const method = standardMethod(id, 1);
  if (method === null) throw new Error(`no standard method ${id}`);
  return method;
}

type Asked = Partial<Omit<Valuing, 'method'>> & { readonly inputs: Record<string, string> };

function asked(method: MethodVersion, { kind, quantity, unit, inputs, on }: Asked): ValueFound | Rejection {
  const used: QuantityUnit = unit ?? 'HOUR';
  const kindUsed: ValuedKind = kind ?? method.kinds[0] ?? 'PAID_STAFF';
  const valuing = {
    method,
    kind: kindUsed,
    quantity: quantity ?? '1',
    unit: used,
    inputs,
    on: on ?? YEAR_2025,
  };
  return valueOf(valuing, placesOf('/resource', used));
}

/** Value and rate as texts, or the code of the refusal. */
function worth(method: MethodVersion | string, what: Asked): [value: string, rate: string | null] | string {
  const found = asked(typeof method === 'string' ? methodOf(method) : method, what);
  return isRejection(found) ? found.rejected : [amountOf(found.cents), found.rate];
}

function found(method: MethodVersion | string, what: Asked): ValueFound {
  const value = asked(typeof method === 'string' ? methodOf(method) : method, what);
  if (isRejection(value)) throw new Error(value.rejected);
  return value;
}

const days = (from: string, to: string) => ({ from, to });
const minutes = (quantity: string, inputs: Record<string, string>): Asked => ({
  quantity,
  unit: 'MINUTE',
  inputs,
});

describe('hours of staff', () => {
  it('S1: an annual cost of 34,400.00 is 20.00 an hour', () => {
    expect(worth('STAFF_1720', { inputs: { annualCost: '34400.00' } })).toEqual(['20.00', '20.00']);
  });

  it('S2: an annual cost of 31,250.00 is 18.17 an hour', () => {
    expect(worth('STAFF_1720', { inputs: { annualCost: '31250.00' } })).toEqual(['18.17', '18.17']);
  });

  it('S3: 137.5 hours of it are 2,498.38, the rate rounded first', () => {
    expect(worth('STAFF_1720', minutes('8250', { annualCost: '31250.00' }))).toEqual(['2498.38', '18.17']);
    expect(worth('STAFF_1720', { quantity: '137.5', inputs: { annualCost: '31250.00' } })).toEqual([
      '2498.38',
      '18.17',
    ]);
  });

  it('S4: and 2,498.18 where the method rounds once, at the end', () => {
    const once: MethodVersion = { ...methodOf('STAFF_1720'), rounding: 'ONCE_AT_END' };
    expect(worth(once, minutes('8250', { annualCost: '31250.00' }))).toEqual(['2498.18', '18.168605']);
  });

  it('S5: at 60 % part time, 18,576.00 are 18.00 an hour, for 1,032 hours and not one more', () => {
    const inputs = { annualCost: '18576.00', partTimeBp: '6000' };
    expect(worth('STAFF_1720', { inputs })).toEqual(['18.00', '18.00']);
    const ceiling = hoursCeilingOf(methodOf('STAFF_1720'), inputs);
    expect(ceiling).toEqual({ minutes: 1032 * 60, per: 'YEAR' });
    expect(1033 * 60 > (ceiling?.minutes ?? Infinity)).toBe(true);
  });

  it('S6: 2,580.00 a month over 160.00 hours are 16.13 an hour, half up', () => {
    const inputs = { monthlyCost: '2580.00', monthlyHours: '160.00' };
    expect(worth('STAFF_MONTHLY_HOURS', { inputs })).toEqual(['16.13', '16.13']);
    expect(hoursCeilingOf(methodOf('STAFF_MONTHLY_HOURS'), inputs)).toEqual({ minutes: 9600, per: 'MONTH' });
  });

  it('S7: a fixed 30 % of 2,900.00 a month is 870.00, with no hours at all', () => {
    const inputs = { monthlyCost: '2900.00', shareBp: '3000', months: '1' };
    expect(worth('STAFF_FIXED_SHARE', minutes('0', inputs))).toEqual(['870.00', '870.00']);
    expect(worth('STAFF_FIXED_SHARE', minutes('0', { ...inputs, months: '10' }))).toEqual([
      '8700.00',
      '870.00',
    ]);
  });

  it('S10: 34,400 over 215 days are 160.00 a day, by whole and half days', () => {
    const inputs = { annualCost: '34400', days: '1' };
    expect(worth('STAFF_215_DAYS', { inputs })).toEqual(['160.00', '160.00']);
    expect(worth('STAFF_215_DAYS', { inputs: { ...inputs, days: '2.5' } })).toEqual(['400.00', '160.00']);
    expect(asked(methodOf('STAFF_215_DAYS'), { inputs: { ...inputs, days: '2.25' } })).toMatchObject({
      rejected: 'INPUT_MALFORMED',
      pointer: '/resource/valuation/inputs/days',
    });
  });

  it.each([
    ['20 minutes at 0.195 are 0.065', '20', '0.195', '0.07'],
    ['2 minutes at 15.15 are 0.505', '2', '15.15', '0.51'],
    ['62 minutes at 18.15 are 18.755', '62', '18.15', '18.76'],
  ])('multiply before they divide: %s', (_, quantity, rate, value) => {
    expect(worth('HOURS_AT_RATE', minutes(quantity, { rate }))[0]).toBe(value);
  });

  it('have no ceiling by a method that divides by none, nor by inputs that cannot be read', () => {
    expect(hoursCeilingOf(methodOf('HOURS_AT_RATE'), { rate: '20' })).toBeNull();
    expect(hoursCeilingOf(methodOf('STAFF_1720'), {})).toBeNull();
  });
});

describe('a rate', () => {
  it('says what it is for: only one that is for an hour may be compared with the cost of an hour', () => {
    const perOf = (method: string, what: Asked) => found(method, what).per;
    expect(perOf('HOURS_AT_RATE', minutes('60', { rate: '20' }))).toBe('HOUR');
    expect(perOf('UNITS_AT_RATE', { unit: 'KM', inputs: { rate: '0.42' } })).toBe('KM');
    expect(perOf('STAFF_215_DAYS', minutes('480', { annualCost: '34400', days: '1' }))).toBe('DAY');
    const share = { monthlyCost: '2900.00', shareBp: '3000', months: '1' };
    expect(perOf('STAFF_FIXED_SHARE', minutes('0', share))).toBe('MONTH');
    expect(perOf('STAFF_20', { unit: 'ITEM', inputs: { otherDirectCosts: '80000' } })).toBeNull();
  });
});

describe('flat rates', () => {
  it.each([
    ['S8: all other costs, 40 % of 50,000 of staff', 'OTHER_40', 'directStaffCosts', '50000', '20000.00'],
    ['S8: or indirect costs, 15 % of the same', 'INDIRECT_15', 'directStaffCosts', '50000', '7500.00'],
    ['S9: indirect costs, 7 % of 60,000', 'INDIRECT_7', 'directCosts', '60000', '4200.00'],
    ['S9: staff, 20 % of 80,000 of other direct costs', 'STAFF_20', 'otherDirectCosts', '80000', '16000.00'],
  ])('%s', (_, method, base, amount, value) => {
    const inputs = { [base]: amount };
    expect(worth(method, { unit: 'ITEM', inputs })).toEqual([value, null]);
    expect(worth(method, { unit: 'ITEM', quantity: '7', inputs })).toEqual([value, null]);
  });
});

describe('volunteers and know-how', () => {
  it.each(['VOLUNTEER_DM_2020', 'VOLUNTEER_EQUIVALENT_PAY', 'VOLUNTEER_REPLACEMENT_COST'])(
    'V1: 412.5 hours at 11.40 are 4,702.50 by %s',
    (method) => {
      expect(worth(method, minutes('24750', { rate: '11.40' }))).toEqual(['4702.50', '11.40']);
    },
  );

  it('V2: 1.3 million for 87,000 hours is 14.94 an hour, and 87,000 hours at it are 1,299,780.00', () => {
    const rate = new Decimal('1300000').div('87000').toFixed(2);
    expect(rate).toBe('14.94');
    expect(worth('VOLUNTEER_REPLACEMENT_COST', { quantity: '87000', inputs: { rate } })[0]).toBe(
      '1299780.00',
    );
  });

  it('K1: 64 hours of design at 20.00 are 1,280.00', () => {
    expect(worth('KNOW_HOW_HOURS', { quantity: '64', inputs: { rate: '20.00' } })).toEqual([
      '1280.00',
      '20.00',
    ]);
  });

  it('a donated service may also be given at its documented normal price', () => {
    const donated = { unit: 'ITEM', quantity: '3', inputs: { normalPrice: '149.90' } } as const;
    expect(worth('NORMAL_PRICE', { ...donated, kind: 'DONATED_SERVICE' })).toEqual(['449.70', '149.90']);
    expect(worth('NORMAL_PRICE', { ...donated, kind: 'DONATED_GOODS' })).toEqual(['449.70', '149.90']);
  });
});

describe('rooms and vehicles', () => {
  const room = { area: '120', rentPerSquareMetre: '6.50', hoursUsed: '12', hoursAvailable: '60' };
  const vehicle = { purchaseCost: '24000.00', depreciationBp: '2500', useBp: '4000', publicGrantBp: '0' };

  it('R1: 120 m² at 6.50, a fifth of the time, are 156.00 a month and 1,560.00 for ten', () => {
    const value = worth('MARKET_RENT_SHARE', { unit: 'MONTH', quantity: '10', inputs: room });
    expect(value).toEqual(['1560.00', '156.00']);
  });

  it('R1 and R2: the tariff would make it 7,740.00, so the market rent counts and the other is kept', () => {
    const rent = found('MARKET_RENT_SHARE', { unit: 'MONTH', quantity: '10', inputs: room });
    const tariff = found('UNITS_AT_RATE', { quantity: '516', inputs: { rate: '15.00' } });
    expect(amountOf(tariff.cents)).toBe('7740.00');
    expect(lowerOf(tariff, rent)).toEqual({ counts: rent, evidence: tariff });
    expect(lowerOf(rent, tariff)).toEqual({ counts: rent, evidence: tariff });
    const same = { ...rent };
    expect(lowerOf(rent, same).counts).toBe(rent);
  });

  it('a room cannot be used for more hours than it is open', () => {
    const inputs = { ...room, hoursUsed: '60.5' };
    expect(asked(methodOf('MARKET_RENT_SHARE'), { unit: 'MONTH', inputs })).toEqual({
      rejected: 'INPUT_OUT_OF_RANGE',
      pointer: '/resource/valuation/inputs/hoursUsed',
      params: { found: '60.5', least: '0', most: '60' },
    });
    expect(worth('MARKET_RENT_SHARE', { unit: 'MONTH', inputs: { ...room, hoursUsed: '60' } })[0]).toBe(
      '780.00',
    );
  });

  it('E1: a vehicle of 24,000.00 at 25 % a year, 183 days, 40 % of use: 1,203.29, admissible as it is', () => {
    const value = found('DEPRECIATION_SHARE', { unit: 'DAY', quantity: '183', inputs: vehicle });
    expect(amountOf(value.cents)).toBe('1203.29');
    expect(value.admissible).toEqual([]);
  });

  it('E1: the whole of it for half a year is 3,008.22', () => {
    const inputs = { ...vehicle, useBp: '10000' };
    expect(worth('DEPRECIATION_SHARE', { unit: 'DAY', quantity: '183', inputs })[0]).toBe('3008.22');
  });

  it('E2: half of it bought with a public grant: 601.64, and nothing under Reg. (EU) 2021/1060', () => {
    const inputs = { ...vehicle, publicGrantBp: '5000' };
    const value = found('DEPRECIATION_SHARE', { unit: 'DAY', quantity: '183', inputs });
    expect(amountOf(value.cents)).toBe('601.64');
    expect(value.admissible).toEqual([{ view: 'CPR', cents: 0n, why: 'PUBLIC_GRANT_TOWARDS_ASSET' }]);
    const least = found('DEPRECIATION_SHARE', {
      unit: 'DAY',
      quantity: '183',
      inputs: { ...vehicle, publicGrantBp: '1' },
    });
    expect(least.admissible).toHaveLength(1);
  });

  it('what a public grant paid in full has no value of its own left', () => {
    const inputs = { ...vehicle, publicGrantBp: '10000' };
    expect(worth('DEPRECIATION_SHARE', { unit: 'DAY', inputs })).toBe('VALUE_ROUNDS_TO_ZERO');
  });
});

describe('a valuation is refused', () => {
  const staff = methodOf('STAFF_1720');
  const cost = { annualCost: '34400.00' };
  it.each<[string, Record<string, string>, string, string]>([
    ['no input at all', {}, 'INPUT_MISSING', ''],
    ['an input too many', { ...cost, 'a/b~': '1' }, 'INPUT_UNKNOWN', '/a~1b~0'],
    ['the name of something inherited', { ...cost, toString: '1' }, 'INPUT_UNKNOWN', '/toString'],
    ['a number that is none', { annualCost: '1e5' }, 'INPUT_MALFORMED', '/annualCost'],
    ['a thousands mark', { annualCost: '34,400' }, 'INPUT_MALFORMED', '/annualCost'],
    ['a cost of nothing', { annualCost: '0.00' }, 'AMOUNT_NOT_POSITIVE', '/annualCost'],
    ['a cost finer than cents', { annualCost: '1.005' }, 'AMOUNT_TOO_PRECISE', '/annualCost'],
    ['no part time at all', { ...cost, partTimeBp: '0' }, 'INPUT_OUT_OF_RANGE', '/partTimeBp'],
    ['more than full time', { ...cost, partTimeBp: '10001' }, 'INPUT_OUT_OF_RANGE', '/partTimeBp'],
    ['half a basis point', { ...cost, partTimeBp: '0.5' }, 'INPUT_MALFORMED', '/partTimeBp'],
  ])('with %s', (_, inputs, rejected, at) => {
    expect(asked(staff, { inputs })).toMatchObject({ rejected, pointer: `/resource/valuation/inputs${at}` });
  });

  it.each<[string, Partial<Asked>, string, string]>([
    ['for no time', minutes('0', cost), 'QUANTITY_NOT_POSITIVE', '/duration'],
    ['for half a minute', minutes('0.5', cost), 'INPUT_MALFORMED', '/duration'],
    ['for over ten thousand years', minutes('1032000001', cost), 'QUANTITY_TOO_LARGE', '/duration'],
    ['for a negative quantity', { quantity: '-1' }, 'QUANTITY_NOT_POSITIVE', '/quantity'],
    ['for too fine a quantity', { quantity: '0.0000001' }, 'QUANTITY_TOO_PRECISE', '/quantity'],
    ['for a quantity that is no number', { quantity: 'ten' }, 'INPUT_MALFORMED', '/quantity'],
    ['for less than half a cent', { quantity: '0.0002' }, 'VALUE_ROUNDS_TO_ZERO', ''],
    ['for more than fifteen digits', { quantity: '999999999999999' }, 'AMOUNT_TOO_LARGE', ''],
    ['in a unit it does not count', { unit: 'KM' }, 'UNIT_NOT_FOR_METHOD', '/quantity'],
    ['for another kind', { kind: 'VOLUNTEER_TIME' }, 'KIND_NOT_FOR_METHOD', '/valuation/method'],
    [
      'before its first day',
      { on: days('2020-12-31', '2021-01-01') },
      'METHOD_NOT_VALID',
      '/valuation/method',
    ],
    ['after its last day', { on: days('2029-12-31', '2030-01-01') }, 'METHOD_NOT_VALID', '/valuation/method'],
  ])('%s', (_, what, rejected, at) => {
    const pointer = `/resource${at}`;
    expect(asked(staff, { inputs: cost, ...what })).toMatchObject({ rejected, pointer });
  });

  it('but not on the first and the last day of its method', () => {
    expect(worth(staff, { inputs: cost, on: { from: '2021-01-01', to: '2029-12-31' } })[0]).toBe('20.00');
  });

  it('above the cap of its method on the rate, not at it', () => {
    const capped: MethodVersion = { ...staff, cap: { on: 'RATE', amount: '19.99' } };
    expect(asked(capped, { inputs: cost })).toEqual({
      rejected: 'CAP_EXCEEDED',
      pointer: '/resource/valuation',
      params: { found: '20.00', limit: '19.99' },
    });
    expect(worth({ ...staff, cap: { on: 'RATE', amount: '20' } }, { quantity: '9', inputs: cost })[0]).toBe(
      '180.00',
    );
  });

  it('above the cap of its method on the value, by one cent', () => {
    const capped: MethodVersion = { ...staff, cap: { on: 'VALUE', amount: '1560.00' } };
    const hours = (quantity: string): Asked => ({ quantity, inputs: cost });
    expect(worth(capped, hours('78'))[0]).toBe('1560.00');
    expect(asked(capped, hours('78.0005'))).toEqual({
      rejected: 'CAP_EXCEEDED',
      pointer: '/resource',
      params: { found: '1560.01', limit: '1560.00' },
    });
  });
});

describe('HOURS_AT_RATE and UNITS_AT_RATE, version 1', () => {
  it('value any past, as they always have', () => {
    const on = { from: '1000-01-01', to: '2999-12-31' };
    expect(worth('HOURS_AT_RATE', { ...minutes('8250', { rate: '18.17' }), on })).toEqual([
      '2498.38',
      '18.17',
    ]);
    const months = { unit: 'MONTH', quantity: '10', inputs: { rate: '156.00' }, on } as const;
    expect(worth('UNITS_AT_RATE', months)).toEqual(['1560.00', '156.00']);
    expect(worth('UNITS_AT_RATE', { unit: 'KM', quantity: '1234.5', inputs: { rate: '0.4246' } })).toEqual([
      '524.17',
      '0.4246',
    ]);
  });

  it('are worth the exact product, rounded half up once, for any time, quantity and rate', () => {
    const micros = fc.bigInt({ min: 1n, max: 10n ** 12n });
    const text = (value: bigint): string =>
      `${value / 1_000_000n}.${(value % 1_000_000n).toString().padStart(6, '0')}`;
    const expected = (over: bigint, under: bigint): string => {
      const cents = (2n * over + under) / (2n * under);
      return cents === 0n ? 'VALUE_ROUNDS_TO_ZERO' : amountOf(cents);
    };
    const valueAlone = (value: ReturnType<typeof worth>): string =>
      typeof value === 'string' ? value : value[0];
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 200_000n }), micros, micros, (time, rate, quantity) => {
        const hours = worth('HOURS_AT_RATE', minutes(time.toString(), { rate: text(rate) }));
        expect(valueAlone(hours)).toBe(expected(rate * time, 600_000n));
        const units = worth('UNITS_AT_RATE', { quantity: text(quantity), inputs: { rate: text(rate) } });
        expect(valueAlone(units)).toBe(expected(rate * quantity, 10_000_000_000n));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the standard methods', () => {
  it('have each an id of their own, a name in both languages, a source and a first day', () => {
    expect(new Set(STANDARD_METHODS.map(({ id }) => id)).size).toBe(STANDARD_METHODS.length);
    for (const { name, legalSource, validFrom, kinds } of STANDARD_METHODS) {
      expect([name.it, name.en, legalSource, kinds].every((item) => item.length > 0)).toBe(true);
      expect(validFrom).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    expect(standardMethod('STAFF_1720', 2)).toBeNull();
    expect(standardMethod('NONE', 1)).toBeNull();
  });
});

describe('a method whose own numbers are wrong', () => {
  it('is a fault of the program, not of who records', () => {
    const broken: MethodVersion = { ...methodOf('STAFF_1720'), params: {} };
    expect(() => asked(broken, { inputs: { annualCost: '1' } })).toThrow(TypeError);
  });
});
