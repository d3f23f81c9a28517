/** Figures as they are published, worked out from the lines of the oracle: an independent reading of every formula. */
import type { Dimension, Selection } from '#read-models/figures/question/question';
import { shareOut } from './naive-flows.ts';
import type { Line, NaiveAnswer } from './naive-figures.ts';

interface Term {
  readonly sides: readonly string[];
  readonly also?: (line: Line) => boolean;
}

const PUBLIC = ['PUBLIC', 'PUBLIC_HEALTH'];
const OTHERS = ['T', 'F', 'O', 'ATTRACTED'];
const P: Term = { sides: PUBLIC };
const X: Term = { sides: OTHERS };
const UNION: Term = { sides: PUBLIC, also: ({ of }) => of.origin === 'EU' };

/** What stands above and below the line, as domain.md 3.1 has it; financing is what a figure may be about. */
const FORMULAS = {
  L1: { above: { sides: ['T', 'F', 'ATTRACTED'] }, below: P },
  L1s: { above: { sides: ['T'] }, below: P },
  L2: { above: { sides: [...PUBLIC, ...OTHERS] }, below: P },
  L3: { above: { sides: ['FINANCING'] }, below: UNION, about: 'FINANCING' },
  L4: { above: { sides: ['FINANCING', 'T', 'O'] }, below: UNION, about: 'FINANCING' },
  L6: { above: X, below: P },
  L7: { above: X, below: P },
  L9: { above: P, below: { sides: [...PUBLIC, ...OTHERS] }, empty: 'NOTHING_RECORDED' },
  L10: {
    above: { sides: OTHERS, also: ({ challenge }) => !challenge },
    below: { sides: [...PUBLIC, ...OTHERS], also: ({ challenge }) => challenge },
    empty: 'NOTHING_RECORDED',
  },
  L12: { above: P, below: X, empty: 'NOTHING_RECORDED' },
} as const satisfies Readonly<
  Record<string, { above: Term; below: Term; about?: string; empty?: 'NOTHING_RECORDED' }>
>;
export type Known = keyof typeof FORMULAS;
export const KNOWN = Object.keys(FORMULAS) as Known[];
type Formula = { above: Term; below: Term; about?: string; empty?: string };

const EXCLUDED = {
  USERS_FEES: 'U',
  REPAYABLE_FINANCE: 'FINANCING',
  UNRESOLVED_ORIGIN: 'UNRESOLVED',
  PASSED_ON: 'PASSED_ON',
  CONTRACT_PRICE: 'PRICE',
};

