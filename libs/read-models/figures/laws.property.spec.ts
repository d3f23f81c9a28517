/** Laws that hold for the figures of every history, whatever happened in it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BASES, STANDARD_DEFINITIONS, VIEWS } from '#domain/figures/definitions';
import { moneyOf } from '#domain/money';
import {
  IN_KIND,
  cash,
  corrected,
  decoded,
  recorded,
  recovered,
  reversed,
  transferred,
  verified,
  type Happening,
} from '../../../test/support/history.ts';
import { PARTNERSHIPS, cents, randomHistory, span } from '../../../test/support/random-history.ts';
import { asking, foldInto, inFolder } from '../../../test/support/read-models.ts';
import { asked as anything, questionOf } from '../../../test/support/random-questions.ts';
import { digestOf } from '../runtime/read-model-file.ts';
import { Figures, type Figure } from './figures.ts';
import { figuresProjection } from './fold/projection.ts';
import type { FigureQuestion } from './question/question.ts';

const IDS = STANDARD_DEFINITIONS.map(({ id }) => id);

const LATE = '2199-12-31';
const question = fc.record({
  partnership: fc.constantFrom(...PARTNERSHIPS),
  chain: fc.boolean(),
  definitions: fc.constant(IDS),
  basis: fc.constantFrom(...BASES),
  view: fc.constantFrom(...VIEWS),
  effectiveAsOf: fc.oneof(
    fc.constant(LATE),
    span.map(({ to }) => to),
  ),
});
const questions = fc.array(question, { minLength: 6, maxLength: 6 });
const RUNS = { numRuns: 40, interruptAfterTimeLimit: 15_000 };

function answers(happenings: readonly Happening[], asked: readonly FigureQuestion[]): readonly Figure[] {
  return asking(figuresProjection, decoded(happenings), (reader) => {
    const figures = new Figures(reader);
    return asked.flatMap((one) => figures.answer(one).figures);
  });
}

/** What a figure says in numbers, without what names the moment or counts the facts. */
function numbers({ value, reason, display, numerator, denominator, coverage, exclusions }: Figure): object {
  return { value, reason, display, numerator, denominator, coverage, exclusions };
}

function ratio({ value, reason, display, numerator, denominator, coverage }: Figure): object {
  return { value, reason, display, numerator, denominator, coverage };
}

