import type { BandStep, Display, Figure, FigurePart, Money, Ratio } from '../api/types.ts';
import { sumDecimals } from '../format/decimal.ts';

/** Amounts by side, for figures written by hand in the tests. */
export type Sides = Readonly<Partial<Record<'PUBLIC' | 'T' | 'F' | 'O', string>>>;

const eur = (amount: string): Money => ({ amount, currency: 'EUR' });
const percent: Display = { form: 'percent', text: '22', approximate: true };

const NUMERATORS: Readonly<Record<string, readonly (keyof Sides)[]>> = {
  L1: ['F', 'T'],
  L1s: ['T'],
  L2: ['PUBLIC', 'F', 'T', 'O'],
  L6: ['F', 'T', 'O'],
  L9: ['PUBLIC'],
};

export function ratio(id: string, sides: Sides, implied = '0.00', reason: Ratio['reason'] = null): Ratio {
  const publicSum = sides.PUBLIC ?? '0.00';
  const parts = (NUMERATORS[id] ?? []).flatMap((side): FigurePart[] => {
    const amount = sides[side];
    return amount === undefined
      ? []
      : [{ side, amount: eur(amount), value: '0.22', reason: null, display: percent }];
  });
  const above = sumDecimals(parts.map((part) => part.amount.amount));
  const recorded = sumDecimals([publicSum, implied === '0.00' ? '0.00' : `-${implied}`]);
  return {
    value: reason === null ? '0.2200000000' : null,
    reason,
    display: reason === null ? percent : null,
    valuedOnly: null,
    numerator: {
      amount: eur(above),
      recorded: eur(above),
      implied: eur('0.00'),
      parts,
    },
    denominator: {
      amount: eur(publicSum),
      recorded: eur(recorded),
      implied: eur(implied),
      parts: [{ side: 'PUBLIC', amount: eur(publicSum) }],
    },
  };
}

const GRADES = ['A', 'B', 'C', 'D'] as const;

const quotientOf = ({ value, reason, display }: Ratio) => ({ value, reason, display });

export function figure(id: string, whole: Ratio, years: Readonly<Record<string, Ratio>> = {}): Figure {
  const groups = Object.entries(years).map(([year, one]) => ({
    ...{ key: { year }, shares: { numerator: null, denominator: null } },
    ...one,
  }));
  return {
    definition: {
      // Also ids that this page does not know: a newer service may have more.
      id: id as Figure['definition']['id'],
      version: 1,
      kind: 'RATIO',
      name: { it: `nome ${id}`, en: `name ${id}` },
      formula: '(T + F) / P',
      source: 's',
    },
    partnership: 'p',
    partnerships: ['p'],
    basis: 'committed',
    view: 'economic',
    scope: 'broad',
    prices: null,
    whatIf: [],
    only: {},
    without: {},
    effectiveAsOf: '2026-11-22',
    knownAsOf: { position: '7' },
    ...whole,
    assumedDating: false,
    facts: 1,
    coverage: { share: '1.0000', unresolved: eur('0.00') },
    exclusions: [],
    unvalued: [],
    yearsMissing: [],
    band: { steps: GRADES.map((upTo): BandStep => ({ upTo, ...quotientOf(whole) })), min: null, max: null },
    groupBy: ['year'],
    words: { confirmed: null, contested: null, silent: null },
    groups,
  };
}

const LECCO: Sides = { PUBLIC: '40909090.91', F: '6000000.00', T: '3000000.00' };

/** What was stated for Lecco in December 2018: 9 million in ten years, about 22 % more public budget. */
export function leccoFigure(id: string): Figure {
  const first: Sides = { PUBLIC: '20454545.45', F: '3000000.00', T: '1500000.00' };
  const second: Sides = { PUBLIC: '20454545.46', F: '3000000.00', T: '1500000.00' };
  return figure(id, ratio(id, LECCO, '40909090.91'), {
    2009: ratio(id, first, '20454545.45'),
    2010: ratio(id, second, '20454545.46'),
  });
}
