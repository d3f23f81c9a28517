/**
 * Late entries and races. Where a store cannot tie an append to other streams, two replicas can each decide rightly by
 * what they know and be wrong together. So every event is held once more to the rules that look beyond its own stream,
 * against all that came before it in the log. What breaks one was acknowledged and stands; it is reported.
 */
import type { Span } from '#domain/calendar';
import type { Claims } from '#domain/claims';
import { daysTouched } from '#domain/contribution/days';
import { hoursOf, spenderOf } from '#domain/contribution/entry';
import type { ContributionEvent, Valued } from '#domain/contribution/events';
import { documentFindings } from '#domain/contribution/evidence';
import { fundingsFault, dependents } from '#domain/contribution/funding';
import { hoursOfPart } from '#domain/contribution/movement';
import { centsOfValue, evolve, type ContributionState, type Standing } from '#domain/contribution/state';
import { drawnFault } from '#domain/contribution/undo';
import { holdingFault } from '#domain/contribution/verification';
import type { ControlResult, Finding as ControlFinding } from '#domain/controls/controls';
import { streamOf, type Circumstances } from '#domain/decider';
import { centsOf } from '#domain/money';
import { closedYear, type PeriodState } from '#domain/period/decider';
import { isRejection, type Rejection, type RejectionCode } from '#domain/rejections';
import { transfer, type TransferCommand, type TransferState } from '#domain/transfer/decider';
import type { TransferEvent } from '#domain/transfer/events';

/** What an event breaks: the code of the refusal that it would have met. */
export interface Broken {
  readonly code: RejectionCode;
  readonly detail: Readonly<Record<string, string>>;
}

/** What is known just before the event. */
export interface Before {
  readonly id: string;
  readonly partnership: string;
  readonly claims: Claims;
  readonly calendar: PeriodState;
  /** States of other aggregates, by stream. */
  readonly others: Circumstances['others'];
}

export function brokenByContribution(
  event: ContributionEvent,
  before: ContributionState,
  around: Before,
): Broken[] {
  const closed = yearsEntered(daysTouched(event, before), around.calendar);
  const broken = [...closed, ...claimsBroken(event, before, around)];
  const seen = new Set<string>();
  return broken.filter((each) => {
    const key = JSON.stringify(each);
    return !seen.has(key) && seen.add(key);
  });
}

/** A transfer says all that was asked of it, so its decider is asked again. */
export function brokenByTransfer(event: TransferEvent, before: TransferState, around: Before): Broken[] {
  const decision = transfer.decide(commandOf(event), before, circumstancesOf(around));
  return isRejection(decision) ? [brokenOf(decision)] : [];
}

function commandOf(event: TransferEvent): TransferCommand {
  if (event.type === 'TransferReversed') return { kind: 'reverse', ...event.data };
  const { partnership, ...terms } = event.data;
  return { kind: 'transfer', partnership, transfer: terms };
}

/** The first closed year that each of these spans touches. */
export function yearsEntered(spans: readonly Span[], calendar: PeriodState): Broken[] {
  if (calendar.years.size === 0) return [];
  const years = spans.map((span) => closedYear(calendar, span)).filter((year) => year !== null);
  return [...new Set(years)].map((year) => ({ code: 'PERIOD_CLOSED', detail: { year: String(year) } }));
}

function claimsBroken(event: ContributionEvent, before: ContributionState, around: Before): Broken[] {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
      return statementBroken(event.data, null, around);
    case 'ContributionCorrected':
      return [...statementBroken(event.data, around.id, around), ...drawsBroken(event, before, around)];
    case 'FundsRecovered': {
      if (!('statement' in before)) return [];
      const { value, from } = event.data;
      const fault = holdingFault(centsOf(value.amount), from, before, circumstancesOf(around));
      return fault === null ? [] : [brokenOf(fault)];
    }
    case 'MovementReversed':
      return drawsBroken(event, before, around);
    case 'ContributionDelivered': {
      if (!('statement' in before)) return [];
      const { quantity, controls } = event.data;
      return unmet(hoursOfPart(event.data, quantity, before, circumstancesOf(around)), controls);
    }
    case 'EvidenceAttached':
      return unmet(documentFindings([event.data.document], null, around), event.data.controls);
    case 'RelationalResourceDeclared': {
      const { declaration, controls } = event.data;
      return unmet(documentFindings(declaration.evidence, null, around), controls);
    }
    case 'ContributionReversed': {
      const { despite } = event.data;
      const missed = dependents(around.claims, around.id).filter((stream) => !despite.includes(stream));
      return missed.length === 0
        ? []
        : [{ code: 'HAS_DEPENDENTS', detail: { dependents: missed.join(' ') } }];
    }
    default:
      return [];
  }
}

function statementBroken(
  { statement, value, controls }: Valued,
  itself: string | null,
  around: Before,
): Broken[] {
  const { evidence, fundedBy } = statement;
  const spender = spenderOf({ partnership: around.partnership, itself }, statement, centsOfValue(value));
  const fault = fundingsFault(fundedBy, spender, around, '');
  return [
    ...unmet(hoursOf(statement, itself, circumstancesOf(around)), controls),
    ...unmet(documentFindings(evidence, itself, around), controls),
    ...(fault === null ? [] : [brokenOf(fault)]),
  ];
}

/** Whoever draws on the money keeps what was drawn. */
function drawsBroken(event: ContributionEvent, before: ContributionState, around: Before): Broken[] {
  if (!('statement' in before)) return [];
  const after = evolve(before, event, '') as Standing;
  const fault = drawnFault(after, before, circumstancesOf(around), undefined);
  return fault === null ? [] : [brokenOf(fault)];
}

/** Findings that would have stopped the command, but for those that somebody gave a reason for. */
function unmet(findings: readonly ControlFinding[], controls: readonly ControlResult[]): Broken[] {
  const reasoned = new Set(
    controls.filter(({ outcome }) => outcome === 'REASONED').map(({ control }) => control),
  );
  return findings
    .filter(({ control, met }) => !met && !reasoned.has(control))
    .map(({ control, value, limit }) => ({ code: control as RejectionCode, detail: { value, limit } }));
}

function brokenOf({ rejected, params }: Rejection): Broken {
  return { code: rejected, detail: params };
}

/** Nobody acts, and on no day: whatever was said to have come by then had come when it was recorded. */
function circumstancesOf({ id, claims, calendar, others, partnership }: Before): Circumstances {
  const known = new Map(others).set(streamOf('period', partnership), calendar);
  return { id, claims, others: known, actor: { id: '', org: null }, today: '9999-12-31' };
}
