/** Each control compares a value with a limit; it blocks, asks for a reason, or warns, and its result is stored. */
import { describe, expect, it } from '@jest/globals';
import {
  around,
  cash,
  eur,
  happened,
  record,
  source,
  staff,
  verify,
  withConvention,
  room,
} from '../../../test/support/contributions.ts';
import { registered, signed } from '../../../test/support/partnerships.ts';
import type { ClaimedValue } from '../claims.ts';
import { contribution } from '../contribution/decider.ts';
import type { AskedStatement } from '../contribution/events.ts';
import { isRejection, REJECTIONS } from '../rejections.ts';
import { concluded, CONTROL_CODES, CONTROLS, type ControlCode, type Finding } from './controls.ts';

const found = (control: ControlCode, met: boolean): Finding => ({ control, met, value: '2', limit: '1' });
const codesOf = (outcome: string): ControlCode[] =>
  CONTROL_CODES.filter((code) => CONTROLS[code].outcome === outcome);

describe('a control', () => {
  it.each(CONTROL_CODES)('%s says its rule in both languages, and where it comes from', (code) => {
    const { rule, source: law, version } = CONTROLS[code];
    expect([rule.it, rule.en, law].every((text) => text.length > 10)).toBe(true);
    expect(rule.it).not.toBe(rule.en);
    expect(version).toBe(1);
  });

  it.each(CONTROL_CODES)('%s that is met is stored as passed, without a reason', (code) => {
    expect(concluded([found(code, true)], { [code]: 'per prudenza' })).toEqual([
      { control: code, version: 1, value: '2', limit: '1', outcome: 'PASSED', reason: null },
    ]);
  });

  it.each(codesOf('BLOCKS'))('%s blocks, whatever the reason', (code) => {
    const refusal = concluded([found(code, false)], { [code]: 'per urgenza' });
    expect(refusal).toEqual({
      rejected: code,
      params: { value: '2', limit: '1', source: CONTROLS[code].source },
    });
    expect(Object.keys(REJECTIONS)).toContain(code);
  });

  it.each(codesOf('NEEDS_REASON'))('%s needs a reason, and keeps it', (code) => {
    expect(concluded([found(code, false)], {})).toEqual({
      rejected: code,
      pointer: `/reasons/${code}`,
      params: { value: '2', limit: '1', source: CONTROLS[code].source },
    });
    expect(concluded([found(code, false)], { [code]: 'per urgenza' })).toEqual([
      { control: code, version: 1, value: '2', limit: '1', outcome: 'REASONED', reason: 'per urgenza' },
    ]);
  });

  it.each(codesOf('WARNS'))('%s warns, or keeps the reason that is given', (code) => {
    expect(concluded([found(code, false)], {})).toMatchObject([{ outcome: 'WARNED', reason: null }]);
    expect(concluded([found(code, false)], { [code]: 'nota' })).toMatchObject([
      { outcome: 'REASONED', reason: 'nota' },
    ]);
  });

  it('is of one of the three outcomes, and all results stand in order until one stops', () => {
    expect(codesOf('BLOCKS').length + codesOf('NEEDS_REASON').length + codesOf('WARNS').length).toBe(
      CONTROL_CODES.length,
    );
    const results = concluded([found('PLAUSIBLE_RATE', false), found('HOURS_PER_DAY', true)], {});
    expect(results).toMatchObject([{ control: 'PLAUSIBLE_RATE' }, { control: 'HOURS_PER_DAY' }]);
    expect(concluded([found('PLAUSIBLE_RATE', false), found('HOURS_PER_DAY', false)], {})).toMatchObject({
      rejected: 'HOURS_PER_DAY',
    });
  });
});

