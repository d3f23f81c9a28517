import { dayAfter, dayBefore, spanFault } from '../calendar.ts';
import type { Aggregate, Circumstances } from '../decider.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { FORMULAS, readParams, type Formula } from '../valuation/formulas.ts';
import { readPositive } from '../valuation/inputs.ts';
import type { MethodVersion } from '../valuation/method.ts';
import { STANDARD_METHODS } from '../valuation/standard-methods.ts';
import type { ProposedTerms, ReferenceRate, ValuationMethodEvent } from './events.ts';
import { schemas } from './upcasters.ts';

/** A version of a local method; it makes a new method when there is none yet. */
export interface ProposeMethod {
  readonly kind: 'propose';
  readonly terms: ProposedTerms;
}

export interface AdoptMethod {
  readonly kind: 'adopt';
  readonly version: number;
  readonly act: string | null;
}

/** From this day on the method has no version, until another is adopted. */
export interface RetireMethod {
  readonly kind: 'retire';
  readonly from: string;
  readonly reason: string;
}

export interface PublishRate {
  readonly kind: 'publishRate';
  readonly rate: ReferenceRate;
}

export type ValuationMethodCommand = ProposeMethod | AdoptMethod | RetireMethod | PublishRate;

export interface KnownVersion extends MethodVersion, ProposedTerms {
  readonly proposedBy: string;
  readonly adopted: boolean;
}

/**
 * Versions in order of their numbers, and rates of all levels. Neither touches what was valued before: a value changes
 * only by a correction of its contribution, never because a rate or a version is new.
 */
export interface ValuationMethodState {
  readonly versions: readonly KnownVersion[];
  readonly rates: readonly ReferenceRate[];
}

export const valuationMethod: Aggregate<ValuationMethodState, ValuationMethodCommand, ValuationMethodEvent> =
  {
    name: 'valuation-method',
    initial: { versions: [], rates: [] },
    evolve,
    decide,
    references: () => [],
    schemas,
  };

function evolve(state: ValuationMethodState, event: ValuationMethodEvent, by: string): ValuationMethodState {
  const { versions, rates } = state;
  switch (event.type) {
    case 'ValuationMethodProposed': {
      const proposed = { ...event.data, validTo: null, proposedBy: by, adopted: false };
      return { ...state, versions: [...versions, proposed] };
    }
    case 'ValuationMethodAdopted': {
      const { version, closes } = event.data;
      const changed = versions.map((item) => {
        if (item.version === version) return { ...item, adopted: true };
        return item.version === closes?.version ? { ...item, validTo: closes.validTo } : item;
      });
      return { ...state, versions: changed };
    }
    case 'ValuationMethodRetired': {
      const { version, validTo } = event.data;
      const changed = versions.map((item) => (item.version === version ? { ...item, validTo } : item));
      return { ...state, versions: changed };
    }
    case 'ReferenceRatePublished': {
      const { closes, ...rate } = event.data;
      const before = rates.map((item) =>
        item.level === rate.level && item.validFrom === closes?.validFrom
          ? { ...item, validTo: closes.validTo }
          : item,
      );
      return { ...state, rates: [...before, rate] };
    }
  }
}

function decide(
  command: ValuationMethodCommand,
  state: ValuationMethodState,
  { actor }: Pick<Circumstances, 'actor'>,
): Decision<ValuationMethodEvent> {
  if (command.kind === 'propose') return propose(command.terms, state);
  if (state.versions.length === 0) return reject('NOT_FOUND');
  switch (command.kind) {
    case 'adopt':
      return adopt(command, state, actor.id);
    case 'retire':
      return retire(command, state);
    case 'publishRate':
      return publishRate(command.rate, state);
  }
}

function propose(terms: ProposedTerms, { versions }: ValuationMethodState): Decision<ValuationMethodEvent> {
  const { kinds, params, cap } = terms;
  const formula: Formula = FORMULAS[terms.formula];
  if (kinds.length === 0 || new Set(kinds).size < kinds.length) return reject('KINDS_MISSING', '/kinds');
  const fixed = readParams(formula, params, '/params');
  if (isRejection(fixed)) return fixed;
  if (cap !== null) {
    const amount = readPositive(cap.amount, '/cap/amount');
    if (isRejection(amount)) return amount;
    if (cap.on === 'RATE' && !formula.unitRate) return reject('CAP_WITHOUT_RATE', '/cap/on');
  }
  const version = versions.length + 1;
  return { events: [{ type: 'ValuationMethodProposed', data: { ...terms, version } }] };
}

/**
 * By another person than the proposer. Versions never overlap: the new one begins after all that were adopted, and
 * ends the open one on the day before.
 */
