/** Histories of a ledger by chance: every kind of event, backdated and overlapping, in two partnerships. */
import fc from 'fast-check';
import { STAGES, type Statement } from '#domain/contribution/events';
import { ORIGIN_CLASSES } from '#domain/funding-source/origins';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { Cents } from '#domain/money';
import * as history from './history.ts';
import type { Happening } from './history.ts';

export const PARTNERSHIPS = ['north', 'south'] as const;
export const BRINGERS = ['lecco', 'cooperative', 'foundation'] as const;
const FIRST_DAY = Date.UTC(2019, 0, 1) / 86_400_000;
const DAYS = 5 * 365;

export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** From one cent to 15 integer digits, often close to where a binary float loses the cent. */
export const cents: fc.Arbitrary<Cents> = fc.oneof(
  fc.bigInt({ min: 1n, max: 300n }),
  fc.bigInt({ min: 1n, max: 10n ** 8n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 5n }),
  fc.bigInt({ min: 10n ** 15n, max: 10n ** 17n - 1n }),
);

export const source: fc.Arbitrary<FundingSourceProfile> = fc
  .record({
    origins: fc.uniqueArray(fc.constantFrom(...ORIGIN_CLASSES), { minLength: 1, maxLength: 4 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 3, maxLength: 3 }),
    repayable: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  })
  .map(({ origins, cuts, repayable }) => {
    const bounds = [0, ...cuts.slice(0, origins.length - 1).toSorted((a, b) => a - b), 10_000];
    const bp = (index: number) => (bounds[index + 1] ?? 0) - (bounds[index] ?? 0);
    const originShares = origins.map((origin, index) => ({ origin, bp: bp(index) }));
    return { title: 'Fonte', originShares, fundCode: null, repayable };
  });

/** A day alone, some weeks, or several years. */
export const span = fc
  .record({
    first: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }),
    days: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1_500 })),
  })
  .map(({ first, days }) => ({ from: dateOfDay(first), to: dateOfDay(first + days) }));

interface Fact {
  readonly cents: Cents;
  readonly kind: 'CASH' | 'PAID_STAFF' | 'ASSET_USE';
  readonly fundingSource: number;
  readonly over: Pick<Statement, 'bringer' | 'stage' | 'effective' | 'dating'>;
}

const fact: fc.Arbitrary<Fact> = fc.record({
  cents,
  kind: fc.constantFrom('CASH', 'CASH', 'PAID_STAFF', 'ASSET_USE'),
  fundingSource: fc.nat(),
  over: fc.record({
    bringer: fc.constantFrom(...BRINGERS),
    stage: fc.constantFrom(...STAGES),
    effective: span,
    dating: fc.constantFrom('STATED', 'ASSUMED'),
  }),
});

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('record'), where: fc.nat({ max: 1 }), fact }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('correct'), which: fc.nat(), fact }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reverse'),
      which: fc.nat(),
      daysLater: fc.option(fc.nat({ max: 800 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('imply'), where: fc.nat({ max: 1 }), cents, span }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw'), where: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('party') }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export const randomHistory: fc.Arbitrary<Happening[]> = fc
  .record({
    sources: fc.array(source, { minLength: 2, maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 16, size: 'max' }),
  })
  .map(({ sources, steps }) => new Teller(sources).tell(steps));

/** Turns chance into a history that can be: nothing corrected that does not stand, no base implied twice. */
class Teller {
  readonly #sources: readonly FundingSourceProfile[];
  readonly #told: Happening[] = [];
  readonly #standing: { readonly id: string; to: string }[] = [];
  readonly #implied = new Set<string>();
  #recorded = 0;

  constructor(sources: readonly FundingSourceProfile[]) {
    this.#sources = sources;
  }

  tell(steps: readonly Step[]): Happening[] {
    for (const id of PARTNERSHIPS) this.#told.push(history.partnershipRegistered(id));
    for (const [index, profile] of this.#sources.entries()) {
      this.#told.push(history.sourceRegistered(`s${index}`, profile));
    }
    for (const each of steps) this.#take(each);
    return this.#told;
  }

  #take(step: Step): void {
    if (step.kind === 'party') this.#told.push(history.partyRegistered(`p${this.#told.length}`));
    else if ('where' in step) this.#onPartnership(step);
    else if ('which' in step) this.#onContribution(step);
  }

  #onPartnership(step: Extract<Step, { where: number }>): void {
    const id = PARTNERSHIPS[step.where] ?? 'north';
    if ('fact' in step) {
      this.#recorded += 1;
      const name = `c${this.#recorded}`;
      this.#told.push(history.recorded(name, id, step.fact.cents, this.#statement(step.fact)));
      this.#standing.push({ id: name, to: step.fact.over.effective.to });
    } else if ('span' in step) {
      if (!this.#implied.has(id)) this.#told.push(history.baseImplied(id, step.cents, step.span));
      this.#implied.add(id);
    } else if (this.#implied.delete(id)) {
      this.#told.push(history.baseWithdrawn(id));
    }
  }

  #onContribution(step: Extract<Step, { which: number }>): void {
    const index = step.which % Math.max(1, this.#standing.length);
    const standing = this.#standing[index];
    if (standing === undefined) return;
    if ('fact' in step) {
      this.#told.push(history.corrected(standing.id, step.fact.cents, this.#statement(step.fact)));
      standing.to = step.fact.over.effective.to;
    } else {
      const { daysLater } = step;
      const day = daysLater === null ? null : dateOfDay(dayOfDate(standing.to) + daysLater);
      this.#told.push(history.reversed(standing.id, day));
      this.#standing.splice(index, 1);
    }
  }

  #statement({ kind, fundingSource, over }: Fact): Partial<Statement> {
    const common = { ...over, fundingSource: `s${fundingSource % this.#sources.length}` };
    if (kind === 'CASH') return common;
    const rate = '1';
    if (kind === 'PAID_STAFF') {
      const valuation = { method: 'HOURS_AT_RATE', version: 1, rate } as const;
      return { ...common, resource: { kind, minutes: 60, valuation } };
    }
    const valuation = { method: 'UNITS_AT_RATE', version: 1, rate } as const;
    return { ...common, resource: { kind, quantity: '1', unit: 'DAY', valuation } };
  }
}
