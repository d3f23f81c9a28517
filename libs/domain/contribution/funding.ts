/**
 * Pass-through: money that one contribution brought into the partnership and that pays for something else. It was
 * counted where it entered; whoever spends it must hold it, and no lineage runs in a circle.
 */
import type { Claims, Draw } from '../claims.ts';
import { stateOf, type Circumstances } from '../decider.ts';
import { moneyOf, positiveCents, type Cents } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';
import { balanceOf } from './ladder.ts';
import { allMoves, type ContributionState, type Standing } from './state.ts';
import type { Funding, Statement } from './statement.ts';

/** Who first has what a contribution brings: who receives it, or else whoever is credited with it. */
export function firstHolder({ receiver, bringer }: Pick<Statement, 'receiver' | 'bringer'>): string {
  return receiver ?? bringer;
}

type Settled = Pick<Standing, 'statement' | 'entry' | 'moves' | 'recovered'>;

/**
 * How much of a contribution's money this body holds: what it received of it, less what it passed on or spent, and less
 * what was recovered from it. Only what was paid is there to be passed on: a promise, or a liquidated sum, is not.
 */
export function heldBy(body: string, state: Settled, draws: readonly Draw[]): Cents {
  const { statement, recovered } = state;
  const back = Object.values(recovered).reduce((sum, cents) => sum + cents, 0n);
  const moves = allMoves(state);
  const come = balanceOf(moves, 'PAID') + balanceOf(moves, 'VERIFIED') + back;
  return draws.reduce(
    (held, draw) =>
      held -
      (draw.from === body ? draw.cents : 0n) +
      (draw.to === body && draw.to !== draw.from ? draw.cents : 0n),
    (firstHolder(statement) === body ? come : 0n) - (recovered[body] ?? 0n),
  );
}

/** Whether a body would have drawn on more than it holds, and by more than it had before. */
export function isOverdrawn(after: Settled, before: Settled, draws: readonly Draw[]): boolean {
  return [...new Set(draws.map(({ from }) => from))].some((body) => {
    const [now, then] = [heldBy(body, after, draws), heldBy(body, before, draws)];
    return now < 0n && now < then;
  });
}

/** An append is tied to at most 16 streams: those of all that it rests on, and the fundings besides. */
const FUNDINGS_MAX = 10;

/** What spends or passes on the money, and the body that must hold it. */
export interface Spender {
  readonly partnership: string;
  readonly holder: string;
  readonly whole: Cents;
  /** The contribution that is restated; its own draws do not count against it. */
  readonly itself: string | null;
}

const FUNDING = { name: 'contribution', initial: { phase: 'absent' } as ContributionState } as const;

/** Why these fundings cannot pay for `whole`, or null. */
export function fundingsFault(
  fundedBy: readonly Funding[],
  from: Spender,
  circumstances: Pick<Circumstances, 'claims' | 'others'>,
  at: string,
): Rejection | null {
  const { claims } = circumstances;
  if (fundedBy.length > FUNDINGS_MAX) {
    const params = { found: String(fundedBy.length), limit: String(FUNDINGS_MAX) };
    return reject('FUNDING_TOO_MANY', `${at}/fundedBy`, params);
  }
  let sum = 0n;
  const seen = new Set<string>();
  for (const [index, { contribution: id, amount }] of fundedBy.entries()) {
    const pointer = `${at}/fundedBy/${index}`;
    const cents = positiveCents(amount, `${pointer}/amount/amount`);
    if (isRejection(cents)) return cents;
    if (seen.has(id)) return reject('FUNDING_REPEATED', `${pointer}/contribution`);
    seen.add(id);
    if (from.itself !== null && isFundedBy(id, from.itself, claims.fundingOf)) {
      return reject('LINEAGE_CYCLE', `${pointer}/contribution`);
    }
    const state = stateOf(FUNDING, id, circumstances);
    if (state.phase === 'absent') return reject('CONTRIBUTION_UNKNOWN', `${pointer}/contribution`, { id });
    if (state.partnership !== from.partnership) return reject('FUNDED_ELSEWHERE', `${pointer}/contribution`);
    if (state.phase === 'reversed') return reject('ALREADY_REVERSED', `${pointer}/contribution`);
    if (state.phase !== 'standing' || state.statement.resource.kind !== 'CASH') {
      return reject('FUNDING_NOT_CASH', `${pointer}/contribution`);
    }
    const available = heldBy(from.holder, state, claims.drawsOn(id, from.itself));
    if (cents > available) {
      const params = { found: moneyOf(cents).amount, available: moneyOf(available).amount };
      return reject('FUNDING_EXCEEDED', `${pointer}/amount`, params);
    }
    sum += cents;
  }
  if (sum <= from.whole) return null;
  const params = { found: moneyOf(sum).amount, limit: moneyOf(from.whole).amount };
  return reject('FUNDING_NOT_WHOLE', `${at}/fundedBy`, params);
}

/** Whether this contribution is, through others, funded by `target`. `fundingOf` says what funds one directly. */
function isFundedBy(
  id: string,
  target: string,
  fundingOf: (contribution: string) => readonly string[],
  seen: Set<string> = new Set(),
): boolean {
  if (id === target) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return fundingOf(id).some((next) => isFundedBy(next, target, fundingOf, seen));
}

/** The streams of everything that draws on a contribution. */
export function dependents(claims: Pick<Claims, 'drawsOn'>, id: string): readonly string[] {
  return [...new Set(claims.drawsOn(id, null).map(({ by }) => `${by.aggregate}-${by.id}`))];
}
