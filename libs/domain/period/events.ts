/**
 * What an office looks through before it closes a year: what is still open changes the year's figures once it is
 * settled, and then only as a late fact. `DONE`: nothing is left. `ACCEPTED`: something is, and the note says what.
 */
export const CHECKLIST_ITEMS = [
  /** Deliveries and payments that nobody has verified or rejected. */
  'UNVERIFIED',
  /** Contests that are not resolved. */
  'CONTESTED',
  /** Contributions without the evidence that their kind needs. */
  'EVIDENCE_MISSING',
  /** Resources without a value, for want of a method or of a rate. */
  'UNVALUED',
  /** The same hours, invoice or document claimed twice. */
  'DUPLICATES',
  /** Pledges that expire with the year: to be delivered, released or left to expire. */
  'EXPIRING_PLEDGES',
  /** The public side agrees with commitments and payments in the accounts, the others with their own statements. */
  'ACCOUNTS_RECONCILED',
] as const;
export type ChecklistItem = (typeof CHECKLIST_ITEMS)[number];

export const CHECKLIST_OUTCOMES = ['DONE', 'ACCEPTED'] as const;
export type ChecklistOutcome = (typeof CHECKLIST_OUTCOMES)[number];

export interface ChecklistEntry {
  readonly item: ChecklistItem;
  readonly outcome: ChecklistOutcome;
  readonly note: string | null;
}

/** A stream of the log and the revision of its last event. */
export type StreamRevision = readonly [stream: string, revision: number];

/** From here on nothing effective in the year enters. */
export interface PeriodClosingStarted {
  readonly type: 'PeriodClosingStarted';
  readonly data: { readonly year: number; readonly checklist: readonly ChecklistEntry[] };
}

export interface PeriodClosingAbandoned {
  readonly type: 'PeriodClosingAbandoned';
  readonly data: { readonly year: number; readonly reason: string };
}

/** A part of the listing that the `PeriodClosed` after it sums up; part 1 is the first of `of`. */
export interface PeriodStreamsListed {
  readonly type: 'PeriodStreamsListed';
  readonly data: {
    readonly year: number;
    readonly part: number;
    readonly of: number;
    readonly streams: readonly StreamRevision[];
  };
}

/**
 * The year is closed on what the log held at `position`. The listing in the events before this one names every stream
 * of the partnership with its last revision. A log proves that an event is there, and contiguous revisions that none
 * is missing in between; that none is left out at the end, or a whole stream, only this listing can prove.
 */
export interface PeriodClosed {
  readonly type: 'PeriodClosed';
  readonly data: {
    readonly year: number;
    /** How many events the log held; a decimal string, for positions may exceed what a JSON number keeps exact. */
    readonly position: string;
    /** How many streams are listed. */
    readonly streams: number;
    /** SHA-256 of the listing's text (`listingText`), 64 hexadecimal digits in lower case. */
    readonly digest: string;
  };
}

export interface PeriodReopened {
  readonly type: 'PeriodReopened';
  readonly data: { readonly year: number; readonly reason: string };
}

export type PeriodEvent =
  PeriodClosingStarted | PeriodClosingAbandoned | PeriodStreamsListed | PeriodClosed | PeriodReopened;
