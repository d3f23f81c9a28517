/** Second looks: verification by a second person, the partner's word, and money that comes back. */
import { OTHER_SIDES, PUBLIC_SIDES } from '../funding-source/origins.ts';
import { dayAlone } from '../calendar.ts';
import type { ClaimedValue } from '../claims.ts';
import { concluded, type Finding, type Reasons } from '../controls/controls.ts';
import { stateOf, type Circumstances } from '../decider.ts';
import { fundingSource } from '../funding-source/decider.ts';
import { centsOf, moneyOf, nonNegativeCents, positiveCents, type Cents, type Money } from '../money.ts';
import { latestTerms } from '../partnership/convention.ts';
import { partnership, type PartnershipState } from '../partnership/decider.ts';
import { closedAt, undoingFault } from '../period/open.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { inKindCeiling } from '../valuation/in-kind-ceiling.ts';
import type { ContestReason, ContributionEvent, CutReason, Piece } from './events.ts';
import { balanceOf, sliceOf, type Slice } from './ladder.ts';
import { daysFault, everyDay } from './days.ts';
import { dependents, heldBy } from './funding.ts';
import { overdrawnBy } from './pledge.ts';
import { isInKind } from './resources.ts';
import { portionOfPart, portionsOf } from './sides.ts';
import { allMoves, cutOf, settledParts, undecided, type Standing } from './state.ts';

export interface Verify {
  readonly kind: 'verify';
  /** What is decided on: admitted and the rest cut. */
  readonly claimed: Money;
  readonly admitted: Money;
  readonly reason: CutReason | null;
  /** Takes up again what was cut before. */
  readonly onAppeal: boolean;
  readonly reference: string | null;
  readonly reasons?: Reasons;
}

export interface Confirm {
  readonly kind: 'confirm';
}

export interface Contest {
  readonly kind: 'contest';
  readonly reason: ContestReason;
  readonly reference: string | null;
}

export interface ResolveContest {
  readonly kind: 'resolveContest';
  readonly outcome: 'UPHELD' | 'DISMISSED';
  readonly reference: string;
}

export interface Recover {
  readonly kind: 'recover';
  readonly amount: Money;
  readonly from: string;
  readonly effectiveOn: string;
  readonly act: string;
}

export interface WaiveRecovery {
  readonly kind: 'waiveRecovery';
  readonly amount: Money;
  readonly act: string;
  readonly reason: string;
}

export type SecondLook = Verify | Confirm | Contest | ResolveContest | Recover | WaiveRecovery;

export function decideSecondLook(
  command: SecondLook,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  switch (command.kind) {
    case 'verify':
      return verify(command, state, circumstances);
    case 'confirm':
    case 'contest':
      return partnerSays(command, state, circumstances);
    case 'resolveContest': {
      const { outcome, reference } = command;
      if (state.word !== 'CONTESTED') return reject('NOT_CONTESTED');
      if (state.hands.includes(circumstances.actor.id)) return reject('SAME_PERSON');
      return { events: [{ type: 'ContestResolved', data: { outcome, reference } }] };
    }
    case 'recover':
      return recover(command, state, circumstances);
    case 'waiveRecovery':
      return waive(command, state);
  }
}

/**
 * A second person admits and cuts what is settled and undecided, oldest part first: admitted + cut = claimed. An
 * admitted part counts as verified on its own days, unless their year is closed: then on the day of the decision.
 */
