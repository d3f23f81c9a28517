/** The life of a contribution so far: recorded once, corrected while it stands, reversed once. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import { moneyOf } from '../money.ts';
import { contribution, type ContributionCommand } from './decider.ts';
import type { ContributionEvent, Justification, Resource, Statement } from './events.ts';

const { given } = specFor(contribution);

const STATED: Statement = {
  payer: 'foundation',
  bringer: 'cooperative',
  receiver: 'lecco',
  fundingSource: 'calls',
  stage: 'DELIVERED',
  resource: { kind: 'CASH', amount: { amount: '10000.00', currency: 'EUR' } },
  effective: { from: '2024-01-01', to: '2024-12-31' },
  dating: 'STATED',
  usersArea: 'FAM',
  cup: 'B31H22000280006',
  place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
  act: 'det. 12/2024',
  evidence: [{ reference: 'prot. 123/2024', sha256: 'ab'.repeat(32) }],
};
const CUT: Justification = { reason: 'CUT', reference: 'verbale 3/2024' };

const cash = (amount: string): Resource => ({ kind: 'CASH', amount: { amount, currency: 'EUR' } });
const staff = (minutes: number, rate: string): Resource => ({
  kind: 'PAID_STAFF',
  minutes,
  valuation: { method: 'HOURS_AT_RATE', version: 1, rate },
});
const room = (quantity: string, rate: string): Resource => ({
  kind: 'ASSET_USE',
  quantity,
  unit: 'MONTH',
  valuation: { method: 'UNITS_AT_RATE', version: 1, rate },
});

const record = (
  over: Partial<Statement> = {},
  externalRef: string | null = 'riga 7',
): ContributionCommand => ({
  kind: 'record',
  partnership: 'p1',
  externalRef,
  statement: { ...STATED, ...over },
});
const correct = (changes: Partial<Statement>): ContributionCommand => ({
  kind: 'correct',
  changes,
  justification: CUT,
});
const reverse = (effectiveOn: string | null): ContributionCommand => ({
  kind: 'reverse',
  effectiveOn,
  justification: CUT,
});

const recorded = (cents = 10_000_00n, over: Partial<Statement> = {}): ContributionEvent => ({
  type: 'ContributionRecorded',
  data: {
    partnership: 'p1',
    externalRef: 'riga 7',
    statement: { ...STATED, ...over },
    value: moneyOf(cents),
  },
});
const corrected = (cents: bigint, over: Partial<Statement>): ContributionEvent => ({
  type: 'ContributionCorrected',
  data: { statement: { ...STATED, ...over }, value: moneyOf(cents), justification: CUT },
});
const reversed = (effectiveOn: string | null): ContributionEvent => ({
  type: 'ContributionReversed',
  data: { effectiveOn, justification: CUT },
});

/** Every way in which a statement cannot stand, and the member at fault. */
const FAULTS: readonly [Partial<Statement>, string, string][] = [
  [{ effective: { from: '2024-02-01', to: '2024-01-31' } }, 'SPAN_REVERSED', '/effective/to'],
  [{ effective: { from: '2024-01-01', to: '2075-01-01' } }, 'SPAN_TOO_LONG', '/effective/to'],
  [{ cup: '117H03000130001' }, 'CUP_INVALID', '/cup'],
  [{ cup: '' }, 'CUP_INVALID', '/cup'],
  [{ resource: cash('0.00') }, 'AMOUNT_NOT_POSITIVE', '/resource/amount/amount'],
  [{ resource: cash('-1.00') }, 'AMOUNT_NOT_POSITIVE', '/resource/amount/amount'],
  [{ resource: cash('1.001') }, 'AMOUNT_TOO_PRECISE', '/resource/amount/amount'],
  [{ resource: cash('1000000000000000') }, 'AMOUNT_TOO_LARGE', '/resource/amount/amount'],
  [{ resource: staff(0, '20.00') }, 'QUANTITY_NOT_POSITIVE', '/resource/duration'],
  [{ resource: staff(1_032_000_001, '20.00') }, 'QUANTITY_TOO_LARGE', '/resource/duration'],
  [{ resource: staff(60, '0') }, 'QUANTITY_NOT_POSITIVE', '/resource/valuation/rate'],
  [{ resource: staff(60, '0.0000001') }, 'QUANTITY_TOO_PRECISE', '/resource/valuation/rate'],
  [{ resource: room('0', '156.00') }, 'QUANTITY_NOT_POSITIVE', '/resource/quantity'],
  [{ resource: room('1.0000001', '156.00') }, 'QUANTITY_TOO_PRECISE', '/resource/quantity'],
  [{ resource: room('0.001', '0.01') }, 'VALUE_ROUNDS_TO_ZERO', '/resource'],
  [{ resource: room('999999999999999', '2') }, 'AMOUNT_TOO_LARGE', '/resource'],
];

