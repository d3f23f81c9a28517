/** A contribution moves on, in parts: committed, delivered or liquidated, paid. */
import { spanFault, type Span } from '../calendar.ts';
import { concluded, type Reasons } from '../controls/controls.ts';
import type { Circumstances } from '../decider.ts';
import { isPdc } from '../identifiers.ts';
import {
  CENTS_LIMIT,
  Decimal,
  moneyOf,
  positiveCents,
  positiveDecimal,
  type Cents,
  type Money,
} from '../money.ts';
import { entryFault } from '../period/open.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { daysFault } from './days.ts';
import { daysAt, hoursFindings, isPublicBody } from './entry.ts';
import type { Accounting, ContributionEvent, Movement, Stage } from './events.ts';
import { balanceOf, climb, rungsBelow } from './ladder.ts';
import { openOf, overdrawnBy, pledgeClosed } from './pledge.ts';
import { isTimed, type Resource } from './resources.ts';
import { allMoves, evolve, type Standing } from './state.ts';

/** A part: an amount of money, minutes of time, or units of anything else. */
export type Part = { readonly amount: Money } | { readonly minutes: number } | { readonly quantity: string };

export interface MoveOn {
  readonly kind: 'commit' | 'deliver' | 'pay';
  readonly part: Part;
  readonly effective: Span;
  readonly lateFor?: Span | null;
  readonly accounting?: Accounting | null;
  readonly reference?: string | null;
  /** Reason to draw on a past day on which less was open than this takes. */
  readonly overdraw?: string | null;
  /** Of a commitment: keep the rest of the pledge open. Otherwise what is not confirmed is released. */
  readonly keepRemainder?: boolean;
  readonly reasons?: Reasons;
}

const STEPS = {
  commit: { to: 'COMMITTED', type: 'ContributionCommitted' },
  deliver: { to: 'DELIVERED', type: 'ContributionDelivered' },
  pay: { to: 'PAID', type: 'ContributionPaid' },
} as const;

/** Grants up to this much are paid without publication (D.Lgs. 33/2013 art. 26 c. 2). */
const UNPUBLISHED_MAX: Cents = 1_000_00n;
/** Every event of a contribution is looked at whenever one is added, here and in the read models. */
const MOVEMENTS_MAX = 500;

export function decideMoveOn(
  command: MoveOn,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const { to, type } = STEPS[command.kind];
  if (state.movements >= MOVEMENTS_MAX) {
    return reject('LIFE_TOO_LONG', undefined, { limit: String(MOVEMENTS_MAX) });
  }
  const { resource } = state.statement;
  if (to === 'PAID' && resource.kind !== 'CASH') return reject('ONLY_CASH_IS_PAID', '/part');
  const { effective, lateFor = null, accounting = null } = command;
  const measured = measure(command.part, to, state);
  if (isRejection(measured)) return measured;
  const { cents, quantity } = measured;
  const isPublic = isPublicSpending(state, circumstances);
  const fault =
    spanFault(effective, '/effective') ??
    entryFault({ effective, lateFor }, state.partnership, circumstances, daysAt('')) ??
    accountingFault(command, accounting, isPublic) ??
    publicationFault(command, accounting, cents, state, circumstances);
  if (fault !== null) return fault;

  const among = isPublic ? rungsBelow(to).slice(0, 1) : rungsBelow(to);
  const taken = climb(allMoves(state), to, cents, effective, among);
  if (taken === null) return tooMuch(command.kind, cents, among, state);
  const controls = concluded(
    command.kind === 'deliver' ? hoursOfPart(command, quantity, state, circumstances) : [],
    command.reasons ?? {},
  );
  if (!Array.isArray(controls)) return controls;
  const data: Movement = {
    value: moneyOf(cents),
    quantity,
    effective,
    lateFor,
    accounting,
    reference: command.reference ?? null,
    overdraw: null,
    from: taken.map((move) => ({ rung: move.from as Stage, value: moneyOf(move.cents) })),
    controls,
  };
  return withHistory({ type, data }, command, state, circumstances);
}

/** With what goes with it: the rest of a confirmed pledge is released, a past overdraft is accepted for a reason. */
function withHistory(
  event: Extract<ContributionEvent, { type: (typeof STEPS)[MoveOn['kind']]['type'] }>,
  { overdraw = null, kind, keepRemainder = false, effective }: MoveOn,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const overdrawn = overdrawnBy(event, state, '/effective');
  if (overdrawn !== null && overdraw === null) return overdrawn;
  const stored = { ...event, data: { ...event.data, overdraw: overdrawn === null ? null : overdraw } };
  const after = evolve(state, stored, '') as Standing;
  const left = openOf(after);
  if (kind !== 'commit' || keepRemainder || left === 0n) return { events: [stored] };
  const release: ContributionEvent = {
    type: 'PledgeReleased',
    data: { value: moneyOf(left), effectiveOn: effective.from, why: 'CONFIRMED', reference: null },
  };
  return daysFault(release, after, circumstances, '/effective') ?? { events: [stored, release] };
}

