/** What is looked at when a contribution enters or is restated: codes, hours, documents, windows and closed years. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import {
  around,
  ASKED,
  correct,
  eur,
  happened,
  move,
  record,
  source,
  SOURCES,
  staff,
  standing,
  volunteers,
  withConvention,
  type Around,
} from '../../../test/support/contributions.ts';
import { registered } from '../../../test/support/partnerships.ts';
import type { ClaimedDocument, ClaimedHours } from '../claims.ts';
import { isRejection, type Rejection } from '../rejections.ts';
import type { ControlCode } from '../controls/controls.ts';
import type { ContributionCommand } from './commands.ts';
import { contribution } from './decider.ts';
import type { AskedStatement } from './events.ts';

const { given } = specFor(contribution, around());
const CUP = 'B31H22000280006';

/** What recording this comes to: the refusal, or the results of one control as `outcome value / limit`. */
function outcome(
  statement: Partial<AskedStatement>,
  control: ControlCode,
  over: Around = {},
  reasons: Partial<Record<ControlCode, string>> = {},
): string | Rejection {
  const asked = { ...(record(statement) as Extract<ContributionCommand, { kind: 'record' }>), reasons };
  const decision = contribution.decide(asked, contribution.initial, around(over));
  if (isRejection(decision)) return decision;
  const [event] = decision.events;
  if (event?.type !== 'ContributionRecorded') throw new Error('not recorded');
  return event.data.controls
    .filter((result) => result.control === control)
    .map((result) => `${result.outcome} ${result.value} / ${result.limit}`)
    .join('; ');
}

describe('money of the State or the EU', () => {
  const esf = { fundingSource: 'esf' } as const;
  const accepted = (statement: Partial<AskedStatement>, over: Around = {}) =>
    given().when(record(statement), around(over)).thenRejected;

  it('needs a CUP', () => {
    for (const fundingSource of ['esf', 'state']) {
      const others = { 'funding-source-state': source({ STATE: 1, MUNICIPALITY: 9_999 }) };
      accepted({ fundingSource }, { others })({ rejected: 'CUP_REQUIRED', pointer: '/cup' });
    }
    given(...happened(record({ ...esf, cup: CUP })))
      .when(correct({ cup: null }))
      .thenRejected({ rejected: 'CUP_REQUIRED', pointer: '/changes/cup' });
  });

  it.each<[string, Partial<AskedStatement>, Around]>([
    ['the contribution', { ...esf, cup: CUP }, {}],
    [
      'its source',
      esf,
      { others: { 'funding-source-esf': { profile: { ...SOURCES.esf.profile, cup: CUP } } } },
    ],
    ['the partnership', esf, { partnership: [registered({ to: null, cup: CUP })] }],
    ['the convention', esf, { partnership: withConvention({ cup: CUP }) }],
  ])('may have it from %s', (_, statement, over) => {
    expect(isRejection(contribution.decide(record(statement), contribution.initial, around(over)))).toBe(
      false,
    );
  });

  it('needs none in an imported data set, and other money needs none at all', () => {
    const imported = {
      partnership: [registered({ to: null, cup: null, instrument: 'IMPORTED_DATASET' })],
    } as const;
    expect(outcome(esf, 'HOURS_PER_DAY', imported)).toBe('');
    for (const fundingSource of ['calls', 'own', 'budget']) {
      expect(outcome({ fundingSource }, 'HOURS_PER_DAY')).toBe('');
    }
  });
});

