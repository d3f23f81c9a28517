/** What is brought before anybody can say what it is worth: its quantity is kept, and a correction values it (T21). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RECORDER, specFor } from '#event-sourcing/spec';
import {
  around,
  cash,
  correct,
  eur,
  happened,
  KEPT,
  move,
  pledge,
  plan,
  record,
  recover,
  reverse,
  room,
  standing,
  verify,
  volunteers,
  WHY,
  withConvention,
  type Asked,
} from '../../../test/support/contributions.ts';
import type { RejectionCode } from '../rejections.ts';
import type { ContributionCommand } from './commands.ts';
import { contribution } from './decider.ts';
import type { AskedResource, AskedStatement, AskedValuation, Stage } from './events.ts';
import { allMoves, unvaluedOf, type UnvaluedQuantity } from './state.ts';

const NOW = around({ by: RECORDER });
const { given } = specFor(contribution, NOW);

const GIFT = { description: 'arredi', quantity: '12.5' } as const;
const HOURS = volunteers(84_000, { valuation: null });
const RATE: AskedValuation = { method: 'VOLUNTEER_DM_2020', version: 1, inputs: { rate: '11.40' } };
const VALUED = volunteers(84_000, { valuation: RATE });

const offered = record({ resource: HOURS });
const given2800h = () => given(...happened(offered));
const unvalued = (...asked: readonly Asked[]) => unvaluedOf(standing(happened(...asked)).statement.resource);
const ROOM: AskedResource = { kind: 'ASSET_USE', quantity: '10', unit: 'MONTH' };
const ON_A_DAY = { effective: { from: '2024-05-06', to: '2024-05-06' } } as const;

function goods(quantity: string): AskedResource {
  return { kind: 'DONATED_GOODS', ...GIFT, quantity, unit: 'ITEM', valuation: null };
}

function staffWithout(minutes: number, person: string | null = null) {
  return { kind: 'PAID_STAFF', minutes, person, valuation: null } as const;
}

describe('a resource without a value', () => {
  it('is recorded with its quantity and no value at all, and what can be looked at is', () => {
    const control = { control: 'HOURS_PER_DAY', version: 1, value: '1400 h', limit: '8784 h' } as const;
    given()
      .when(offered)
      .thenHappens({
        type: 'ContributionRecorded',
        data: {
          partnership: 'p1',
          externalRef: 'riga 7',
          statement: {
            ...KEPT,
            family: 'PROFESSIONAL',
            resource: {
              kind: 'VOLUNTEER_TIME',
              person: 'v-1',
              headcount: null,
              minutes: 84_000,
              registered: true,
              insured: true,
              valuation: null,
            },
          },
          value: null,
          admissible: [],
          controls: [
            { ...control, outcome: 'PASSED', reason: null },
            {
              ...{ control: 'SAME_HOURS', version: 1, value: '0', limit: '0' },
              ...{ outcome: 'PASSED', reason: null },
            },
            {
              ...{ control: 'DOCUMENT_SHARE', version: 1, value: '10000 bp', limit: '10000 bp' },
              ...{ outcome: 'PASSED', reason: null },
            },
          ],
        },
      });
  });

  it.each<[string, Exclude<AskedResource, { kind: 'CASH' }>, UnvaluedQuantity]>([
    ['paid staff', staffWithout(90), { quantity: '90', unit: 'MINUTE' }],
    [
      'time of volunteers',
      {
        ...{ kind: 'VOLUNTEER_TIME', person: null, headcount: 40, minutes: 168_000 },
        ...{ registered: true, insured: true, valuation: null },
      },
      { quantity: '168000', unit: 'MINUTE' },
    ],
    [
      'the use of a room',
      { kind: 'ASSET_USE', quantity: '10', unit: 'MONTH', valuation: null },
      { quantity: '10', unit: 'MONTH' },
    ],
    [
      'donated goods',
      { kind: 'DONATED_GOODS', ...GIFT, unit: 'ITEM', valuation: null },
      { quantity: '12.5', unit: 'ITEM' },
    ],
    [
      'a donated service',
      { kind: 'DONATED_SERVICE', ...GIFT, unit: 'HOUR', valuation: null },
      { quantity: '12.5', unit: 'HOUR' },
    ],
  ])('may be %s, whether null or nothing is asked for its value', (_, resource, quantity) => {
    const history = happened(record({ resource }));
    expect(unvaluedOf(standing(history).statement.resource)).toEqual(quantity);
    const { valuation: __, ...silent } = resource;
    expect(happened(record({ resource: silent }))).toEqual(history);
  });

  it('says null where an amount would stand, until the event that finds one', () => {
    const corrections = [correct({ act: 'det. 13/2024' }), correct({ resource: VALUED })];
    for (const opening of [offered, pledge({ resource: HOURS })]) {
      const events = happened(opening, ...corrections).map(({ told }) => told.data);
      expect(events).toMatchObject([{ value: null }, { value: null }, { value: eur('15960.00') }]);
    }
  });

  it.each<Stage>(['COMMITTED', 'DELIVERED', 'PAID'])('may be recorded as %s', (stage) => {
    expect(standing(happened(record({ resource: HOURS, stage }))).statement.stage).toBe(stage);
  });

  it('is neither money nor what has a value', () => {
    expect(unvalued(record())).toBeNull();
    expect(unvalued(record({ resource: VALUED }))).toBeNull();
    expect(unvalued(record({ resource: room('10') }))).toBeNull();
  });

  it.each<[string, AskedResource, RejectionCode, string]>([
    ['no time', staffWithout(0), 'QUANTITY_NOT_POSITIVE', 'duration'],
    ['too much time', staffWithout(1_032_000_001), 'QUANTITY_TOO_LARGE', 'duration'],
    ['nothing', goods('0'), 'QUANTITY_NOT_POSITIVE', 'quantity'],
    ['more decimals than there may be', goods('1.0000001'), 'QUANTITY_TOO_PRECISE', 'quantity'],
  ])('is refused with %s', (_, resource, rejected, member) => {
    given()
      .when(record({ resource }))
      .thenRejected({ rejected, pointer: `/resource/${member}` });
  });

  it('is held to all that needs no value: insurance, hours of a day, the same hours elsewhere', () => {
    given()
      .when(record({ resource: volunteers(60, { valuation: null, insured: false }) }))
      .thenRejected({ rejected: 'VOLUNTEER_NOT_INSURED', pointer: '/resource/insured' });
    given()
      .when(record({ resource: volunteers(1_441, { valuation: null }), ...ON_A_DAY }))
      .thenRejected({ rejected: 'HOURS_PER_DAY' });
    const elsewhere = { contribution: 'c5', minutes: 60, ...ON_A_DAY };
    given()
      .when(offered, around({ claims: { hoursOf: () => [elsewhere] } }))
      .thenRejected({ rejected: 'SAME_HOURS', pointer: '/reasons/SAME_HOURS' });
  });

  it('is not paid for by anything else, and pays for nothing', () => {
    const money = happened(record({ receiver: 'coop' }));
    const fundedBy = [{ contribution: 'c9', amount: eur('1.00') }];
    const beside = (id: string, history: ReturnType<typeof happened>) =>
      around({ others: { [`contribution-${id}`]: standing(history) } });
    given()
      .when(record({ resource: HOURS, payer: 'coop', fundedBy }), beside('c9', money))
      .thenRejected({
        rejected: 'FUNDING_NOT_WHOLE',
        pointer: '/fundedBy',
        params: { found: '1.00', limit: '0.00' },
      });
    given()
      .when(record({ fundedBy }), beside('c9', happened(offered)))
      .thenRejected({ rejected: 'FUNDING_NOT_CASH', pointer: '/fundedBy/0/contribution' });
  });
});

describe('until it is valued', () => {
  it.each<[string, ContributionCommand, string]>([
    ['committed', move('commit', { minutes: 60 }, '2024-06-01'), '/part'],
    ['delivered', move('deliver', { minutes: 60 }, '2024-06-01'), '/part'],
    ['verified', verify('1.00'), '/claimed'],
  ])('it is not %s: it must be corrected with a valuation first', (_, asked, pointer) => {
    given2800h().when(asked, around()).thenRejected({ rejected: 'NOT_VALUED', pointer });
  });

  it('a pledge of it is neither revised nor released, and does not expire', () => {
    const pledged = happened(pledge({ resource: HOURS }, { expiresOn: '2024-06-30' }));
    const common = { effectiveOn: '2024-06-01', schedule: null, justification: WHY };
    for (const asked of [
      { kind: 'revisePledge', resource: VALUED, ...common },
      { kind: 'releasePledge', effectiveOn: '2024-06-01', reference: null },
      { kind: 'expirePledge' },
    ] as const) {
      given(...pledged)
        .when(asked)
        .thenRejected({ rejected: 'NOT_VALUED' });
      given2800h().when(asked).thenRejected({ rejected: 'NOT_A_PLEDGE' });
    }
  });

  it('nothing of it is paid, and nothing comes back', () => {
    given2800h()
      .when(move('pay', '1.00', '2024-06-01'))
      .thenRejected({ rejected: 'ONLY_CASH_IS_PAID', pointer: '/part' });
    given2800h()
      .when(recover('0.01', '2024-12-31'))
      .thenRejected({ rejected: 'EXCEEDS_RECOVERABLE', pointer: '/amount' });
  });

  it('a pledge has no years, which would add up to a value', () => {
    for (const schedule of [[], plan({ 2024: '100.00' })]) {
      given()
        .when(pledge({ resource: HOURS }, { schedule }))
        .thenRejected({ rejected: 'SCHEDULE_NEEDS_VALUE', pointer: '/schedule' });
    }
  });

  it('the partner answers for it, documents prove it, its source changes, and it is reversed', () => {
    const document = { reference: 'registro 2024', sha256: 'cd'.repeat(32) };
    const partner = around({ by: 'partner', org: 'coop' });
    const history = happened(
      offered,
      [{ kind: 'confirm' }, partner],
      { kind: 'attachEvidence', document },
      { kind: 'reclassify', fundingSource: 'own', effectiveOn: null, justification: WHY },
      reverse('2024-06-01'),
    );
    expect(standing(history)).toMatchObject({ phase: 'reversed', cents: 0n });
  });

  it('it is corrected like anything else, and still has none', () => {
    const fewer = volunteers(60_000, { valuation: null });
    expect(unvalued(offered, correct({ resource: fewer }))).toEqual({ quantity: '60000', unit: 'MINUTE' });
    expect(unvalued(offered, correct({ act: 'det. 13/2024' }))).toEqual({
      quantity: '84000',
      unit: 'MINUTE',
    });
    given2800h()
      .when(correct({ resource: HOURS }))
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
  });
});

describe('the correction that values it', () => {
  const TIMED = {
    ...{ name: { it: 'Ore', en: 'Hours' }, kinds: ['VOLUNTEER_TIME'], scope: 'Lecco', params: {}, cap: null },
    ...{ formula: 'HOURS_AT_RATE', rounding: 'ONCE_AT_END', legalSource: 'del. 12/2026', version: 1 },
    ...{ validFrom: '2026-01-01', validTo: null, proposedBy: 'x', adopted: true },
  };
  const rate = (amount: string, validFrom: string, validTo: string | null) => ({
    ...{ level: 'ORA', rate: amount, unit: 'HOUR', validFrom, validTo },
    source: { title: 'Delibera', url: null },
  });
  const knowing = (...rates: readonly object[]) =>
    around({ by: RECORDER, others: { 'valuation-method-m1': { versions: [TIMED], rates } } });
  const JANUARY = knowing(rate('25.00', '2026-01-01', null));
  const JULY = knowing(rate('25.00', '2026-01-01', '2026-06-30'), rate('30.00', '2026-07-01', null));
  const byRate = correct({
    resource: volunteers(84_000, { valuation: { method: 'm1', version: 1, level: 'ORA' } }),
  });
  const [FIRST, SECOND] = [
    { from: '2026-01-01', to: '2026-06-30' },
    { from: '2026-07-01', to: '2026-12-31' },
  ];
  const within = (effective: AskedStatement['effective']) => record({ resource: HOURS, effective });

  it('takes the rate of its own days (T21): 25.00 before July and 30.00 after, whatever was adopted since', () => {
    const before = happened(within(FIRST), [byRate, JANUARY]);
    expect(standing(before).cents).toBe(35_000_00n);
    expect(standing(happened(within(FIRST), [byRate, JULY])).cents).toBe(35_000_00n);
    expect(standing(happened(within(SECOND), [byRate, JULY])).cents).toBe(42_000_00n);
    const touched = happened(within(FIRST), [byRate, JANUARY], [correct({ act: 'det. 1' }), JULY]);
    expect(standing(touched).cents).toBe(35_000_00n);
  });

  it('leaves nothing behind of the time without a value', () => {
    const asked = fc.record({
      minutes: fc.integer({ min: 60, max: 84_000 }),
      cents: fc.integer({ min: 1, max: 100_00 }),
      stage: fc.constantFrom<Stage>('COMMITTED', 'DELIVERED', 'PAID'),
    });
    fc.assert(
      fc.property(asked, ({ minutes, cents, stage }) => {
        const valuation = { ...RATE, inputs: { rate: (cents / 100).toFixed(2) } };
        const at = (over: object) => volunteers(minutes, over);
        const once = standing(happened(record({ resource: at({ valuation }), stage })));
        const twice = standing(
          happened(
            record({ resource: at({ valuation: null }), stage }),
            correct({ resource: at({ valuation }) }),
          ),
        );
        expect(twice).toEqual(once);
      }),
    );
  });

  it('opens the way: it is delivered and verified', () => {
    const history = happened(
      record({ resource: HOURS, stage: 'COMMITTED' }),
      correct({ resource: VALUED }),
      move('deliver', { minutes: 42_000 }, '', { effective: KEPT.effective }),
      verify('7980.00'),
    );
    // 700 hours at 11.40.
    expect(allMoves(standing(history)).at(-1)).toMatchObject({ to: 'VERIFIED', cents: 7_980_00n });
  });

  it('opens a pledge, which is confirmed in parts from then on', () => {
    const pledged = happened(pledge({ resource: HOURS }), correct({ resource: VALUED }));
    expect(standing(pledged).cents).toBe(15_960_00n);
    expect(
      happened(
        pledge({ resource: HOURS }),
        correct({ resource: VALUED }),
        move('commit', { minutes: 42_000 }, '2024-06-01', { keepRemainder: true }),
      ),
    ).toHaveLength(3);
  });

  it('is held to what needs a rate: its divisor, and whether it is plausible', () => {
    const half = { method: 'STAFF_1720', version: 1, inputs: { annualCost: '18576.00', partTimeBp: '6000' } };
    const resource = staffWithout(61_980, 'op-7');
    given(...happened(record({ resource })))
      .when(correct({ resource: { ...resource, valuation: half } }))
      .thenRejected({
        rejected: 'HOURS_CEILING',
        params: { value: '2024: 1033 h', limit: '1032 h', source: 'Reg. (EU) 2021/1060 art. 55(3)' },
      });
    const dear = { method: 'HOURS_AT_RATE', version: 1, rate: '400.00' };
    const valuing = correct({ resource: { ...staffWithout(60), valuation: dear } });
    const [first, second] = happened(record({ resource: staffWithout(60), ...ON_A_DAY }), valuing);
    expect(JSON.stringify(first)).not.toContain('PLAUSIBLE_RATE');
    expect(second?.told.data).toMatchObject({
      controls: [{ control: 'PLAUSIBLE_RATE', value: '400.00', outcome: 'WARNED' }, {}, {}],
    });
  });

  it('says what a funder admits of it, which nothing could say of no value', () => {
    const outside = around({ by: RECORDER, partnership: withConvention() });
    const effective = { from: '2023-12-01', to: '2023-12-31' };
    const [first, second] = happened(
      [record({ resource: ROOM, effective }), outside],
      [correct({ resource: room('10') }), outside],
    ).map(({ told }) => told.data);
    expect(first).toMatchObject({ value: null, admissible: [] });
    expect(second).toMatchObject({
      value: eur('1560.00'),
      admissible: [{ view: 'CPR', value: eur('0.00'), why: 'ELIGIBILITY_WINDOW' }],
    });
  });

  it.each<[string, AskedResource, AskedResource]>([
    ['by null', VALUED, HOURS],
    ['of money that turns into hours', cash('100.00'), HOURS],
    ['by silence', room('10'), ROOM],
  ])('is never undone: a value is not taken away again, not even %s', (_, resource, without) => {
    given(...happened(record({ resource })))
      .when(correct({ resource: without }))
      .thenRejected({ rejected: 'VALUATION_MISSING', pointer: '/changes/resource/valuation' });
  });

  it('is not undone by a revision of the pledge either', () => {
    const common = { effectiveOn: '2024-06-01', schedule: null, justification: WHY };
    given(...happened(pledge({ resource: VALUED })))
      .when({ kind: 'revisePledge', resource: HOURS, ...common })
      .thenRejected({ rejected: 'VALUATION_MISSING', pointer: '/resource/valuation' });
  });

  it('needs its years open', () => {
    given2800h()
      .when(correct({ resource: VALUED }), around({ by: RECORDER, closed: [2024] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/changes/effective', params: { year: '2024' } });
  });

  it('names the method that it is valued by, and nothing while there is none', () => {
    const state = standing(happened(offered));
    const methods = (command: ContributionCommand): string[] =>
      contribution
        .references(command, state, 'self')
        .filter(({ aggregate }) => aggregate === 'valuation-method')
        .map(({ pointer }) => pointer);
    const id = '0d4f6c9e-53a1-5c7e-9b1f-2f6f0f2b7a10';
    const resource = volunteers(84_000, { valuation: { method: id, version: 1, level: 'ORA' } });
    expect(methods(correct({ resource }))).toEqual(['/changes/resource/valuation/method']);
    expect(methods(correct({ act: null }))).toEqual([]);
    expect(methods(move('deliver', { minutes: 1 }, '2024-06-01'))).toEqual([]);
  });
});
