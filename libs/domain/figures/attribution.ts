/**
 * Attribution among public bodies: what others brought is shared out by what each body gave, the pro-rata principle of
 * the OECD's method on amounts mobilised from the private sector. In its variant for an arranger the body that brought
 * the others together has one half, and the other half is shared out pro rata among all, itself included. It shares out
 * a sum and says nothing of causes.
 */
import { allocate } from '../allocation.ts';
import type { Cents } from '../money.ts';
import { sharesOf } from './figure.ts';

/** Public money by who paid it; `party` null: nobody is named, as for an implied base. */
export interface Payer {
  readonly party: string | null;
  readonly own: Cents;
}

export interface Attributed extends Payer {
  /** Per cent of the whole with two decimals; all shares add up to 100.00. Null when nothing can be shared out. */
  readonly share: string | null;
  /** All amounts add up to the whole. Null when nothing can be shared out. */
  readonly amount: Cents | null;
}

/**
 * The whole shared out in cents by one largest remainder; ties go to the earlier payer. Nothing can be shared out where
 * there is no public money, or where a body got back more than it gave.
 */
export function attributed(
  whole: Cents,
  payers: readonly Payer[],
  arranger: string | null = null,
): readonly Attributed[] {
  const base = payers.reduce((sum, { own }) => sum + own, 0n);
  if (base <= 0n || payers.some(({ own }) => own < 0n)) {
    return payers.map((payer) => ({ ...payer, share: null, amount: null }));
  }
  // One half and a part of the other, over twice the base: the whole is rounded once.
  const weights = payers.map(({ party, own }) =>
    arranger !== null && party === arranger ? own + base : own,
  );
  const [amounts, shares] = [allocate(whole, weights), sharesOf(weights)];
  return payers.map((payer, index) => ({
    ...payer,
    share: shares[index] ?? null,
    amount: amounts[index] ?? null,
  }));
}