describe('a voucher', () => {
  const voucher = (userPart: string, nature: 'VOUCHER' | 'GRANT' = 'VOUCHER') =>
    record({ resource: { kind: 'CASH', nature, amount: eur('100.00'), userPart: eur(userPart) } });

  it('has a user’s part within its amount', () => {
    const beyond = { rejected: 'VOUCHER_PARTS', pointer: '/resource/userPart' } as const;
    given()
      .when(voucher('100.01'))
      .thenRejected({ ...beyond, params: { found: '100.01', limit: '100.00' } });
    given().when(voucher('1.00', 'GRANT')).thenRejected(beyond);
    given()
      .when(voucher('0.00'))
      .thenRejected({ rejected: 'AMOUNT_NOT_POSITIVE', pointer: '/resource/userPart/amount' });
    expect(standing(happened(voucher('100'))).statement.resource).toMatchObject({ userPart: eur('100.00') });
  });
});

describe('the time of volunteers', () => {
  it('is of insured people, of one person or of a group of so many', () => {
    const one = { rejected: 'VOLUNTEER_PERSON_OR_GROUP', pointer: '/resource/person' } as const;
    given()
      .when(record({ resource: volunteers(60, { insured: false }) }))
      .thenRejected({ rejected: 'VOLUNTEER_NOT_INSURED', pointer: '/resource/insured' });
    given()
      .when(record({ resource: volunteers(60, { headcount: 3 }) }))
      .thenRejected(one);
    given()
      .when(record({ resource: volunteers(60, { person: null }) }))
      .thenRejected(one);
    expect(outcome({ resource: volunteers(60, { person: null, headcount: 3 }) }, 'SAME_HOURS')).toBe('');
  });
});