function verify(command: Verify, state: Standing, circumstances: Circumstances): Decision<ContributionEvent> {
  const { reason, onAppeal, reference } = command;
  if (state.hands.includes(circumstances.actor.id)) return reject('SAME_PERSON');
  const claimed = positiveCents(command.claimed, '/claimed/amount');
  if (isRejection(claimed)) return claimed;
  const admitted = nonNegativeCents(command.admitted, '/admitted/amount');
  if (isRejection(admitted)) return admitted;
  const open = onAppeal ? cutOf(state) : undecided(state);
  if (open <= 0n) return reject('NOTHING_TO_VERIFY');
  if (claimed > open) {
    return reject('EXCEEDS_CLAIM', '/claimed', {
      found: moneyOf(claimed).amount,
      open: moneyOf(open).amount,
    });
  }
  const cut = claimed - admitted;
  if (cut < 0n) {
    const params = { claimed: moneyOf(claimed).amount, sum: moneyOf(admitted).amount };
    return reject('ADMITTED_AND_CUT', '/admitted', params);
  }
  if (cut > 0n && reason === null) return reject('CUT_NEEDS_REASON', '/reason');
  const controls = concluded(findingsAt(admitted, state, circumstances), command.reasons ?? {});
  if (!Array.isArray(controls)) return controls;
  const common = { claimed: moneyOf(claimed), cut: moneyOf(cut), reason, onAppeal, reference, controls };
  if (admitted === 0n) return { events: [{ type: 'ContributionRejected', data: common }] };
  const slices = onAppeal
    ? sliceOf(state.cut, 0n, admitted)
    : sliceOf(settledParts(state), state.decided, admitted);
  const pieces = slices.map((slice) => pieceOf(slice, state.partnership, circumstances));
  return {
    events: [{ type: 'ContributionVerified', data: { ...common, admitted: moneyOf(admitted), pieces } }],
  };
}

function pieceOf({ effective, cents }: Slice, partnershipId: string, circumstances: Circumstances): Piece {
  const { today } = circumstances;
  const closed = closedAt(effective, partnershipId, circumstances) !== null;
  return { effective: closed ? dayAlone(today) : effective, value: moneyOf(cents) };
}

/** Controls on verification. Sums are of what is verified in the partnership, this decision included. */
function findingsAt(admitted: Cents, state: Standing, circumstances: Circumstances): Finding[] {
  const { statement } = state;
  const findings: Finding[] = [
    {
      control: 'EVIDENCE_PRESENT',
      met: statement.evidence.length > 0,
      value: String(statement.evidence.length),
      limit: '1',
    },
  ];
  if (admitted === 0n) return findings;
  const where = stateOf(partnership, state.partnership, circumstances);
  return [...findings, ...partnershipFindings(admitted, state, where, circumstances)];
}

const PRIVATE_SIDES: readonly string[] = OTHER_SIDES;

function partnershipFindings(
  admitted: Cents,
  state: Standing,
  where: PartnershipState,
  circumstances: Circumstances,
): Finding[] {
  const convention = latestTerms(where);
  if (convention === null) return [];
  const verified = circumstances.claims.valuesOf(state.partnership);
  const mine = sidesOfPart(admitted, state, circumstances);
  const sum = (matches: (value: ClaimedValue) => boolean): Cents =>
    [...verified, ...mine].filter(matches).reduce((total, { cents }) => total + cents, 0n);
  const isPublic = ({ side }: ClaimedValue): boolean => (PUBLIC_SIDES as readonly string[]).includes(side);
  const findings: Finding[] = [];
  const eligible = convention.eligibleCosts === null ? null : centsOf(convention.eligibleCosts.amount);
  if (eligible !== null && mine.some((value) => isPublic(value) || value.inKind)) {
    const inKind = sum((value) => value.inKind);
    // The cap on the whole costs comes first: whoever exceeds it exceeds the ceiling below it as well.
    if (where.profile?.instrument === 'PARTENARIATO_ART18_201_2022') {
      findings.push(compared('COST_CAP', sum(isPublic), eligible));
    }
    const { limit } = inKindCeiling(eligible, inKind, sum(isPublic));
    findings.push(compared('IN_KIND_CEILING', sum(isPublic), limit));
  }
  if (convention.requiredShareBp !== null) {
    const all = sum((value) => isPublic(value) || PRIVATE_SIDES.includes(value.side));
    const due = (all * BigInt(convention.requiredShareBp) + 9_999n) / 10_000n;
    const brought = sum(({ side }) => side === 'T');
    const value = moneyOf(brought).amount;
    findings.push({ control: 'REQUIRED_SHARE', met: brought >= due, value, limit: moneyOf(due).amount });
  }
  return findings;
}

