/** One co-design from pledge to verified, told through the deciders by two people, and what its figures say. */
import { describe, expect, it } from '@jest/globals';
import type { AskedResource, AskedStatement } from '#domain/contribution/events';
import { BASES, VIEWS } from '#domain/figures/definitions';
import { NO_TERMS } from '#domain/funding-source/events';
import type { OriginClass } from '#domain/funding-source/origins';
import { Decimal } from '#domain/money';
import { NO_DETAILS, type PartyProfile } from '#domain/party/events';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import { Life } from '../../../test/support/life.ts';
import { naiveClaims } from '../../../test/support/naive-claims.ts';
import { asking } from '../../../test/support/read-models.ts';
import { Figures, type Figure } from './figures.ts';
import type { FigureQuestion } from './question/question.ts';
import { figuresProjection } from './fold/projection.ts';

const PARTIES: readonly (readonly [id: string, kind: PartyProfile['kind']])[] = [
  ['comune', 'PUBLIC_BODY'],
  ['region', 'PUBLIC_BODY'],
  ['ambito', 'PUBLIC_BODY'],
  ['coop', 'THIRD_SECTOR_BODY'],
  ['foundation', 'FOUNDATION'],
  ['company', 'COMPANY'],
];
const SOURCES: Readonly<Record<string, Partial<Record<OriginClass, number>>>> = {
  budget: { MUNICIPALITY: 10_000 },
  esf: { EU: 4_000, STATE: 4_200, REGION: 1_800 },
  own: { THIRD_SECTOR: 10_000 },
  calls: { FOUNDATION: 10_000 },
  gifts: { COMPANY: 10_000 },
  fees: { USERS: 10_000 },
};
const YEAR = { from: '2025-01-01', to: '2025-12-31' };
const SECOND = { by: 'bruno' };

const eur = (amount: string) => ({ amount, currency: 'EUR' }) as const;
const cash = (amount: string): AskedResource => ({ kind: 'CASH', amount: eur(amount) });

/** Everything of it is in 2025, under a CUP, with a document of its own. */
function statementOf(
  id: string,
  over: Partial<AskedStatement> & Pick<AskedStatement, 'resource'>,
): AskedStatement {
  const [letter = 'a'] = Buffer.from(id).toString('hex');
  const sha256 = Buffer.from(id).toString('hex').padEnd(64, letter).slice(0, 64);
  return {
    ...{
      payer: 'coop',
      bringer: 'coop',
      receiver: null,
      fundingSource: 'own',
      stage: 'PAID',
      effective: YEAR,
    },
    ...{ dating: 'STATED', usersArea: null, cup: 'B31H22000280006', place: null, act: null },
    evidence: [{ reference: `prot. ${id}`, sha256 }],
    ...over,
  };
}

function record(life: Life, id: string, of: Parameters<typeof statementOf>[1]): void {
  const statement = statementOf(id, of);
  life.must('contribution', id, { kind: 'record', partnership: 'lecco', externalRef: null, statement });
}

function verify(life: Life, id: string, claimed: string, admitted = claimed): void {
  const reason = claimed === admitted ? null : 'MISSING_SIGNATURES';
  const decision = {
    claimed: eur(claimed),
    admitted: eur(admitted),
    reason,
    onAppeal: false,
    reference: null,
  } as const;
  life.must('contribution', id, { kind: 'verify', ...decision }, SECOND);
}

function register(life: Life): void {
  for (const [id, kind] of PARTIES) {
    const named = { legalName: id, standsFor: null, taxCode: null, ipaCode: null };
    life.must('party', id, { kind: 'register', party: { ...NO_DETAILS, ...named, kind } });
  }
  for (const [id, shares] of Object.entries(SOURCES)) {
    const originShares = Object.entries(shares).map(([origin, bp]) => ({
      origin: origin as OriginClass,
      bp,
    }));
    const source = { ...NO_TERMS, title: id, originShares, fundCode: null, repayable: false };
    life.must('funding-source', id, { kind: 'register', source });
  }
  const named = { title: 'Coprogettazione', leadBody: 'comune', from: null, to: null, cup: null };
  const partnership = { ...NO_PARTNERSHIP_DETAILS, ...named, instrument: 'COPROGETTAZIONE' } as const;
  life.must('partnership', 'lecco', { kind: 'register', partnership });
}

