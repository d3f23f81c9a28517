/**
 * What can be brought: money, time, the use of things, goods and services, and relations. A quantity and its value are
 * kept apart, and what is relational has no money at all, by type.
 */
import type { Money } from '../money.ts';
import type { QuantityUnit } from '../valuation/method.ts';

/** How a quantity became money; null where it has not: it was recorded before there was a method or a rate. */
export interface Valuation {
  /** A standard method by its code, or the id of one that was adopted here. */
  readonly method: string;
  readonly version: number;
  /** What the method asks for, each a decimal: rate, annualCost, partTimeBp and so on. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Level of the dated reference rate that was used, if one was. */
  readonly level: string | null;
  /** Euro per hour or unit that came of it; null where the method has none. */
  readonly rate: string | null;
  /** The second method that was asked, which gave no less: of two, the lower counts. */
  readonly other: OtherValuation | null;
}

export interface OtherValuation {
  readonly method: string;
  readonly version: number;
  readonly quantity: string;
  readonly unit: QuantityUnit;
  readonly inputs: Readonly<Record<string, string>>;
  readonly value: Money;
}

/** What money is for; it decides the side where the funding source alone does not ({@link portionsOf}). */
export const CASH_NATURES = [
  'GRANT',
  /** Paid by users of the service: on neither side of a ratio. */
  'USER_FEE',
  /** Service voucher: a public part, and the part that the user pays. */
  'VOUCHER',
  /** Price of a service, social clauses included: no contribution. */
  'CONTRACT_PRICE',
  /** To be paid back: financing. */
  'LOAN',
  /** Revaluation of a public contract by a price index, put into a fund: public. */
  'INDEXATION',
] as const;
export type CashNature = (typeof CASH_NATURES)[number];

/** An amount in another currency and the rate of a day, frozen: units of that currency for one euro. */
export interface ForeignAmount {
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly rate: string;
  readonly rateOn: string;
  readonly rateSource: string;
}

/** Money that changed hands, or was bound to. */
export interface Cash {
  readonly kind: 'CASH';
  readonly nature: CashNature;
  readonly amount: Money;
  readonly foreign: ForeignAmount | null;
  /** Of a voucher: what the user pays of it. */
  readonly userPart: Money | null;
}

/** Working time of staff that the bringer pays: a cost in its books, not a gift in kind (FARNET, Interreg IT-HR). */
export interface PaidStaff {
  readonly kind: 'PAID_STAFF';
  /** Pseudonymous reference of the person within the partnership, never a name. */
  readonly person: string | null;
  readonly minutes: number;
  /** Basis points of the cost that public money pays back: that part is public. */
  readonly reimbursedBp: number;
  readonly valuation: Valuation | null;
}

/** Unpaid time (art. 17 D.Lgs. 117/2017), of one person or of a group of so many. */
export interface VolunteerTime {
  readonly kind: 'VOLUNTEER_TIME';
  readonly person: string | null;
  readonly headcount: number | null;
  readonly minutes: number;
  /** Entered in the register of non-occasional volunteers. */
  readonly registered: boolean;
  /** Insured (art. 18 D.Lgs. 117/2017). */
  readonly insured: boolean;
  readonly valuation: Valuation | null;
}

export const ASSET_UNITS = ['HOUR', 'DAY', 'MONTH', 'YEAR', 'KM', 'ITEM'] as const;
export type AssetUnit = (typeof ASSET_UNITS)[number];

/** Use of a room, vehicle, equipment or land without payment. */
export interface AssetUse {
  readonly kind: 'ASSET_USE';
  /** Reference of the thing in its owner's inventory. */
  readonly asset: string | null;
  /** Decimal, at most 6 decimals. */
  readonly quantity: string;
  readonly unit: AssetUnit;
  readonly valuation: Valuation | null;
}

/** Goods given for good. */
export interface DonatedGoods {
  readonly kind: 'DONATED_GOODS';
  readonly description: string;
  readonly quantity: string;
  readonly unit: AssetUnit;
  readonly valuation: Valuation | null;
}

/** A service or know-how given without a price; the same work is valued once, as hours or as a service. */
export interface DonatedService {
  readonly kind: 'DONATED_SERVICE';
  readonly description: string;
  readonly quantity: string;
  readonly unit: AssetUnit;
  readonly valuation: Valuation | null;
}

/** What has a quantity and, through it, a value. */
export type Resource = Cash | PaidStaff | VolunteerTime | AssetUse | DonatedGoods | DonatedService;
export const RESOURCE_KINDS = [
  'CASH',
  'PAID_STAFF',
  'VOLUNTEER_TIME',
  'ASSET_USE',
  'DONATED_GOODS',
  'DONATED_SERVICE',
] as const;

/** Relations and networks: an indicator and how many. No standard values them, so nothing here is money. */
export interface Relational {
  readonly kind: 'RELATIONAL';
  /** Code of the indicator, such as NETWORK_NODES. */
  readonly indicator: string;
  readonly quantity: string;
  readonly unit: string;
}

/** Time is counted in minutes, everything else but money in units. */
export type Timed = PaidStaff | VolunteerTime;

export function isTimed(resource: Resource): resource is Timed {
  return resource.kind === 'PAID_STAFF' || resource.kind === 'VOLUNTEER_TIME';
}

/** Given in kind is all but money and staff that is paid for it, a cost in somebody's books (FARNET). */
export function isInKind({ kind }: Pick<Resource, 'kind'>): boolean {
  return kind !== 'CASH' && kind !== 'PAID_STAFF';
}

/** How Lecco names on screens what is brought: economic, design, organisational and professional resources. */
export const RESOURCE_FAMILIES = [
  'ECONOMIC',
  'DESIGN',
  'ORGANISATIONAL',
  'PROFESSIONAL',
  'RELATIONAL',
] as const;
export type ResourceFamily = (typeof RESOURCE_FAMILIES)[number];

/** The family of a kind when the recorder names none. */
export const FAMILY_OF_KIND: Readonly<Record<Resource['kind'] | 'RELATIONAL', ResourceFamily>> = {
  CASH: 'ECONOMIC',
  PAID_STAFF: 'PROFESSIONAL',
  VOLUNTEER_TIME: 'PROFESSIONAL',
  ASSET_USE: 'ORGANISATIONAL',
  DONATED_GOODS: 'ORGANISATIONAL',
  DONATED_SERVICE: 'DESIGN',
  RELATIONAL: 'RELATIONAL',
};
