/** Laws that hold for every contribution, whatever is asked in whatever order. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '#event-log/canonical-json';
import {
  around,
  ASKED,
  cash,
  eur,
  IMPEGNO,
  source,
  staff,
  WHY,
} from '../../../test/support/contributions.ts';
import { span } from '../../../test/support/random-history.ts';
import { dateOf, dayOf } from '../calendar.ts';
import { amountOf, centsOf, DECIMAL_FORM, type Money } from '../money.ts';
import { REJECTIONS, isRejection, type Decision } from '../rejections.ts';
import type { ContributionCommand } from './commands.ts';
import { contribution } from './decider.ts';
import { ASSET_UNITS, CORRECTION_REASONS, STAGES, USERS_AREAS } from './events.ts';
import type { AskedResource, AskedStatement, ContributionEvent } from './events.ts';
import { firstHolder } from './funding.ts';
import { balanceOf, overdraftOf, RUNGS } from './ladder.ts';
import { allMoves, cutOf, undecided, type ContributionState, type Standing } from './state.ts';

/** Mostly usable, sometimes absurd: everything the form of a decimal admits. */
const decimal = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 6n }).map((cents) => amountOf(cents)) },
  { weight: 1, arbitrary: fc.stringMatching(DECIMAL_FORM) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '-0.00', '0.005', '999999999999999.99', `1${'0'.repeat(40)}`),
  },
);
const money = decimal.map((amount) => eur(amount));

const resource: fc.Arbitrary<AskedResource> = fc.oneof(
  { weight: 3, arbitrary: decimal.map((amount) => cash(amount)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat({ max: 6_000 }), decimal).map(([minutes, rate]) => staff(minutes, rate)),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ASSET_USE'),
      asset: fc.constant(null),
      quantity: decimal,
      unit: fc.constantFrom(...ASSET_UNITS),
      valuation: decimal.map((rate) => ({ method: 'UNITS_AT_RATE', version: 1, rate })),
    }),
  },
);

const id = fc.constantFrom('association', 'coop', 'bankFoundation', 'lecco');
const day = fc.integer({ min: dayOf('2023-01-01'), max: dayOf('2025-12-31') }).map(dateOf);
/** Mostly when all that was stated is there, sometimes before. */
const later = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: dayOf('2026-01-01'), max: dayOf('2026-10-31') }).map(dateOf) },
  { weight: 1, arbitrary: day },
);
const effective = fc.oneof(
  { weight: 6, arbitrary: day.map((date) => ({ from: date, to: date })) },
  { weight: 3, arbitrary: span },
  { weight: 1, arbitrary: span.map(({ from, to }) => ({ from: to, to: from })) },
);
const members = {
  payer: id,
  bringer: id,
  receiver: fc.option(id),
  fundingSource: fc.constantFrom('calls', 'own', 'budget'),
  stage: fc.constantFrom(...STAGES),
  resource,
  effective,
  usersArea: fc.option(fc.constantFrom(...USERS_AREAS)),
  cup: fc.constantFrom(null, null, null, 'B31H22000280006', 'none'),
  act: fc.option(id),
} as const;
const stated: fc.Arbitrary<AskedStatement> = fc.record(members).map((over) => ({ ...ASKED, ...over }));
const justification = fc.record({ reason: fc.constantFrom(...CORRECTION_REASONS), reference: fc.option(id) });

const yearly = (year: number, cents: bigint) => ({ year, amount: eur(amountOf(cents)) });
const opening: fc.Arbitrary<ContributionCommand> = fc.oneof(
  stated.map((statement) => ({ kind: 'record' as const, partnership: 'p1', externalRef: null, statement })),
  fc.tuple(stated, fc.option(day)).map(([statement, expiresOn]) => ({
    kind: 'pledge' as const,
    partnership: 'p1',
    externalRef: null,
    statement,
    schedule: null,
    expiresOn,
  })),
  money.map((amount) => ({
    kind: 'pledge' as const,
    partnership: 'p1',
    externalRef: null,
    statement: {
      ...ASKED,
      effective: { from: '2023-03-01', to: '2025-10-31' },
      resource: cash(amountOf(3n * (centsOf(amount.amount) % 10n ** 8n))),
    },
    schedule: [2023, 2024, 2025].map((year) => yearly(year, centsOf(amount.amount) % 10n ** 8n)),
    expiresOn: '2024-06-30',
  })),
);

