/** What two writers that cannot see each other do together is in the log, and is reported with the rule it breaks. */
import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from '#domain/aggregates';
import { NO_CLAIMS } from '#domain/claims';
import { moneyOf } from '#domain/money';
import { CHECKLIST_ITEMS } from '#domain/period/events';
import { cash, day, documentOf, hours, Life, record, withPartnership } from '../../../test/support/life.ts';
import { naiveClaims } from '../../../test/support/naive-claims.ts';
import { asking } from '../../../test/support/read-models.ts';
import { claimsProjection } from './projection.ts';
import { ClaimsRegister, type Finding } from './reader.ts';

/** Every writer sees its own stream only: nobody's claims, and a calendar without a closed year. */
function apart(): Life {
  return withPartnership(new Life(() => NO_CLAIMS));
}

/** One writer, who sees all claims; besides the other parties there is a `third`. */
function seeing(): Life {
  const life = withPartnership(new Life(naiveClaims));
  const bank = life.told.find(({ stream }) => stream === 'party-bank')?.event;
  life.tell('party', 'third', bank as LedgerEvent);
  return life;
}

function found(life: Life): readonly Finding[] {
  return asking(claimsProjection, life.items(), (reader) => {
    const { findings } = new ClaimsRegister(reader).findings('lecco-2025', { after: 0, limit: 10 });
    return findings;
  });
}

function closing2025(life: Life): void {
  const checklist = CHECKLIST_ITEMS.map((item) => ({ item, outcome: 'DONE', note: null }) as const);
  life.tell('period', 'lecco-2025', { type: 'PeriodClosingStarted', data: { year: 2025, checklist } });
}

const JUSTIFIED = { reason: 'ENTRY_ERROR', reference: null } as const;

/** All of the 100.00 that contribution `a` brings, from one body to another. */
function passing(from: string, to: string) {
  const amount = moneyOf(100_00n);
  const terms = { from, to, amount, fundedBy: [{ contribution: 'a', amount }] };
  const transfer = { ...terms, effectiveOn: '2025-05-01', lateFor: null, act: null };
  return { kind: 'transfer', partnership: 'lecco-2025', transfer } as const;
}

function codes(life: Life): readonly (readonly [string, string])[] {
  return found(life).map(({ stream, code }) => [stream, code]);
}

