/** What one contribution claims as it stands: a function of its state, so that restating it restates its claims. */
import type { Span } from '#domain/calendar';
import { balanceOf } from '#domain/contribution/ladder';
import { isInKind, isTimed } from '#domain/contribution/resources';
import { portionOfPart, portionsOf } from '#domain/contribution/sides';
import { allMoves, type Standing } from '#domain/contribution/state';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { centsOf, type Cents } from '#domain/money';
import type { Subject } from '../subjects.ts';

export interface Claimed {
  readonly hours: readonly { person: string; minutes: number; effective: Span }[];
  readonly documents: readonly {
    sha256: string;
    issuer: string | null;
    number: string | null;
    shareBp: number;
  }[];
  readonly draws: readonly DrawnFrom[];
  readonly values: readonly { side: string; inKind: boolean; cents: Cents }[];
}

export interface DrawnFrom {
  readonly contribution: string;
  readonly from: string;
  readonly to: string | null;
  readonly cents: Cents;
}

type Source = Pick<FundingSourceProfile, 'originShares' | 'repayable'>;

const NOTHING: Claimed = { hours: [], documents: [], draws: [], values: [] };

/** `sourceOf` is asked only for what is verified. Nothing is claimed by what was reversed or withdrawn. */
export function claimedBy({ state }: Subject, sourceOf: (id: string) => Source): Claimed {
  switch (state.phase) {
    case 'reversed':
    case 'withdrawn':
      return NOTHING;
    case 'declared':
      return { ...NOTHING, documents: documentsOf(state.declaration.evidence) };
    case 'standing':
      return {
        hours: hoursOf(state),
        documents: documentsOf(state.statement.evidence),
        draws: drawsOf(state),
        values: valuesOf(state, sourceOf),
      };
  }
}

/**
 * Time counts once it is delivered: with the record, or part by part on the days of each. A person is a random id
 * within one partnership, so that nobody can be followed from one to another; hours are looked up over the whole
 * ledger all the same, and are then those of one person in one partnership.
 */
function hoursOf({ statement, moves }: Standing): Claimed['hours'] {
  const { resource, stage, effective } = statement;
  if (!isTimed(resource) || resource.person === null) return [];
  const { person, minutes } = resource;
  const entered = stage === 'DELIVERED' || stage === 'PAID' ? [{ minutes, effective }] : [];
  const delivered = moves
    .filter(({ to, quantity }) => to === 'DELIVERED' && quantity !== undefined)
    .map(({ quantity, effective: days }) => ({ minutes: Number(quantity), effective: days }));
  return [...entered, ...delivered].map((part) => ({ person, ...part }));
}

function documentsOf(evidence: Standing['statement']['evidence']): Claimed['documents'] {
  return evidence.map(({ sha256, issuer, number, shareBp }) => ({
    sha256,
    issuer,
    number,
    shareBp: shareBp ?? 0,
  }));
}

/**
 * Money that pays for this leaves its payer for good: who receives it holds this contribution, not that one too. A
 * pledge that ended before anything of it came draws nothing.
 */
function drawsOf({ statement, pledge, moves }: Standing): readonly DrawnFrom[] {
  const ended = pledge?.end === 'RELEASED' || pledge?.end === 'EXPIRED';
  if (ended && !moves.some(({ from, to }) => from === 'PLEDGED' && to !== null)) return [];
  const { payer: from } = statement;
  return statement.fundedBy.map(({ contribution, amount }) => ({
    contribution,
    from,
    to: null,
    cents: centsOf(amount.amount),
  }));
}

/** What is verified and was not paid back, by side. */
function valuesOf(state: Standing, sourceOf: (id: string) => Source): Claimed['values'] {
  const { statement, cents: whole } = state;
  const verified = balanceOf(allMoves(state), 'VERIFIED');
  if (verified === 0n) return [];
  const inKind = isInKind(statement.resource);
  const sides = new Map<string, Cents>();
  for (const { side, cents } of portionOfPart(
    portionsOf(statement, whole, sourceOf(statement.fundingSource)),
    verified,
  )) {
    if (cents !== 0n) sides.set(side, (sides.get(side) ?? 0n) + cents);
  }
  return [...sides].map(([side, cents]) => ({ side, inKind, cents }));
}
