/** What a contribution is worth, through the whole decider: the published examples, to the cent. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  around,
  cash,
  correct,
  eur,
  happened,
  record,
  staff,
  standing,
} from '../../../test/support/contributions.ts';
import type { Circumstances } from '../decider.ts';
import { amountOf } from '../money.ts';
import { isRejection, type Rejection } from '../rejections.ts';
import { contribution } from './decider.ts';
import type { AskedOtherValuation, AskedResource, ContributionRecorded } from './events.ts';

const IN_2025 = { from: '2025-01-01', to: '2025-12-31' };

function recorded(
  resource: AskedResource,
  effective = IN_2025,
  now: Circumstances = around(),
): ContributionRecorded['data'] | Rejection {
  const decision = contribution.decide(record({ resource, effective }), contribution.initial, now);
  if (isRejection(decision)) return decision;
  const [event] = decision.events;
  if (event?.type !== 'ContributionRecorded') throw new Error('not recorded');
  return event.data;
}

/** The written value, or the code of the refusal. */
function worth(resource: AskedResource, effective = IN_2025): string {
  const data = recorded(resource, effective);
  return isRejection(data) ? data.rejected : String(data.value?.amount);
}

const timed = (minutes: number, method: string, inputs: Readonly<Record<string, string>>): AskedResource => ({
  kind: 'PAID_STAFF',
  minutes,
  valuation: { method, version: 1, inputs },
});

const volunteer = (minutes: number, rate: string): AskedResource => ({
  kind: 'VOLUNTEER_TIME',
  person: 'v-1',
  headcount: null,
  minutes,
  registered: true,
  insured: true,
  valuation: { method: 'VOLUNTEER_DM_2020', version: 1, inputs: { rate } },
});

const use = (
  quantity: string,
  unit: 'MONTH' | 'HOUR' | 'KM' | 'ITEM' | 'DAY',
  rate: string,
): AskedResource => ({
  kind: 'ASSET_USE',
  asset: null,
  quantity,
  unit,
  valuation: { method: 'UNITS_AT_RATE', version: 1, rate },
});

const KNOW_HOW: AskedResource = {
  kind: 'DONATED_SERVICE',
  description: 'progettazione',
  quantity: '64',
  unit: 'HOUR',
  valuation: { method: 'KNOW_HOW_HOURS', version: 1, rate: '20.00' },
};