describe('hours', () => {
  const one = { from: '2024-02-01', to: '2024-02-01' };
  const year = { from: '2024-01-01', to: '2024-12-31' };
  const halfTime = (minutes: number) => ({
    ...staff(minutes, '', 'op-7'),
    valuation: { method: 'STAFF_1720', version: 1, inputs: { annualCost: '18576.00', partTimeBp: '6000' } },
  });
  const claimed = (...hours: readonly Omit<ClaimedHours, 'contribution'>[]): Around => ({
    claims: { hoursOf: () => hours.map((item, index) => ({ ...item, contribution: `c${index + 5}` })) },
  });

  it('are at most 24 a day, for each person of a group', () => {
    expect(outcome({ resource: staff(1_440), effective: one }, 'HOURS_PER_DAY')).toBe('PASSED 24 h / 24 h');
    expect(outcome({ resource: staff(1_441), effective: one }, 'HOURS_PER_DAY')).toMatchObject({
      rejected: 'HOURS_PER_DAY',
      params: { value: '24 h 1 min', limit: '24 h' },
    });
    const group = volunteers(4_320, { person: null, headcount: 3 });
    expect(outcome({ resource: group, effective: one }, 'HOURS_PER_DAY')).toBe('PASSED 72 h / 72 h');
  });

  it('of the same person on the same days in another contribution need a reason, which is stored', () => {
    const over = claimed({ minutes: 60, effective: { from: '2024-01-31', to: '2024-02-01' } });
    const mine = { resource: staff(60, '20.00', 'op-7'), effective: one };
    expect(outcome(mine, 'SAME_HOURS', over)).toMatchObject({
      rejected: 'SAME_HOURS',
      pointer: '/reasons/SAME_HOURS',
      params: { value: 'c5', limit: '0' },
    });
    expect(outcome(mine, 'SAME_HOURS', over, { SAME_HOURS: 'mezza giornata ciascuno' })).toBe(
      'REASONED c5 / 0',
    );
    const dayBefore = claimed({ minutes: 60, effective: { from: '2024-01-31', to: '2024-01-31' } });
    expect(outcome(mine, 'SAME_HOURS', dayBefore)).toBe('PASSED 0 / 0');
  });

  it('of a person on the same days add up to 24 a day, whatever the reason: 20 h and 20 h are too many', () => {
    const on = (from: string, to = from) => ({ from, to });
    const reasons = { SAME_HOURS: 'due progetti' };
    const mine = { resource: staff(1_200, '20.00', 'op-7'), effective: on('2024-02-01') };
    const perDay = (...others: readonly Omit<ClaimedHours, 'contribution'>[]) =>
      outcome(mine, 'HOURS_PER_DAY', claimed(...others), reasons);
    expect(perDay({ minutes: 1_200, effective: on('2024-02-01') })).toMatchObject({
      rejected: 'HOURS_PER_DAY',
      params: { value: '40 h', limit: '24 h' },
    });
    expect(perDay({ minutes: 240, effective: on('2024-02-01') })).toBe('PASSED 24 h / 24 h');
    const [before, after] = [on('2024-01-30', '2024-02-01'), on('2024-02-01', '2024-02-02')];
    expect(perDay({ minutes: 3_000, effective: before }, { minutes: 1_560, effective: after })).toBe(
      'PASSED 96 h / 96 h',
    );
    expect(perDay({ minutes: 3_000, effective: before }, { minutes: 1_561, effective: after })).toMatchObject(
      {
        rejected: 'HOURS_PER_DAY',
        params: { value: '96 h 1 min', limit: '96 h' },
      },
    );
    expect(perDay({ minutes: 1_440, effective: on('2024-01-31') })).toBe('PASSED 20 h / 24 h');
  });

  it('of a person stay within the divisor of the rate: S5, the 1,033rd hour is refused', () => {
    const whole = { resource: halfTime(61_920), effective: year };
    expect(outcome(whole, 'HOURS_CEILING')).toBe('PASSED 2024: 1032 h / 1032 h');
    expect(standing(happened(record(whole))).cents).toBe(18_576_00n);
    expect(outcome({ ...whole, resource: halfTime(61_980) }, 'HOURS_CEILING')).toMatchObject({
      rejected: 'HOURS_CEILING',
      params: { value: '2024: 1033 h', limit: '1032 h', source: 'Reg. (EU) 2021/1060 art. 55(3)' },
    });
  });

  it('of a person are added up over all contributions, year by year', () => {
    const others = claimed({ minutes: 61_860, effective: { from: '2023-07-01', to: '2024-06-30' } });
    const reasons = { SAME_HOURS: 'altro progetto' };
    // 61,860 minutes over 184 days of 2023 and 182 of 2024: 31,099 and 30,761; 31,159 are left in 2024.
    const fits = { resource: halfTime(31_159), effective: year };
    expect(outcome(fits, 'HOURS_CEILING', others, reasons)).toBe('PASSED 2024: 1032 h / 1032 h');
    expect(outcome({ ...fits, resource: halfTime(31_160) }, 'HOURS_CEILING', others, reasons)).toMatchObject({
      rejected: 'HOURS_CEILING',
      params: { value: '2024: 1032 h 1 min' },
    });
  });

  it('paid by the month stay within the hours of that month', () => {
    const monthly = (minutes: number) => ({
      ...staff(minutes, '', 'op-7'),
      valuation: {
        method: 'STAFF_MONTHLY_HOURS',
        version: 1,
        inputs: { monthlyCost: '2580.00', monthlyHours: '160' },
      },
    });
    const effective = { from: '2024-02-01', to: '2024-02-29' };
    expect(outcome({ resource: monthly(9_600), effective }, 'HOURS_CEILING')).toBe(
      'PASSED 2024-02: 160 h / 160 h',
    );
    expect(outcome({ resource: monthly(9_601), effective }, 'HOURS_CEILING')).toMatchObject({
      rejected: 'HOURS_CEILING',
      params: { value: '2024-02: 160 h 1 min' },
    });
  });

  it('that are only promised are looked at when they are delivered, each part on its own', () => {
    const over = claimed({ minutes: 61_920, effective: { from: '2024-01-01', to: '2024-03-31' } });
    const promised = { resource: halfTime(120), effective: year, stage: 'COMMITTED' } as const;
    expect(outcome(promised, 'HOURS_CEILING', over)).toBe('');
    given(...happened(record(promised)))
      .when(move('deliver', { minutes: 60 }, '2024-06-01'), around(over))
      .thenRejected({
        rejected: 'HOURS_CEILING',
        params: { value: '2024: 1033 h', limit: '1032 h', source: 'Reg. (EU) 2021/1060 art. 55(3)' },
      });
    given(...happened(record(promised)))
      .when(move('deliver', { minutes: 60 }, '2024-01-31'), around(over))
      .thenRejected({ rejected: 'SAME_HOURS', pointer: '/reasons/SAME_HOURS' });
  });

  it('do not count against their own correction', () => {
    const asked: (string | null)[] = [];
    const hoursOf = (_: string, except: string | null) => {
      asked.push(except);
      return [];
    };
    const history = happened(record({ resource: halfTime(60) }));
    contribution.decide(correct({ act: null }), standing(history), around({ claims: { hoursOf } }));
    expect(asked).toEqual(['c1']);
  });
});