function publicSide(life: Life): void {
  const ofComune = { payer: 'comune', bringer: 'comune', fundingSource: 'budget' } as const;
  record(life, 'cash', { ...ofComune, receiver: 'coop', resource: cash('250000.00') });
  verify(life, 'cash', '250000.00');
  const recovery = { from: 'coop', effectiveOn: '2025-12-31', act: 'det. 9/2025' };
  life.must('contribution', 'cash', { kind: 'recover', amount: eur('5000.00'), ...recovery });
  const room = { area: '120', rentPerSquareMetre: '6.50', hoursUsed: '12', hoursAvailable: '60' };
  record(life, 'room', {
    ...ofComune,
    resource: {
      ...{ kind: 'ASSET_USE', asset: null, quantity: '10', unit: 'MONTH' },
      valuation: { method: 'MARKET_RENT_SHARE', version: 1, inputs: room },
    },
  });
  verify(life, 'room', '1560.00');
  const region = { payer: 'region', bringer: 'region', fundingSource: 'esf' } as const;
  record(life, 'esf', { ...region, resource: cash('100000.00') });
  verify(life, 'esf', '100000.00');
  for (const [from, to] of [
    ['region', 'ambito'],
    ['ambito', 'coop'],
  ] as const) {
    const fundedBy = [{ contribution: 'esf', amount: eur('100000.00') }];
    const terms = {
      from,
      to,
      amount: eur('100000.00'),
      fundedBy,
      effectiveOn: '2025-12-31',
      lateFor: null,
      act: null,
    };
    life.must('transfer', to, { kind: 'transfer', partnership: 'lecco', transfer: terms });
  }
}

function thirdSector(life: Life): void {
  const staff = { method: 'STAFF_1720', version: 1, inputs: { annualCost: '31250.00' } };
  record(life, 'staff', { resource: { kind: 'PAID_STAFF', minutes: 8_250, valuation: staff } });
  verify(life, 'staff', '2498.38');
  const fundedBy = [{ contribution: 'esf', amount: eur('18000.00') }];
  record(life, 'share', { resource: cash('30000.00'), fundedBy });
  verify(life, 'share', '30000.00');
  record(life, 'volunteers', {
    resource: {
      ...{
        kind: 'VOLUNTEER_TIME',
        person: null,
        headcount: 12,
        minutes: 24_750,
        registered: true,
        insured: true,
      },
      valuation: { method: 'VOLUNTEER_DM_2020', version: 1, rate: '11.40' },
    },
  });
  verify(life, 'volunteers', '4702.50', '4000.00');
  const half = { purchaseCost: '24000.00', depreciationBp: '2500', useBp: '4000', publicGrantBp: '5000' };
  record(life, 'vehicle', {
    resource: {
      ...{ kind: 'ASSET_USE', asset: null, quantity: '183', unit: 'DAY' },
      valuation: { method: 'DEPRECIATION_SHARE', version: 1, inputs: half },
    },
  });
  verify(life, 'vehicle', '601.64');
  const relational = {
    kind: 'RELATIONAL',
    indicator: 'NETWORK_NODES',
    quantity: '24',
    unit: 'NODE',
  } as const;
  const declared = {
    bringer: 'coop',
    receiver: null,
    effective: YEAR,
    usersArea: null,
    place: null,
    evidence: [],
  };
  life.must('contribution', 'network', {
    ...{ kind: 'declare', partnership: 'lecco', externalRef: null },
    declaration: { ...declared, resource: relational },
  });
}

function others(life: Life): void {
  const calls = { payer: 'foundation', fundingSource: 'calls', resource: cash('60000.00') } as const;
  const pledge = { partnership: 'lecco', externalRef: null, schedule: null, expiresOn: null };
  life.must('contribution', 'grant', {
    kind: 'pledge',
    ...pledge,
    statement: statementOf('grant', { ...calls, stage: 'PLEDGED' }),
  });
  const received = { part: { amount: eur('40000.00') }, effective: { from: '2025-09-01', to: '2025-09-01' } };
  life.must('contribution', 'grant', { kind: 'pay', ...received });
  verify(life, 'grant', '40000.00');
  record(life, 'gift', {
    payer: 'company',
    bringer: 'company',
    fundingSource: 'gifts',
    resource: cash('5000.00'),
  });
  verify(life, 'gift', '5000.00');
  const fees = { kind: 'CASH', nature: 'USER_FEE', amount: eur('7200.00') } as const;
  record(life, 'fees', { fundingSource: 'fees', resource: fees });
  verify(life, 'fees', '7200.00');
}

function scenario(): Life {
  const life = new Life(naiveClaims);
  register(life);
  publicSide(life);
  thirdSector(life);
  others(life);
  return life;
}

const ASK: FigureQuestion = {
  partnership: 'lecco',
  definitions: ['L1', 'L1s', 'L2', 'L9'],
  ...{ basis: 'verified', view: 'economic', effectiveAsOf: '2026-11-22' },
};
const LIFE = scenario().items();

function told(over: Partial<FigureQuestion> = {}): readonly Figure[] {
  return asking(figuresProjection, LIFE, (reader) => new Figures(reader).answer({ ...ASK, ...over }).figures);
}

/** Amounts by side, of the definition that has every side of the ratio above the line. */
function sides({ numerator }: Pick<Figure, 'numerator'>): Readonly<Record<string, string>> {
  return Object.fromEntries(numerator.parts.map(({ side, amount }) => [side, amount.amount]));
}

