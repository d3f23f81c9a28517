/**
 * What is checked when a statement enters or is restated: dates, codes, the resource and its value, what funds it,
 * and the controls that run on entry. One pass from what was asked to what is kept.
 */
import { allocate } from '../allocation.ts';
import { dateOf, dayOf, spanFault, splitByYear, yearOf, type Span } from '../calendar.ts';
import { concluded, type Finding, type Reasons } from '../controls/controls.ts';
import { stateOf, type Circumstances } from '../decider.ts';
import { fundingSource } from '../funding-source/decider.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import { isCup } from '../identifiers.ts';
import { centsOf, moneyOf, positiveCents, writtenAmount, type Cents, type Money } from '../money.ts';
import { cupAt, eligibilityAt } from '../partnership/convention.ts';
import { partnership, type PartnershipState } from '../partnership/decider.ts';
import { party } from '../party/decider.ts';
import { entryFault } from '../period/open.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';
import type { Admissible, Valued } from './events.ts';
import { documentFindings, evidenceOf, shareFault, sharesFault, tooManyFault } from './evidence.ts';
import { fundingsFault, type Spender } from './funding.ts';
import { FAMILY_OF_KIND, isTimed, type Resource, type Timed } from './resources.ts';
import { unvaluedOf } from './state.ts';
import type { AskedStatement, Statement, YearAmount } from './statement.ts';
import { ceilingOf, valued, type Worth } from './valuation.ts';

export interface Entry {
  readonly partnership: string;
  readonly statement: AskedStatement;
  readonly reasons: Reasons;
  /** Where the statement is in the command, for pointers. */
  readonly at: string;
  /** The contribution itself when it is restated: its own claims do not count against it. */
  readonly itself: string | null;
}

/** The statement as it is kept, with its value and what the controls found; or why it cannot stand. */
export function entered(entry: Entry, circumstances: Circumstances): Valued | Rejection {
  const { statement: asked, at } = entry;
  const fault =
    spanFault(asked.effective, `${at}/effective`) ??
    cupFault(asked, at) ??
    tooManyFault(asked.evidence.length, `${at}/evidence`) ??
    entryFault(asked, entry.partnership, circumstances, daysAt(at));
  if (fault !== null) return fault;
  const worth = valued(asked.resource, asked.effective, circumstances, `${at}/resource`);
  if (isRejection(worth)) return worth;
  const statement: Statement = {
    ...asked,
    resource: worth.resource,
    family: asked.family ?? FAMILY_OF_KIND[worth.resource.kind],
    lateFor: asked.lateFor ?? null,
    fundedBy: (asked.fundedBy ?? []).map(written),
    evidence: asked.evidence.map(evidenceOf),
  };
  const source = stateOf(fundingSource, statement.fundingSource, circumstances)?.profile ?? null;
  const where = stateOf(partnership, entry.partnership, circumstances);
  const second =
    resourceFault(statement.resource, at) ??
    sharesFault(statement.evidence, `${at}/evidence`) ??
    cupMissing(statement, source, where, `${at}/cup`) ??
    fundingsFault(statement.fundedBy, spenderOf(entry, statement, worth.cents), circumstances, at);
  if (second !== null) return second;
  const claimed = [
    ...hoursOf(statement, entry.itself, circumstances),
    ...documentFindings(statement.evidence, entry.itself, circumstances),
    ...ladderFindings(statement, where, circumstances),
  ];
  const { effective } = statement;
  const found = foundAtEntry(worth, effective, entry.partnership, claimed, entry.reasons, circumstances);
  if (isRejection(found)) return found;
  return { statement, value: unvaluedOf(worth.resource) === null ? moneyOf(worth.cents) : null, ...found };
}

/** What the controls found of a value on these days, and what of it may count under a funder's own rules. */
export function foundAtEntry(
  { cents, admissible, findings }: Pick<Worth, 'cents' | 'admissible' | 'findings'>,
  effective: Span,
  partnershipId: string,
  claimed: readonly Finding[],
  reasons: Reasons,
  circumstances: Circumstances,
): Pick<Valued, 'admissible' | 'controls'> | Rejection {
  const where = stateOf(partnership, partnershipId, circumstances);
  const controls = concluded([...findings, ...claimed, ...windowFindings(effective, where)], reasons);
  if (!Array.isArray(controls)) return controls;
  const isLost = cents > 0n && isOutside(effective, where);
  return { admissible: isLost ? [OUTSIDE_WINDOW] : admissible, controls };
}

/** Where the days of an entry are, for pointers. */
export function daysAt(at: string): { readonly effective: string; readonly lateFor: string } {
  return { effective: `${at}/effective`, lateFor: `${at}/lateFor` };
}