describe('the ladder of public spending', () => {
  const byLecco = { payer: 'lecco', bringer: 'lecco', fundingSource: 'budget' } as const;
  /** What it says of recording this. */
  function atEntry(statement: Partial<AskedStatement>, where: Parameters<typeof around>[0] = {}): string {
    const asked = record(statement);
    const decision = contribution.decide(asked, contribution.initial, around(where));
    if (isRejection(decision)) throw new Error(decision.rejected);
    const [event] = decision.events;
    const results = event !== undefined && 'controls' in event.data ? event.data.controls : [];
    const mine = results.filter(({ control }) => control === 'PUBLIC_LADDER');
    return mine.map(({ outcome, value, limit }) => `${outcome} ${value} / ${limit}`).join('; ');
  }

  it('warns of public money that enters liquidated or paid, without its steps, and takes it as it is', () => {
    expect(atEntry({ ...byLecco, stage: 'PAID' })).toBe('WARNED PAID / COMMITTED');
    expect(atEntry({ ...byLecco, stage: 'DELIVERED' })).toBe('WARNED DELIVERED / COMMITTED');
    expect(atEntry({ ...byLecco, stage: 'COMMITTED' })).toBe('PASSED COMMITTED / COMMITTED');
  });

  it('is not climbed by others’ money, by what is no money, nor in an imported data set', () => {
    expect(atEntry({})).toBe('');
    expect(atEntry({ ...byLecco, resource: staff(60) })).toBe('');
    const partnership = [registered({ instrument: 'IMPORTED_DATASET' })];
    expect(atEntry({ ...byLecco, stage: 'PAID' }, { partnership })).toBe('');
  });
});

interface Verification {
  readonly statement: Partial<AskedStatement>;
  readonly amount: string;
  readonly before?: readonly ClaimedValue[];
  readonly partnership?: NonNullable<Parameters<typeof around>[0]>['partnership'];
}

/** What a control says of verifying this, beside what is verified already: `outcome value / limit`, or its refusal. */
function atVerification(
  control: ControlCode,
  { statement, amount, before = [], partnership }: Verification,
): string {
  const now = around({
    claims: { valuesOf: () => before },
    ...(partnership === undefined ? {} : { partnership }),
    others: { 'funding-source-mixed': source({ MUNICIPALITY: 6_000, THIRD_SECTOR: 4_000 }) },
  });
  const history = happened(record(statement));
  const state = history.reduce((so, { told, by }) => contribution.evolve(so, told, by), contribution.initial);
  const decision = contribution.decide(verify(amount), state, now);
  if (isRejection(decision))
    return `${decision.rejected} ${decision.params['value']} / ${decision.params['limit']}`;
  const [event] = decision.events;
  const results = event !== undefined && 'controls' in event.data ? event.data.controls : [];
  const mine = results.filter((result) => result.control === control);
  return mine.map(({ outcome, value, limit }) => `${outcome} ${value} / ${limit}`).join('; ');
}

const verified = (side: string, cents: bigint, inKind = false): ClaimedValue => ({
  side,
  inKind,
  cents,
});
const HUNDRED = withConvention({ eligibleCosts: eur('100000.00') });
const PUBLIC_CASH = { fundingSource: 'budget', resource: cash('90000.00') } as const;

