/**
 * The registry of figures: each definition is data with a version, its terms, its formula as people write it and where
 * it comes from. They are not interchangeable: 22 % (L1) is 1.22 (L2) is 81.97 % (L9). What every ledger knows stands
 * here; what a ledger adopts for itself are events (`definition`), and both are computed alike.
 */
import { OTHER_SIDES, PUBLIC_SIDES, type OriginClass, type Side } from '../funding-source/origins.ts';

/** A side of a ratio; `ATTRACTED` is public money of upper levels in the view of the local public euro. */
export type FigureSide = Side | 'ATTRACTED';

/** What is added up above or below the line. */
export interface Term {
  readonly sides: readonly FigureSide[];
  /** Only money of these ultimate origins; null: of any. */
  readonly origins: readonly OriginClass[] | null;
  /**
   * `CHALLENGE`: only money of sources whose call asks for an own share (`ownShareConditionBp`), `RAISED`: only of the
   * others; null: of any.
   */
  readonly call: 'CHALLENGE' | 'RAISED' | null;
}

/**
 * `RATIO`: one division of two sums. `ATTRIBUTION`: the same, with the numerator shared out among the public bodies by
 * what each gave. `SERIES`: years compared with each other.
 */
export const DEFINITION_KINDS = ['RATIO', 'ATTRIBUTION', 'SERIES'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** How people read it: as a percentage, as "x times", as euro for each public euro, or as so many of so many. */
export const FORMS = ['percent', 'multiple', 'perEuro', 'count'] as const;
export type Form = (typeof FORMS)[number];

export interface DefinitionTerms {
  readonly name: { readonly it: string; readonly en: string };
  readonly kind: DefinitionKind;
  /** P public, T Third Sector own, F philanthropic, O other private, U users, X = T + F + O. */
  readonly formula: string;
  readonly source: string;
  readonly numerator: Term;
  readonly denominator: Term;
  readonly form: Form;
  /** Decimals of the displayed number. */
  readonly decimals: number;
  /** Why the ratio is undefined when nothing stands below the line. */
  readonly emptyBase: 'NO_PUBLIC_BASE' | 'NOTHING_RECORDED';
  /** The figure applies only where something stands on this side; null: always. */
  readonly applies: FigureSide | null;
}

/** One version of a definition. `validTo` null: in force. */
export interface Definition extends DefinitionTerms {
  /** `L1`, or the code that a ledger gave to its own. */
  readonly id: string;
  readonly version: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Public money of every level, the health service included. */
const P: readonly FigureSide[] = PUBLIC_SIDES;
const X: readonly FigureSide[] = [...OTHER_SIDES, 'ATTRACTED'];

const of = (...sides: readonly FigureSide[]): Term => ({ sides, origins: null, call: null });

const STANDARD = { version: 1, validFrom: null, validTo: null } as const;
const RATIO = { ...STANDARD, kind: 'RATIO', applies: null, emptyBase: 'NO_PUBLIC_BASE' } as const;

export const STANDARD_DEFINITIONS: readonly Definition[] = [
  {
    ...RATIO,
    id: 'L1',
    name: { it: 'Leva: aumento del budget pubblico', en: 'Leverage: increase of the public budget' },
    formula: '(T + F) / P',
    source: 'Statement of the Municipality of Lecco on ten years of co-design, December 2018',
    numerator: of('T', 'F', 'ATTRACTED'),
    denominator: of(...P),
    form: 'percent',
    decimals: 2,
  },
  {
    ...RATIO,
    id: 'L1s',
    name: { it: 'Leva in senso stretto: sole fonti proprie', en: 'Strict leverage: own sources only' },
    formula: 'T / P',
    source: 'L1 restricted to the own sources of the Third Sector',
    numerator: of('T'),
    denominator: of(...P),
    form: 'percent',
    decimals: 2,
  },
  {
    ...RATIO,
    id: 'L2',
    name: { it: 'Moltiplicatore: totale su pubblico', en: 'Multiplier: total over public' },
    formula: '(P + X) / P',
    source: 'Common use; ESIF funds: (fund + additional public and private resources) / fund (fi-compass)',
    numerator: of(...P, ...X),
    denominator: of(...P),
    form: 'multiple',
    decimals: 2,
  },
  {
    ...RATIO,
    id: 'L3',
    name: { it: 'Effetto leva UE', en: 'EU leverage effect' },
    formula: 'repayable finance / P of the Union',
    source:
      'Reg. (EU, Euratom) 2024/2509 art. 2; CPR, Reg. (EU) 2021/1060 art. 2: reimbursable financing to eligible ' +
      'final recipients, divided by the Union contribution',
    numerator: of('FINANCING'),
    denominator: { sides: P, origins: ['EU'], call: null },
    form: 'multiple',
    decimals: 2,
    applies: 'FINANCING',
  },
  {
    ...RATIO,
    id: 'L4',
    name: { it: 'Effetto moltiplicatore UE', en: 'EU multiplier effect' },
    formula: '(repayable finance + T + O) / P of the Union',
    source:
      'Reg. (EU, Euratom) 2024/2509 art. 2: investment by eligible final recipients, divided by the Union ' +
      'contribution; the investment is read as the finance they repay and what they bring of their own',
    numerator: of('FINANCING', 'T', 'O'),
    denominator: { sides: P, origins: ['EU'], call: null },
    form: 'multiple',
    decimals: 2,
    applies: 'FINANCING',
  },
  {
    ...RATIO,
    id: 'L6',
    name: { it: 'Privato mobilitato per euro pubblico', en: 'Private money mobilised per public euro' },
    formula: 'X / P',
    source: 'OECD, methodology on amounts mobilised from the private sector; no causality is claimed here',
    numerator: of(...X),
    denominator: of(...P),
    form: 'perEuro',
    decimals: 4,
  },
  {
    ...RATIO,
    kind: 'ATTRIBUTION',
    id: 'L7',
    name: { it: 'Quota attribuita a ciascun ente pubblico', en: 'Share attributed to each public body' },
    formula: 'X × P of the body / P',
    source: 'OECD, pro-rata principle of amounts mobilised; no causality is claimed here',
    numerator: of(...X),
    denominator: of(...P),
    form: 'perEuro',
    decimals: 4,
  },
  {
    ...RATIO,
    id: 'L9',
    name: { it: 'Tasso di cofinanziamento pubblico', en: 'Public co-financing rate' },
    formula: 'P / (P + X)',
    source: 'European Commission, regional policy glossary: contribution / total eligible cost',
    numerator: of(...P),
    denominator: of(...P, ...X),
    form: 'percent',
    decimals: 2,
    emptyBase: 'NOTHING_RECORDED',
  },
  {
    ...RATIO,
    id: 'L10',
    name: { it: 'Tasso di raccolta su sfida', en: 'Matching rate' },
    formula: 'X raised / money of the challenge',
    source:
      'Community foundation funds (Lecco, 2018-2019): donations that a project must raise, over its challenge grant',
    numerator: { sides: X, origins: null, call: 'RAISED' },
    denominator: { sides: [...P, ...X], origins: null, call: 'CHALLENGE' },
    form: 'percent',
    decimals: 2,
    emptyBase: 'NOTHING_RECORDED',
  },
  {
    ...RATIO,
    kind: 'SERIES',
    id: 'L12',
    name: { it: 'Il pubblico non si ritrae', en: 'Public money did not withdraw' },
    formula: 'years with ΔP (real) ≥ 0 after X > 0 / years with X > 0 in the year before',
    source:
      'Second half of the statement of the Municipality of Lecco; no standard defines it. It says what happened, ' +
      'not why',
    numerator: of(...P),
    denominator: of(...X),
    form: 'count',
    decimals: 0,
    emptyBase: 'NOTHING_RECORDED',
  },
];

/** What is asked for where nobody says: the figures that people quote. */
export const USUAL_FIGURES = ['L1', 'L1s', 'L2', 'L6', 'L9'] as const;

/** A figure counts contributions that came at least this far. */
export const BASES = ['pledged', 'committed', 'delivered', 'paid', 'verified'] as const;
export type Basis = (typeof BASES)[number];

/**
 * How a euro is looked at, on both sides alike. `economic`: every valued resource. `cashOnly`: money alone. `cpr`: what
 * Reg. (EU) 2021/1060 admits of a value. `localPublicEuro`: money of State, Region, Union and abroad stands with what
 * was attracted, not in the base. `netOfTax`: what the State gives up in taxes for a gift is public.
 */
export const VIEWS = ['economic', 'cashOnly', 'cpr', 'localPublicEuro', 'netOfTax'] as const;
export type View = (typeof VIEWS)[number];

/**
 * `broad` counts all there is. `strict` leaves out what a sceptic may: bases that are only implied, days that were
 * assumed, and time of volunteers who are not in the register (DM 5/3/2020).
 */
export const SCOPES = ['broad', 'strict'] as const;
export type Scope = (typeof SCOPES)[number];

/** How well a euro is known: A verified; B with evidence; C declared; D only pledged. */
export const GRADES = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];
