/** What the directory shows of each kind of record, and the state that it is made of: the aggregate's own. */
import { fundingSource, type FundingSourceState } from '#domain/funding-source/decider';
import type { FundingSourceEvent, FundingSourceProfile } from '#domain/funding-source/events';
import { partnership, type PartnershipState } from '#domain/partnership/decider';
import type {
  Convention,
  ImpliedPublicBase,
  PartnershipEvent,
  PartnershipProfile,
} from '#domain/partnership/events';
import type { Stay } from '#domain/partnership/partners';
import { party, type PartyState } from '#domain/party/decider';
import type { AidGrant, PartyEvent, PartyProfile, StatusCheck } from '#domain/party/events';
import { period, type YearState } from '#domain/period/decider';
import type { PeriodEvent } from '#domain/period/events';
import { transfer, type TransferState } from '#domain/transfer/decider';
import type { TransferEvent, TransferTerms } from '#domain/transfer/events';
import {
  valuationMethod,
  type KnownVersion,
  type ValuationMethodState,
} from '#domain/valuation-method/decider';
import type { ReferenceRate, ValuationMethodEvent } from '#domain/valuation-method/events';

export interface PartyDocument extends PartyProfile {
  /** In order of recording, as the grants are. */
  readonly checks: readonly StatusCheck[];
  readonly aid: readonly AidGrant[];
}

export interface PartnershipDocument extends PartnershipProfile {
  readonly impliedPublicBase: ImpliedPublicBase | null;
  /** Terms in order of recording; empty while nothing is signed. */
  readonly convention: { readonly versions: readonly Convention[]; readonly terminatedOn: string | null };
  /** Stays of admitted partners, in order of recording; the lead body leads without being admitted. */
  readonly partners: readonly Stay[];
  readonly calendar: Calendar;
}

/** Years that are being closed or are closed; all others are open. */
export interface Calendar {
  /** Revision of the calendar's own stream, -1 while it has none. */
  readonly revision: number;
  readonly years: readonly { readonly year: number; readonly phase: YearState['phase'] }[];
}

export interface ValuationMethodDocument {
  readonly versions: readonly KnownVersion[];
  readonly rates: readonly ReferenceRate[];
}

export interface TransferDocument extends TransferTerms {
  readonly partnership: string;
  readonly status: 'RECORDED' | 'REVERSED';
  /** Since when it is undone. */
  readonly reversedOn: string | null;
}

/** What the directory shows of each kind. */
export interface Documents {
  readonly party: PartyDocument;
  readonly 'funding-source': FundingSourceProfile;
  readonly partnership: PartnershipDocument;
  readonly 'valuation-method': ValuationMethodDocument;
  readonly transfer: TransferDocument;
}

interface PartnershipRecord {
  readonly state: PartnershipState;
  readonly impliedPublicBase: ImpliedPublicBase | null;
  readonly years: readonly (readonly [number, YearState])[];
  readonly calendarRevision: number;
}

/** What a row holds of each kind. */
export interface Records {
  readonly party: PartyState;
  readonly 'funding-source': FundingSourceState;
  readonly partnership: PartnershipRecord;
  readonly 'valuation-method': ValuationMethodState;
  readonly transfer: { readonly state: TransferState; readonly reversedOn: string | null };
}

export const DIRECTORY_KINDS = [
  'party',
  'funding-source',
  'partnership',
  'valuation-method',
  'transfer',
] as const satisfies readonly (keyof Records)[];

/** The record after one event of its own stream; null before its first one. */
export const afterEvent: {
  readonly [Kind in keyof Records]: (
    before: Records[Kind] | null,
    event: EventOf[Kind],
    by: string,
  ) => Records[Kind];
} = {
  party: (before, event, by) => party.evolve(before, event, by),
  'funding-source': (before, event, by) => fundingSource.evolve(before, event, by),
  partnership: (before, event, by) => ({
    ...(before ?? NO_PARTNERSHIP),
    state: partnership.evolve(before?.state ?? partnership.initial, event, by),
    impliedPublicBase: baseAfter(before?.impliedPublicBase ?? null, event),
  }),
  'valuation-method': (before, event, by) =>
    valuationMethod.evolve(before ?? valuationMethod.initial, event, by),
  transfer: (before, event, by) => ({
    state: transfer.evolve(before?.state ?? transfer.initial, event, by),
    reversedOn: event.type === 'TransferReversed' ? event.data.effectiveOn : null,
  }),
};

interface EventOf {
  readonly party: PartyEvent;
  readonly 'funding-source': FundingSourceEvent;
  readonly partnership: PartnershipEvent;
  readonly 'valuation-method': ValuationMethodEvent;
  readonly transfer: TransferEvent;
}

const NO_PARTNERSHIP = { years: [], calendarRevision: -1 };

function baseAfter(before: ImpliedPublicBase | null, event: PartnershipEvent): ImpliedPublicBase | null {
  if (event.type === 'PublicBaseImplied') return event.data;
  return event.type === 'PublicBaseWithdrawn' ? null : before;
}

/** A partnership after an event of its calendar, which has a stream of its own. */
export function afterCalendar(
  before: PartnershipRecord,
  event: PeriodEvent,
  by: string,
  revision: number,
): PartnershipRecord {
  const { years } = period.evolve({ years: new Map(before.years) }, event, by);
  return { ...before, years: [...years], calendarRevision: revision };
}

/** The record as it is shown. */
export const shownAs: { readonly [Kind in keyof Records]: (record: Records[Kind]) => Documents[Kind] } = {
  party: (record) => {
    const { profile, checks, aid } = registered(record);
    return { ...profile, checks, aid };
  },
  'funding-source': (record) => registered(record).profile,
  partnership: ({ state, impliedPublicBase, years, calendarRevision }) => ({
    ...registered(state.profile),
    impliedPublicBase,
    convention: { versions: state.conventions.versions, terminatedOn: state.conventions.terminatedOn },
    partners: state.stays,
    calendar: {
      revision: calendarRevision,
      years: years
        .map(([year, { phase }]) => ({ year, phase }))
        .toSorted((one, other) => one.year - other.year),
    },
  }),
  'valuation-method': (record) => record,
  transfer: ({ state, reversedOn }) => {
    if (state.phase === 'absent') throw new RangeError('a transfer that was never recorded');
    const { partnership, terms, phase } = state;
    return { ...terms, partnership, status: phase === 'standing' ? 'RECORDED' : 'REVERSED', reversedOn };
  },
};

function registered<Record>(record: Record | null): Record {
  if (record === null) throw new RangeError('a record that was never registered');
  return record;
}
