/** What the ledger has claimed: hours of a person, shares of a document, money drawn, sums of what is verified. */
import { describe, expect, it } from '@jest/globals';
import type { AskedResource } from '#domain/contribution/events';
import { moneyOf } from '#domain/money';
import { cash, day, documentOf, hours, Life, record, withPartnership } from '../../../test/support/life.ts';
import { naiveClaims } from '../../../test/support/naive-claims.ts';
import { asking } from '../../../test/support/read-models.ts';
import { claimsProjection } from './projection.ts';
import { ClaimsRegister, type ClaimsReader } from './reader.ts';

const JUSTIFIED = { reason: 'ENTRY_ERROR', reference: 'det. 1' } as const;
const REVERSE = { kind: 'reverse', effectiveOn: null, justification: JUSTIFIED } as const;

function begun(): Life {
  return withPartnership(new Life(naiveClaims));
}

function asked<Result>(life: Life, ask: (claims: ClaimsReader, register: ClaimsRegister) => Result): Result {
  return asking(claimsProjection, life.items(), (reader) => {
    const register = new ClaimsRegister(reader);
    return ask(register.at(), register);
  });
}

describe('hours of a person', () => {
  it('are those recorded as delivered, and of a pledge only the parts that were', () => {
    const life = begun();
    life.must('contribution', 'a', record(hours('p-1', 600)));
    const pledge = {
      ...record(hours('p-1', 1_000)),
      kind: 'pledge',
      schedule: null,
      expiresOn: null,
    } as const;
    life.must('contribution', 'b', pledge);
    const part = { kind: 'deliver', part: { minutes: 90 }, effective: day('2025-04-02') } as const;
    life.must('contribution', 'b', part);
    expect(asked(life, (claims) => claims.hoursOf('p-1', null))).toEqual([
      { contribution: 'a', minutes: 600, effective: day('2025-03-01') },
      { contribution: 'b', minutes: 90, effective: day('2025-04-02') },
    ]);
    expect(asked(life, (claims) => claims.hoursOf('p-1', 'a').length)).toBe(1);
    expect(asked(life, (claims) => claims.hoursOf('p-2', null))).toEqual([]);
  });

  it('are replaced by a correction and freed by a reversal, and stay what they were at an earlier position', () => {
    const life = begun();
    life.must('contribution', 'a', record(hours('p-1', 600)));
    const { resource } = hours('p-1', 480);
    life.must('contribution', 'a', { kind: 'correct', changes: { resource }, justification: JUSTIFIED });
    life.must('contribution', 'a', REVERSE);
    const minutes = asked(life, (_, register) =>
      [7n, 8n, 9n].map((at) =>
        register
          .at(at)
          .hoursOf('p-1', null)
          .map((claim) => claim.minutes),
      ),
    );
    expect(minutes).toEqual([[600], [480], []]);
  });
});

describe('hours that nobody has valued yet', () => {
  const unvalued = (minutes: number) => {
    const { resource } = hours('p-1', minutes);
    return hours('p-1', 0, { resource: { ...resource, valuation: null } as AskedResource });
  };

  it('are claimed like any other, before and after they are valued', () => {
    const life = begun();
    life.must('contribution', 'a', record(unvalued(600)));
    const [claim] = asked(life, (claims) => claims.hoursOf('p-1', null));
    expect(claim).toEqual({ contribution: 'a', minutes: 600, effective: day('2025-03-01') });
    const { resource } = hours('p-1', 600);
    life.must('contribution', 'a', { kind: 'correct', changes: { resource }, justification: JUSTIFIED });
    expect(asked(life, (claims) => claims.hoursOf('p-1', null))).toEqual([claim]);
  });

  it('fill the ceiling of the same person elsewhere, and break no rule themselves', () => {
    const life = begun();
    const year = { from: '2025-01-01', to: '2025-12-31' };
    life.must('contribution', 'a', record({ ...unvalued(61_860), effective: year }));
    const half = { method: 'STAFF_1720', version: 1, inputs: { annualCost: '18576.00', partTimeBp: '6000' } };
    const other = (minutes: number) => {
      const resource = { kind: 'PAID_STAFF', person: 'p-1', minutes, valuation: half } as const;
      return record(hours('p-1', 0, { resource, effective: year }));
    };
    expect(life.ask('contribution', 'b', other(61))).toMatchObject({
      rejected: 'HOURS_CEILING',
      params: { value: '2025: 1032 h 1 min', limit: '1032 h' },
    });
    life.must('contribution', 'b', other(60));
    expect(
      asked(life, (_, register) => register.findings('lecco-2025', { after: 0, limit: 5 })),
    ).toMatchObject({
      findings: [],
    });
  });
});