describe('a document', () => {
  const shares = (...parts: readonly number[]): readonly ClaimedDocument[] =>
    parts.map((shareBp, index) => ({ contribution: `c${index + 5}`, sha256: 'ab'.repeat(32), shareBp }));
  const said = (over: object) => ({ evidence: [{ reference: 'ft. 7', sha256: 'ab'.repeat(32), ...over }] });

  it('is claimed up to 100 %, here and elsewhere together', () => {
    const over = { claims: { document: () => shares(6_000) } };
    expect(outcome(said({ shareBp: 4_000 }), 'DOCUMENT_SHARE', over)).toBe('PASSED 10000 bp / 10000 bp');
    expect(outcome(said({ shareBp: 4_001 }), 'DOCUMENT_SHARE', over)).toMatchObject({
      rejected: 'DOCUMENT_SHARE',
      params: { value: '10001 bp', limit: '10000 bp' },
    });
    expect(outcome(said({}), 'DOCUMENT_SHARE', over)).toMatchObject({ rejected: 'DOCUMENT_SHARE' });
  });

  it('that is the same invoice under other bytes is found by issuer and number', () => {
    const invoice = { issuer: '00623530136', number: '7/2024', shareBp: 5_001 };
    const over = { claims: { invoice: () => shares(5_000) } };
    expect(outcome(said(invoice), 'SAME_INVOICE', over)).toMatchObject({
      rejected: 'SAME_INVOICE',
      params: { value: '10001 bp', limit: '10000 bp' },
    });
    expect(outcome(said({ ...invoice, shareBp: 5_000 }), 'SAME_INVOICE', over)).toBe(
      'PASSED 10000 bp / 10000 bp',
    );
    expect(outcome(said({ issuer: '00623530136' }), 'SAME_INVOICE', over)).toBe('');
    const twice = {
      evidence: [...said(invoice).evidence, { ...said(invoice).evidence[0], sha256: 'cd'.repeat(32) }],
    };
    expect(outcome(twice as Partial<AskedStatement>, 'SAME_INVOICE')).toMatchObject({
      rejected: 'SAME_INVOICE',
    });
  });

  it('attached later is held to the same', () => {
    const document = { reference: 'ft. 7', sha256: 'cd'.repeat(32), shareBp: 4_001 };
    given(...happened(record()))
      .when({ kind: 'attachEvidence', document }, around({ claims: { document: () => shares(6_000) } }))
      .thenRejected({ rejected: 'DOCUMENT_SHARE' });
  });
});

