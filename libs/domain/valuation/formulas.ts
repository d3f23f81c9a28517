/**
 * The formulas of valuation, each a small pure function in one table: a new one is one entry and its tests. A formula
 * gives what one unit is worth as an exact fraction, so that whoever rounds can multiply first and divide last.
 */
import { isRejection, reject, type Rejection } from '../rejections.ts';
import { ONE, readInputs, type InputKinds, type Millionths, type Readings } from './inputs.ts';
import type { QuantityUnit } from './units.ts';

/** `over / under`, not yet divided. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** An input that is more than another one, which is the most that it can be. */
export interface OutOfRange {
  readonly input: string;
  readonly mostIs: string;
}

/** Why a funder's own rules admit less than the value. */
export const ADMISSIBILITY_REASONS = {
  /** No depreciation where public grants helped to buy the asset: art. 67(2) Reg. (EU) 2021/1060. */
  PUBLIC_GRANT_TOWARDS_ASSET: {
    en: 'A public grant helped to buy the asset (art. 67(2) Reg. (EU) 2021/1060)',
    it: 'Il bene è stato acquistato anche con contributi pubblici (art. 67, par. 2, Reg. (UE) 2021/1060)',
  },
} as const;
export type AdmissibilityReason = keyof typeof ADMISSIBILITY_REASONS;

/** Time for which a person may be claimed at most: what the cost was divided by. */
export interface HoursCeiling {
  readonly minutes: number;
  readonly per: 'YEAR' | 'MONTH';
}

export interface Formula {
  /** What is asked for with every quantity. */
  readonly inputs: InputKinds;
  /** Inputs that need not be said, and what they are then. */
  readonly defaults: Readonly<Record<string, string>>;
  /** What the method fixes, and the most basis points that the law lets it fix. */
  readonly params: InputKinds;
  readonly mostBp: Readonly<Record<string, number>>;
  /** Units that a quantity may have. */
  readonly units: readonly QuantityUnit[];
  /** What one unit is worth; for working time, one hour. */
  rate(inputs: Readings, params: Readings): Fraction;
  /** What is counted instead of the quantity, which is then kept beside the value and does not enter it. */
  readonly counts?: { readonly unit: QuantityUnit; of(inputs: Readings): Millionths };
  /** False when what `rate` gives is a value in all, and no rate of a unit. */
  readonly unitRate: boolean;
  check?(inputs: Readings): OutOfRange | null;
  /** Why nothing of the value is admissible under Reg. (EU) 2021/1060, if so. */
  notUnderCpr?(inputs: Readings): AdmissibilityReason | null;
  hoursCeiling?(inputs: Readings, params: Readings): HoursCeiling;
}

/** Names of a table of kinds, read. */
type Read<Kinds> = { readonly [Name in keyof Kinds]: Millionths };

interface Entry<Inputs, Params> {
  readonly inputs: Inputs;
  readonly params?: Params;
  readonly defaults?: Readonly<Partial<Record<keyof Inputs & string, string>>>;
  readonly mostBp?: Readonly<Partial<Record<keyof Params & string, number>>>;
  readonly units: readonly QuantityUnit[];
  readonly unitRate?: false;
  rate(inputs: Read<Inputs>, params: Read<Params>): Fraction;
  readonly counts?: { readonly unit: QuantityUnit; of(inputs: Read<Inputs>): Millionths };
  check?(inputs: Read<Inputs>): OutOfRange | null;
  notUnderCpr?(inputs: Read<Inputs>): AdmissibilityReason | null;
  hoursCeiling?(inputs: Read<Inputs>, params: Read<Params>): HoursCeiling;
}

/** An entry of the table, whose functions see exactly the inputs and params that it names. */
function formula<const Inputs extends InputKinds, const Params extends InputKinds = Record<never, never>>(
  entry: Entry<Inputs, Params>,
): Formula {
  const erased = entry as unknown as Partial<Formula> & Pick<Formula, 'inputs' | 'units' | 'rate'>;
  return { defaults: {}, params: {}, mostBp: {}, unitRate: true, ...erased };
}