describe('shares of a document', () => {
  it('are found by its bytes and by issuer and number, and a share that was never said counts nothing', () => {
    const life = begun();
    const invoice = { issuer: '00623530136', number: '7' };
    const first = documentOf('1', { ...invoice, shareBp: 6_000 });
    life.must('contribution', 'a', record(cash(100_00n, { evidence: [first] })));
    life.must('contribution', 'b', record(cash(100_00n)));
    const second = documentOf('2', { ...invoice, shareBp: 4_000 });
    life.must('contribution', 'b', { kind: 'attachEvidence', document: second });
    life.must('contribution', 'c', record(cash(1_00n, { evidence: [documentOf('1', { shareBp: null })] })));
    const shares = asked(life, (claims) => ({
      bytes: claims.document('1'.repeat(64), null).map(({ shareBp }) => shareBp),
      invoice: claims.invoice('00623530136', '7', null).map(({ contribution }) => contribution),
      others: claims.invoice('00623530136', '7', 'a').map(({ contribution }) => contribution),
    }));
    expect(shares).toEqual({ bytes: [6_000, 0], invoice: ['a', 'b'], others: ['b'] });
    life.must('contribution', 'a', REVERSE);
    expect(asked(life, (claims) => claims.document('1'.repeat(64), null).length)).toBe(1);
  });
});

describe('money drawn from a contribution', () => {
  const transfer = (amount: bigint) =>
    ({
      kind: 'transfer',
      partnership: 'lecco-2025',
      transfer: {
        from: 'coop',
        to: 'lecco',
        amount: moneyOf(amount),
        fundedBy: [{ contribution: 'a', amount: moneyOf(amount) }],
        effectiveOn: '2025-05-01',
        lateFor: null,
        act: null,
      },
    }) as const;

  it('goes from body to body by transfers, and is spent where it pays for another contribution', () => {
    const life = begun();
    life.must('contribution', 'a', record(cash(1_000_00n)));
    life.must('transfer', 't', transfer(300_00n));
    const fundedBy = [{ contribution: 'a', amount: moneyOf(60_00n) }];
    life.must('contribution', 'b', record(hours('p-1', 600, { fundedBy, receiver: 'lecco' })));
    life.must('contribution', 'c', record(cash(60_00n, { payer: 'coop', receiver: 'lecco', fundedBy })));
    expect(asked(life, (claims) => claims.drawsOn('a', 'c'))).toEqual([
      {
        by: { aggregate: 'transfer', id: 't' },
        contribution: 'a',
        from: 'coop',
        to: 'lecco',
        cents: 300_00n,
      },
      {
        by: { aggregate: 'contribution', id: 'b' },
        contribution: 'a',
        from: 'coop',
        to: null,
        cents: 60_00n,
      },
    ]);
    expect(asked(life, (claims) => claims.drawsOn('a', null).at(-1)?.to)).toBeNull();
    expect(asked(life, (claims) => [claims.fundingOf('b'), claims.fundingOf('a')])).toEqual([['a'], []]);
  });

  it('is there again once the transfer or the contribution is reversed', () => {
    const life = begun();
    life.must('contribution', 'a', record(cash(1_000_00n)));
    life.must('transfer', 't', transfer(300_00n));
    life.must('transfer', 't', { kind: 'reverse', effectiveOn: '2025-06-01', justification: JUSTIFIED });
    expect(asked(life, (claims) => claims.drawsOn('a', null))).toEqual([]);
  });
});

describe('sums of what is verified', () => {
  it('are by side of the origin, less what was cut and what came back', () => {
    const life = begun();
    life.must('contribution', 'a', record(cash(1_000_00n, { fundingSource: 'own' })));
    const decision = { kind: 'verify', onAppeal: false, reference: null, reason: 'NOT_ELIGIBLE' } as const;
    const reasons = { EVIDENCE_PRESENT: 'agli atti' };
    const verify = { ...decision, claimed: moneyOf(1_000_00n), admitted: moneyOf(900_00n), reasons };
    life.must('contribution', 'a', verify, { by: 'bruno' });
    // 60 % of 900.00 is of the Third Sector, 40 % of a municipality.
    const verified = [
      { side: 'PUBLIC', inKind: false, cents: 360_00n },
      { side: 'T', inKind: false, cents: 540_00n },
    ];
    expect(asked(life, (claims) => claims.valuesOf('lecco-2025'))).toEqual(verified);
    const recover = { kind: 'recover', from: 'coop', effectiveOn: '2025-09-01', act: 'det. 9' } as const;
    life.must('contribution', 'a', { ...recover, amount: moneyOf(200_00n) });
    // The 100.00 that were cut come back first, then 100.00 of what is verified.
    expect(asked(life, (claims) => claims.valuesOf('lecco-2025')).map(({ cents }) => cents)).toEqual([
      320_00n,
      480_00n,
    ]);
    life.must('contribution', 'a', REVERSE);
    expect(asked(life, (claims) => claims.valuesOf('lecco-2025'))).toEqual([]);
  });
});
