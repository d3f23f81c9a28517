/** L7: what others brought, shared out among the bodies that paid the public money below the line. */
import { attributed, type Attributed } from '#domain/figures/attribution';
import { totalOf } from '#domain/figures/figure';
import { CURRENCY, Decimal, moneyOf, type Money } from '#domain/money';
import type { Figure, Figures } from '../figures.ts';
import { NOT_STATED, type Selection } from '../question/question.ts';
import { sumUp } from '../scan/sums.ts';

export interface AttributionLine {
  /** Who paid; null for what nobody is named for, as an implied base. */
  readonly party: string | null;
  /** Public money of this body. */
  readonly own: Money;
  /** Per cent of the whole; see {@link Attributed}. */
  readonly share: string | null;
  /** All lines add up to the numerator. */
  readonly amount: Money | null;
}

export interface AttributionFigure extends Figure {
  readonly arranger: string | null;
  /** What was given most comes first, and last what nobody is named for. */
  readonly attribution: readonly AttributionLine[];
}

/** The arranger gave none of the public money that counts here. */
export class ArrangerUnknown extends Error {
  override readonly name = 'ArrangerUnknown';
}

/** Where the figure itself has no value nothing is shared out. Throws {@link ArrangerUnknown}. */
export function attributionOf(
  figures: Figures,
  selection: Selection,
  figure: Figure,
  arranger: string | null,
): AttributionFigure {
  const position = BigInt(figure.knownAsOf.position);
  const { id, version } = figure.definition;
  const { numerator, denominator } = figures.definition(`${id}@${version}`, figure.effectiveAsOf, position);
  const { memory, plan, books } = figures.open({ ...selection, position });
  const { total, groups } = sumUp(memory, plan, books, [plan.readerOf('payer')]);
  const payers = groups
    .map(({ names: [name = NOT_STATED], found }) => ({
      party: name === NOT_STATED ? null : name,
      own: totalOf(denominator, found),
    }))
    .filter(({ own }) => own !== 0n)
    .sort((a, b) => Number(a.party === null) - Number(b.party === null) || Number(b.own - a.own));
  if (arranger !== null && !payers.some(({ party }) => party === arranger)) {
    throw new ArrangerUnknown(`${arranger} gave none of the public money that counts here`);
  }
  const isDefined = figure.value !== null;
  const lines = attributed(totalOf(numerator, total), payers, arranger);
  return { ...figure, arranger, attribution: lines.map((line) => lineOf(line, isDefined)) };
}

function lineOf({ party, own, share, amount }: Attributed, isDefined: boolean): AttributionLine {
  return {
    party,
    own: moneyOf(own),
    share: isDefined ? share : null,
    amount: isDefined && amount !== null ? moneyOf(amount) : null,
  };
}

/** The same with every line that may not be shown in the one of which nobody is named, so that all still adds up. */
export function shownOnly(
  lines: readonly AttributionLine[],
  isShown: (party: string) => boolean,
): readonly AttributionLine[] {
  const isHidden = ({ party }: AttributionLine): boolean => party === null || !isShown(party);
  const hidden = lines.filter(isHidden);
  if (hidden.length === 0) return lines;
  const [{ share, amount }] = hidden as [AttributionLine, ...AttributionLine[]];
  const sumOf = (texts: readonly (string | undefined)[]): string =>
    texts.reduce((sum, text) => sum.plus(text ?? 0), new Decimal(0)).toFixed(2);
  const moneyOver = (amounts: readonly (Money | null)[]): Money => ({
    amount: sumOf(amounts.map((each) => each?.amount)),
    currency: CURRENCY,
  });
  const others: AttributionLine = {
    party: null,
    own: moneyOver(hidden.map(({ own }) => own)),
    share: share === null ? null : sumOf(hidden.map((each) => each.share ?? undefined)),
    amount: amount === null ? null : moneyOver(hidden.map((each) => each.amount)),
  };
  return [...lines.filter((line) => !isHidden(line)), others];
}