describe('for any history', () => {
  it('what is only passed on changes no ratio: a transfer, or money of which every euro was counted before', () => {
    const more = fc.record({
      cents,
      span,
      partnership: fc.constantFrom(...PARTNERSHIPS),
      resource: fc.constantFrom(null, IN_KIND.PAID_STAFF, IN_KIND.DONATED_SERVICE),
      fundingSource: fc.constantFrom('s0', 's1'),
      verified: fc.boolean(),
    });
    fc.assert(
      fc.property(randomHistory, questions, more, (happenings, asked, added) => {
        const amount = moneyOf(added.cents);
        const passedOn = recorded('z', added.partnership, added.cents, {
          ...{ stage: 'PAID', effective: added.span, fundingSource: added.fundingSource },
          resource: added.resource ?? cash(added.cents),
          fundedBy: [{ contribution: 'c1', amount }],
        });
        const decision = verified('z', [{ cents: added.cents, effective: added.span }]);
        const with_ = [
          ...happenings,
          transferred('z', added.partnership, 'c1', added.cents),
          passedOn,
          ...(added.verified ? [decision] : []),
        ];
        expect(answers(with_, asked).map(ratio)).toEqual(answers(happenings, asked).map(ratio));
      }),
      RUNS,
    );
  });

  it('what is recorded and reversed, or comes back whole, leaves every figure as it was', () => {
    const more = fc.record({
      cents,
      span,
      partnership: fc.constantFrom(...PARTNERSHIPS),
      way: fc.nat({ max: 2 }),
    });
    fc.assert(
      fc.property(randomHistory, questions, more, (happenings, asked, added) => {
        const entered = recorded('z', added.partnership, added.cents, {
          ...{ stage: 'PAID', effective: added.span, fundingSource: 's0' },
        });
        const decision = verified('z', [{ cents: added.cents, effective: added.span }]);
        const ways = [
          [reversed('z')],
          [decision, reversed('z')],
          [decision, recovered('z', added.cents, added.span.to)],
        ];
        // Money that comes back was there until then: only from that day on is it as before.
        const late = asked.map((one) => (added.way < 2 ? one : { ...one, effectiveAsOf: LATE }));
        const after = answers([...happenings, entered, ...(ways[added.way] ?? [])], late);
        expect(after.map(numbers)).toEqual(answers(happenings, late).map(numbers));
      }),
      RUNS,
    );
  });

  it('the order in which different contributions were recorded does not matter in the end', () => {
    fc.assert(
      fc.property(randomHistory, questions, fc.infiniteStream(fc.nat()), (happenings, asked, chance) => {
        expect(answers(interleaved(happenings, chance), asked).map(numbers)).toEqual(
          answers(happenings, asked).map(numbers),
        );
      }),
      RUNS,
    );
  });

  it('what is corrected by so much and back again is as it was, in every figure and group', () => {
    const more = fc.record({ cents, by: cents, span, where: fc.constantFrom(...PARTNERSHIPS) });
    const grouped = fc.array(anything, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(randomHistory, grouped, more, (happenings, some, added) => {
        const over = { stage: 'PAID', effective: added.span, fundingSource: 's0' } as const;
        const entered = [...happenings, recorded('z', added.where, added.cents, over)];
        const back = [
          ...entered,
          corrected('z', added.cents + added.by, over),
          corrected('z', added.cents, over),
        ];
        const late = (told: readonly Happening[]): FigureQuestion[] =>
          some.map((one) => {
            const { position: _, ...rest } = questionOf(one, told);
            return { ...rest, definitions: IDS };
          });
        const said = ({ knownAsOf: _, ...figure }: Figure) => figure;
        expect(answers(back, late(entered)).map(said)).toEqual(answers(entered, late(entered)).map(said));
      }),
      RUNS,
    );
  });

  it('a question about a position has the same answer, byte for byte, whatever is recorded later', () => {
    const some = fc.array(anything, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(randomHistory, some, fc.nat(), (happenings, asked, chance) => {
        const position = 1 + (chance % happenings.length);
        const pinned = asked.map((one) => ({
          ...questionOf(one, happenings),
          position: BigInt(position),
          definitions: IDS,
        }));
        const early = JSON.stringify(answers(happenings.slice(0, position), pinned));
        expect(JSON.stringify(answers(happenings, pinned))).toBe(early);
      }),
      RUNS,
    );
  });

  it('the file has the same bytes, however the events were folded into it, and folded again after a deletion', () => {
    fc.assert(
      fc.property(randomHistory, fc.array(fc.nat(), { maxLength: 4 }), (happenings, cuts) => {
        const items = decoded(happenings);
        const ends = [...cuts.map((cut) => cut % items.length), items.length].toSorted((a, b) => a - b);
        const digests = [ends, [items.length]].map((each) =>
          inFolder((folder) => {
            for (const end of each) foldInto(folder, figuresProjection, items.slice(0, end));
            return digestOf(folder, figuresProjection);
          }),
        );
        expect(digests[0]).toBe(digests[1]);
      }),
      { numRuns: 20 },
    );
  });

  it('a later stage never counts more than an earlier one, of what is not taken back', () => {
    fc.assert(
      fc.property(randomHistory, (happenings) => {
        const asked = BASES.map((basis) => ({ ...ALL, basis }));
        const sums = answers(happenings.filter(isKept), asked).map(({ numerator }) => total([numerator]));
        const falling = sums.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0));
        expect(sums).toEqual(falling);
      }),
      RUNS,
    );
  });
});

const ALL: Omit<FigureQuestion, 'basis'> = {
  ...{ partnership: 'north', chain: true, definitions: ['L2'], view: 'economic', effectiveAsOf: LATE },
};

/** An implied base is nobody's record and of one stage. */
function isKept({ event }: Happening): boolean {
  return event.type !== 'PublicBaseImplied' && event.type !== 'PublicBaseWithdrawn';
}

function total(terms: readonly Figure['numerator'][] | readonly Figure['denominator'][]): bigint {
  return terms.reduce((sum, { amount }) => sum + BigInt(amount.amount.replace('.', '')), 0n);
}

/** Another order in which each stream keeps its own; partnerships and sources come first, as they must. */
function interleaved(happenings: readonly Happening[], chance: fc.Stream<number>): Happening[] {
  const first = happenings.filter(({ stream }) => !stream.startsWith('contribution-'));
  const streams = new Map<string, Happening[]>();
  for (const each of happenings.filter(({ stream }) => stream.startsWith('contribution-'))) {
    streams.set(each.stream, [...(streams.get(each.stream) ?? []), each]);
  }
  const open = [...streams.values()];
  const told = [...first];
  while (open.length > 0) {
    const next = open[(chance.next().value as number) % open.length] ?? [];
    told.push(...next.splice(0, 1));
    if (next.length === 0) open.splice(open.indexOf(next), 1);
  }
  return told;
}