export function euro(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** So many decimals, half away from zero. */
export function quotient(above: bigint, below: bigint, decimals = 16): string {
  const scaled = ((above < 0n ? -above : above) * 2n * 10n ** BigInt(decimals) + below) / (2n * below);
  const digits = scaled.toString().padStart(decimals + 1, '0');
  return `${above < 0n && scaled > 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function total(lines: readonly Line[], wanted: (line: Line) => boolean): bigint {
  return lines.reduce((sum, line) => (line.unit === 'EUR' && wanted(line) ? sum + line.cents : sum), 0n);
}

function sumOf(lines: readonly Line[], { sides, also }: Term, implied?: boolean): bigint {
  return total(
    lines,
    (line) =>
      sides.includes(line.of.side) &&
      (also === undefined || also(line)) &&
      (implied === undefined || line.implied === implied),
  );
}

/** Why a figure has no value, or null. */
function reasonOf({ above, below, about, empty }: Formula, lines: readonly Line[]): string | null {
  const isAbout = (line: Line) => line.of.side === about;
  const cells = Map.groupBy(lines.filter(isAbout), ({ of, grade, challenge }: Line & { grade?: string }) =>
    [of.origin, grade ?? of.grade, of.word, challenge].join(),
  );
  const isThere = [...cells.values()].some((cell) => total(cell, () => true) !== 0n);
  if (about !== undefined && !isThere) return 'NOT_APPLICABLE';
  if (quantitiesOf(lines).some(({ side }) => [...above.sides, ...below.sides].includes(side))) {
    return 'UNVALUED_UNITS';
  }
  return baseReason(lines, { below, ...(empty === undefined ? {} : { empty }) });
}

function baseReason(
  lines: readonly Line[],
  { below, empty }: Pick<Formula, 'below' | 'empty'>,
): string | null {
  const base = sumOf(lines, below);
  if (base > 0n) return null;
  return base < 0n ? 'NEGATIVE_BASE' : (empty ?? 'NO_PUBLIC_BASE');
}

/** What of a ratio can be told from sums, in one comparable form. */
export function expectedRatio(id: Known, lines: readonly Line[], view: Selection['view']) {
  const formula: Formula = FORMULAS[id];
  const { above, below } = formula;
  const reason = reasonOf(formula, lines);
  const term = (each: Term) => ({
    amount: euro(sumOf(lines, each)),
    recorded: euro(sumOf(lines, each, false)),
    implied: euro(sumOf(lines, each, true)),
    parts: each.sides
      .filter((side) => side !== 'ATTRACTED' || view === 'localPublicEuro')
      .map((side) => `${side} ${euro(sumOf(lines, { ...each, sides: [side] }))}`),
  });
  const value = reason === null ? quotient(sumOf(lines, above), sumOf(lines, below)) : null;
  return { value, reason, numerator: term(above), denominator: term(below) };
}

export interface Quantity {
  readonly side: string;
  readonly kind: string;
  readonly unit: string;
  readonly micro: bigint;
}

/** What has no value yet, by raw side: what is attracted is public all the same. */
export function quantitiesOf(lines: readonly Line[]): Quantity[] {
  const rawSide = ({ of }: Line) => (of.side === 'ATTRACTED' ? 'PUBLIC' : of.side);
  const groups = Map.groupBy(
    lines.filter(({ unit }) => unit !== 'EUR'),
    (line) => [rawSide(line), line.of.kind, line.unit].join(),
  );
  return [...groups.values()]
    .map((own) => {
      const [first] = own as [Line];
      const micro = own.reduce((sum, { cents }) => sum + cents, 0n);
      return { side: rawSide(first), kind: first.of.kind, unit: first.unit, micro };
    })
    .filter(({ micro }) => micro !== 0n);
}

export function expectedExclusions(id: Known, { lines, within }: NaiveAnswer): string[] {
  const { above, below }: Formula = FORMULAS[id];
  const recorded = Object.entries(EXCLUDED)
    .filter(([, side]) => ![...above.sides, ...below.sides].includes(side))
    .map(([code, side]) => [code, sumOf(lines, { sides: [side] })] as const);
  return [...recorded, ['RECORDED_WITHIN_IMPLIED_BASE', total(within, () => true)] as const]
    .filter(([, cents]) => cents !== 0n)
    .map(([code, cents]) => `${code} ${euro(cents)}`);
}

/** The value from what is best known to all, and what is known how well. */
export function expectedBand(id: Known, lines: readonly Line[]) {
  return ['A', 'B', 'C', 'D'].map((upTo) => {
    const known = lines.filter(({ of, unit }) => unit !== 'EUR' || of.grade <= upTo);
    const { value, reason } = expectedRatio(id, known, 'economic');
    return { upTo, value, reason };
  });
}

/** Shares of the recorded value with 4 decimals: on a side at all, and of what the Third Sector brought, by word. */
export function expectedShares(lines: readonly Line[]) {
  const recorded = lines.filter(({ implied }) => !implied);
  const unresolved = sumOf(recorded, { sides: ['UNRESOLVED'] });
  const resolved = sumOf(recorded, { sides: [...PUBLIC, ...OTHERS] });
  const all = resolved + unresolved;
  const own = sumOf(recorded, { sides: ['T'] });
  const wordOf = (word: string) =>
    own > 0n ? quotient(sumOf(recorded, { sides: ['T'], also: ({ of }) => of.word === word }), own, 4) : null;
  return {
    coverage: all > 0n ? quotient(resolved, all, 4) : null,
    unresolved: euro(unresolved),
    words: { confirmed: wordOf('CONFIRMED'), contested: wordOf('CONTESTED'), silent: wordOf('NONE') },
  };
}

export function keyOf({ of }: Line, groupBy: readonly Dimension[]): string {
  return groupBy.map((dimension) => of[dimension]).join(' ');
}

/** Shares in per cent of parts that are not negative, by largest remainder; null where there is nothing to share. */
export function basisPoints(parts: readonly bigint[]): (string | null)[] {
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  if (whole <= 0n || parts.some((part) => part < 0n)) return parts.map(() => null);
  return shareOut(10_000n, parts).map((bp) => quotient(bp, 100n, 2));
}