describe('the golden scenario', () => {
  it('has P, T, F and O of what is verified, each euro once, and the fees beside', () => {
    const [l2] = told({ definitions: ['L2'] });
    expect(l2 && sides(l2)).toEqual({
      ...{ PUBLIC: '346560.00', PUBLIC_HEALTH: '0.00' },
      ...{ T: '19100.02', F: '40000.00', O: '5000.00' },
    });
    expect(l2?.exclusions.map(({ code, amount }) => [code, amount.amount])).toEqual([
      ['USERS_FEES', '7200.00'],
      ['PASSED_ON', '18000.00'],
    ]);
    expect(l2?.coverage.share).toBe('1.0000');
  });

  it('has the own resources of the Third Sector by kind', () => {
    const [l1s] = told({ definitions: ['L1s'], groupBy: ['kind'] });
    const byKind = l1s?.groups.map((group) => [group.key['kind'], group.numerator.amount.amount]);
    expect(byKind).toEqual([
      ['CASH', '12000.00'],
      ['PAID_STAFF', '2498.38'],
      ['VOLUNTEER_TIME', '4000.00'],
      ['ASSET_USE', '601.64'],
    ]);
  });

  it('reads 17.05 %, 5.51 %, 1.18 and 84.39 %, and 15.07 % in cash only', () => {
    expect(told().map(({ display }) => display?.text)).toEqual(['17.05', '5.51', '1.18', '84.39']);
    expect(told({ view: 'cashOnly' })[0]?.display?.text).toBe('15.07');
  });

  it('reads 16.88 % as the CPR admits it: a vehicle half bought with a public grant is not counted', () => {
    const [l1, l1s] = told({ view: 'cpr' });
    expect(l1?.display?.text).toBe('16.88');
    // 58,498.38 / 346,560.00 and 18,498.38: all but the 601.64 of the vehicle.
    expect([l1, l1s].map((each) => each?.numerator.amount.amount)).toEqual(['58498.38', '18498.38']);
    expect(l1?.denominator.amount.amount).toBe('346560.00');
  });

  it('reads 66.56 % where the euro of the municipality is the base and what the Region sent is attracted', () => {
    const [l6] = told({ view: 'localPublicEuro', definitions: ['L6'] });
    // (64,100.02 + 100,000.00) / 246,560.00
    expect(l6?.numerator.amount.amount).toBe('164100.02');
    expect(l6 && sides(l6)).toEqual({ T: '19100.02', F: '40000.00', O: '5000.00', ATTRACTED: '100000.00' });
    expect(l6?.denominator.amount.amount).toBe('246560.00');
    expect(l6?.display?.text).toBe('0.6656');
    expect(new Decimal(l6?.value ?? 0).times(100).toFixed(2)).toBe('66.56');
  });

  it('is the same to a sceptic: nothing of it is implied, assumed or done by unregistered volunteers', () => {
    const read = (scope: FigureQuestion['scope'] & string) =>
      told({ scope }).map(({ display }) => display?.text);
    expect(read('strict')).toEqual(read('broad'));
  });

  it('has a band from what is verified to all that is promised', () => {
    const [l1] = told({ basis: 'pledged' });
    // 59,100.02; with the 702.50 that were cut; with the 20,000.00 that have not come, all on 346,560.00.
    expect(l1?.band.steps.map(({ upTo, display }) => [upTo, display?.text])).toEqual([
      ['A', '17.05'],
      ['B', '17.26'],
      ['C', '17.26'],
      ['D', '23.03'],
    ]);
  });

  it('never reads 42.24 %, which counts by bearer, at what was awarded and claimed, with fees', () => {
    // 105,604.17 / 250,000.00: what a list of payments would give.
    for (const basis of BASES) {
      for (const view of VIEWS) {
        expect(told({ basis, view }).map(({ display }) => display?.text)).not.toContain('42.24');
      }
    }
  });

  it('keeps what is only promised on its own basis: the whole grant is pledged, two thirds of it paid', () => {
    const foundations = (basis: FigureQuestion['basis']) =>
      told({ basis, definitions: ['L2'] }).map((each) => sides(each)['F']);
    expect(
      ['pledged', 'committed', 'delivered', 'paid', 'verified'].map((basis) =>
        foundations(basis as FigureQuestion['basis']),
      ),
    ).toEqual([['60000.00'], ['40000.00'], ['40000.00'], ['40000.00'], ['40000.00']]);
  });

  it('counts hours that were cut as paid and not as verified', () => {
    const own = (basis: FigureQuestion['basis']) =>
      told({ basis, definitions: ['L1s'] })[0]?.numerator.amount.amount;
    expect(own('paid')).toBe('19802.52');
    expect(own('verified')).toBe('19100.02');
  });
});
