/**
 * The registry of figures: each definition is data with a version, the sides it adds up, its formula as people
 * write it and where it comes from. They are not interchangeable: 22 % (L1) is 1.22 (L2) is 81.97 % (L9).
 */
import type { Side } from '../funding-source/origins.ts';

export type DefinitionId = 'L1' | 'L1s' | 'L2' | 'L6' | 'L9';

export interface Definition {
  readonly id: DefinitionId;
  readonly version: number;
  readonly name: { readonly it: string; readonly en: string };
  /** P public, T Third Sector own, F philanthropic, O other private, X = T + F + O. */
  readonly formula: string;
  readonly source: string;
  readonly numerator: readonly Side[];
  readonly denominator: readonly Side[];
  /** How people read it: as a percentage, as "x times", or as euro for each public euro. */
  readonly form: 'percent' | 'multiple' | 'perEuro';
  /** Decimals of the displayed number. */
  readonly decimals: number;
  /** Why the ratio is undefined when nothing stands below the line. */
  readonly emptyBase: 'NO_PUBLIC_BASE' | 'NOTHING_RECORDED';
}

/** Public money of every level, the health service included. */
const P: readonly Side[] = ['PUBLIC', 'PUBLIC_HEALTH'];
const X: readonly Side[] = ['T', 'F', 'O'];

export const DEFINITIONS: Readonly<Record<DefinitionId, Definition>> = {
  L1: {
    id: 'L1',
    version: 1,
    name: { it: 'Leva: aumento del budget pubblico', en: 'Leverage: increase of the public budget' },
    formula: '(T + F) / P',
    source: 'Statement of the Municipality of Lecco on ten years of co-design, December 2018',
    numerator: ['T', 'F'],
    denominator: P,
    form: 'percent',
    decimals: 2,
    emptyBase: 'NO_PUBLIC_BASE',
  },
  L1s: {
    id: 'L1s',
    version: 1,
    name: { it: 'Leva in senso stretto: sole fonti proprie', en: 'Strict leverage: own sources only' },
    formula: 'T / P',
    source: 'L1 restricted to the own sources of the Third Sector',
    numerator: ['T'],
    denominator: P,
    form: 'percent',
    decimals: 2,
    emptyBase: 'NO_PUBLIC_BASE',
  },
  L2: {
    id: 'L2',
    version: 1,
    name: { it: 'Moltiplicatore: totale su pubblico', en: 'Multiplier: total over public' },
    formula: '(P + X) / P',
    source: 'Common use; ESIF funds: (fund + additional public and private resources) / fund (fi-compass)',
    numerator: [...P, ...X],
    denominator: P,
    form: 'multiple',
    decimals: 2,
    emptyBase: 'NO_PUBLIC_BASE',
  },
  L6: {
    id: 'L6',
    version: 1,
    name: { it: 'Privato mobilitato per euro pubblico', en: 'Private money mobilised per public euro' },
    formula: 'X / P',
    source: 'OECD, methodology on amounts mobilised from the private sector; no causality is claimed here',
    numerator: X,
    denominator: P,
    form: 'perEuro',
    decimals: 4,
    emptyBase: 'NO_PUBLIC_BASE',
  },
  L9: {
    id: 'L9',
    version: 1,
    name: { it: 'Tasso di cofinanziamento pubblico', en: 'Public co-financing rate' },
    formula: 'P / (P + X)',
    source: 'European Commission, regional policy glossary: contribution / total eligible cost',
    numerator: P,
    denominator: [...P, ...X],
    form: 'percent',
    decimals: 2,
    emptyBase: 'NOTHING_RECORDED',
  },
};

export const DEFINITION_IDS = Object.keys(DEFINITIONS) as readonly DefinitionId[];

/** A figure counts contributions that came at least this far. */
export const BASES = ['pledged', 'committed', 'delivered', 'paid', 'verified'] as const;
export type Basis = (typeof BASES)[number];

/** `economic` counts every valued resource, `cashOnly` money alone, on both sides alike. */
export const VIEWS = ['economic', 'cashOnly'] as const;
export type View = (typeof VIEWS)[number];