describe('working time', () => {
  it.each<[string, AskedResource, string]>([
    ['S1: 34,400.00 / 1720, one hour', timed(60, 'STAFF_1720', { annualCost: '34400.00' }), '20.00'],
    [
      'S2 and S3: 31,250.00 / 1720 is 18.17, 137.5 hours',
      timed(8_250, 'STAFF_1720', { annualCost: '31250.00' }),
      '2498.38',
    ],
    ['S4: the same at the unrounded rate', staff(8_250, '18.168605'), '2498.18'],
    [
      'S5: a part-time year at 60 %',
      timed(61_920, 'STAFF_1720', { annualCost: '18576.00', partTimeBp: '6000' }),
      '18576.00',
    ],
    [
      'S6: 2,580.00 a month for 160 hours, one hour',
      timed(60, 'STAFF_MONTHLY_HOURS', { monthlyCost: '2580.00', monthlyHours: '160.00' }),
      '16.13',
    ],
    ['V1: 412.5 hours of volunteers at 11.40', volunteer(24_750, '11.40'), '4702.50'],
    ['K1: 64 hours of design at 20.00', KNOW_HOW, '1280.00'],
    ['one minute at 0.30, half a cent', staff(1, '0.30'), '0.01'],
    ['two minutes at 15.15 are 0.505', staff(2, '15.15'), '0.51'],
    ['20 minutes at 0.195 are 0.065', staff(20, '0.195'), '0.07'],
    ['1 hour and 2 minutes at 18.15 are 18.755', staff(62, '18.15'), '18.76'],
  ])('%s', (_, resource, value) => {
    expect(worth(resource)).toBe(value);
  });

  it('keeps method, version, inputs and rate beside the value', () => {
    expect(recorded(timed(8_250, 'STAFF_1720', { annualCost: '31250.00' }))).toMatchObject({
      statement: {
        resource: {
          kind: 'PAID_STAFF',
          minutes: 8_250,
          reimbursedBp: 0,
          valuation: {
            method: 'STAFF_1720',
            version: 1,
            inputs: { annualCost: '31250.00' },
            level: null,
            rate: '18.17',
            other: null,
          },
        },
      },
    });
  });

  it('is worth the exact product, rounded half up once, for any minutes and any rate', () => {
    const minutes = fc.integer({ min: 1, max: 200_000 });
    const micros = fc.oneof(
      fc.integer({ min: 1, max: 20_000 }).map((cents) => BigInt(cents) * 10_000n),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
    );
    fc.assert(
      fc.property(minutes, micros, (time, rate) => {
        const text = `${rate / 1_000_000n}.${(rate % 1_000_000n).toString().padStart(6, '0')}`;
        // euro x 10^6 x minutes / 60, in cents: / 600,000; half up is floor(2 x + 1 / 2).
        const cents = (2n * rate * BigInt(time) + 600_000n) / 1_200_000n;
        expect(worth(staff(time, text))).toBe(cents === 0n ? 'VALUE_ROUNDS_TO_ZERO' : amountOf(cents));
      }),
      { numRuns: 1_000 },
    );
  });

  it('outside the ministerial tables of its day is warned of, and recorded', () => {
    const at = (rate: string) => {
      const data = recorded(staff(60, rate), { from: '2025-02-01', to: '2025-02-01' });
      if (isRejection(data)) throw new Error(data.rejected);
      return data.controls.find(({ control }) => control === 'PLAUSIBLE_RATE')?.outcome;
    };
    expect([at('19.69'), at('19.70'), at('40.31'), at('40.32')]).toEqual([
      'WARNED',
      'PASSED',
      'PASSED',
      'WARNED',
    ]);
  });
});

