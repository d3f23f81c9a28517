/**
 * Why a figure is another one at another point: every cent that came to its terms or left them has one cause, and an
 * event behind it unless only days passed or the two questions differ. Together the causes are the whole difference.
 */
import { Decimal, moneyOf, type Cents, type Money } from '../money.ts';
import { CAUSES, type Cause } from './causes.ts';

export const CHANGE_CAUSES = [
  /** Entered since then, of days since then. */
  'NEW',
  /** Entered since then, of days that had passed: it would have counted, had it been known. */
  'LATE',
  ...CAUSES.filter((cause) => cause !== 'ENTERED'),
  /** What a source or a partnership is said to be was corrected, such as the fund or the size class. */
  'TERMS_CORRECTED',
  /** Points of the price index were published or restated. */
  'PRICES_PUBLISHED',
  /** No event: days passed between the two dates, so more had come of what was known. */
  'ELAPSED',
  /** No event: another definition, basis, view or selection was asked. */
  'OTHER_QUESTION',
] as const;
export type ChangeCause =
  Exclude<Cause, 'ENTERED'> | 'NEW' | 'LATE' | UntoldCause | 'ELAPSED' | 'OTHER_QUESTION';
/** Events that made no fact appear or end, and changed what facts weigh. */
export type UntoldCause = 'TERMS_CORRECTED' | 'PRICES_PUBLISHED';

/** What an event changes, or what changes without one; zero amounts where a quantity without a value came or went. */
export interface Change {
  readonly cause: ChangeCause;
  /** Of the event; null where none is behind it. */
  readonly position: number | null;
  /** Account id; null where no event is behind it. */
  readonly actor: string | null;
  readonly numerator: Cents;
  readonly denominator: Cents;
}

/** Why a fact came or went, seen from the first of the two dates: one that had begun by then came late. */
export function changeCause(told: Cause | UntoldCause, sinceDay: number, firstDay: number): ChangeCause {
  if (told !== 'ENTERED') return told;
  return sinceDay <= firstDay ? 'LATE' : 'NEW';
}

/** What several changes add up to, and how many events are behind them. */
export interface ChangeSum {
  readonly numerator: Money;
  readonly denominator: Money;
  readonly events: number;
}

/** In the order of {@link CHANGE_CAUSES}; only causes of a change, be it of a quantity without a value. */
export function sumsByCause(
  changes: Iterable<Change>,
): readonly ({ readonly cause: ChangeCause } & ChangeSum)[] {
  const sums = sumsBy(changes, ({ cause }) => cause);
  return CHANGE_CAUSES.flatMap((cause) => {
    const sum = sums.get(cause);
    return sum === undefined ? [] : [{ cause, ...sum }];
  });
}

/** Whoever recorded most comes first; null, for what no event is behind, last. */
export function sumsByPerson(
  changes: Iterable<Change>,
): readonly ({ readonly actor: string | null } & ChangeSum)[] {
  return [...sumsBy(changes, ({ actor }) => actor)]
    .map(([actor, sum]) => ({ actor, ...sum }))
    .sort((a, b) => b.events - a.events || ((a.actor ?? '') < (b.actor ?? '') ? -1 : 1));
}

function sumsBy<Key>(changes: Iterable<Change>, keyOf: (change: Change) => Key): Map<Key, ChangeSum> {
  const groups = new Map<Key, Change[]>();
  for (const change of changes) {
    const group = groups.get(keyOf(change)) ?? [];
    group.push(change);
    groups.set(keyOf(change), group);
  }
  return new Map([...groups].map(([key, group]) => [key, sumOf(group)]));
}

/** All of them together. */
export function sumOf(changes: readonly Change[]): ChangeSum {
  const positions = new Set(changes.flatMap(({ position }) => position ?? []));
  return {
    numerator: moneyOf(changes.reduce((sum, { numerator }) => sum + numerator, 0n)),
    denominator: moneyOf(changes.reduce((sum, { denominator }) => sum + denominator, 0n)),
    events: positions.size,
  };
}

/** How much a ratio rose; null where it is undefined at one of the two points. */
export function valueChange(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const change = new Decimal(to).minus(from);
  return change.isZero() ? change.abs().toFixed(VALUE_DECIMALS) : change.toFixed(VALUE_DECIMALS);
}

const VALUE_DECIMALS = 16;
