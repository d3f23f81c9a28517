/** What is stated of a contribution by chance: amounts, origins, days, kinds and natures of every sort. */
import fc from 'fast-check';
import { CASH_NATURES, RESOURCE_KINDS, type Resource, type Statement } from '#domain/contribution/events';
import { ORIGIN_CLASSES } from '#domain/funding-source/origins';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf, type Cents } from '#domain/money';
import * as history from './history.ts';

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
    return { title: 'Fonte', originShares, fundCode: null, repayable, ...NO_TERMS };
  });

/** A day alone, some weeks, or several years. */
export const span = fc
  .record({
    first: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }),
    days: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1_500 })),
  })
  .map(({ first, days }) => ({ from: dateOfDay(first), to: dateOfDay(first + days) }));

/** Percent of something, all of it more often than by chance. */
export const percent = fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 99 }));

export const fact = fc.record({
  cents,
  kind: fc.constantFrom('CASH', 'CASH', 'CASH', ...RESOURCE_KINDS),
  nature: fc.constantFrom('GRANT', 'GRANT', 'GRANT', ...CASH_NATURES),
  reimbursedBp: fc.constantFrom(0, 3_333, 10_000),
  /** How much other contributions pay for, and how much of the rest the user of a voucher pays. */
  funded: fc.option(percent, { freq: 4, nil: 0 }),
  userPart: percent,
  fundingSource: fc.nat(),
  over: fc.record({
    bringer: fc.constantFrom(...BRINGERS),
    stage: fc.constantFrom('PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID'),
    effective: span,
    dating: fc.constantFrom('STATED', 'ASSUMED'),
  }),
});
export type RandomFact = typeof fact extends fc.Arbitrary<infer F> ? F : never;

export function part(whole: Cents, percentage: number): Cents {
  return (whole * BigInt(percentage)) / 100n;
}

/** What the fact states, with so much of it paid by `payers`' money. */
export function statementAbout(fact: RandomFact, payers: string | null, sources: number): Partial<Statement> {
  const passedOn = payers === null ? 0n : part(fact.cents, fact.funded);
  const fundedBy =
    payers === null || passedOn === 0n ? [] : [{ contribution: payers, amount: moneyOf(passedOn) }];
  const fundingSource = `s${fact.fundingSource % sources}`;
  return { ...fact.over, fundingSource, fundedBy, resource: resourceOf(fact, fact.cents - passedOn) };
}

function resourceOf(
  { kind, nature, reimbursedBp, userPart, cents: whole }: RandomFact,
  own: Cents,
): Resource {
  if (kind === 'PAID_STAFF') return { ...history.IN_KIND[kind], reimbursedBp };
  if (kind !== 'CASH') return history.IN_KIND[kind];
  const paid = part(own, userPart);
  if (nature !== 'VOUCHER' || paid === 0n) return history.cash(whole, { nature });
  return history.cash(whole, { nature, userPart: moneyOf(paid) });
}