const part = fc.oneof(
  { weight: 8, arbitrary: money.map((amount) => ({ amount })) },
  { weight: 1, arbitrary: fc.nat({ max: 3_000 }).map((minutes) => ({ minutes })) },
  { weight: 1, arbitrary: decimal.map((quantity) => ({ quantity })) },
);
const MANDATO = { ...IMPEGNO, liquidationNo: '2', mandateNo: '3', publication: 'trasparenza 1' };
const moving: fc.Arbitrary<ContributionCommand> = fc.record({
  kind: fc.constantFrom('commit', 'deliver', 'pay'),
  part,
  effective: later.map((date) => ({ from: date, to: date })),
  accounting: fc.constant(MANDATO),
  keepRemainder: fc.boolean(),
});
const changing: fc.Arbitrary<ContributionCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('correct'),
    changes: fc.record(members, { requiredKeys: [] }),
    justification,
  }),
  fc.record({ kind: fc.constant('reverse'), effectiveOn: fc.option(later), justification }),
  fc.record({
    kind: fc.constant('reclassify'),
    fundingSource: fc.constantFrom('calls', 'own'),
    effectiveOn: fc.option(later),
    justification,
  }),
);
const pledging: fc.Arbitrary<ContributionCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('revisePledge'),
    resource,
    schedule: fc.constant(null),
    effectiveOn: later,
    justification,
  }),
  fc.record({ kind: fc.constant('releasePledge'), effectiveOn: later, reference: fc.constant(null) }),
  fc.constant({ kind: 'expirePledge' }),
);
const undoing: fc.Arbitrary<ContributionCommand> = fc.record({
  kind: fc.constant('reverseMovement'),
  movement: fc.integer({ min: 1, max: 6 }),
  justification,
});
const looking: fc.Arbitrary<ContributionCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('verify'),
    claimed: money,
    admitted: money,
    reason: fc.constant('OTHER'),
    onAppeal: fc.boolean(),
    reference: fc.constant(null),
  }),
  fc.record({ kind: fc.constant('recover'), amount: money, from: id, effectiveOn: later, act: id }),
  fc.record({ kind: fc.constant('waiveRecovery'), amount: money, act: id, reason: id }),
  fc.constantFrom<ContributionCommand>(
    { kind: 'confirm' },
    { kind: 'contest', reason: 'OTHER', reference: null },
  ),
);

type Turn = readonly [ContributionCommand, string, readonly number[]];

/** An account asks, with one that only looks among them; sometimes after a year was closed. */
const turn = fc
  .tuple(
    fc.oneof(
      { weight: 1, arbitrary: opening },
      { weight: 8, arbitrary: moving },
      { weight: 1, arbitrary: changing },
      { weight: 1, arbitrary: pledging },
      { weight: 1, arbitrary: undoing },
      { weight: 6, arbitrary: looking },
    ),
    fc.constantFrom('recorder', 'second', 'third'),
    fc.constantFrom<readonly number[]>([], [], [2023]),
  )
  .map(([asked, by, closed]): Turn => [
    asked,
    asked.kind !== 'verify' && by === 'second' ? 'recorder' : by,
    closed,
  ]);
const story = fc
  .tuple(opening, fc.array(turn, { maxLength: 25 }))
  .map(([first, more]) => [[first, 'recorder', []] as const, ...more]);

const others = { 'funding-source-s': source({ COMPANY: 10_000 }) };
const CIRCUMSTANCES = new Map(
  ['recorder', 'second', 'third'].flatMap((by) =>
    [[], [2023]].map(
      (closed) => [`${by} ${closed.join()}`, around({ by, org: 'coop', closed, others })] as const,
    ),
  ),
);

