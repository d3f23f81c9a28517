/** What is stated of a contribution by chance: amounts, origins, days, kinds and natures of every sort. */
import fc from 'fast-check';
import { CASH_NATURES, RESOURCE_KINDS, type Resource, type Statement } from '#domain/contribution/events';
import { ORIGIN_CLASSES } from '#domain/funding-source/origins';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf, type Cents } from '#domain/money';
import * as history from './history.ts';
import { DOCUMENT, unvalued } from './history-beside.ts';

export const BODIES = ['lecco', 'cooperative', 'foundation'] as const;
export const FUNDS = ['ESF+', 'FNPS'] as const;
export const AREAS = ['FAM', 'ANZ'] as const;
/** ISTAT codes. */
export const PLACES = ['097042', '013075'] as const;
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
    fundCode: fc.constantFrom(null, ...FUNDS),
    taxExpenditureBp: fc.constantFrom(null, 0, 5_000, 6_543, 10_000),
    ownShareConditionBp: fc.constantFrom(null, 0, 2_000),
  })
  .map(({ origins, cuts, ...terms }) => {
    const bounds = [0, ...cuts.slice(0, origins.length - 1).toSorted((a, b) => a - b), 10_000];
    const bp = (index: number) => (bounds[index + 1] ?? 0) - (bounds[index] ?? 0);
    const originShares = origins.map((origin, index) => ({ origin, bp: bp(index) }));
    return { title: 'Fonte', originShares, ...NO_TERMS, ...terms };
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
  registered: fc.boolean(),
  /** Nobody has valued it yet; what is not money only. */
  unvalued: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  /** What the CPR admits of a value that is not money; null is all of it. */
  admitted: fc.option(fc.oneof(fc.constant(0), percent)),
  over: fc.record({
    payer: fc.constantFrom(...BODIES),
    bringer: fc.constantFrom(...BODIES),
    receiver: fc.constantFrom(null, ...BODIES),
    usersArea: fc.constantFrom(null, ...AREAS),
    place: fc.constantFrom(null, ...PLACES).map(placeOf),
    evidence: fc.constantFrom([], [], [DOCUMENT]),
    stage: fc.constantFrom('PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID'),
    effective: span,
    dating: fc.constantFrom('STATED', 'ASSUMED'),
  }),
});
export type RandomFact = typeof fact extends fc.Arbitrary<infer F> ? F : never;

function placeOf(istat: (typeof PLACES)[number] | null): Statement['place'] {
  return istat === null ? null : { regions: [], provinces: [], municipalities: [], istat };
}

export function part(whole: Cents, percentage: number): Cents {
  return (whole * BigInt(percentage)) / 100n;
}

function isUnvalued(fact: RandomFact): boolean {
  return fact.unvalued && fact.kind !== 'CASH';
}

/** What it is worth: nothing yet, where nobody has valued it. */
export function valueOf(fact: RandomFact): Cents {
  return isUnvalued(fact) ? 0n : fact.cents;
}

/** What of its value the CPR admits; null: all of it. */
export function admittedOf(fact: RandomFact): Cents | null {
  const isWhole = fact.admitted === null || fact.kind === 'CASH' || isUnvalued(fact);
  return isWhole || fact.admitted === null ? null : part(fact.cents, fact.admitted);
}

/** What the fact states, with so much of it paid by `payers`' money. */
export function statementAbout(fact: RandomFact, payers: string | null, sources: number): Partial<Statement> {
  const passedOn = payers === null ? 0n : part(valueOf(fact), fact.funded);
  const fundedBy =
    payers === null || passedOn === 0n ? [] : [{ contribution: payers, amount: moneyOf(passedOn) }];
  const fundingSource = `s${fact.fundingSource % sources}`;
  return { ...fact.over, fundingSource, fundedBy, resource: resourceOf(fact, fact.cents - passedOn) };
}

function resourceOf(fact: RandomFact, own: Cents): Resource {
  const { kind, nature, reimbursedBp, registered, userPart, cents: whole } = fact;
  if (kind === 'CASH') {
    const paid = part(own, userPart);
    if (nature !== 'VOUCHER' || paid === 0n) return history.cash(whole, { nature });
    return history.cash(whole, { nature, userPart: moneyOf(paid) });
  }
  const given = isUnvalued(fact) ? unvalued(history.IN_KIND[kind]) : history.IN_KIND[kind];
  if (given.kind === 'PAID_STAFF') return { ...given, reimbursedBp };
  return given.kind === 'VOLUNTEER_TIME' ? { ...given, registered } : given;
}
