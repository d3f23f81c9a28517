import type { Display, Figure, FigurePart, Money } from '../api/types.ts';
import { equalDecimals, signOf, sumDecimals } from '../format/decimal.ts';
import { formatAmount } from '../format/format.ts';
import type { Dictionary } from '../i18n/dictionaries.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import type { Lang } from '../i18n/lang.ts';

/** One figure as a card reads it out: a whole figure, or the part of it that one side brought. */
export interface Reading {
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  readonly display: Display | null;
  readonly reason: string | null;
  /** The number over what has a value, where the whole has none for want of values. */
  readonly valuedOnly: Display | null;
  /** The formula with the real numbers in it. */
  readonly calculation: string;
  readonly isPart: boolean;
  readonly figure: Figure;
}

/** The measures in the order in which they explain the headline; others follow as the service sends them. */
const ORDER = ['L2', 'L9', 'L1s', 'L6'];

export function figureOf(figures: readonly Figure[], id: string): Figure | undefined {
  return figures.find((figure) => figure.definition.id === id);
}

export function partOf(figure: Figure, side: string): FigurePart | undefined {
  return figure.numerator.parts.find((part) => part.side === side);
}

/** Whether the base of a figure was derived, in whole or in part, from what a source stated. */
export function hasImpliedBase(figure: Figure): boolean {
  return signOf(figure.denominator.implied.amount) !== 0;
}

/** Either side of the line. */
interface Sum {
  readonly amount: Money;
  readonly parts: readonly { readonly amount: Money }[];
}

/** `(6.000.000,00 + 3.000.000,00)`: the parts where they make up the amount, else the amount alone. */
function term({ amount, parts }: Sum, lang: Lang): string {
  const amounts = parts.map((part) => part.amount.amount).filter((text) => signOf(text) !== 0);
  const isWhole = equalDecimals(sumDecimals(amounts), amount.amount);
  if (amounts.length < 2 || !isWhole) return formatAmount(amount.amount, lang);
  const [first = '', ...rest] = amounts;
  const added = rest.map((text) =>
    signOf(text) < 0 ? ` - ${formatAmount(text.replace('-', ''), lang)}` : ` + ${formatAmount(text, lang)}`,
  );
  return `(${formatAmount(first, lang)}${added.join('')})`;
}

export function calculation(numerator: Sum, denominator: Sum, lang: Lang): string {
  return `${term(numerator, lang)} / ${term(denominator, lang)}`;
}

export function reasonText(reason: string | null, t: Dictionary): string {
  const code = reason ?? 'NOT_APPLICABLE';
  const text = wordFor(t.reason, code);
  return text === code ? t.reason.other(code) : text;
}

export function figureReading(figure: Figure, t: Dictionary, lang: Lang): Reading {
  const { id, name } = figure.definition;
  const known = wordFor(t.figure, id);
  const meaning = wordFor(t.meaning, id);
  return {
    key: id,
    name: known === id ? name[lang] : known,
    meaning: meaning === id ? name[lang] : meaning,
    display: figure.value === null ? null : figure.display,
    reason: figure.value === null ? reasonText(figure.reason, t) : null,
    valuedOnly: figure.valuedOnly?.display ?? null,
    calculation: calculation(figure.numerator, figure.denominator, lang),
    isPart: false,
    figure,
  };
}

function partReading(figure: Figure, side: 'F' | 'T', t: Dictionary, lang: Lang): Reading | null {
  const part = partOf(figure, side);
  if (part === undefined || part.display === null) return null;
  const isPartly = figure.valuedOnly !== null;
  return {
    key: `${figure.definition.id}-${side}`,
    name: side === 'F' ? t.card.foundationsOnly : t.card.ownOnly,
    meaning: side === 'F' ? t.card.foundationsOnlyMeaning : t.card.ownOnlyMeaning,
    display: isPartly ? null : part.display,
    reason: null,
    valuedOnly: isPartly ? part.display : null,
    calculation: calculation({ amount: part.amount, parts: [] }, figure.denominator, lang),
    isPart: true,
    figure,
  };
}

/** The cards below the headline: the two parts of L1, then the other measures. */
export function cardReadings(figures: readonly Figure[], t: Dictionary, lang: Lang): Reading[] {
  const headline = figureOf(figures, 'L1');
  const sides = ['F', 'T'] as const;
  const parts = headline === undefined ? [] : sides.map((side) => partReading(headline, side, t, lang));
  const others = figures.filter((figure) => figure.definition.id !== 'L1');
  const rank = (figure: Figure) => {
    const at = ORDER.indexOf(figure.definition.id);
    return at < 0 ? ORDER.length : at;
  };
  const sorted = others.toSorted((a, b) => rank(a) - rank(b));
  const whole = sorted.map((figure) => figureReading(figure, t, lang));
  return [...parts.filter((reading) => reading !== null), ...whole];
}

/** The symbols of a formula, explained in the order in which they appear: `(T + F) / P` gives T, F, P. */
export function symbolsOf(formula: string, t: Dictionary): { symbol: string; meaning: string }[] {
  const found = new Set(formula.match(/\b[PTFOXU]\b/g));
  return [...found].map((symbol) => ({ symbol, meaning: wordFor(t.symbol, symbol) }));
}

/** Who brought the private money of a figure, for the sentences that name them. */
export function bringers(figure: Figure): { thirdSector: boolean; foundations: boolean } {
  const brought = (side: string) => {
    const part = partOf(figure, side);
    return part !== undefined && signOf(part.amount.amount) !== 0;
  };
  return { thirdSector: brought('T'), foundations: brought('F') };
}
