/**
 * From what is asked to a resource with a value: in euro as it stands, by the rate of a day, or by a valuation method.
 * Where no valuation is asked for, the quantity is kept without a value, until a correction names one.
 * The value and all it came from are kept in the event; a new rate never changes it, only a correction does.
 */
import type { Span } from '../calendar.ts';
import type { Finding } from '../controls/controls.ts';
import { stateOf, type Circumstances } from '../decider.ts';
import { moneyOf, positiveCents, writtenAmount, type Cents, type Money } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';
import { methodVersion, rateAt, valuationMethod } from '../valuation-method/decider.ts';
import { exchange } from '../valuation/exchange.ts';
import type { HoursCeiling } from '../valuation/formulas.ts';
import type { MethodVersion, QuantityUnit } from '../valuation/method.ts';
import { plausibility } from '../valuation/plausibility.ts';
import { standardMethod } from '../valuation/standard-methods.ts';
import {
  hoursCeilingOf,
  lowerOf,
  placesOf,
  quantityFault,
  valueOf,
  type ValueFound,
} from '../valuation/value.ts';
import type { Admissible } from './events.ts';
import type { AssetUnit, OtherValuation, Resource, Timed, Valuation } from './resources.ts';
import type {
  AskedCash,
  AskedForeignAmount,
  AskedOtherValuation,
  AskedResource,
  AskedValuation,
} from './statement.ts';

export interface Worth {
  readonly resource: Resource;
  readonly cents: Cents;
  readonly admissible: readonly Admissible[];
  readonly findings: readonly Finding[];
}

export function valued(
  asked: AskedResource,
  on: Span,
  circumstances: Circumstances,
  at: string,
): Worth | Rejection {
  return asked.kind === 'CASH' ? cashWorth(asked, at) : worthByMethod(asked, on, circumstances, at);
}

function cashWorth(asked: AskedCash, at: string): Worth | Rejection {
  const { nature = 'GRANT', amount: euro = null, foreign: abroad = null } = asked;
  const userPart = writtenMoney(asked.userPart ?? null);
  if ((euro === null) === (abroad === null)) return reject('AMOUNT_IN_TWO_CURRENCIES', `${at}/amount`);
  if (euro !== null) {
    const cents = positiveCents(euro, `${at}/amount/amount`);
    if (isRejection(cents)) return cents;
    return worthOfCash({ kind: 'CASH', nature, amount: moneyOf(cents), foreign: null, userPart }, cents);
  }
  const { amount, currency, exchange: rate } = abroad as AskedForeignAmount;
  if (rate === null) return reject('CURRENCY_NEEDS_RATE', `${at}/foreign/exchange`, { currency });
  const frozen = { amount, currency, rate: rate.rate };
  const cents = exchange(frozen, `${at}/foreign`, `${at}/foreign/exchange/rate`);
  if (isRejection(cents)) return cents;
  const foreign = {
    amount: writtenAmount(amount),
    currency,
    rate: rate.rate,
    rateOn: rate.on,
    rateSource: rate.source,
  };
  return worthOfCash({ kind: 'CASH', nature, amount: moneyOf(cents), foreign, userPart }, cents);
}

function writtenMoney(money: Money | null): Money | null {
  return money === null ? null : { ...money, amount: writtenAmount(money.amount) };
}

function worthOfCash(resource: Resource, cents: Cents): Worth {
  return { resource, cents, admissible: [], findings: [] };
}

type AskedInKind = Exclude<AskedResource, AskedCash>;

/** By the method that is named; where a second one is named too, the lower of both counts (prudence). */
function worthByMethod(
  asked: AskedInKind,
  on: Span,
  circumstances: Circumstances,
  at: string,
): Worth | Rejection {
  const valuation = asked.valuation ?? null;
  if (valuation === null) return withoutValue(asked, at);
  const first = valueBy(valuation, asked, on, circumstances, at, '');
  if (isRejection(first)) return first;
  let counts = first;
  let other: OtherValuation | null = null;
  const alternative = valuation.other ?? null;
  if (alternative !== null) {
    const second = valueBy(alternative, asked, on, circumstances, at, '/other');
    if (isRejection(second)) return second;
    const both = lowerOf(first, second);
    counts = both.counts;
    other = otherOf(both.evidence);
  }
  const level = counts === first ? (valuation.level ?? null) : null;
  const resource = inKind(asked, counts, { ...valuationOf(counts), level, other });
  const { cents } = counts.found;
  return {
    resource,
    cents,
    admissible: counts.found.admissible.map(({ view, cents: less, why }) => ({
      view,
      value: moneyOf(less),
      why,
    })),
    findings: plausibilityFindings(resource, counts.found, on),
  };
}

/** The quantity alone. It is worth nothing until it is valued, so no rule about values has anything to look at. */
function withoutValue(asked: AskedInKind, at: string): Worth | Rejection {
  const counted = quantityOf(asked);
  const fault = quantityFault(counted.quantity, counted.unit, placesOf(at, counted.unit).quantity);
  if (fault !== null) return fault;
  return { resource: inKind(asked, counted, null), cents: 0n, admissible: [], findings: [] };
}

/** A value, and the method, quantity and inputs that it came from. */
interface ByMethod extends Counted, Pick<ValueFound, 'cents'> {
  readonly asked: Pick<Valuation, 'method' | 'version'>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly found: ValueFound;
}

