/** What the directory shows of each kind of record, and the state that it is made of: the aggregate's own. */
import { definition, type DefinitionState, type OwnVersion } from '#domain/definition/decider';
import type { DefinitionEvent } from '#domain/definition/events';
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
import type { IndexPoint, PriceIndexEvent } from '#domain/price-index/events';
import type { FigurePublished } from '#domain/publication/events';
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

/** What was proposed here under one code, adopted or not. */
export interface DefinitionDocument {
  readonly code: string;
  readonly versions: readonly OwnVersion[];
}

export interface PriceIndexDocument {
  readonly series: string;
  readonly title: string;
  readonly base: string;
  /** By period, as last published. */
  readonly points: readonly IndexPoint[];
  /** From where the points were taken, in order of recording. */
  readonly sources: readonly Pick<PriceIndexEvent['data'], 'source' | 'url' | 'justification'>[];
}

/** A figure that was published, and what became of the publication. */
export type PublicationDocument = FigurePublished['data'] & {
  readonly partnership: string;
  /** Account that published it, and when. */
  readonly by: string;
  readonly recorded: string;
  /** Position of the event in the log. */
  readonly position: string;
  /** Number of the one that stands for it now. */
  readonly replacedBy: number | null;
  readonly withdrawn: { readonly reason: string; readonly recorded: string } | null;
};

/** What the directory shows of each kind. */
export interface Documents {
  readonly party: PartyDocument;
  readonly 'funding-source': FundingSourceProfile;
  readonly partnership: PartnershipDocument;
  readonly 'valuation-method': ValuationMethodDocument;
  readonly transfer: TransferDocument;
  readonly definition: DefinitionDocument;
  readonly 'price-index': PriceIndexDocument;
  /** By partnership and number: `<partnership>.<number>`. */
  readonly publication: PublicationDocument;
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
  readonly definition: DefinitionState;
  readonly 'price-index': PriceIndexDocument;
  readonly publication: PublicationDocument;
}

/** Kinds of which each stream is one record. Publications are many in one stream. */
export type OneRecord = Exclude<keyof Records, 'publication'>;

export const DIRECTORY_KINDS = [
  'party',
  'funding-source',
  'partnership',
  'valuation-method',
  'transfer',
  'definition',
  'price-index',
] as const satisfies readonly OneRecord[];

/** The record after one event of its own stream; null before its first one. */
export const afterEvent: {
  readonly [Kind in OneRecord]: (
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
  definition: (before, event, by) => definition.evolve(before ?? definition.initial, event, by),
  'price-index': (before, { data }) => {
    const { series, title, base, source, url, justification } = data;
    const points = new Map([...(before?.points ?? []), ...data.points].map((point) => [point.period, point]));
    return {
      ...{ series, title, base },
      points: [...points.values()].toSorted((a, b) => (a.period < b.period ? -1 : 1)),
      sources: [...(before?.sources ?? []), { source, url, justification }],
    };
  },
};

interface EventOf {
  readonly party: PartyEvent;
  readonly 'funding-source': FundingSourceEvent;
  readonly partnership: PartnershipEvent;
  readonly 'valuation-method': ValuationMethodEvent;
  readonly transfer: TransferEvent;
  readonly definition: DefinitionEvent;
  readonly 'price-index': PriceIndexEvent;
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
  definition: ({ code, versions }) => ({ code: registered(code), versions }),
  'price-index': (record) => record,
  publication: (record) => record,
};

function registered<Record>(record: Record | null): Record {
  if (record === null) throw new RangeError('a record that was never registered');
  return record;
}