describe('the use of things', () => {
  const rent = {
    method: 'MARKET_RENT_SHARE',
    version: 1,
    inputs: { area: '120', rentPerSquareMetre: '6.50', hoursUsed: '12', hoursAvailable: '60' },
  } as const;
  const tariff = { method: 'UNITS_AT_RATE', version: 1, inputs: { rate: '15.00' } } as const;
  const room = { kind: 'ASSET_USE', asset: 'sala-1' } as const;
  const byRent: AskedResource = {
    ...room,
    quantity: '10',
    unit: 'MONTH',
    valuation: { ...rent, other: { ...tariff, quantity: '516', unit: 'HOUR' } },
  };
  const byTariff: AskedResource = {
    ...room,
    quantity: '516',
    unit: 'HOUR',
    valuation: { ...tariff, other: { ...rent, quantity: '10', unit: 'MONTH' } },
  };

  it.each<[string, AskedResource]>([
    ['rent first', byRent],
    ['tariff first', byTariff],
  ])('R1 and R2: of market rent and tariff the lower counts, the other is kept (%s)', (_, resource) => {
    expect(recorded(resource)).toMatchObject({
      value: eur('1560.00'),
      statement: {
        resource: {
          quantity: '10',
          unit: 'MONTH',
          valuation: {
            method: 'MARKET_RENT_SHARE',
            level: null,
            other: { method: 'UNITS_AT_RATE', quantity: '516', unit: 'HOUR', value: eur('7740.00') },
          },
        },
      },
    });
    const [before, after] = [
      happened(record({ resource })),
      happened(record({ resource }), correct({ act: null })),
    ];
    expect(standing(after).cents).toBe(1_560_00n);
    expect(standing(after).statement.resource).toEqual(standing(before).statement.resource);
  });

  const vehicle = (publicGrantBp: string): AskedResource => ({
    ...room,
    quantity: '183',
    unit: 'DAY',
    valuation: {
      method: 'DEPRECIATION_SHARE',
      version: 1,
      inputs: { purchaseCost: '24000.00', depreciationBp: '2500', useBp: '4000', publicGrantBp },
    },
  });

  it('E1: a vehicle for 183 days at 40 % of a quarter of 24,000.00 a year is 1,203.29', () => {
    expect(recorded(vehicle('0'))).toMatchObject({ value: eur('1203.29'), admissible: [] });
  });

  it('E2: half of it bought with a public grant it is 601.64, and 0.00 under the CPR', () => {
    expect(recorded(vehicle('5000'))).toMatchObject({
      value: eur('601.64'),
      admissible: [{ view: 'CPR', value: eur('0.00'), why: 'PUBLIC_GRANT_TOWARDS_ASSET' }],
    });
  });

  it.each<[string, AskedResource, string]>([
    ['R1 by rate: 10 months at 156.00', use('10', 'MONTH', '156.00'), '1560.00'],
    ['R2: 516 hours at 15.00', use('516', 'HOUR', '15.00'), '7740.00'],
    ['a car for 1,234.5 km at 0.4246', use('1234.5', 'KM', '0.4246'), '524.17'],
    ['the smallest quantity that is worth a cent', use('0.000001', 'ITEM', '5000'), '0.01'],
    ['just less than half a cent', use('0.000001', 'ITEM', '4999.999999'), 'VALUE_ROUNDS_TO_ZERO'],
    ['fifteen integer digits', use('999999999999999.99', 'ITEM', '1'), '999999999999999.99'],
    ['more than that', use('999999999999999.995', 'ITEM', '1'), 'AMOUNT_TOO_LARGE'],
  ])('%s', (_, resource, value) => {
    expect(worth(resource)).toBe(value);
  });
});

describe('money', () => {
  it('is worth what it is', () => {
    const amounts = ['0.01', '12.5', '90071992547409.93', '999999999999999.99'];
    expect(amounts.map((amount) => worth(cash(amount)))).toEqual([
      '0.01',
      '12.50',
      '90071992547409.93',
      '999999999999999.99',
    ]);
  });

  const swiss = (rate: string | null, over: object = {}): AskedResource => ({
    kind: 'CASH',
    foreign: {
      amount: '10000.00',
      currency: 'CHF',
      exchange: rate === null ? null : { rate, on: '2024-06-28', source: 'BCE' },
    },
    ...over,
  });

  it('of another currency is exchanged by the rate of a day, frozen: CHF 10,000.00 at 0.9640 are 10,373.44', () => {
    expect(recorded(swiss('0.9640'))).toMatchObject({
      value: eur('10373.44'),
      statement: {
        resource: {
          amount: eur('10373.44'),
          foreign: {
            amount: '10000.00',
            currency: 'CHF',
            rate: '0.9640',
            rateOn: '2024-06-28',
            rateSource: 'BCE',
          },
        },
      },
    });
    const corrected = happened(record({ resource: swiss('0.9640') }), correct({ act: null }));
    expect(standing(corrected).cents).toBe(10_373_44n);
  });

  it.each<[AskedResource, string, string]>([
    [swiss(null), 'CURRENCY_NEEDS_RATE', '/resource/foreign/exchange'],
    [swiss('0.9640', { amount: eur('1.00') }), 'AMOUNT_IN_TWO_CURRENCIES', '/resource/amount'],
    [{ kind: 'CASH' }, 'AMOUNT_IN_TWO_CURRENCIES', '/resource/amount'],
    [swiss('0'), 'QUANTITY_NOT_POSITIVE', '/resource/foreign/exchange/rate'],
  ])('as %j is refused: %s', (resource, rejected, pointer) => {
    expect(recorded(resource)).toMatchObject({ rejected, pointer });
  });
});