describe('the in-kind ceiling (C1): public support within the eligible 100,000.00 less 15,000.00 in kind', () => {
  const before = [verified('T', 15_000_00n, true)];
  const paying = (amount: string) =>
    atVerification('IN_KIND_CEILING', { statement: PUBLIC_CASH, amount, before, partnership: HUNDRED });

  it('lets 85,000.00 pass and refuses one cent more', () => {
    expect(paying('85000.00')).toBe('PASSED 85000.00 / 85000.00');
    expect(paying('85000.01')).toBe('IN_KIND_CEILING 85000.01 / 85000.00');
    expect(paying('90000.00')).toBe('IN_KIND_CEILING 90000.00 / 85000.00');
  });

  it('counts what is in kind of a public body on both sides, and health money as public', () => {
    const statement = { fundingSource: 'budget', resource: room('10'), stage: 'DELIVERED' } as const;
    const health = [verified('PUBLIC_HEALTH', 96_880_00n)];
    const given = { statement, amount: '1560.00', partnership: HUNDRED };
    expect(atVerification('IN_KIND_CEILING', { ...given, before: health })).toBe(
      'PASSED 98440.00 / 98440.00',
    );
    const more = [verified('PUBLIC_HEALTH', 96_880_01n)];
    expect(atVerification('IN_KIND_CEILING', { ...given, before: more })).toBe(
      'IN_KIND_CEILING 98440.01 / 98440.00',
    );
  });

  it('holds also after the convention has ended, by the terms that held last', () => {
    const raised = { eligibleCosts: eur('110000.00'), validFrom: '2025-01-01' };
    const amendment = { type: 'ConventionAmended' as const, data: signed(raised).data as never };
    const partnership = [...HUNDRED, amendment];
    const given = { statement: PUBLIC_CASH, before, partnership };
    expect(atVerification('IN_KIND_CEILING', { ...given, amount: '90000.00' })).toBe(
      'PASSED 90000.00 / 95000.00',
    );
  });

  it('is not looked at without eligible costs, nor for private money', () => {
    const given = { statement: PUBLIC_CASH, amount: '90000.00', before };
    expect(atVerification('IN_KIND_CEILING', { ...given, partnership: withConvention() })).toBe('');
    expect(atVerification('IN_KIND_CEILING', given)).toBe('');
    const own = { statement: { fundingSource: 'own' }, amount: '1.00', before, partnership: HUNDRED };
    expect(atVerification('IN_KIND_CEILING', own)).toBe('');
  });
});

describe('the cost cap of art. 18 D.Lgs. 201/2022: public resources within the costs', () => {
  const art18 = [
    registered({ to: null, cup: null, instrument: 'PARTENARIATO_ART18_201_2022' }),
    signed({ eligibleCosts: eur('100000.00') }),
  ];
  const statement = { ...PUBLIC_CASH, resource: cash('100000.01') };

  it('lets the costs pass, in kind included, and refuses one cent more', () => {
    expect(atVerification('COST_CAP', { statement, amount: '100000.00', partnership: art18 })).toBe(
      'PASSED 100000.00 / 100000.00',
    );
    const before = [verified('PUBLIC', 20_000_00n, true)];
    const beyond = 'COST_CAP 100000.01 / 100000.00';
    expect(atVerification('COST_CAP', { statement, amount: '80000.01', before, partnership: art18 })).toBe(
      beyond,
    );
    expect(atVerification('COST_CAP', { statement, amount: '100000.01', partnership: art18 })).toBe(beyond);
  });

  it('is asked of no other instrument', () => {
    expect(atVerification('COST_CAP', { statement, amount: '100000.00', partnership: HUNDRED })).toBe('');
  });
});

describe('the share that a convention requires', () => {
  const partnership = withConvention({ requiredShareBp: 2_000 });
  const given = {
    statement: { fundingSource: 'mixed', resource: cash('100.00') },
    amount: '100.00',
    partnership,
  };
  // `mixed` is known where it is verified; recording it asks nothing of its origins.

  it('is met by the Third Sector’s own part, rounded up to the cent', () => {
    expect(atVerification('REQUIRED_SHARE', given)).toBe('PASSED 40.00 / 20.00');
    const before = [verified('PUBLIC', 100_00n), verified('U', 900_00n), verified('F', 1n)];
    expect(atVerification('REQUIRED_SHARE', { ...given, before })).toBe('WARNED 40.00 / 40.01');
  });

  it('only warns, and is nowhere else looked at', () => {
    const staffed = {
      ...given,
      statement: { fundingSource: 'budget', resource: staff(300), stage: 'DELIVERED' as const },
    };
    expect(atVerification('REQUIRED_SHARE', staffed)).toBe('WARNED 0.00 / 20.00');
    expect(atVerification('REQUIRED_SHARE', { ...given, partnership: withConvention() })).toBe('');
  });
});