/** Value and quantity of a part; what is not money has it by its quantity, so that the parts add up to the whole. */
function measure(
  part: Part,
  to: Stage,
  state: Standing,
): { readonly cents: Cents; readonly quantity: string | null } | Rejection {
  const { resource } = state.statement;
  if (resource.kind === 'CASH') {
    if (!('amount' in part)) return reject('PART_MISMATCH', '/part');
    const cents = positiveCents(part.amount, '/part/amount/amount');
    return isRejection(cents) ? cents : { cents, quantity: null };
  }
  const timed = isTimed(resource);
  const written =
    timed && 'minutes' in part ? String(part.minutes) : !timed && 'quantity' in part ? part.quantity : null;
  if (written === null) return reject('PART_MISMATCH', '/part');
  const quantity = positiveDecimal(written, timed ? '/part/duration' : '/part/quantity');
  if (isRejection(quantity)) return quantity;
  const after = new Decimal(state.quantities[to] ?? 0).plus(quantity);
  const moved = state.moves.reduce((sum, move) => sum + (move.to === to ? move.cents : 0n), 0n);
  const cents = shareOfValue(after, state) - moved;
  if (cents <= 0n) return reject('VALUE_ROUNDS_TO_ZERO', '/part');
  return cents < CENTS_LIMIT ? { cents, quantity: quantity.toFixed() } : reject('AMOUNT_TOO_LARGE', '/part');
}

function shareOfValue(quantity: Decimal, { statement, cents }: Standing): Cents {
  const whole = quantityOf(statement.resource);
  return BigInt(new Decimal(cents.toString()).times(quantity).div(whole).toFixed(0, Decimal.ROUND_HALF_UP));
}

function quantityOf(resource: Resource): Decimal {
  if (resource.kind === 'CASH') throw new TypeError('money has no quantity besides its amount');
  return new Decimal(isTimed(resource) ? resource.minutes : resource.quantity);
}

function tooMuch(kind: MoveOn['kind'], cents: Cents, among: readonly Stage[], state: Standing): Rejection {
  const moves = allMoves(state);
  const open = moneyOf(among.reduce((sum, rung) => sum + balanceOf(moves, rung), 0n)).amount;
  const params = { found: moneyOf(cents).amount, open };
  if (kind === 'commit') return pledgeClosed(state) ?? reject('EXCEEDS_PLEDGE', '/part', params);
  return reject(kind === 'deliver' ? 'EXCEEDS_COMMITTED' : 'EXCEEDS_DELIVERED', '/part', params);
}

/** Money of a public payer climbs the public ladder without skipping: committed, liquidated, paid. */
function isPublicSpending({ statement }: Standing, circumstances: Circumstances): boolean {
  return statement.resource.kind === 'CASH' && isPublicBody(statement.payer, circumstances);
}

/** What each phase of public spending must say (D.Lgs. 267/2000 arts. 183, 184, 185). */
const DUE: Readonly<Record<MoveOn['kind'], readonly (keyof Accounting)[]>> = {
  commit: ['commitmentNo', 'year', 'pdc'],
  deliver: ['liquidationNo'],
  pay: ['mandateNo', 'pdc'],
};

function accountingFault(
  { kind }: MoveOn,
  accounting: Accounting | null,
  isPublic: boolean,
): Rejection | null {
  if (accounting === null) {
    return isPublic
      ? reject('ACCOUNTING_INCOMPLETE', '/accounting', { missing: DUE[kind].join(', ') })
      : null;
  }
  if (accounting.pdc !== null && !isPdc(accounting.pdc)) {
    return reject('PDC_INVALID', '/accounting/pdc', { found: accounting.pdc });
  }
  const missing = DUE[kind].filter((member) => accounting[member] === null);
  if (!isPublic || missing.length === 0) return null;
  return reject('ACCOUNTING_INCOMPLETE', `/accounting/${missing[0]}`, { missing: missing.join(', ') });
}

function publicationFault(
  { kind }: MoveOn,
  accounting: Accounting | null,
  cents: Cents,
  state: Standing,
  circumstances: Circumstances,
): Rejection | null {
  if (kind !== 'pay' || !isPublicSpending(state, circumstances)) return null;
  const { receiver } = state.statement;
  const within = receiver !== null && isPublicBody(receiver, circumstances);
  const paid = allMoves(state).reduce((sum, move) => sum + (move.to === 'PAID' ? move.cents : 0n), 0n);
  const published = state.published || (accounting?.publication ?? null) !== null;
  return within || published || paid + cents <= UNPUBLISHED_MAX
    ? null
    : reject('PUBLICATION_REQUIRED', '/accounting/publication');
}

export function hoursOfPart(
  { effective }: Pick<MoveOn, 'effective'>,
  quantity: string | null,
  state: Standing,
  circumstances: Circumstances,
): ReturnType<typeof hoursFindings> {
  const { resource } = state.statement;
  if (!isTimed(resource) || quantity === null) return [];
  const part = { ...resource, minutes: Number(quantity) };
  return hoursFindings(part, effective, null, circumstances);
}
