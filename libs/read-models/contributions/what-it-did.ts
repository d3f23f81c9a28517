/** What one event of a contribution did, in the same words for all: so that a history reads from top to bottom. */
import { dayAlone, type Span } from '#domain/calendar';
import type {
  Accounting,
  ContributionEvent,
  EvidenceDocument,
  Justification,
  Valued,
} from '#domain/contribution/events';
import type { ControlResult } from '#domain/controls/controls';
import type { Money } from '#domain/money';

export interface EventDetails {
  /**
   * What it is about: the whole when it states or restates, else the part that moved, was decided on or came back. Null
   * too where it was stated without a value.
   */
  readonly value: Money | null;
  /** Of a decision: how much was cut of the value. */
  readonly cut: Money | null;
  readonly justification: Justification | null;
  /** Code or text, where the event gives one besides a justification. */
  readonly reason: string | null;
  /** Act, report or document that it refers to. */
  readonly reference: string | null;
  /** The day on which it takes effect, where it names one; null: as if it had always been so. */
  readonly effectiveOn: string | null;
  /** Days on which it counts; several where a decision is on several parts. */
  readonly effective: readonly Span[];
  /** Days of a closed year that a late entry is about. */
  readonly lateFor: Span | null;
  readonly accounting: Accounting | null;
  readonly document: EvidenceDocument | null;
  readonly controls: readonly ControlResult[];
}

const NOTHING: EventDetails = {
  value: null,
  cut: null,
  justification: null,
  reason: null,
  reference: null,
  effectiveOn: null,
  effective: [],
  lateFor: null,
  accounting: null,
  document: null,
  controls: [],
};

export function whatItDid(event: ContributionEvent): EventDetails {
  return { ...NOTHING, ...detailsOf(event) };
}

function detailsOf(event: ContributionEvent): Partial<EventDetails> {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
      return stated(event.data);
    case 'ContributionCorrected':
      return { ...stated(event.data), justification: event.data.justification };
    case 'RelationalResourceDeclared':
      return { effective: [event.data.declaration.effective] };
    case 'ContributionCommitted':
    case 'ContributionDelivered':
    case 'ContributionPaid': {
      const { value, effective, lateFor, accounting, reference, overdraw: reason, controls } = event.data;
      return { value, effective: [effective], lateFor, accounting, reference, reason, controls };
    }
    case 'EvidenceAttached':
      return { document: event.data.document, controls: event.data.controls };
    case 'ContributionVerified':
    case 'ContributionRejected':
      return decided(event);
    case 'ContributionConfirmed':
      return {};
    case 'ContributionContested': {
      const { reason, reference } = event.data;
      return { reason, reference };
    }
    case 'ContestResolved': {
      const { outcome: reason, reference } = event.data;
      return { reason, reference };
    }
    default:
      return changed(event);
  }
}

type Changed = Extract<
  ContributionEvent,
  {
    type:
      | 'PledgeRevised'
      | 'PledgeReleased'
      | 'PledgeExpired'
      | 'MovementReversed'
      | 'ContributionReclassified'
      | 'ContributionReversed'
      | 'FundsRecovered'
      | 'RecoveryWaived';
  }
>;

function changed(event: Changed): Partial<EventDetails> {
  switch (event.type) {
    case 'PledgeRevised': {
      const { value, justification, effectiveOn } = event.data;
      return { value, justification, ...on(effectiveOn) };
    }
    case 'PledgeReleased': {
      const { value, why: reason, reference, effectiveOn } = event.data;
      return { value, reason, reference, ...on(effectiveOn) };
    }
    case 'PledgeExpired':
      return { value: event.data.value, ...on(event.data.effectiveOn) };
    case 'MovementReversed':
      return { justification: event.data.justification };
    case 'ContributionReclassified':
    case 'ContributionReversed': {
      const { justification, effectiveOn } = event.data;
      return { justification, ...on(effectiveOn) };
    }
    case 'FundsRecovered': {
      const { value, act: reference, effectiveOn } = event.data;
      return { value, reference, ...on(effectiveOn) };
    }
    case 'RecoveryWaived': {
      const { value, act: reference, reason } = event.data;
      return { value, reference, reason };
    }
  }
}

function stated({ value, statement, controls }: Valued): Partial<EventDetails> {
  const { effective, lateFor } = statement;
  return { value, effective: [effective], lateFor, controls };
}

function decided(
  event: Extract<ContributionEvent, { type: 'ContributionVerified' | 'ContributionRejected' }>,
): Partial<EventDetails> {
  const { claimed: value, cut, reason, reference, controls } = event.data;
  const effective =
    event.type === 'ContributionVerified' ? event.data.pieces.map((piece) => piece.effective) : [];
  return { value, cut, reason, reference, controls, effective };
}

function on(effectiveOn: string | null): Pick<EventDetails, 'effectiveOn' | 'effective'> {
  return { effectiveOn, effective: effectiveOn === null ? [] : [dayAlone(effectiveOn)] };
}