/** Hours count as claimed once they are delivered; what is only promised is looked at then. */
export function hoursOf(
  { resource, effective, stage }: Statement,
  itself: string | null,
  circumstances: Circumstances,
): Finding[] {
  const promised = stage === 'PLEDGED' || stage === 'COMMITTED';
  return isTimed(resource) && !promised ? hoursFindings(resource, effective, itself, circumstances) : [];
}

/** Public money that enters above the first rung is history, taken over without the accounting of its steps. */
function ladderFindings(
  { payer, resource, stage }: Statement,
  { profile }: PartnershipState,
  circumstances: Circumstances,
): Finding[] {
  const spends = resource.kind === 'CASH' && stage !== 'PLEDGED' && isPublicBody(payer, circumstances);
  if (!spends || profile?.instrument === 'IMPORTED_DATASET') return [];
  return [{ control: 'PUBLIC_LADDER', met: stage === 'COMMITTED', value: stage, limit: 'COMMITTED' }];
}

export function isPublicBody(id: string, circumstances: Circumstances): boolean {
  return stateOf(party, id, circumstances)?.profile.kind === 'PUBLIC_BODY';
}

/** What users pay of a voucher is paid by nobody else. */
export function spenderOf(
  { partnership: id, itself }: Pick<Entry, 'partnership' | 'itself'>,
  { payer, resource }: Statement,
  value: Cents,
): Spender {
  return { partnership: id, holder: payer, whole: value - usersPartOf(resource), itself };
}

export function usersPartOf(resource: Resource): Cents {
  return resource.kind === 'CASH' && resource.userPart !== null ? centsOf(resource.userPart.amount) : 0n;
}

/** The same with its amount in the one written form; what is no amount is refused elsewhere. */
export function written<Part extends { readonly amount: Money }>(part: Part): Part {
  return { ...part, amount: { ...part.amount, amount: writtenAmount(part.amount.amount) } };
}

const OUTSIDE_WINDOW: Admissible = { view: 'CPR', value: moneyOf(0n), why: 'ELIGIBILITY_WINDOW' };

function cupFault({ cup }: AskedStatement, at: string): Rejection | null {
  return cup === null || isCup(cup) ? null : reject('CUP_INVALID', `${at}/cup`, { found: cup });
}

/** Whether some day of the span is outside what the convention, or else the partnership, covers. */
function isOutside({ from, to }: Span, where: PartnershipState): boolean {
  return !eligibilityAt(where, from).eligible || !eligibilityAt(where, to).eligible;
}

function windowFindings(effective: Span, where: PartnershipState): Finding[] {
  const { from, to } = eligibilityAt(where, effective.from);
  if (from === null && to === null) return [];
  const met = !isOutside(effective, where);
  const value = `${effective.from}/${effective.to}`;
  return [{ control: 'ELIGIBILITY_WINDOW', met, value, limit: `${from ?? '..'}/${to ?? '..'}` }];
}

/** L. 3/2003 art. 11: public investment money of the State or the EU has a CUP. Imported data are taken as they are. */
export function cupMissing(
  { cup, effective }: Pick<Statement, 'cup' | 'effective'>,
  source: FundingSourceProfile | null,
  where: PartnershipState,
  pointer: string,
): Rejection | null {
  const needs = source?.originShares.some(({ origin }) => origin === 'STATE' || origin === 'EU') ?? false;
  const has = cup ?? source?.cup ?? cupAt(where, effective.from);
  const imported = where.profile?.instrument === 'IMPORTED_DATASET';
  return needs && has === null && !imported ? reject('CUP_REQUIRED', pointer) : null;
}

export function resourceFault(resource: Resource, at: string): Rejection | null {
  if (resource.kind === 'CASH') return voucherFault(resource, at);
  if (resource.kind === 'PAID_STAFF') return shareFault(resource.reimbursedBp, `${at}/resource/reimbursedBp`);
  if (resource.kind !== 'VOLUNTEER_TIME') return null;
  if (!resource.insured) return reject('VOLUNTEER_NOT_INSURED', `${at}/resource/insured`);
  return (resource.person === null) === (resource.headcount === null)
    ? reject('VOLUNTEER_PERSON_OR_GROUP', `${at}/resource/person`)
    : null;
}

/** A voucher has a public part and the user's part, which add up to it. */
function voucherFault(
  { nature, amount, userPart }: Extract<Resource, { kind: 'CASH' }>,
  at: string,
): Rejection | null {
  if (userPart === null) return null;
  const pointer = `${at}/resource/userPart`;
  const cents = positiveCents(userPart, `${pointer}/amount`);
  if (isRejection(cents)) return cents;
  return nature !== 'VOUCHER' || cents > centsOf(amount.amount)
    ? reject('VOUCHER_PARTS', pointer, { found: userPart.amount, limit: amount.amount })
    : null;
}

