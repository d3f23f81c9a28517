/** Every cent of a contribution counts on one side: the one its ultimate origin is on (domain rules 3.3). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  cash,
  eur,
  happened,
  record,
  source,
  SOURCES,
  staff,
  standing,
  around,
} from '../../../test/support/contributions.ts';
import { amountOf } from '../money.ts';
import type { AskedResource, CashNature, Funding, Resource } from './events.ts';
import { portionOfPart, portionsOf } from './sides.ts';

const kept = (resource: AskedResource): Resource =>
  standing(happened([record({ resource }), around()])).statement.resource;
const funded = (amount: string): Funding[] => [{ contribution: 'c0', amount: eur(amount) }];

/** The parts as `SIDE amount`, those of nothing left out. */
function sides(
  resource: AskedResource,
  from: { readonly profile: Parameters<typeof portionsOf>[2] },
  fundedBy: Funding[] = [],
): string[] {
  const value = standing(happened(record({ resource }))).cents;
  const parts = portionsOf({ resource: kept(resource), fundedBy }, value, from.profile);
  return parts.filter(({ cents }) => cents !== 0n).map(({ side, cents }) => `${side} ${amountOf(cents)}`);
}

const money = (nature: CashNature, amount = '100.00', userPart: string | null = null): AskedResource => ({
  kind: 'CASH',
  nature,
  amount: eur(amount),
  userPart: userPart === null ? null : eur(userPart),
});

describe('the side of money', () => {
  it.each<[string, AskedResource, (typeof SOURCES)[keyof typeof SOURCES], string[]]>([
    ['a grant of a foundation', cash('100.00'), SOURCES.calls, ['F 100.00']],
    ['a body’s own money', cash('100.00'), SOURCES.own, ['T 100.00']],
    [
      'ESF+, whoever cashes it',
      cash('100.00'),
      SOURCES.esf,
      ['PUBLIC 40.00', 'PUBLIC 42.00', 'PUBLIC 18.00'],
    ],
    ['a fee of users, whatever the source', money('USER_FEE'), SOURCES.own, ['U 100.00']],
    [
      'a voucher: the users’ part and the public one',
      money('VOUCHER', '100.00', '40.00'),
      SOURCES.budget,
      ['U 40.00', 'PUBLIC 60.00'],
    ],
    ['the price of a service', money('CONTRACT_PRICE'), SOURCES.budget, ['PRICE 100.00']],
    ['a loan', money('LOAN'), SOURCES.own, ['FINANCING 100.00']],
    [
      'the indexation of a public contract, in a cooperative’s fund',
      money('INDEXATION'),
      SOURCES.own,
      ['PUBLIC 100.00'],
    ],
  ])('%s', (_, resource, from, expected) => {
    expect(sides(resource, from)).toEqual(expected);
  });

  it('of a repayable source is financing, of an unresolved one stays outside', () => {
    expect(sides(cash('100.00'), source({ MUNICIPALITY: 10_000 }, { repayable: true }))).toEqual([
      'FINANCING 100.00',
    ]);
    expect(sides(cash('100.00'), source({ UNRESOLVED: 10_000 }))).toEqual(['UNRESOLVED 100.00']);
    expect(sides(cash('100.00'), source({ HEALTH_SERVICE: 10_000 }))).toEqual(['PUBLIC_HEALTH 100.00']);
  });

  it('that another contribution brought in weighs zero: of 30,000.00, 60 % the Region’s, 12,000.00 are own', () => {
    expect(sides(cash('30000.00'), SOURCES.own, funded('18000.00'))).toEqual([
      'PASSED_ON 18000.00',
      'T 12000.00',
    ]);
    expect(sides(cash('30000.00'), SOURCES.own, funded('30000.00'))).toEqual(['PASSED_ON 30000.00']);
  });

  it('for staff that public money pays back is public, the rest own', () => {
    expect(sides({ ...staff(600), reimbursedBp: 2_500 }, SOURCES.own)).toEqual(['PUBLIC 50.00', 'T 150.00']);
    expect(sides({ ...staff(600), reimbursedBp: 10_000 }, SOURCES.own)).toEqual(['PUBLIC 200.00']);
    expect(sides({ ...staff(600), reimbursedBp: 2_500 }, SOURCES.own, funded('100.00'))).toEqual([
      'PASSED_ON 100.00',
      'PUBLIC 25.00',
      'T 75.00',
    ]);
  });
});

describe('the parts by side', () => {
  const natures = fc.constantFrom<CashNature>(
    'GRANT',
    'USER_FEE',
    'VOUCHER',
    'CONTRACT_PRICE',
    'LOAN',
    'INDEXATION',
  );
  const shares = fc.integer({ min: 1, max: 9_999 }).map((bp) => source({ STATE: bp, COMPANY: 10_000 - bp }));

  it('add up to the value, and so do those of any part of it, none less than nothing', () => {
    fc.assert(
      fc.property(
        natures,
        fc.bigInt({ min: 3n, max: 10n ** 14n }),
        shares,
        fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100)),
        (nature, value, { profile }, [a, b, c]) => {
          const user = nature === 'VOUCHER' ? (value * BigInt(a)) / 200n : 0n;
          const passedOn = ((value - user) * BigInt(b)) / 100n;
          const userPart = user === 0n ? null : eur(amountOf(user));
          const resource = {
            kind: 'CASH',
            nature,
            amount: eur(amountOf(value)),
            foreign: null,
            userPart,
          } as const;
          const parts = portionsOf(
            { resource, fundedBy: passedOn === 0n ? [] : funded(amountOf(passedOn)) },
            value,
            profile,
          );
          const part = (value * BigInt(c)) / 100n;
          for (const [whole, all] of [
            [value, parts],
            [part, portionOfPart(parts, part)],
          ] as const) {
            expect(all.reduce((sum, { cents }) => sum + cents, 0n)).toBe(whole);
            expect(all.every(({ cents }) => cents >= 0n)).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