describe('what slipped past a rule', () => {
  it('is the event that enters a year which was being closed before it, by any path', () => {
    const life = apart();
    life.must('contribution', 'a', record(cash(100_00n)));
    const twin = apart();
    twin.must('contribution', 'a', record(cash(100_00n)));
    twin.must('contribution', 'b', record(cash(50_00n)));
    twin.must('contribution', 'a', {
      kind: 'reverse',
      effectiveOn: null,
      justification: { reason: 'ENTRY_ERROR', reference: null },
    });
    closing2025(life);
    for (const { stream, event } of twin.told.slice(-2)) life.tell('contribution', stream.slice(-1), event);
    expect(found(life).map(({ position, stream, code, detail }) => [position, stream, code, detail])).toEqual(
      [
        [9n, 'contribution-b', 'PERIOD_CLOSED', { year: '2025' }],
        [10n, 'contribution-a', 'PERIOD_CLOSED', { year: '2025' }],
      ],
    );
    expect(found(life)[0]?.event).toBe(life.recorded()[8]?.id);
  });

  it('is nothing that entered before the closing began, or after it was abandoned', () => {
    const life = apart();
    life.must('contribution', 'a', record(cash(100_00n)));
    closing2025(life);
    life.tell('period', 'lecco-2025', {
      type: 'PeriodClosingAbandoned',
      data: { year: 2025, reason: 'mancano atti' },
    });
    life.must('contribution', 'b', record(cash(100_00n)));
    expect(found(life)).toEqual([]);
  });

  it('is the hour beyond the ceiling of a person, seen from the second of two records', () => {
    const staff = (minutes: number, date: string) => {
      const valuation = { method: 'STAFF_1720', version: 1, inputs: { annualCost: '34400' } };
      const resource = { kind: 'PAID_STAFF', person: 'p-1', minutes, valuation } as const;
      return record(hours('p-1', 1, { resource, effective: { from: date, to: '2025-12-31' } }));
    };
    const life = apart();
    life.must('contribution', 'a', staff(1_720 * 60, '2025-01-01'));
    life.must('contribution', 'b', staff(60, '2025-12-31'));
    expect(found(life).map(({ stream, code, detail }) => [stream, code, detail['value']])).toContainEqual([
      'contribution-b',
      'HOURS_CEILING',
      '2025: 1721 h',
    ]);
  });

  it('is the share of a document beyond the whole of it', () => {
    const life = apart();
    const evidence = [documentOf('1', { shareBp: 6_000 })];
    for (const id of ['a', 'b']) life.must('contribution', id, record(cash(100_00n, { evidence })));
    expect(found(life).map(({ stream, code, detail }) => [stream, code, detail])).toEqual([
      ['contribution-b', 'DOCUMENT_SHARE', { value: '12000 bp', limit: '10000 bp' }],
    ]);
  });

  it('is the euro that two contributions or transfers draw from money that has only one of them', () => {
    const life = apart();
    life.must('contribution', 'a', record(cash(100_00n)));
    const fundedBy = [{ contribution: 'a', amount: moneyOf(60_00n) }];
    life.must('contribution', 'b', record(cash(60_00n, { payer: 'coop', fundedBy })));
    const terms = { from: 'coop', to: 'lecco', amount: moneyOf(60_00n), fundedBy };
    const transfer = { ...terms, effectiveOn: '2025-05-01', lateFor: null, act: null };
    life.must('transfer', 't', { kind: 'transfer', partnership: 'lecco-2025', transfer });
    expect(found(life).map(({ stream, code }) => [stream, code])).toEqual([
      ['transfer-t', 'FUNDING_EXCEEDED'],
    ]);
  });

  it('is the reversal of money that somebody had just drawn on', () => {
    const life = apart();
    life.must('contribution', 'a', record(cash(100_00n)));
    const fundedBy = [{ contribution: 'a', amount: moneyOf(60_00n) }];
    life.must('contribution', 'b', record(cash(60_00n, { payer: 'coop', fundedBy })));
    life.must('contribution', 'a', {
      kind: 'reverse',
      effectiveOn: '2026-01-10',
      justification: { reason: 'ENTRY_ERROR', reference: null },
    });
    expect(found(life).map(({ code, detail }) => [code, detail])).toEqual([
      ['HAS_DEPENDENTS', { dependents: 'contribution-b' }],
    ]);
  });

  it('is the recovery of money from a body that had just passed it on, or no longer has it', () => {
    const life = apart();
    life.must('contribution', 'a', record(cash(100_00n)));
    life.must('transfer', 't', passing('coop', 'lecco'));
    life.tell('contribution', 'a', {
      type: 'FundsRecovered',
      data: { value: moneyOf(100_00n), from: 'coop', effectiveOn: '2025-06-01', act: 'det. 9' },
    });
    life.must('contribution', 'b', record(cash(100_00n)));
    life.tell('contribution', 'b', {
      type: 'FundsRecovered',
      data: { value: moneyOf(100_00n), from: 'lecco', effectiveOn: '2025-06-01', act: 'det. 9' },
    });
    expect(codes(life)).toEqual([
      ['contribution-a', 'HAS_DEPENDENTS'],
      ['contribution-b', 'NOT_HELD'],
    ]);
  });

  it('is a payment undone of which somebody had just passed the money on', () => {
    const life = apart();
    life.must('contribution', 'a', record(cash(100_00n, { stage: 'COMMITTED' })));
    const part = { amount: moneyOf(100_00n) };
    life.must('contribution', 'a', { kind: 'pay', part, effective: day('2025-04-01') });
    life.must('transfer', 't', passing('coop', 'lecco'));
    life.must('contribution', 'a', { kind: 'reverseMovement', movement: 1, justification: JUSTIFIED });
    expect(codes(life)).toEqual([['contribution-a', 'HAS_DEPENDENTS']]);
  });

  it('is a transfer undone after the money had gone on', () => {
    const [life, twin] = [seeing(), seeing()];
    for (const one of [life, twin]) {
      one.must('contribution', 'a', record(cash(100_00n)));
      one.must('transfer', 't', passing('coop', 'lecco'));
    }
    life.must('transfer', 'u', passing('lecco', 'third'));
    const reverse = { kind: 'reverse', effectiveOn: '2025-07-01', justification: JUSTIFIED } as const;
    twin.must('transfer', 't', reverse);
    life.tell('transfer', 't', twin.told.at(-1)?.event as LedgerEvent);
    expect(codes(life)).toEqual([['transfer-t', 'HAS_DEPENDENTS']]);
  });

  it('is no correction of money that went from one body to the next, and is still all there', () => {
    const life = seeing();
    life.must('contribution', 'a', record(cash(100_00n)));
    life.must('transfer', 't', passing('coop', 'lecco'));
    life.must('transfer', 'u', passing('lecco', 'third'));
    const changes = { act: 'det. 7' };
    life.must('contribution', 'a', { kind: 'correct', changes, justification: JUSTIFIED });
    expect(found(life)).toEqual([]);
  });

  it('is a voucher of which others pay the part that its users had paid', () => {
    const life = seeing();
    life.must('contribution', 'a', record(cash(100_00n)));
    const amount = moneyOf(100_00n);
    const resource = { kind: 'CASH', nature: 'VOUCHER', amount, userPart: moneyOf(40_00n) } as const;
    const funds = (cents: bigint) => [{ contribution: 'a', amount: moneyOf(cents) }];
    life.must(
      'contribution',
      'b',
      record(cash(100_00n, { payer: 'coop', fundedBy: funds(60_00n), resource })),
    );
    expect(found(life)).toEqual([]);
    const told = life.told.at(-1)?.event as Extract<LedgerEvent, { type: 'ContributionRecorded' }>;
    const statement = { ...told.data.statement, fundedBy: funds(61_00n) };
    const slipped = apart();
    slipped.must('contribution', 'a', record(cash(100_00n)));
    slipped.tell('contribution', 'b', { ...told, data: { ...told.data, statement } });
    expect(codes(slipped)).toEqual([['contribution-b', 'FUNDING_NOT_WHOLE']]);
  });

  it('is what a release takes from a later year that is closed, though it is dated before', () => {
    const schedule = [2024, 2025].map((year) => ({ year, amount: moneyOf(50_00n) }));
    const stated = cash(100_00n, { stage: 'PLEDGED', effective: { from: '2024-01-01', to: '2025-12-31' } });
    const pledge = { ...record(stated), kind: 'pledge', schedule, expiresOn: null } as const;
    const release = { kind: 'releasePledge', effectiveOn: '2024-02-01', reference: null } as const;
    const twin = apart();
    twin.must('contribution', 'a', pledge);
    twin.must('contribution', 'a', release);
    const life = apart();
    life.must('contribution', 'a', pledge);
    closing2025(life);
    life.tell('contribution', 'a', twin.told.at(-1)?.event as LedgerEvent);
    expect(found(life).map(({ stream, detail }) => [stream, detail])).toContainEqual([
      'contribution-a',
      { year: '2025' },
    ]);
  });

  it('is listed by page, of one partnership, as known at a position', () => {
    const life = apart();
    closing2025(life);
    const twin = apart();
    for (const id of ['a', 'b', 'c']) {
      twin.must('contribution', id, record(cash(1_00n, { effective: day('2025-01-01') })));
      life.tell('contribution', id, twin.told.at(-1)?.event as never);
    }
    asking(claimsProjection, life.items(), (reader) => {
      const register = new ClaimsRegister(reader);
      const first = register.findings('lecco-2025', { after: 0, limit: 2 });
      expect(first.findings.map(({ stream }) => stream)).toEqual(['contribution-a', 'contribution-b']);
      const rest = register.findings(null, { after: first.next ?? 0, limit: 2 });
      expect([rest.findings.map(({ stream }) => stream), rest.next]).toEqual([['contribution-c'], null]);
      expect(register.findings('other', { after: 0, limit: 2 }).findings).toEqual([]);
      expect(register.findings(null, { after: 0, limit: 9, position: 8n }).findings).toHaveLength(1);
    });
  });
});