describe('a reference rate', () => {
  const ROOMS = {
    name: { it: 'Sale', en: 'Rooms' },
    kinds: ['ASSET_USE'],
    formula: 'UNITS_AT_RATE',
    params: {},
    rounding: 'ONCE_AT_END',
    cap: null,
    legalSource: 'delibera',
    scope: 'sale',
    version: 1,
    validFrom: '2020-01-01',
    validTo: null,
    proposedBy: 'x',
    adopted: true,
  };
  const rate = (amount: string, validFrom: string, validTo: string | null) => ({
    level: 'GRANDE',
    rate: amount,
    unit: 'HOUR',
    validFrom,
    validTo,
    source: { title: 'Tariffario', url: null },
  });
  const withRates = (...rates: readonly object[]) =>
    around({ others: { 'valuation-method-m1': { versions: [ROOMS], rates } } });
  const BEFORE = withRates(rate('25.00', '2026-01-01', null));
  const AFTER = withRates(rate('25.00', '2026-01-01', '2026-06-30'), rate('30.00', '2026-07-01', null));
  const hall = (
    level: string | null,
    version = 1,
    other: AskedOtherValuation | null = null,
  ): AskedResource => ({
    kind: 'ASSET_USE',
    asset: null,
    quantity: '10',
    unit: 'HOUR',
    valuation: { method: 'm1', version, level, other },
  });
  const [MAY, AUGUST] = [
    { from: '2026-05-01', to: '2026-05-31' },
    { from: '2026-08-01', to: '2026-08-31' },
  ];

  it('is the one of its level on the day (T21): 25.00 in May, 30.00 in August', () => {
    expect(recorded(hall('GRANDE'), MAY, AFTER)).toMatchObject({ value: eur('250.00') });
    expect(recorded(hall('GRANDE'), AUGUST, AFTER)).toMatchObject({ value: eur('300.00') });
  });

  it('that nobody published is asked for, also where it changes within the days', () => {
    const unknown = { rejected: 'RATE_UNKNOWN', pointer: '/resource/valuation/level' };
    expect(recorded(hall('PICCOLA'), MAY, BEFORE)).toMatchObject({
      ...unknown,
      params: { date: '2026-05-01' },
    });
    expect(recorded(hall('GRANDE'), { from: '2025-12-01', to: '2025-12-31' }, BEFORE)).toMatchObject(unknown);
    expect(recorded(hall('GRANDE'), { from: MAY.from, to: AUGUST.to }, AFTER)).toMatchObject(unknown);
    expect(recorded(hall('GRANDE', 2), MAY, BEFORE)).toMatchObject({
      rejected: 'METHOD_VERSION_UNKNOWN',
      pointer: '/resource/valuation/version',
    });
  });

  it('that changes later never changes a value, not even when something else is corrected', () => {
    const effective = { from: MAY.from, to: AUGUST.to };
    const history = happened(
      [record({ resource: hall('GRANDE'), effective }), BEFORE],
      [correct({ act: null }), AFTER],
    );
    expect(standing(history).cents).toBe(250_00n);
    expect(standing(history).statement.resource).toMatchObject({
      valuation: { level: 'GRANDE', rate: '25.00' },
    });
  });

  it('names no level where a second method counts that has none', () => {
    const other = {
      method: 'UNITS_AT_RATE',
      version: 1,
      quantity: '10',
      unit: 'HOUR',
      inputs: { rate: '9.00' },
    } as const;
    const resource = hall('GRANDE', 1, other);
    const history = happened(
      [record({ resource, effective: MAY }), BEFORE],
      [correct({ act: null }), BEFORE],
    );
    expect(standing(history).statement.resource).toMatchObject({
      valuation: { method: 'UNITS_AT_RATE', level: null, other: { method: 'm1', value: eur('250.00') } },
    });
  });
});
