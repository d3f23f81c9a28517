/** Laws that hold for every contribution, whatever is asked in whatever order. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '#event-log/canonical-json';
import { span } from '../../../test/support/random-history.ts';
import { DECIMAL_FORM, amountOf } from '../money.ts';
import { REJECTIONS, isRejection, type Decision } from '../rejections.ts';
import { contribution, type ContributionCommand, type ContributionState } from './decider.ts';
import { ASSET_UNITS, CORRECTION_REASONS, STAGES, USERS_AREAS } from './events.ts';
import type { ContributionEvent, Resource, Statement } from './events.ts';

/** Mostly usable, sometimes absurd: everything the form of a decimal admits. */
const decimal = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 9n }).map((cents) => amountOf(cents)) },
  { weight: 1, arbitrary: fc.stringMatching(DECIMAL_FORM) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '-0.00', '0.005', '999999999999999.99', `1${'0'.repeat(40)}`),
  },
);

const resource: fc.Arbitrary<Resource> = fc.oneof(
  decimal.map((amount) => ({ kind: 'CASH', amount: { amount, currency: 'EUR' } }) as const),
  fc.record({
    kind: fc.constant('PAID_STAFF'),
    minutes: fc.oneof(fc.nat({ max: 100_000 }), fc.maxSafeInteger()),
    valuation: decimal.map((rate) => ({ method: 'HOURS_AT_RATE', version: 1, rate }) as const),
  }),
  fc.record({
    kind: fc.constant('ASSET_USE'),
    quantity: decimal,
    unit: fc.constantFrom(...ASSET_UNITS),
    valuation: decimal.map((rate) => ({ method: 'UNITS_AT_RATE', version: 1, rate }) as const),
  }),
);

const id = fc.constantFrom('lecco', 'cooperative', 'foundation');
const idOrNull = fc.option(id);
const effective = fc.oneof(
  { weight: 6, arbitrary: span },
  { weight: 1, arbitrary: span.map(({ from, to }) => ({ from: to, to: from })) },
);
const members = {
  payer: id,
  bringer: id,
  receiver: idOrNull,
  fundingSource: id,
  stage: fc.constantFrom(...STAGES),
  resource,
  effective,
  dating: fc.constantFrom('STATED', 'ASSUMED'),
  usersArea: fc.option(fc.constantFrom(...USERS_AREAS)),
  cup: fc.constantFrom(null, null, null, 'B31H22000280006', 'none'),
  place: fc.option(
    fc.record({
      regions: fc.array(id),
      provinces: fc.array(id),
      municipalities: fc.array(id),
      istat: idOrNull,
    }),
  ),
  act: idOrNull,
  evidence: fc.array(fc.record({ reference: id, sha256: fc.constant('ab'.repeat(32)) }), { maxLength: 3 }),
} as const;
const statement: fc.Arbitrary<Statement> = fc.record(members);
const justification = fc.record({ reason: fc.constantFrom(...CORRECTION_REASONS), reference: idOrNull });

const record: fc.Arbitrary<ContributionCommand> = fc.record({
  kind: fc.constant('record'),
  partnership: id,
  externalRef: idOrNull,
  statement,
});
const correct: fc.Arbitrary<ContributionCommand> = fc.record({
  kind: fc.constant('correct'),
  changes: fc.record(members, { requiredKeys: [] }),
  justification,
});
const dayOrNull = fc.option(span.map(({ to }) => to));
const reverse: fc.Arbitrary<ContributionCommand> = fc.record({
  kind: fc.constant('reverse'),
  effectiveOn: dayOrNull,
  justification,
});
const command = fc.oneof(record, correct, reverse);

/** A contribution as it stands after these commands, refused ones included. */
function after(commands: readonly ContributionCommand[]): ContributionState {
  return commands.reduce(apply, contribution.initial);
}

function apply(state: ContributionState, asked: ContributionCommand): ContributionState {
  return eventsOf(contribution.decide(asked, state)).reduce(contribution.evolve, state);
}

function eventsOf(decision: Decision<ContributionEvent>): readonly ContributionEvent[] {
  return isRejection(decision) ? [] : decision.events;
}

/** Begins with a record more often than not, so that there is something to correct and to reverse. */
const story = fc
  .tuple(fc.oneof(record, record, command), fc.array(command, { maxLength: 6 }))
  .map(([a, more]) => [a, ...more]);

describe('for any contribution and any command', () => {
  it('there is a decision: one event that can be stored, or a reason out of the catalogue', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, command, (commands, asked) => {
        const decision = contribution.decide(asked, after(commands));
        if (isRejection(decision)) {
          seen.add('rejected');
          expect(Object.keys(REJECTIONS)).toContain(decision.rejected);
          return;
        }
        expect(decision.events).toHaveLength(1);
        for (const event of decision.events) {
          seen.add(event.type);
          expect(canonicalJson(event)).toContain(`"type":"${event.type}"`);
        }
      }),
      { numRuns: 1_000 },
    );
    expect([...seen].toSorted()).toEqual([
      'ContributionCorrected',
      'ContributionRecorded',
      'ContributionReversed',
      'rejected',
    ]);
  });

  it('asked twice, it is refused as done the second time', () => {
    const done = {
      record: 'ALREADY_RECORDED',
      correct: 'NOTHING_CHANGED',
      reverse: 'ALREADY_REVERSED',
    } as const;
    fc.assert(
      fc.property(story, command, (commands, asked) => {
        const before = after(commands);
        if (isRejection(contribution.decide(asked, before))) return;
        expect(contribution.decide(asked, apply(before, asked))).toMatchObject({
          rejected: done[asked.kind],
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('the same question on the same state has the same answer, and changes neither', () => {
    fc.assert(
      fc.property(story, command, (commands, asked) => {
        const state = after(commands);
        const before = JSON.stringify([state, asked]);
        expect(contribution.decide(asked, state)).toEqual(contribution.decide(asked, state));
        expect(JSON.stringify([state, asked])).toBe(before);
      }),
    );
  });

  it('what happened can be folded, and leaves what the event says', () => {
    fc.assert(
      fc.property(story, command, (commands, asked) => {
        const before = after(commands);
        for (const event of eventsOf(contribution.decide(asked, before))) {
          const state = contribution.evolve(before, event);
          if (event.type !== 'ContributionReversed') {
            expect(state).toEqual({ phase: 'standing', statement: event.data.statement });
          } else {
            expect(state).toEqual({ ...before, phase: 'reversed' });
          }
        }
      }),
    );
  });

  it('a value is positive, has two decimals and at most fifteen integer digits', () => {
    fc.assert(
      fc.property(record, (asked) => {
        for (const event of eventsOf(contribution.decide(asked, contribution.initial))) {
          if (event.type !== 'ContributionRecorded') throw new Error(`${event.type} records nothing`);
          expect(event.data.value.amount).toMatch(/^(0|[1-9]\d{0,14})\.\d\d$/);
          expect(event.data.value.amount).not.toBe('0.00');
          const { resource } = event.data.statement;
          if (resource.kind === 'CASH') expect(resource.amount).toEqual(event.data.value);
        }
      }),
      { numRuns: 500 },
    );
  });
});
