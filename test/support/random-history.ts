/** Histories of a ledger by chance: every kind of event, backdated and overlapping, in three partnerships. */
import fc from 'fast-check';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import * as history from './history.ts';
import type { Happening } from './history.ts';
import { partnershipCorrected, sourceCorrected } from './history-beside.ts';
import { cents, fact, FUNDS, source, span } from './random-facts.ts';
import { Lives, onContribution, type OnContribution } from './random-lives.ts';

export * from './random-facts.ts';

/** The last one follows the first. */
export const PARTNERSHIPS = ['north', 'south', 'later'] as const;
export const CLASSES = ['500-999', '20000-59999'] as const;
const where = fc.constantFrom(0, 0, 0, 1, 2);
const onPartnership = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: fc.constant('record'), where, fact, scheduled: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('imply'), where, cents, span }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw'), where }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('declare'), where }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ does: fc.constant('classify'), where },
      sizeClass: fc.constantFrom(null, ...CLASSES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ does: fc.constant('state terms'), where },
      fundCode: fc.constantFrom(null, ...FUNDS),
      ownShareConditionBp: fc.constantFrom(null, 0, 2_000),
    }),
  },
);
type OnPartnership = typeof onPartnership extends fc.Arbitrary<infer S> ? S : never;

const MIXED = [onPartnership, onPartnership, onContribution, onContribution, onContribution] as const;

export const randomHistory: fc.Arbitrary<Happening[]> = fc
  .record({
    sources: fc.array(source, { minLength: 2, maxLength: 3 }),
    // Without the usual bias towards few: of an empty ledger there is little to ask.
    steps: fc.noBias(
      fc.array(fc.oneof(...MIXED), {
        minLength: 4,
        maxLength: 40,
        size: 'max',
      }),
    ),
  })
  .map(({ sources, steps }) => new Teller(sources).tell(steps));

/** Turns chance into a history that can be: nothing corrected that does not stand, no base implied twice. */
class Teller {
  readonly #sources: readonly FundingSourceProfile[];
  readonly #told: Happening[] = [];
  readonly #lives: Lives;
  readonly #implied = new Set<string>();

  constructor(sources: readonly FundingSourceProfile[]) {
    this.#sources = sources;
    this.#lives = new Lives(this.#told, sources.length);
  }

  tell(steps: readonly (OnPartnership | OnContribution)[]): Happening[] {
    const [north, south, later] = PARTNERSHIPS;
    this.#told.push(history.partnershipRegistered(north), history.partnershipRegistered(south));
    const follows = { partnership: north, how: 'NEXT_CALL' } as const;
    this.#told.push(history.partnershipRegistered(later, { follows, sizeClass: CLASSES[0] }));
    for (const [index, profile] of this.#sources.entries()) {
      this.#told.push(history.sourceRegistered(`s${index}`, profile));
    }
    for (const each of steps) {
      if ('where' in each) this.#onPartnership(each);
      else this.#lives.goOn(each);
    }
    return this.#told;
  }

  #onPartnership(step: OnPartnership): void {
    const id = PARTNERSHIPS[step.where] ?? 'north';
    switch (step.does) {
      case 'record':
        return this.#lives.begin(id, step.fact, step.scheduled);
      case 'declare':
        this.#told.push(history.relationalDeclared(`n${this.#told.length}`, id, '24'));
        return;
      case 'imply':
        if (!this.#implied.has(id)) this.#told.push(history.baseImplied(id, step.cents, step.span));
        this.#implied.add(id);
        return;
      case 'classify':
        this.#told.push(partnershipCorrected(id, { sizeClass: step.sizeClass }));
        return;
      case 'state terms': {
        const { fundCode, ownShareConditionBp } = step;
        const at = step.where % this.#sources.length;
        const profile = { ...this.#sources[at], fundCode, ownShareConditionBp };
        this.#told.push(sourceCorrected(`s${at}`, profile));
        return;
      }
      case 'withdraw':
        if (this.#implied.delete(id)) this.#told.push(history.baseWithdrawn(id));
    }
  }
}
