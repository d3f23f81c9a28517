/** Histories of a ledger by chance: every kind of event, backdated and overlapping, in three partnerships. */
import fc from 'fast-check';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import * as history from './history.ts';
import type { Happening } from './history.ts';
import { cents, fact, source, span } from './random-facts.ts';
import { Lives, onContribution, type OnContribution } from './random-lives.ts';

export * from './random-facts.ts';

/** The last one follows the first. */
export const PARTNERSHIPS = ['north', 'south', 'later'] as const;
const where = fc.nat({ max: PARTNERSHIPS.length - 1 });
const onPartnership = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('record'), where, fact, scheduled: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('imply'), where, cents, span }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw'), where }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('declare'), where }) },
);
type OnPartnership = typeof onPartnership extends fc.Arbitrary<infer S> ? S : never;

export const randomHistory: fc.Arbitrary<Happening[]> = fc
  .record({
    sources: fc.array(source, { minLength: 2, maxLength: 3 }),
    steps: fc.array(fc.oneof(onPartnership, onContribution, onContribution), {
      minLength: 1,
      maxLength: 24,
      size: 'max',
    }),
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
    this.#told.push(history.partnershipRegistered(later, { follows }));
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
      case 'withdraw':
        if (this.#implied.delete(id)) this.#told.push(history.baseWithdrawn(id));
    }
  }
}