const TIME = ['MINUTE', 'HOUR'] as const;
const THINGS = ['HOUR', 'DAY', 'MONTH', 'YEAR', 'KM', 'ITEM'] as const;
const ANY = [...TIME, 'DAY', 'MONTH', 'YEAR', 'KM', 'ITEM'] as const;
const MINUTES_PER_HOUR = 60n;

/** The product of the first numbers over the product of the second: each brings its millionths along. */
function quotient(over: readonly Millionths[], under: readonly Millionths[]): Fraction {
  const product = (numbers: readonly Millionths[]): bigint => numbers.reduce((all, one) => all * one, 1n);
  return {
    over: product(over) * ONE ** BigInt(under.length),
    under: product(under) * ONE ** BigInt(over.length),
  };
}

/** Whole minutes of this share of the hours. */
function ceiling(hours: Millionths, share: Millionths, per: HoursCeiling['per']): HoursCeiling {
  return { minutes: Number((hours * share * MINUTES_PER_HOUR) / (ONE * ONE)), per };
}

/** At most `mostBp` of a base; the law says "up to", so a method may fix less. The quantity does not enter. */
function flatRate<const Base extends string>(base: Base, mostBp: number): Formula {
  return formula<Record<Base, 'MONEY'>, { rateBp: 'SHARE' }>({
    inputs: { [base]: 'MONEY' } as Record<Base, 'MONEY'>,
    params: { rateBp: 'SHARE' },
    mostBp: { rateBp: mostBp },
    units: ANY,
    unitRate: false,
    rate: (inputs, { rateBp }) => quotient([inputs[base], rateBp], []),
    counts: { unit: 'ITEM', of: () => ONE },
  });
}