function valueBy(
  asked: AskedValuation | AskedOtherValuation,
  resource: AskedInKind,
  on: Span,
  circumstances: Circumstances,
  at: string,
  inside: '' | '/other',
): ByMethod | Rejection {
  const valuationAt = `${at}/valuation${inside}`;
  const method = methodOf(asked, circumstances, valuationAt);
  if (isRejection(method)) return method;
  const { quantity, unit } = 'quantity' in asked ? asked : quantityOf(resource);
  const inputs = inputsOf(asked, unit, on, circumstances, valuationAt);
  if (isRejection(inputs)) return inputs;
  const places =
    inside === ''
      ? placesOf(at, unit)
      : { whole: valuationAt, quantity: `${valuationAt}/quantity`, valuation: valuationAt };
  const found = valueOf({ method, kind: resource.kind, quantity, unit, inputs, on }, places);
  if (!isRejection(found)) return { asked, quantity, unit, inputs, found, cents: found.cents };
  const isShort = 'rate' in asked && found.pointer === `${valuationAt}/inputs/rate`;
  return isShort ? { ...found, pointer: `${valuationAt}/rate` } : found;
}

/** The version that is named, standard or adopted here; whether it is valid then is looked at with the value. */
function methodOf(
  { method: id, version }: Pick<Valuation, 'method' | 'version'>,
  circumstances: Circumstances,
  at: string,
): MethodVersion | Rejection {
  return (
    standardMethod(id, version) ??
    methodVersion(stateOf(valuationMethod, id, circumstances), version) ??
    reject('METHOD_VERSION_UNKNOWN', `${at}/version`, { found: String(version) })
  );
}

/** What the method asks for: stated, or the reference rate of a level, the same on all the days. */
function inputsOf(
  asked: AskedValuation | AskedOtherValuation,
  unit: QuantityUnit,
  on: Span,
  circumstances: Circumstances,
  at: string,
): Readonly<Record<string, string>> | Rejection {
  const stated = asked.inputs ?? {};
  if ('rate' in asked && asked.rate !== undefined) return { ...stated, rate: asked.rate };
  const level = 'level' in asked ? (asked.level ?? null) : null;
  if (level === null) return stated;
  const published = rateAt(stateOf(valuationMethod, asked.method, circumstances), level, on.from);
  const per = unit === 'MINUTE' ? 'HOUR' : unit;
  if (published === null || published.unit !== per) {
    return reject('RATE_UNKNOWN', `${at}/level`, { level, date: on.from });
  }
  const { validTo, rate } = published;
  return validTo !== null && validTo < on.to
    ? reject('RATE_UNKNOWN', `${at}/level`, { level, date: on.to })
    : { ...stated, rate };
}

function valuationOf({ asked, inputs, found }: ByMethod): Omit<Valuation, 'level' | 'other'> {
  return { method: asked.method, version: asked.version, inputs, rate: found.rate };
}

function otherOf({ asked, quantity, unit, inputs, cents }: ByMethod): OtherValuation {
  return { method: asked.method, version: asked.version, quantity, unit, inputs, value: moneyOf(cents) };
}

interface Counted {
  readonly quantity: string;
  readonly unit: QuantityUnit;
}

/** How much there is of it, and in what unit: time in minutes. */
function quantityOf(resource: AskedInKind): Counted {
  return 'minutes' in resource
    ? { quantity: String(resource.minutes), unit: 'MINUTE' }
    : { quantity: resource.quantity, unit: resource.unit };
}

/** The resource as it is kept: with the quantity and unit that the value was made from, or will be. */
function inKind(asked: AskedInKind, { quantity, unit }: Counted, valuation: Valuation | null): Resource {
  if (asked.kind === 'PAID_STAFF') {
    const { person = null, reimbursedBp = 0 } = asked;
    return { kind: 'PAID_STAFF', person, minutes: Number(quantity), reimbursedBp, valuation };
  }
  if (asked.kind === 'ASSET_USE') {
    const { asset = null } = asked;
    return { kind: 'ASSET_USE', asset, quantity, unit: unit as AssetUnit, valuation };
  }
  return 'minutes' in asked
    ? { ...asked, minutes: Number(quantity), valuation }
    : { ...asked, quantity, unit: unit as AssetUnit, valuation };
}

/** Only an hourly cost of paid staff is compared: the tables are of labour cost, not of volunteers' pay. */
function plausibilityFindings({ kind }: Resource, { rate, per }: ValueFound, on: Span): Finding[] {
  if (kind !== 'PAID_STAFF' || rate === null || per !== 'HOUR') return [];
  const { outcome, band } = plausibility(rate, on.from);
  if (band === null) return [];
  return [
    {
      control: 'PLAUSIBLE_RATE',
      met: outcome === 'PLAUSIBLE',
      value: rate,
      limit: `${band.low}-${band.high}`,
    },
  ];
}

/** Hours that the divisor of the rate allows one person; null without a rate, or where no working time divides it. */
export function ceilingOf({ valuation }: Timed, circumstances: Circumstances): HoursCeiling | null {
  if (valuation === null) return null;
  const method = methodOf(valuation, circumstances, '');
  return isRejection(method) ? null : hoursCeilingOf(method, valuation.inputs);
}