describe('the window of the convention', () => {
  const partnership = withConvention();
  const lasting = (from: string, to: string) => ({ effective: { from, to } });

  it('is kept as passed within it, and warned of outside it', () => {
    expect(outcome(lasting('2024-01-01', '2025-12-31'), 'ELIGIBILITY_WINDOW', { partnership })).toBe(
      'PASSED 2024-01-01/2025-12-31 / 2024-01-01/2025-12-31',
    );
    for (const [from, to] of [
      ['2023-12-31', '2024-01-01'],
      ['2025-12-31', '2026-01-01'],
    ] as const) {
      expect(outcome(lasting(from, to), 'ELIGIBILITY_WINDOW', { partnership })).toMatch(/^WARNED /);
    }
  });

  it('admits nothing of what is outside it under the CPR, though the value stands', () => {
    const before = record(lasting('2023-12-31', '2023-12-31'));
    const decision = contribution.decide(before, contribution.initial, around({ partnership }));
    expect(decision).toMatchObject({
      events: [
        {
          data: {
            value: eur('10000.00'),
            admissible: [{ view: 'CPR', value: eur('0.00'), why: 'ELIGIBILITY_WINDOW' }],
          },
        },
      ],
    });
    const within = contribution.decide(record(), contribution.initial, around({ partnership }));
    expect(within).toMatchObject({ events: [{ data: { admissible: [] } }] });
  });
});

describe('a closed year', () => {
  const closed = around({ by: RECORDER, closed: [2024] });
  const now = { effective: { from: '2025-02-01', to: '2025-02-01' } };
  const lateFor = { from: '2024-05-01', to: '2024-05-31' };

  it('lets nothing in, not by a span over it, a correction into it or out of it, nor by a reversal', () => {
    const blocked = (pointer: string) =>
      ({ rejected: 'PERIOD_CLOSED', pointer, params: { year: '2024' } }) as const;
    given().when(record(), closed).thenRejected(blocked('/effective'));
    given()
      .when(record({ effective: { from: '2023-12-31', to: '2025-01-01' } }), closed)
      .thenRejected({ ...blocked('/effective'), params: { year: '2023' } });
    given(...happened(record(now)))
      .when(correct({ effective: ASKED.effective }), closed)
      .thenRejected(blocked('/changes/effective'));
    given(...happened(record()))
      .when(correct(now), closed)
      .thenRejected(blocked('/changes/effective'));
    for (const kind of ['reverse', 'reclassify'] as const) {
      const asked = {
        kind,
        effectiveOn: null,
        justification: { reason: 'DUPLICATE', reference: null },
      } as const;
      given(...happened(record()))
        .when(kind === 'reverse' ? { ...asked, kind } : { ...asked, kind, fundingSource: 'own' }, closed)
        .thenRejected(blocked('/effectiveOn'));
    }
    given(...happened(record()))
      .when(
        {
          kind: 'reverse',
          effectiveOn: '2024-12-31',
          justification: { reason: 'DUPLICATE', reference: null },
        },
        closed,
      )
      .thenRejected(blocked('/effectiveOn'));
  });

  it('shuts every year before it, also one in which there was nothing to close', () => {
    const old = { effective: { from: '2010-05-01', to: '2010-05-01' } };
    given()
      .when(record(old), closed)
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effective', params: { year: '2010' } });
    expect(() => happened([record({ ...now, lateFor: old.effective }), closed])).not.toThrow();
  });

  it('has its late facts in an open one, marked with the days they are about', () => {
    const late = happened([record({ ...now, lateFor }), closed]);
    expect(standing(late).statement).toMatchObject({ ...now, lateFor });
    given()
      .when(record({ ...now, lateFor }))
      .thenRejected({ rejected: 'NOT_LATE', pointer: '/lateFor' });
    given()
      .when(record({ ...now, lateFor: { from: '2024-05-02', to: '2024-05-01' } }), closed)
      .thenRejected({ rejected: 'SPAN_REVERSED', pointer: '/lateFor/to' });
  });

  it('does not keep a later day from undoing what is in it', () => {
    const why = { reason: 'DUPLICATE', reference: null } as const;
    const history = happened(record(), [
      { kind: 'reverse', effectiveOn: '2025-01-01', justification: why },
      closed,
    ]);
    expect(standing(history).phase).toBe('reversed');
  });
});