export const FORMULAS = {
  /** Hours at a rate that a document or a collective agreement states. */
  HOURS_AT_RATE: formula({
    inputs: { rate: 'RATE' },
    units: TIME,
    rate: ({ rate }) => quotient([rate], []),
  }),

  /** Units of use at a market rate or an official tariff: art. 67(1)(b) Reg. (EU) 2021/1060. */
  UNITS_AT_RATE: formula({
    inputs: { rate: 'RATE' },
    units: THINGS,
    rate: ({ rate }) => quotient([rate], []),
  }),

  /** What was normally asked for the same goods or service, by a price list, invoice or estimate. */
  UNITS_AT_NORMAL_PRICE: formula({
    inputs: { normalPrice: 'RATE' },
    units: THINGS,
    rate: ({ normalPrice }) => quotient([normalPrice], []),
  }),

  /** Latest documented annual gross employment cost / (1720 x part-time share): art. 55(2)(a). */
  ANNUAL_COST_PER_HOUR: formula({
    inputs: { annualCost: 'MONEY', partTimeBp: 'SHARE' },
    defaults: { partTimeBp: '10000' },
    params: { annualHours: 'HOURS' },
    units: TIME,
    rate: ({ annualCost, partTimeBp }, { annualHours }) => quotient([annualCost], [annualHours, partTimeBp]),
    hoursCeiling: ({ partTimeBp }, { annualHours }) => ceiling(annualHours, partTimeBp, 'YEAR'),
  }),

  /** Documented monthly gross cost / average monthly working time of that person: art. 55(2)(b). */
  MONTHLY_COST_PER_HOUR: formula({
    inputs: { monthlyCost: 'MONEY', monthlyHours: 'HOURS' },
    units: TIME,
    rate: ({ monthlyCost, monthlyHours }) => quotient([monthlyCost], [monthlyHours]),
    hoursCeiling: ({ monthlyHours }) => ceiling(monthlyHours, ONE, 'MONTH'),
  }),

  /** Fixed share of the monthly gross cost by the employer's document, without timesheets: art. 55(5). */
  SHARE_OF_MONTHLY_COST: formula({
    inputs: { monthlyCost: 'MONEY', shareBp: 'SHARE', months: 'MONTHS' },
    units: ANY,
    rate: ({ monthlyCost, shareBp }) => quotient([monthlyCost, shareBp], []),
    counts: { unit: 'MONTH', of: ({ months }) => months },
  }),

  /** Annual cost / 215 days, in whole and half days: corporate grants of the EU. */
  ANNUAL_COST_PER_DAY: formula({
    inputs: { annualCost: 'MONEY', days: 'HALF_DAYS' },
    params: { annualDays: 'DAYS' },
    units: ANY,
    rate: ({ annualCost }, { annualDays }) => quotient([annualCost], [annualDays]),
    counts: { unit: 'DAY', of: ({ days }) => days },
  }),

  /** Market rent of the room for a month, for the share of the time in which it is used. */
  SHARE_OF_MARKET_RENT: formula({
    inputs: { area: 'AREA', rentPerSquareMetre: 'RATE', hoursUsed: 'HOURS', hoursAvailable: 'HOURS' },
    units: ['MONTH'],
    rate: ({ area, rentPerSquareMetre, hoursUsed, hoursAvailable }) =>
      quotient([area, rentPerSquareMetre, hoursUsed], [hoursAvailable]),
    check: ({ hoursUsed, hoursAvailable }) =>
      hoursUsed <= hoursAvailable ? null : { input: 'hoursUsed', mostIs: 'hoursAvailable' },
  }),

  /**
   * Yearly depreciation by the day, for the share of use, less what public grants paid towards the purchase: that
   * part was public before. Under art. 67(2) Reg. (EU) 2021/1060 such an asset counts for nothing at all.
   */
  SHARE_OF_DEPRECIATION: formula({
    inputs: {
      purchaseCost: 'MONEY',
      depreciationBp: 'SHARE',
      useBp: 'SHARE',
      publicGrantBp: 'SHARE_OR_NONE',
    },
    params: { daysPerYear: 'DAYS' },
    units: ['DAY'],
    rate: ({ purchaseCost, depreciationBp, useBp, publicGrantBp }, { daysPerYear }) =>
      quotient([purchaseCost, depreciationBp, useBp, ONE - publicGrantBp], [daysPerYear]),
    notUnderCpr: ({ publicGrantBp }) => (publicGrantBp === 0n ? null : 'PUBLIC_GRANT_TOWARDS_ASSET'),
  }),

  /** Indirect costs, up to 7 % of direct costs: art. 54(a). */
  INDIRECT_OF_DIRECT: flatRate('directCosts', 700),
  /** Indirect costs, up to 15 % of direct staff costs: art. 54(b). */
  INDIRECT_OF_STAFF: flatRate('directStaffCosts', 1_500),
  /** Indirect costs, up to 25 % of direct costs where the share was calculated fairly: art. 54(c). */
  INDIRECT_CALCULATED: flatRate('directCosts', 2_500),
  /** Direct staff costs, up to 20 % of the other direct costs: art. 55(1). */
  STAFF_OF_OTHER: flatRate('otherDirectCosts', 2_000),
  /** All other costs, up to 40 % of direct staff costs: art. 56(1). Never together with art. 54. */
  OTHER_OF_STAFF: flatRate('directStaffCosts', 4_000),
} as const;

export type FormulaId = keyof typeof FORMULAS;
export const FORMULA_IDS = Object.keys(FORMULAS) as readonly FormulaId[];

/** What a method fixes for its formula, all of it and within what the law lets it fix. */
export function readParams(
  { params: kinds, mostBp }: Formula,
  given: Readonly<Record<string, string>>,
  at: string,
): Readings | Rejection {
  const params = readInputs(kinds, {}, given, at);
  if (isRejection(params)) return params;
  for (const [name, most] of Object.entries(mostBp)) {
    const found = given[name] ?? '';
    if (Number(found) <= most) continue;
    return reject('INPUT_OUT_OF_RANGE', `${at}/${name}`, { found, least: '1', most: String(most) });
  }
  return params;
}