function ask([command, by, closed]: Turn, state: ContributionState): Decision<ContributionEvent> {
  const now = CIRCUMSTANCES.get(`${by} ${closed.join()}`);
  if (now === undefined) throw new Error('nobody asks');
  return contribution.decide(scaled(command, state), state, now);
}

/** Amounts within reach of what there is, so that a good part of what is asked is accepted. */
function scaled(command: ContributionCommand, state: ContributionState): ContributionCommand {
  if (!('cents' in state)) return command;
  const near = ({ amount }: Money, most = state.cents): Money => {
    const cents = centsOf(amount);
    return cents <= 0n || most <= 0n ? eur(amount) : eur(amountOf((cents % most) + 1n));
  };
  if (command.kind === 'verify') {
    const claimed = near(command.claimed, command.onAppeal ? cutOf(state) : undecided(state));
    return { ...command, claimed, admitted: near(command.admitted, centsOf(claimed.amount)) };
  }
  if ('part' in command && 'amount' in command.part && 'statement' in state) {
    const { resource: kept } = state.statement;
    if (kept.kind === 'CASH') return { ...command, part: { amount: near(command.part.amount) } };
    if (kept.kind !== 'PAID_STAFF') return { ...command, part: { quantity: command.part.amount.amount } };
    const minutes = Number(centsOf(command.part.amount.amount) % BigInt(kept.minutes)) + 1;
    return { ...command, part: { minutes } };
  }
  if (command.kind !== 'recover' || !('statement' in state)) return command;
  return { ...command, amount: near(command.amount), from: firstHolder(state.statement) };
}

/** States on the way, refused commands left out, with the events that led to each. */
function along(
  turns: readonly Turn[],
): { readonly state: ContributionState; readonly event: ContributionEvent }[] {
  let state: ContributionState = contribution.initial;
  return turns.flatMap((asked) => {
    const decision = ask(asked, state);
    if (isRejection(decision)) return [];
    return decision.events.map((event) => {
      state = contribution.evolve(state, event, asked[1]);
      return { state, event };
    });
  });
}

const last = (turns: readonly Turn[]): ContributionState =>
  along(turns).at(-1)?.state ?? contribution.initial;

