/** Local methods are proposed, adopted by a second person, retired; reference rates follow one another by the day. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import { NO_CLAIMS } from '../claims.ts';
import type { Circumstances } from '../decider.ts';
import { isMethodHere, methodVersion, rateAt, valuationMethod } from './decider.ts';
import type { ValuationMethodCommand, ValuationMethodState } from './decider.ts';
import type { ProposedTerms, ReferenceRate, ValuationMethodEvent } from './events.ts';

const circumstancesOf = (id: string): Circumstances => ({
  id: 'm1',
  actor: { id, org: null },
  today: '2026-02-02',
  others: new Map(),
  claims: NO_CLAIMS,
});
const PROPOSER = RECORDER;
const { given } = specFor(valuationMethod, circumstancesOf('adopter'));

const TERMS: ProposedTerms = {
  name: { it: 'Tariffa delle sale di quartiere', en: 'Tariff of neighbourhood halls' },
  kinds: ['ASSET_USE'],
  scope: 'Sale di quartiere del Comune',
  formula: 'UNITS_AT_RATE',
  params: {},
  rounding: 'ONCE_AT_END',
  cap: { on: 'RATE', amount: '15.00' },
  legalSource: 'Delibera di Giunta n. 12/2024',
  validFrom: '2024-01-01',
};
const propose = (over: Partial<ProposedTerms> = {}): ValuationMethodCommand => ({
  kind: 'propose',
  terms: { ...TERMS, ...over },
});
const adopt = (version: number): ValuationMethodCommand => ({ kind: 'adopt', version, act: 'det. 7/2024' });
const retire = (from: string): ValuationMethodCommand => ({ kind: 'retire', from, reason: 'Sale chiuse' });

const proposed = (version = 1, over: Partial<ProposedTerms> = {}): ValuationMethodEvent => ({
  type: 'ValuationMethodProposed',
  data: { ...TERMS, ...over, version },
});
const adopted = (
  version: number,
  closes: { version: number; validTo: string } | null = null,
): ValuationMethodEvent => ({
  type: 'ValuationMethodAdopted',
  data: { version, act: 'det. 7/2024', closes },
});
const retired = (version: number, validTo: string): ValuationMethodEvent => ({
  type: 'ValuationMethodRetired',
  data: { version, validTo, reason: 'Sale chiuse' },
});

const RATE: ReferenceRate = {
  level: 'C1',
  rate: '11.40',
  unit: 'HOUR',
  validFrom: '2024-01-01',
  validTo: null,
  source: { title: 'CCNL cooperative sociali, tabella 2024', url: 'https://ccnl.example/2024' },
};
const publish = (over: Partial<ReferenceRate> = {}): ValuationMethodCommand => ({
  kind: 'publishRate',
  rate: { ...RATE, ...over },
});
const published = (
  over: Partial<ReferenceRate> = {},
  closes: { validFrom: string; validTo: string } | null = null,
): ValuationMethodEvent => ({ type: 'ReferenceRatePublished', data: { ...RATE, ...over, closes } });

function stateAfter(...events: readonly ValuationMethodEvent[]): ValuationMethodState {
  return events.reduce(
    (state, event) => valuationMethod.evolve(state, event, PROPOSER),
    valuationMethod.initial,
  );
}

describe('proposing a method', () => {
  it('begins it with version 1, and goes on with the next', () => {
    given().when(propose()).thenHappens(proposed());
    given(proposed(), adopted(1))
      .when(propose({ validFrom: '2026-01-01' }))
      .thenHappens(proposed(2, { validFrom: '2026-01-01' }));
  });

  it.each<[string, Partial<ProposedTerms>, string, string]>([
    ['no kind', { kinds: [] }, 'KINDS_MISSING', '/kinds'],
    ['a kind twice', { kinds: ['ASSET_USE', 'ASSET_USE'] }, 'KINDS_MISSING', '/kinds'],
    ['a number its formula needs left out', { formula: 'ANNUAL_COST_PER_HOUR' }, 'INPUT_MISSING', '/params'],
    ['a number its formula has no use for', { params: { rateBp: '700' } }, 'INPUT_UNKNOWN', '/params/rateBp'],
    [
      'a number that is none',
      { formula: 'ANNUAL_COST_PER_HOUR', params: { annualHours: 'many' } },
      'INPUT_MALFORMED',
      '/params/annualHours',
    ],
    [
      'a divisor of nothing',
      { formula: 'ANNUAL_COST_PER_HOUR', params: { annualHours: '0' } },
      'QUANTITY_NOT_POSITIVE',
      '/params/annualHours',
    ],
    [
      'more indirect costs than 7 %',
      { formula: 'INDIRECT_OF_DIRECT', params: { rateBp: '701' }, cap: null },
      'INPUT_OUT_OF_RANGE',
      '/params/rateBp',
    ],
    [
      'more than 15 % of staff',
      { formula: 'INDIRECT_OF_STAFF', params: { rateBp: '1501' }, cap: null },
      'INPUT_OUT_OF_RANGE',
      '/params/rateBp',
    ],
    [
      'more than 25 % calculated',
      { formula: 'INDIRECT_CALCULATED', params: { rateBp: '2501' }, cap: null },
      'INPUT_OUT_OF_RANGE',
      '/params/rateBp',
    ],
    [
      'more staff than 20 %',
      { formula: 'STAFF_OF_OTHER', params: { rateBp: '2001' }, cap: null },
      'INPUT_OUT_OF_RANGE',
      '/params/rateBp',
    ],
    [
      'more of the rest than 40 %',
      { formula: 'OTHER_OF_STAFF', params: { rateBp: '4001' }, cap: null },
      'INPUT_OUT_OF_RANGE',
      '/params/rateBp',
    ],
    ['a cap of nothing', { cap: { on: 'VALUE', amount: '0' } }, 'QUANTITY_NOT_POSITIVE', '/cap/amount'],
    ['a cap that is no number', { cap: { on: 'VALUE', amount: '1,5' } }, 'INPUT_MALFORMED', '/cap/amount'],
    [
      'a cap on the rate of a flat sum',
      { formula: 'INDIRECT_OF_DIRECT', params: { rateBp: '700' } },
      'CAP_WITHOUT_RATE',
      '/cap/on',
    ],
  ])('is refused with %s', (_, over, rejected, pointer) => {
    given().when(propose(over)).thenRejected({ rejected, pointer });
  });

  it('takes a flat rate up to what the law allows, and no cap', () => {
    const flat = { formula: 'INDIRECT_CALCULATED', params: { rateBp: '2500' }, cap: null } as const;
    given().when(propose(flat)).thenHappens(proposed(1, flat));
  });
});

describe('adopting a version', () => {
  it('needs another person than the proposer', () => {
    given(proposed()).when(adopt(1)).thenHappens(adopted(1));
    given(proposed()).when(adopt(1), circumstancesOf(PROPOSER)).thenRejected({ rejected: 'SAME_PERSON' });
    given({ by: 'adopter', told: proposed() }).when(adopt(1)).thenRejected({ rejected: 'SAME_PERSON' });
  });

  it('ends the version in force on the day before', () => {
    given(proposed(), adopted(1), proposed(2, { validFrom: '2025-03-01' }))
      .when(adopt(2))
      .thenHappens(adopted(2, { version: 1, validTo: '2025-02-28' }));
  });

  it('may leave days without a method after a retirement', () => {
    given(proposed(), adopted(1), retired(1, '2024-06-30'), proposed(2, { validFrom: '2025-01-01' }))
      .when(adopt(2))
      .thenHappens(adopted(2));
  });

  it.each([
    ['on the same day', '2024-01-01', '2024-01-02'],
    ['before', '2023-12-31', '2024-01-02'],
  ])('is refused when it begins %s', (_, validFrom, earliest) => {
    given(proposed(), adopted(1), proposed(2, { validFrom }))
      .when(adopt(2))
      .thenRejected({
        rejected: 'METHOD_VERSION_OVERLAP',
        pointer: '/version',
        params: { found: validFrom, earliest },
      });
  });

  it('is refused within the validity of a retired one, and possible from the day after', () => {
    const history = [proposed(), adopted(1), retired(1, '2024-06-30')];
    given(...history, proposed(2, { validFrom: '2024-06-30' }))
      .when(adopt(2))
      .thenRejected({
        rejected: 'METHOD_VERSION_OVERLAP',
        pointer: '/version',
        params: { found: '2024-06-30', earliest: '2024-07-01' },
      });
    given(...history, proposed(2, { validFrom: '2024-07-01' }))
      .when(adopt(2))
      .thenHappens(adopted(2));
  });

  it('happens once, and to a version that there is', () => {
    given(proposed(), adopted(1)).when(adopt(1)).thenRejected({
      rejected: 'METHOD_VERSION_ADOPTED',
      pointer: '/version',
    });
    given(proposed())
      .when(adopt(2))
      .thenRejected({ rejected: 'METHOD_VERSION_UNKNOWN', pointer: '/version' });
    given().when(adopt(1)).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('retiring a method', () => {
  it('ends its version on the day before', () => {
    given(proposed(), adopted(1)).when(retire('2025-01-01')).thenHappens(retired(1, '2024-12-31'));
    given(proposed(), adopted(1)).when(retire('2024-01-02')).thenHappens(retired(1, '2024-01-01'));
  });

  it('is refused on its first day or before', () => {
    given(proposed(), adopted(1))
      .when(retire('2024-01-01'))
      .thenRejected({
        rejected: 'RETIREMENT_TOO_EARLY',
        pointer: '/from',
        params: { found: '2024-01-01', earliest: '2024-01-02' },
      });
  });

  it('is refused without a version in force', () => {
    const rejection = { rejected: 'METHOD_NOT_IN_FORCE' };
    given(proposed()).when(retire('2025-01-01')).thenRejected(rejection);
    given(proposed(), adopted(1), retired(1, '2024-12-31'))
      .when(retire('2026-01-01'))
      .thenRejected(rejection);
    given().when(retire('2025-01-01')).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('publishing a reference rate', () => {
  const since = (validFrom: string, validTo: string | null = null) => ({ validFrom, validTo });

  it('begins the level, whatever its days', () => {
    given(proposed()).when(publish()).thenHappens(published());
    const year = since('2019-01-01', '2019-12-31');
    given(proposed()).when(publish(year)).thenHappens(published(year));
  });

  it('ends the open-ended rate of its level on the day before', () => {
    given(proposed(), published())
      .when(publish(since('2025-10-01')))
      .thenHappens(published(since('2025-10-01'), { validFrom: '2024-01-01', validTo: '2025-09-30' }));
  });

  it('leaves the other levels alone', () => {
    given(proposed(), published())
      .when(publish({ level: 'C3' }))
      .thenHappens(published({ level: 'C3' }));
    const after = stateAfter(
      proposed(),
      published(),
      published({ level: 'C3', rate: '13.00' }),
      published(since('2025-01-01'), { validFrom: '2024-01-01', validTo: '2024-12-31' }),
    );
    expect(rateAt(after, 'C3', '2026-01-01')?.rate).toBe('13.00');
  });

  it('goes on next to a rate that ends, and may be added just before the first', () => {
    const year = published(since('2024-01-01', '2024-12-31'));
    given(proposed(), year)
      .when(publish(since('2025-01-01')))
      .thenHappens(published(since('2025-01-01')));
    const before = since('2023-01-01', '2023-12-31');
    given(proposed(), year).when(publish(before)).thenHappens(published(before));
    given(proposed(), published()).when(publish(before)).thenHappens(published(before));
  });

  it.each<[string, { validFrom: string; validTo: string | null }]>([
    ['on the same day', since('2024-01-01')],
    ['from before, open-ended', since('2023-06-01')],
    ['for a while within an open-ended rate', since('2025-01-01', '2025-12-31')],
    ['from before into it', since('2023-01-01', '2024-01-01')],
  ])('is refused when it overlaps: %s', (_, days) => {
    given(proposed(), published())
      .when(publish(days))
      .thenRejected({
        rejected: 'RATE_OVERLAP',
        pointer: '/validFrom',
        params: { from: '2024-01-01', to: '' },
      });
  });

  it('is refused when it begins on the last day of another', () => {
    given(proposed(), published(since('2024-01-01', '2024-12-31')))
      .when(publish(since('2024-12-31')))
      .thenRejected({
        rejected: 'RATE_OVERLAP',
        pointer: '/validFrom',
        params: { from: '2024-01-01', to: '2024-12-31' },
      });
  });

  it('is refused when it leaves a day without a rate, after the last or before the first', () => {
    const year = published(since('2024-01-01', '2024-12-31'));
    given(proposed(), year)
      .when(publish(since('2025-01-02')))
      .thenRejected({
        rejected: 'RATE_GAP',
        pointer: '/validFrom',
        params: { found: '2025-01-02', expected: '2025-01-01' },
      });
    given(proposed(), year)
      .when(publish(since('2023-01-01', '2023-12-30')))
      .thenRejected({
        rejected: 'RATE_GAP',
        pointer: '/validTo',
        params: { found: '2023-12-30', expected: '2023-12-31' },
      });
  });

  it.each<[string, Partial<ReferenceRate>, string, string]>([
    ['for another unit', { unit: 'DAY', validFrom: '2025-01-01' }, 'RATE_UNIT_DIFFERS', '/unit'],
    ['that is nothing', { rate: '0' }, 'QUANTITY_NOT_POSITIVE', '/rate'],
    ['that is too fine', { rate: '11.4000001' }, 'QUANTITY_TOO_PRECISE', '/rate'],
    ['that is no number', { rate: '' }, 'INPUT_MALFORMED', '/rate'],
    ['that ends before it begins', since('2024-01-02', '2024-01-01'), 'SPAN_REVERSED', '/validTo'],
    ['that lasts more than 50 years', since('2025-01-01', '2076-01-01'), 'SPAN_TOO_LONG', '/validTo'],
  ])('is refused %s', (_, over, rejected, pointer) => {
    given(proposed(), published()).when(publish(over)).thenRejected({ rejected, pointer });
  });

  it('needs a method', () => {
    given().when(publish()).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('asked for a day', () => {
  const history = [
    proposed(),
    adopted(1),
    proposed(2, { validFrom: '2025-01-01', cap: null }),
    adopted(2, { version: 1, validTo: '2024-12-31' }),
    proposed(3, { validFrom: '2024-06-01' }),
    retired(2, '2025-12-31'),
  ];

  it('a version that was used is still there, with the days it has, and a mere proposal is not', () => {
    const state = stateAfter(...history);
    expect(methodVersion(state, 1)).toMatchObject({ validFrom: '2024-01-01', validTo: '2024-12-31' });
    expect(methodVersion(state, 3)).toBeNull();
    expect(methodVersion(state, 4)).toBeNull();
  });

  it('a level has its rate, or none', () => {
    const state = stateAfter(
      proposed(),
      published(),
      published(
        { validFrom: '2025-10-01', rate: '12.10' },
        { validFrom: '2024-01-01', validTo: '2025-09-30' },
      ),
    );
    expect(rateAt(state, 'C1', '2023-12-31')).toBeNull();
    expect(rateAt(state, 'C1', '2025-09-30')?.rate).toBe('11.40');
    expect(rateAt(state, 'C1', '2025-10-01')?.rate).toBe('12.10');
    expect(rateAt(state, 'C9', '2025-10-01')).toBeNull();
  });

  it('a method of this ledger is told from one that every ledger knows', () => {
    expect(isMethodHere('HOURS_AT_RATE')).toBe(false);
    expect(isMethodHere('5b0f8c1e-6a57-5d0e-9a5e-3a1de0c4a9f2')).toBe(true);
  });
});