describe('the listing for a closing', () => {
  it('names every stream of the partnership with its last revision at a position, sorted by name', () => {
    const life = apart();
    life.must('contribution', 'b', record(cash(100_00n)));
    life.must('contribution', 'a', record(cash(100_00n)));
    life.must('contribution', 'b', { kind: 'confirm' }, { org: 'coop' });
    asking(claimsProjection, life.items(), (reader) => {
      const register = new ClaimsRegister(reader);
      expect(register.periodSnapshot('lecco-2025', 8n)).toEqual([
        ['contribution-a', 0],
        ['contribution-b', 0],
        ['partnership-lecco-2025', 0],
      ]);
      expect(register.periodSnapshot('lecco-2025', 9n)[1]).toEqual(['contribution-b', 1]);
      expect(register.periodSnapshot('nothing', 9n)).toEqual([]);
    });
  });

  it('knows the first year: the one in which the partnership begins, or of the first fact in it', () => {
    const life = withPartnership(new Life(), { from: '2024-07-01' });
    life.must('contribution', 'a', record(cash(100_00n, { effective: day('2025-03-01') })));
    life.must('contribution', 'b', record(cash(100_00n, { effective: day('2022-12-31') })));
    asking(claimsProjection, life.items(), (reader) => {
      const register = new ClaimsRegister(reader);
      expect([5n, 6n, 7n, 8n].map((at) => register.firstYear('lecco-2025', at))).toEqual([
        null,
        2024,
        2024,
        2022,
      ]);
    });
  });
});