describe('for any contribution and any command', () => {
  it('there is a decision: events that can be stored, or a reason out of the catalogue', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, turn, (turns, asked) => {
        const decision = ask(asked, last(turns));
        if (isRejection(decision)) {
          seen.add('rejected');
          expect(Object.keys(REJECTIONS)).toContain(decision.rejected);
          return;
        }
        expect(decision.events.length).toBeGreaterThan(0);
        for (const event of decision.events) {
          seen.add(event.type);
          expect(canonicalJson(event)).toContain(`"type":"${event.type}"`);
        }
      }),
      { numRuns: 500 },
    );
    expect(seen.has('rejected')).toBe(true);
    expect(seen.size).toBeGreaterThan(6);
  });

  it('the same question on the same state has the same answer, and changes neither', () => {
    const shown = (value: unknown) =>
      JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item));
    fc.assert(
      fc.property(story, turn, (turns, asked) => {
        const state = last(turns);
        const before = shown([state, asked]);
        expect(ask(asked, state)).toEqual(ask(asked, state));
        expect(shown([state, asked])).toBe(before);
      }),
    );
  });

  it('a value is positive, has two decimals and at most fifteen integer digits', () => {
    fc.assert(
      fc.property(opening, (asked) => {
        for (const { event } of along([[asked, 'recorder', []]])) {
          if (!('statement' in event.data)) throw new Error(`${event.type} records nothing`);
          expect(event.data.value?.amount).toMatch(/^(0|[1-9]\d{0,14})\.\d\d$/);
          expect(event.data.value?.amount).not.toBe('0.00');
          const { resource: kept } = event.data.statement;
          if (kept.kind === 'CASH') expect(kept.amount).toEqual(event.data.value);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** What must be true of a contribution that stands, wherever it has come. */
function holds(state: Standing): void {
  const moves = allMoves(state);
  expect(overdraftOf(moves)).toBeNull();
  const gone = moves.reduce((sum, { to, cents }) => sum + (to === null ? cents : 0n), 0n);
  const come = moves.reduce((sum, { from, cents }) => sum + (from === null ? cents : 0n), 0n);
  const here = RUNGS.reduce((sum, rung) => sum + balanceOf(moves, rung), 0n);
  expect(here).toBe(come - gone);
  expect(undecided(state) >= 0n).toBe(true);
  expect(RUNGS.every((rung) => balanceOf(moves, rung) >= 0n)).toBe(true);
  const entered = moves.filter(({ from, revision }) => from === null || revision);
  const net = entered.reduce((sum, { to, cents }) => sum + (to === null ? -cents : cents), 0n);
  expect(net).toBe(state.cents);
}

describe('after any accepted commands', () => {
  const accepted = new Map<string, number>();

  it('no rung is below nothing on any day, and what is decided stays within what was settled', () => {
    fc.assert(
      fc.property(story, (turns) => {
        for (const { state, event } of along(turns)) {
          accepted.set(event.type, (accepted.get(event.type) ?? 0) + 1);
          if ('moves' in state) holds(state);
        }
      }),
      { numRuns: 3_000 },
    );
    for (const type of [
      'ContributionPaid',
      'ContributionVerified',
      'FundsRecovered',
      'PledgeReleased',
      'PledgeExpired',
      'PledgeRevised',
      'ContributionCorrected',
      'MovementReversed',
    ]) {
      expect([type, (accepted.get(type) ?? 0) > 0]).toEqual([type, true]);
    }
  }, 30_000);

  it('what is verified is what was admitted less what was recovered of it, and cut is what was not', () => {
    fc.assert(
      fc.property(story, (turns) => {
        let [claimed, admitted, cut] = [0n, 0n, 0n];
        for (const { event } of along(turns)) {
          if (event.type !== 'ContributionVerified' && event.type !== 'ContributionRejected') continue;
          const mine = event.type === 'ContributionVerified' ? event.data : null;
          const pieces = mine?.pieces.reduce((sum, { value }) => sum + centsOf(value.amount), 0n) ?? 0n;
          expect(pieces).toBe(centsOf(mine?.admitted.amount ?? '0'));
          expect(pieces + centsOf(event.data.cut.amount)).toBe(centsOf(event.data.claimed.amount));
          if (event.data.onAppeal) cut -= pieces;
          else {
            claimed += centsOf(event.data.claimed.amount);
            cut += centsOf(event.data.cut.amount);
          }
          admitted += pieces;
        }
        expect(admitted + cut).toBe(claimed);
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);

  it('a movement that is undone at once leaves everything as it was', () => {
    let undone = 0;
    fc.assert(
      fc.property(story, moving, (turns, asked) => {
        const before = last(turns);
        const moved = ask([asked, 'recorder', []], before);
        if (isRejection(moved) || !('moves' in before)) return;
        const fold = (so: ContributionState, event: ContributionEvent) => contribution.evolve(so, event, '');
        const after = moved.events.reduce<ContributionState>(fold, before);
        const movement = before.movements + 1;
        const back = ask([{ kind: 'reverseMovement', movement, justification: WHY }, 'recorder', []], after);
        const now = ('events' in back ? back.events : []).reduce(fold, after);
        expect(now).toMatchObject({ moves: before.moves, pledge: before.pledge });
        undone += 1;
      }),
      { numRuns: 500 },
    );
    expect(undone).toBeGreaterThan(20);
  });

  it('a reversal is the last that happens', () => {
    fc.assert(
      fc.property(story, (turns) => {
        const reversal = along(turns).findIndex(({ event }) => event.type === 'ContributionReversed');
        expect(reversal === -1 || reversal === along(turns).length - 1).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
