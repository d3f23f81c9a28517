/** State aid: how much a party has received under one rule over the three years that end on a day. */
import { dateOf, dayOf, isDate, yearOf, type Span } from '../calendar.ts';
import { amountOf, centsOf, type Cents } from '../money.ts';
import { reject, type Rejection } from '../rejections.ts';
import type { AidGrant, AidRegime } from './events.ts';

const WINDOW_YEARS = 3;

/**
 * What a single undertaking may receive over any three years (Reg. (EU) 2023/2831 art. 3(2) and 2023/2832 art. 3(2));
 * null: the rule has no cap of its own (Decision 2012/21/EU, social services). The ceilings of the regulations before
 * 2024 were lower; a grant of those years is held to today's.
 */
const CEILING: Readonly<Record<AidRegime, Cents | null>> = {
  DE_MINIMIS: 300_000_00n,
  SGEI_DE_MINIMIS: 750_000_00n,
  SGEI_DECISION: null,
  NO_AID: null,
};

/** The three years that end on a day: a grant of the same day three years before is no longer in them. */
export function aidWindow(to: string): Span {
  const before = `${String(yearOf(to) - WINDOW_YEARS).padStart(4, '0')}${to.slice(4)}`;
  // Three years before 29 February there is none: the window then opens on 1 March.
  const from = isDate(before) ? dateOf(dayOf(before) + 1) : `${before.slice(0, 4)}-03-01`;
  return { from, to };
}

/** Aid of one regime in the three years that end on `to`. */
export function aidUsed(grants: readonly AidGrant[], regime: AidRegime, to: string): Cents {
  const window = aidWindow(to);
  return grants
    .filter((grant) => grant.regime === regime && isWithin(grant.grantedOn, window))
    .reduce((sum, grant) => sum + centsOf(grant.grossGrantEquivalent.amount), 0n);
}

/**
 * Why this much more would be too much, or null. "Over any period of three years": a grant that is entered late also
 * counts in the windows of the grants that followed it, so each of those that hold its day is looked at.
 */
export function aidFault(
  grants: readonly AidGrant[],
  { regime, grantedOn }: Pick<AidGrant, 'regime' | 'grantedOn'>,
  asked: Cents,
): Rejection | null {
  const limit = CEILING[regime];
  if (limit === null) return null;
  const later = grants.filter((grant) => grant.regime === regime && grant.grantedOn > grantedOn);
  for (const to of [grantedOn, ...later.map((grant) => grant.grantedOn)]) {
    const window = aidWindow(to);
    const used = aidUsed(grants, regime, to);
    if (!isWithin(grantedOn, window) || used + asked <= limit) continue;
    return reject('AID_CEILING_EXCEEDED', '/grossGrantEquivalent/amount', {
      found: amountOf(asked),
      used: amountOf(used),
      limit: amountOf(limit),
      ...window,
    });
  }
  return null;
}

function isWithin(date: string, { from, to }: Span): boolean {
  return from <= date && date <= to;
}
