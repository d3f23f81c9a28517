/**
 * The ladder that a contribution climbs, in parts: pledged, committed, delivered, paid, verified. A part that moves on
 * leaves one rung and reaches the next on the same day, so what has come "at least so far" never counts twice.
 */
import { dayAlone, type Span } from '../calendar.ts';
import type { Cents } from '../money.ts';
import type { Stage } from './statement.ts';

export const RUNGS = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID', 'VERIFIED'] as const;
export type Rung = (typeof RUNGS)[number];

/** `from` null: it enters the ledger. `to` null: it leaves (released, expired, recovered). */
export interface Move {
  readonly from: Rung | null;
  readonly to: Rung | null;
  readonly cents: Cents;
  readonly effective: Span;
  /** A revision of the pledge: part of what was entered, though on a later day. */
  readonly revision?: true;
  /** The commitment, delivery or payment that it belongs to, counted from 1; for what went with it, too. */
  readonly movement?: number;
  /** Minutes or units of that movement, said once; none for money. */
  readonly quantity?: string;
}

export function balanceOf(moves: readonly Move[], rung: Rung): Cents {
  return moves.reduce((sum, move) => sum + effectOn(move, rung), 0n);
}

function effectOn({ from, to, cents }: Move, rung: Rung): Cents {
  return (to === rung ? cents : 0n) - (from === rung ? cents : 0n);
}

/** The rungs below, nearest first. */
export function rungsBelow(rung: Rung): readonly Stage[] {
  return RUNGS.slice(0, RUNGS.indexOf(rung)).toReversed() as Stage[];
}

export interface Overdraft {
  readonly rung: Rung;
  readonly date: string;
  /** How much was missing. */
  readonly cents: Cents;
}

/**
 * The first day on which more had left a rung than had reached it, or null. What reaches a rung over a span is there
 * from its first day; on one day, arrivals come before departures. What was missing `before` was accepted for a reason
 * and is not held against what comes after.
 */
export function overdraftOf(moves: readonly Move[], before: readonly Move[] = []): Overdraft | null {
  const [now, accepted] = [emptyRungs(), emptyRungs()];
  const steps = [
    ...moves.map((move) => ({ move, on: now })),
    ...before.map((move) => ({ move, on: accepted })),
  ].sort((a, b) => compared(a.move.effective.from, b.move.effective.from));
  for (const [index, { move, on }] of steps.entries()) {
    if (move.from !== null) on[move.from] -= move.cents;
    if (move.to !== null) on[move.to] += move.cents;
    const date = move.effective.from;
    if (steps[index + 1]?.move.effective.from === date) continue;
    for (const rung of RUNGS) {
      const missing = smaller(accepted[rung], 0n) - now[rung];
      if (missing > 0n) return { rung, date, cents: missing };
    }
  }
  return null;
}

function emptyRungs(): Record<Rung, Cents> {
  return { PLEDGED: 0n, COMMITTED: 0n, DELIVERED: 0n, PAID: 0n, VERIFIED: 0n };
}

function compared(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function smaller(a: Cents, b: Cents): Cents {
  return a < b ? a : b;
}

/** How `cents` leave a rung from a day on: what reaches it only later leaves on the day on which it comes. */
export function leaving(moves: readonly Move[], from: Rung, cents: Cents, on: string): Move[] {
  const balances = balancesFrom(moves, from, on);
  // What leaves on a day is missing on every later one: no more is free than the least that is there from then on.
  for (let index = balances.length - 2; index >= 0; index -= 1) {
    const [here, next] = [balances[index], balances[index + 1]];
    if (here !== undefined && next !== undefined) here.cents = smaller(here.cents, next.cents);
  }
  const left: Move[] = [];
  let gone = 0n;
  for (const [index, { date, cents: free }] of balances.entries()) {
    const rest = cents - gone;
    const part = index === balances.length - 1 ? rest : smaller(free - gone, rest);
    if (part <= 0n) continue;
    left.push({ from, to: null, cents: part, effective: dayAlone(date) });
    gone += part;
  }
  return left;
}

/** What is on a rung on a day, and on each later day on which something happens. */
function balancesFrom(moves: readonly Move[], rung: Rung, on: string): { date: string; cents: Cents }[] {
  const balances = [{ date: on, cents: 0n }];
  let balance = 0n;
  for (const move of moves.toSorted((a, b) => compared(a.effective.from, b.effective.from))) {
    balance += effectOn(move, rung);
    const { from: date } = move.effective;
    const last = balances.at(-1);
    if (last !== undefined && date <= last.date) last.cents = balance;
    else balances.push({ date, cents: balance });
  }
  return balances;
}

/** The moves that take `cents` up to `to`, from the nearest rung that has some; null when there is not enough. */
export function climb(
  moves: readonly Move[],
  to: Rung,
  cents: Cents,
  effective: Span,
  among: readonly Stage[] = rungsBelow(to),
): Move[] | null {
  const taken: Move[] = [];
  let left = cents;
  for (const from of among) {
    const balance = balanceOf(moves, from);
    const part = balance < left ? balance : left;
    if (part <= 0n) continue;
    taken.push({ from, to, cents: part, effective });
    left -= part;
  }
  return left > 0n ? null : taken;
}

export interface Slice {
  readonly effective: Span;
  readonly cents: Cents;
}

/** What of these parts lies from `offset` on, for `cents` or to the end, each piece with its own days. */
export function sliceOf(parts: readonly Slice[], offset: Cents, cents?: Cents): Slice[] {
  const pieces: Slice[] = [];
  let skip = offset;
  let left = cents ?? parts.reduce((sum, part) => sum + part.cents, 0n);
  for (const { effective, cents: whole } of parts) {
    const skipped = skip < whole ? skip : whole;
    skip -= skipped;
    const rest = whole - skipped;
    const piece = rest < left ? rest : left;
    if (piece <= 0n) continue;
    pieces.push({ effective, cents: piece });
    left -= piece;
  }
  return pieces;
}