function adopt(
  { version, act }: AdoptMethod,
  { versions }: ValuationMethodState,
  by: string,
): Decision<ValuationMethodEvent> {
  const proposed = versions.find((item) => item.version === version);
  if (proposed === undefined) return reject('METHOD_VERSION_UNKNOWN', '/version', { found: String(version) });
  if (proposed.adopted) return reject('METHOD_VERSION_ADOPTED', '/version', { version: String(version) });
  if (proposed.proposedBy === by) return reject('SAME_PERSON');

  const last = lastAdopted(versions);
  if (last !== undefined && proposed.validFrom <= (last.validTo ?? last.validFrom)) {
    const earliest = dayAfter(last.validTo ?? last.validFrom);
    return reject('METHOD_VERSION_OVERLAP', '/version', { found: proposed.validFrom, earliest });
  }
  const open = last !== undefined && last.validTo === null;
  const closes = open ? { version: last.version, validTo: dayBefore(proposed.validFrom) } : null;
  return { events: [{ type: 'ValuationMethodAdopted', data: { version, act, closes } }] };
}

function retire(
  { from, reason }: RetireMethod,
  { versions }: ValuationMethodState,
): Decision<ValuationMethodEvent> {
  const last = lastAdopted(versions);
  if (last === undefined || last.validTo !== null) return reject('METHOD_NOT_IN_FORCE');
  if (from <= last.validFrom) {
    return reject('RETIREMENT_TOO_EARLY', '/from', { found: from, earliest: dayAfter(last.validFrom) });
  }
  const { version } = last;
  return {
    events: [{ type: 'ValuationMethodRetired', data: { version, validTo: dayBefore(from), reason } }],
  };
}

/**
 * The rates of a level follow one another without overlap and without a gap. An open-ended rate that begins after the
 * open one ends it on the day before; anything else must fit next to what there is.
 */
function publishRate(rate: ReferenceRate, { rates }: ValuationMethodState): Decision<ValuationMethodEvent> {
  const amount = readPositive(rate.rate, '/rate');
  if (isRejection(amount)) return amount;
  const { level, unit, validFrom, validTo } = rate;
  const fault = validTo === null ? null : validityFault(validFrom, validTo);
  if (fault !== null) return fault;

  const known = rates
    .filter((item) => item.level === level)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return published(rate, null);
  if (unit !== first.unit) return reject('RATE_UNIT_DIFFERS', '/unit', { found: unit, expected: first.unit });

  if (last.validTo === null && validTo === null && validFrom > last.validFrom) {
    return published(rate, { validFrom: last.validFrom, validTo: dayBefore(validFrom) });
  }
  const overlapped = known.find((item) => item.validFrom <= (validTo ?? FOREVER) && validFrom <= endOf(item));
  if (overlapped !== undefined) {
    const params = { from: overlapped.validFrom, to: overlapped.validTo ?? '' };
    return reject('RATE_OVERLAP', '/validFrom', params);
  }
  return gapFault(rate, first, last) ?? published(rate, null);
}

/** A span like any other, but with its own member names. */
function validityFault(validFrom: string, validTo: string): Rejection | null {
  const fault = spanFault({ from: validFrom, to: validTo }, '');
  return fault === null ? null : { ...fault, pointer: '/validTo' };
}

function gapFault(rate: ReferenceRate, first: ReferenceRate, last: ReferenceRate): Rejection | null {
  const { validFrom, validTo } = rate;
  if (last.validTo !== null && validFrom > last.validTo) {
    const expected = dayAfter(last.validTo);
    return validFrom === expected ? null : reject('RATE_GAP', '/validFrom', { found: validFrom, expected });
  }
  const expected = dayBefore(first.validFrom);
  return validTo === expected ? null : reject('RATE_GAP', '/validTo', { found: validTo ?? '', expected });
}

function published(
  rate: ReferenceRate,
  closes: { readonly validFrom: string; readonly validTo: string } | null,
): Decision<ValuationMethodEvent> {
  return { events: [{ type: 'ReferenceRatePublished', data: { ...rate, closes } }] };
}

function lastAdopted(versions: readonly KnownVersion[]): KnownVersion | undefined {
  return versions
    .filter((item) => item.adopted)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .at(-1);
}

/** After every date that can be written. */
const FOREVER = '9999-12-31';

function endOf({ validTo }: { readonly validTo: string | null }): string {
  return validTo ?? FOREVER;
}

const STANDARD_IDS: ReadonlySet<string> = new Set(STANDARD_METHODS.map(({ id }) => id));

/** Whether this id names a method of this ledger, with a stream of its own, and not one that every ledger knows. */
export function isMethodHere(id: string): boolean {
  return !STANDARD_IDS.has(id);
}

/** A version by its number, whenever it is valid, once it is adopted. */
export function methodVersion({ versions }: ValuationMethodState, version: number): KnownVersion | null {
  return versions.find((item) => item.adopted && item.version === version) ?? null;
}

/** The reference rate of a level on this day, or null when none is published for it. */
export function rateAt({ rates }: ValuationMethodState, level: string, date: string): ReferenceRate | null {
  return rates.find((item) => item.level === level && item.validFrom <= date && date <= endOf(item)) ?? null;
}