describe('recording a contribution', () => {
  it('keeps all that was stated, and its value', () => {
    given().when(record()).thenHappens(recorded());
  });

  it('writes an amount in one form, whatever way it was spelt', () => {
    for (const amount of ['10000', '10000.0', '10000.00']) {
      given()
        .when(record({ resource: cash(amount) }))
        .thenHappens(recorded());
    }
  });

  it('values working time and the use of a room, and keeps quantity and rate beside the value', () => {
    const hours = { resource: staff(8_250, '18.17') };
    given().when(record(hours)).thenHappens(recorded(2_498_38n, hours));
    const months = { resource: room('10', '156.00') };
    given().when(record(months)).thenHappens(recorded(1_560_00n, months));
  });

  it('needs neither receiver nor area, CUP, place, act or evidence', () => {
    const bare = { receiver: null, usersArea: null, cup: null, place: null, act: null, evidence: [] };
    given().when(record(bare)).thenHappens(recorded(10_000_00n, bare));
  });

  it('may begin and end on the same day', () => {
    const day = { effective: { from: '2024-02-29', to: '2024-02-29' } };
    given().when(record(day)).thenHappens(recorded(10_000_00n, day));
  });

  it('happens once, also after a correction or a reversal, and also with another statement', () => {
    const other = record({ resource: cash('5.00') });
    const rejection = { rejected: 'ALREADY_RECORDED' };
    given(recorded()).when(record()).thenRejected(rejection);
    given(recorded()).when(other).thenRejected(rejection);
    given(recorded(), corrected(5_00n, { resource: cash('5.00') }))
      .when(other)
      .thenRejected(rejection);
    given(recorded(), reversed(null)).when(record()).thenRejected(rejection);
  });

  it.each(FAULTS)('is refused with %p: %s at %s', (over, rejected, pointer) => {
    given().when(record(over)).thenRejected({ rejected, pointer });
  });

  it('names everything that must exist before', () => {
    expect(contribution.references(record())).toEqual([
      { aggregate: 'partnership', id: 'p1', pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
      { aggregate: 'party', id: 'foundation', pointer: '/payer', missing: 'PARTY_UNKNOWN' },
      { aggregate: 'party', id: 'cooperative', pointer: '/bringer', missing: 'PARTY_UNKNOWN' },
      { aggregate: 'party', id: 'lecco', pointer: '/receiver', missing: 'PARTY_UNKNOWN' },
      {
        aggregate: 'funding-source',
        id: 'calls',
        pointer: '/fundingSource',
        missing: 'FUNDING_SOURCE_UNKNOWN',
      },
    ]);
    const pointers = contribution.references(record({ receiver: null })).map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/partnership', '/payer', '/bringer', '/fundingSource']);
  });
});

describe('correcting a contribution', () => {
  it('states anew what changes, keeps the rest, and values it again', () => {
    const less = { resource: cash('7500.00') };
    given(recorded()).when(correct(less)).thenHappens(corrected(7_500_00n, less));
    const later = { effective: { from: '2025-01-01', to: '2025-06-30' }, usersArea: 'ANZ' } as const;
    given(recorded()).when(correct(later)).thenHappens(corrected(10_000_00n, later));
  });

  it('starts from the last correction: 10,000.00, cut to 7,500.00, after the appeal 8,000.00', () => {
    const cut = { resource: cash('7500.00') };
    given(recorded(), corrected(7_500_00n, cut))
      .when(correct({ resource: cash('8000') }))
      .thenHappens(corrected(8_000_00n, { resource: cash('8000.00') }));
    given(recorded(), corrected(7_500_00n, cut))
      .when(correct({ act: null }))
      .thenHappens(corrected(7_500_00n, { ...cut, act: null }));
  });

  it('may turn cash into working time', () => {
    const hours = { resource: staff(60, '20.00') };
    given(recorded()).when(correct(hours)).thenHappens(corrected(20_00n, hours));
  });

  it.each<[string, Partial<Statement>]>([
    ['nothing', {}],
    ['what is already stated', { payer: 'foundation', effective: { from: '2024-01-01', to: '2024-12-31' } }],
    ['the same amount in another spelling', { resource: cash('10000.0') }],
    ['the same place and evidence', { place: STATED.place, evidence: [...STATED.evidence] }],
  ])('to %s changes nothing, and is refused', (_, changes) => {
    given(recorded()).when(correct(changes)).thenRejected({ rejected: 'NOTHING_CHANGED' });
  });

  it.each<[string, Partial<Statement>]>([
    ['no evidence any more', { evidence: [] }],
    [
      'one more document',
      { evidence: [...STATED.evidence, { reference: 'prot. 9', sha256: 'cd'.repeat(32) }] },
    ],
    ['another digest', { evidence: [{ reference: 'prot. 123/2024', sha256: 'cd'.repeat(32) }] }],
    [
      'another place',
      { place: { regions: ['Lombardia'], provinces: ['Como'], municipalities: [], istat: null } },
    ],
    ['no place', { place: null }],
  ])('to %s changes something, however deep', (_, changes) => {
    given(recorded()).when(correct(changes)).thenHappens(corrected(10_000_00n, changes));
  });

  it('back to what was first stated is a change', () => {
    const cut = { resource: cash('7500.00') };
    given(recorded(), corrected(7_500_00n, cut))
      .when(correct({ resource: cash('10000.00') }))
      .thenHappens(corrected(10_000_00n, {}));
  });

  it.each(FAULTS)('is refused with %p: %s, at %s of the changes', (changes, rejected, pointer) => {
    given(recorded())
      .when(correct(changes))
      .thenRejected({ rejected, pointer: `/changes${pointer}` });
  });

  it('needs a contribution that was recorded and is not reversed', () => {
    given()
      .when(correct({ act: null }))
      .thenRejected({ rejected: 'NOT_FOUND' });
    given(recorded(), reversed(null))
      .when(correct({ act: null }))
      .thenRejected({ rejected: 'ALREADY_REVERSED' });
  });

  it('names what it refers to anew, and nothing else', () => {
    expect(contribution.references(correct({ act: null }))).toEqual([]);
    expect(contribution.references(correct({ receiver: null }))).toEqual([]);
    const changes = { receiver: 'como', fundingSource: 'own' };
    expect(contribution.references(correct(changes)).map(({ id, pointer }) => [id, pointer])).toEqual([
      ['como', '/changes/receiver'],
      ['own', '/changes/fundingSource'],
    ]);
  });
});

describe('reversing a contribution', () => {
  it('undoes it from its own dates, or on a day from its last day on', () => {
    for (const effectiveOn of [null, '2024-12-31', '2025-01-01', '2031-07-15']) {
      given(recorded()).when(reverse(effectiveOn)).thenHappens(reversed(effectiveOn));
    }
  });

  it('cannot take effect before the contribution has, as it stands after corrections', () => {
    given(recorded())
      .when(reverse('2024-12-30'))
      .thenRejected({
        rejected: 'REVERSAL_BEFORE_FACT',
        pointer: '/effectiveOn',
        params: { found: '2024-12-30', earliest: '2024-12-31' },
      });
    const moved = corrected(10_000_00n, { effective: { from: '2025-01-01', to: '2025-06-30' } });
    given(recorded(), moved)
      .when(reverse('2025-06-29'))
      .thenRejected({ rejected: 'REVERSAL_BEFORE_FACT', pointer: '/effectiveOn' });
    given(recorded(), moved).when(reverse('2025-06-30')).thenHappens(reversed('2025-06-30'));
  });

  it('happens once', () => {
    given(recorded(), reversed(null)).when(reverse(null)).thenRejected({ rejected: 'ALREADY_REVERSED' });
    given(recorded(), reversed('2025-01-01'))
      .when(reverse(null))
      .thenRejected({ rejected: 'ALREADY_REVERSED' });
  });

  it('needs a contribution that was recorded, and refers to nothing else', () => {
    given().when(reverse(null)).thenRejected({ rejected: 'NOT_FOUND' });
    expect(contribution.references(reverse(null))).toEqual([]);
  });
});
