/**
 * "The public side does not withdraw" (L12): in how many years public money was no lower than in the year before, when
 * others had brought something. The second half of Lecco's statement; no standard defines it. It says what happened and
 * nothing of why.
 */
import { Decimal, moneyOf, type Cents, type Money } from '../money.ts';
import type { Display } from './figure.ts';

/** What one calendar year adds up to. */
export interface YearSums {
  readonly year: number;
  readonly public: Cents;
  /** In prices of one period; null where nobody asked, or the price index has no point for the year. */
  readonly publicReal: Cents | null;
  readonly others: Cents;
  /** Others brought something that has no value yet, so `others` is less than what they brought. */
  readonly othersVague: boolean;
  /** Why public money of this year is not known well enough to be compared; null when it is. */
  readonly unknown: Exclude<NotCompared, 'NO_OTHERS_BEFORE' | 'OTHERS_UNKNOWN'> | null;
}

export type NotCompared =
  /** Nobody else had brought anything in the year before. */
  | 'NO_OTHERS_BEFORE'
  /** All that others are known to have brought in the year before has no value yet. */
  | 'OTHERS_UNKNOWN'
  /** None is recorded in this year or the one before, or it has no value, or its days are only assumed. */
  | 'PUBLIC_UNKNOWN'
  | 'YEAR_NOT_OVER'
  /** The price index has no point for this year or the one before. */
  | 'INDEX_MISSING';

export interface YearCompared {
  readonly year: number;
  readonly public: Money;
  readonly publicReal: Money | null;
  readonly others: Money;
  /** Of public money since the year before, real where real terms were asked; null when one of them is not known. */
  readonly change: Money | null;
  readonly outcome: 'HELD' | 'FELL' | 'NOT_COMPARED';
  readonly reason: NotCompared | null;
}

export interface Comparison {
  readonly years: readonly YearCompared[];
  readonly held: number;
  readonly compared: number;
  /** `held / compared` with 16 decimals; null when no year can be compared. */
  readonly value: string | null;
  readonly reason: 'NOTHING_COMPARED' | null;
  /** Such as 7/9. */
  readonly display: Display | null;
}

const VALUE_DECIMALS = 16;

/** `isReal`: years are compared in real terms. Years in any order, each once; one that is missing is not known. */
export function compareYears(years: readonly YearSums[], isReal: boolean): Comparison {
  const byYear = new Map(years.map((each) => [each.year, each]));
  const compared = years
    .toSorted((a, b) => a.year - b.year)
    .map((each) => compareWith(byYear.get(each.year - 1), each, isReal));
  const held = compared.filter(({ outcome }) => outcome === 'HELD').length;
  const all = compared.filter(({ outcome }) => outcome !== 'NOT_COMPARED').length;
  const common = { years: compared, held, compared: all };
  if (all === 0) return { ...common, value: null, reason: 'NOTHING_COMPARED', display: null };
  return {
    ...common,
    value: new Decimal(held).div(all).toFixed(VALUE_DECIMALS),
    reason: null,
    display: { form: 'count', text: `${held}/${all}`, approximate: false },
  };
}

function compareWith(before: YearSums | undefined, now: YearSums, isReal: boolean): YearCompared {
  const unknown = now.unknown ?? (before === undefined ? 'PUBLIC_UNKNOWN' : before.unknown);
  const [earlier, later] = [before, now].map((each) => (isReal ? each?.publicReal : each?.public) ?? 0n);
  const change = unknown === null ? (later ?? 0n) - (earlier ?? 0n) : null;
  const reason = lackOfOthers(before) ?? unknown;
  return {
    year: now.year,
    public: moneyOf(now.public),
    publicReal: now.publicReal === null ? null : moneyOf(now.publicReal),
    others: moneyOf(now.others),
    change: change === null ? null : moneyOf(change),
    outcome: reason !== null || change === null ? 'NOT_COMPARED' : change >= 0n ? 'HELD' : 'FELL',
    reason,
  };
}

/** Money that came is enough to compare, whatever a quantity beside it will be valued at. */
function lackOfOthers(before: YearSums | undefined): 'NO_OTHERS_BEFORE' | 'OTHERS_UNKNOWN' | null {
  if (before !== undefined && before.others > 0n) return null;
  return before?.othersVague === true ? 'OTHERS_UNKNOWN' : 'NO_OTHERS_BEFORE';
}

/** The finding in words that claim no cause. `prices`: the index and the period whose prices were asked for. */
export function wordingOf(
  { held, compared }: Pick<Comparison, 'held' | 'compared'>,
  prices: { readonly series: string; readonly of: string } | null,
): { readonly it: string; readonly en: string } {
  const [itPrices, enPrices] =
    prices === null
      ? ['a valori nominali, senza tener conto dei prezzi', 'in nominal amounts, prices left out of account']
      : [
          `a valori reali, prezzi del ${prices.of} (${prices.series})`,
          `in real terms, prices of ${prices.of} (${prices.series})`,
        ];
  if (compared === 0) {
    return {
      it:
        `Nessun anno si può confrontare con quello prima (${itPrices}): ` +
        `non si può dire se le risorse pubbliche siano diminuite.`,
      en:
        `No year can be compared with the one before (${enPrices}): ` +
        `whether public resources fell cannot be said.`,
    };
  }
  return {
    it:
      `Anni in cui le risorse pubbliche non sono diminuite, dopo un anno in cui ne erano arrivate altre: ` +
      `${held} su ${compared} confrontabili, ${itPrices}. Dice che cosa è accaduto, non perché.`,
    en:
      `Years in which public resources were no lower, after a year in which others had come: ` +
      `${held} of ${compared} that can be compared, ${enPrices}. It says what happened, not why.`,
  };
}