/** The sides of what is about to be verified, in proportion to the whole value. */
function sidesOfPart(
  cents: Cents,
  { statement, cents: whole }: Standing,
  circumstances: Circumstances,
): ClaimedValue[] {
  const source = stateOf(fundingSource, statement.fundingSource, circumstances);
  if (source === null) return [];
  return portionOfPart(portionsOf(statement, whole, source.profile), cents).map((portion) => ({
    side: portion.side,
    inKind: isInKind(statement.resource),
    cents: portion.cents,
  }));
}

function compared(control: Finding['control'], value: Cents, limit: Cents): Finding {
  return { control, met: value <= limit, value: moneyOf(value).amount, limit: moneyOf(limit).amount };
}

/** Only the organisation that is credited speaks for a contribution. Its contest stands until it is resolved. */
function partnerSays(
  command: Confirm | Contest,
  state: Standing,
  { actor }: Circumstances,
): Decision<ContributionEvent> {
  const { org: party } = actor;
  if (party === null || party !== state.statement.bringer) return reject('NOT_YOUR_CONTRIBUTION');
  if (command.kind === 'confirm') {
    if (state.word === 'CONTESTED') return reject('CONTEST_OPEN');
    if (state.word === 'CONFIRMED') return reject('ALREADY_ANSWERED');
    return { events: [{ type: 'ContributionConfirmed', data: { party } }] };
  }
  if (state.word === 'CONTESTED') return reject('ALREADY_ANSWERED');
  const { reason, reference } = command;
  return { events: [{ type: 'ContributionContested', data: { party, reason, reference } }] };
}

function recover(
  { amount, from, effectiveOn, act }: Recover,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const first = everyDay(state).from;
  const fault = undoingFault(effectiveOn, first, state.partnership, circumstances);
  if (fault !== null) return fault;
  const cents = recoverable(amount, state);
  if (isRejection(cents)) return cents;
  const held = holdingFault(cents, from, state, circumstances);
  if (held !== null) return held;
  const data = { value: moneyOf(cents), from, effectiveOn, act };
  const event: ContributionEvent = { type: 'FundsRecovered', data };
  return (
    daysFault(event, state, circumstances, '/effectiveOn') ??
    overdrawnBy(event, state, '/effectiveOn') ?? { events: [event] }
  );
}

/** Money comes back from the body that has it, not from one that passed it on or spent it, or never had it. */
export function holdingFault(
  cents: Cents,
  body: string,
  state: Standing,
  { claims, id }: Circumstances,
): Rejection | null {
  const draws = claims.drawsOn(id, null);
  const held = heldBy(body, state, draws);
  if (cents <= held) return null;
  if (draws.some(({ from }) => from === body)) {
    return reject('HAS_DEPENDENTS', '/from', { dependents: dependents(claims, id).join(' ') });
  }
  return reject('NOT_HELD', '/from', { found: moneyOf(cents).amount, held: moneyOf(held).amount });
}

function waive({ amount, act, reason }: WaiveRecovery, state: Standing): Decision<ContributionEvent> {
  const cents = recoverable(amount, state);
  if (isRejection(cents)) return cents;
  return { events: [{ type: 'RecoveryWaived', data: { value: moneyOf(cents), act, reason } }] };
}

/** Recovered and waived together stay within what was paid. */
function recoverable(amount: Money, state: Standing): Cents | Rejection {
  const cents = positiveCents(amount, '/amount/amount');
  if (isRejection(cents)) return cents;
  const moves = allMoves(state);
  const open = balanceOf(moves, 'PAID') + balanceOf(moves, 'VERIFIED') - state.waived;
  return cents <= open && state.statement.resource.kind === 'CASH'
    ? cents
    : reject('EXCEEDS_RECOVERABLE', '/amount', { found: moneyOf(cents).amount, open: moneyOf(open).amount });
}