/**
 * Hours given on these days and claimed by the person elsewhere on some of them, beside 24 hours a day; what is claimed
 * elsewhere, which may have a reason; and the hours of each year. The claims of `itself` do not count.
 */
export function hoursFindings(
  resource: Timed,
  effective: Span,
  itself: string | null,
  circumstances: Circumstances,
): Finding[] {
  const others = resource.person === null ? [] : circumstances.claims.hoursOf(resource.person, itself);
  const same = others.filter((other) => overlap(other.effective, effective));
  const given = same.reduce((sum, { minutes }) => sum + BigInt(minutes), BigInt(resource.minutes));
  const people = resource.kind === 'VOLUNTEER_TIME' ? (resource.headcount ?? 1) : 1;
  const days = daysIn([effective, ...same.map((other) => other.effective)]);
  const mayBe = 1440n * BigInt(days) * BigInt(people);
  const perDay: Finding = {
    control: 'HOURS_PER_DAY',
    met: given <= mayBe,
    value: minutesText(given),
    limit: minutesText(mayBe),
  };
  if (resource.person === null) return [perDay];
  const sameHours: Finding = {
    control: 'SAME_HOURS',
    met: same.length === 0,
    value: same.map(({ contribution }) => contribution).join(' ') || '0',
    limit: '0',
  };
  return [perDay, sameHours, ...ceilingFindings(resource, effective, others, circumstances)];
}

/** How many days these spans cover, each day once. */
function daysIn(spans: readonly Span[]): number {
  let days = 0;
  let until = -Infinity;
  for (const { from, to } of spans.toSorted((a, b) => dayOf(a.from) - dayOf(b.from))) {
    const first = Math.max(dayOf(from), until + 1);
    days += Math.max(dayOf(to) - first + 1, 0);
    until = Math.max(until, dayOf(to));
  }
  return days;
}

/** CPR art. 55(3): hours declared per person and year, or month, stay within those in the divisor of the rate. */
function ceilingFindings(
  resource: Timed,
  effective: Span,
  others: readonly { readonly minutes: number; readonly effective: Span }[],
  circumstances: Circumstances,
): Finding[] {
  const ceiling = ceilingOf(resource, circumstances);
  if (ceiling === null) return [];
  const partsOf = ceiling.per === 'YEAR' ? minutesByYear : minutesByMonth;
  const claimed = others.map((other) => partsOf(other.minutes, other.effective));
  return [...partsOf(resource.minutes, effective)].map(([when, minutes]) => {
    const value = claimed.reduce((sum, parts) => sum + (parts.get(when) ?? 0n), minutes);
    return {
      control: 'HOURS_CEILING',
      met: value <= BigInt(ceiling.minutes),
      value: `${when}: ${minutesText(value)}`,
      limit: minutesText(BigInt(ceiling.minutes)),
    };
  });
}

function minutesByYear(minutes: number, span: Span): Map<string, bigint> {
  return new Map(splitByYear(BigInt(minutes), span).map(({ year, amount }) => [String(year), amount]));
}

/** Spread evenly by day, as everything over a span is. */
function minutesByMonth(minutes: number, span: Span): Map<string, bigint> {
  const days = new Map<string, bigint>();
  for (let day = dayOf(span.from); day <= dayOf(span.to); day += 1) {
    const month = dateOf(day).slice(0, 7);
    days.set(month, (days.get(month) ?? 0n) + 1n);
  }
  const parts = allocate(BigInt(minutes), [...days.values()]);
  return new Map([...days.keys()].map((month, index) => [month, parts[index] ?? 0n]));
}

function overlap(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to;
}

function minutesText(minutes: bigint): string {
  const rest = minutes % 60n;
  return rest === 0n ? `${minutes / 60n} h` : `${minutes / 60n} h ${rest} min`;
}

/** The years of a pledge, each within its dates and once, adding up to it. */
export function scheduleFault(
  schedule: readonly YearAmount[] | null,
  effective: Span,
  cents: Cents,
  at: string,
): Rejection | null {
  if (schedule === null) return null;
  if (cents === 0n) return reject('SCHEDULE_NEEDS_VALUE', `${at}/schedule`);
  const years = new Set<number>();
  let sum = 0n;
  for (const [index, { year, amount }] of schedule.entries()) {
    const part = positiveCents(amount, `${at}/schedule/${index}/amount/amount`);
    if (isRejection(part)) return part;
    const within = year >= yearOf(effective.from) && year <= yearOf(effective.to);
    if (!within || years.has(year)) {
      return reject('SCHEDULE_OUTSIDE', `${at}/schedule/${index}/year`, { year: String(year) });
    }
    years.add(year);
    sum += part;
  }
  if (sum === cents) return null;
  return reject('SCHEDULE_NOT_WHOLE', `${at}/schedule`, {
    found: moneyOf(sum).amount,
    whole: moneyOf(cents).amount,
  });
}
