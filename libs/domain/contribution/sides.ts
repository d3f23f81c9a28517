/**
 * Side resolution, in one place: on which side of a ratio each cent of a contribution counts. The side follows the
 * ultimate origin, never the body that books the money (OECD mobilisation; ECA special report 3/2019), and a euro
 * counts once, where it enters the partnership.
 */
import { allocate } from '../allocation.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import { sideOf, type FactOrigin, type Side } from '../funding-source/origins.ts';
import { centsOf, type Cents } from '../money.ts';
import type { Statement } from './statement.ts';

export interface Portion {
  readonly side: Side;
  readonly origin: FactOrigin;
  readonly cents: Cents;
}

const WHOLE_BP = 10_000n;

/**
 * The parts of `value` by side. In order: what other contributions already counted pay for (weighs zero); what the
 * nature of the money decides (users' fees, contract prices, loans, indexation); the part of staff cost that public
 * money pays back; the rest by the origin shares of the funding source. The parts add up to the value.
 */
export function portionsOf(
  { resource, fundedBy }: Pick<Statement, 'resource' | 'fundedBy'>,
  value: Cents,
  source: Pick<FundingSourceProfile, 'originShares' | 'repayable'>,
): Portion[] {
  const passedOn = fundedBy.reduce((sum, { amount }) => sum + centsOf(amount.amount), 0n);
  const own = value - passedOn;
  const parts: Portion[] =
    passedOn === 0n ? [] : [{ side: 'PASSED_ON', origin: 'PASSED_ON', cents: passedOn }];
  if (resource.kind === 'CASH') return [...parts, ...cashPortions(resource, own, source)];
  if (resource.kind === 'PAID_STAFF' && resource.reimbursedBp > 0) {
    const [reimbursed = 0n, borne = 0n] = allocate(own, [
      BigInt(resource.reimbursedBp),
      WHOLE_BP - BigInt(resource.reimbursedBp),
    ]);
    parts.push({ side: 'PUBLIC', origin: 'PUBLIC_UNSPECIFIED', cents: reimbursed });
    return [...parts, ...byShares(borne, source)];
  }
  return [...parts, ...byShares(own, source)];
}

function cashPortions(
  { nature, userPart }: Extract<Statement['resource'], { kind: 'CASH' }>,
  cents: Cents,
  source: Pick<FundingSourceProfile, 'originShares' | 'repayable'>,
): Portion[] {
  switch (nature) {
    case 'GRANT':
      return byShares(cents, source);
    case 'USER_FEE':
      return [{ side: 'U', origin: 'USERS', cents }];
    case 'VOUCHER': {
      const paid = userPart === null ? 0n : centsOf(userPart.amount);
      return [{ side: 'U', origin: 'USERS', cents: paid }, ...byShares(cents - paid, source)];
    }
    case 'CONTRACT_PRICE':
      return [{ side: 'PRICE', origin: 'PRICE', cents }];
    case 'LOAN':
      return byShares(cents, { ...source, repayable: true });
    case 'INDEXATION':
      return [{ side: 'PUBLIC', origin: 'PUBLIC_UNSPECIFIED', cents }];
  }
}

function byShares(
  cents: Cents,
  { originShares, repayable }: Pick<FundingSourceProfile, 'originShares' | 'repayable'>,
): Portion[] {
  const parts = allocate(
    cents,
    originShares.map((share) => BigInt(share.bp)),
  );
  return originShares.map(({ origin }, index) => ({
    side: sideOf(origin, repayable),
    origin,
    cents: parts[index] ?? 0n,
  }));
}

/** The same proportions for a part of the value; largest remainder, so that the parts add up to it. */
export function portionOfPart(portions: readonly Portion[], cents: Cents): Portion[] {
  const parts = allocate(
    cents,
    portions.map((portion) => portion.cents),
  );
  return portions.map((portion, index) => ({ ...portion, cents: parts[index] ?? 0n }));
}
