/**
 * Every reason for which a rule of the ledger refuses a command. The code is part of the API; the title is the
 * short English sentence shown with it. How each maps to an HTTP status is decided where HTTP is known.
 */
export const REJECTIONS = {
  AMOUNT_NOT_POSITIVE: 'An amount must be greater than zero',
  AMOUNT_TOO_LARGE: 'An amount has at most 15 digits before the decimal point',
  AMOUNT_TOO_PRECISE: 'An amount has more decimals than its currency',
  QUANTITY_NOT_POSITIVE: 'A quantity must be greater than zero',
  QUANTITY_TOO_LARGE: 'A quantity has at most 15 digits before the decimal point',
  QUANTITY_TOO_PRECISE: 'A quantity or rate has at most 6 decimals',
  VALUE_ROUNDS_TO_ZERO: 'The value is less than half a cent',
  SPAN_REVERSED: 'A period ends before it starts',
  SPAN_TOO_LONG: 'A period spans at most 50 years',
  TAX_CODE_INVALID: 'The tax code is not valid',
  IPA_CODE_INVALID: 'The IPA code is not valid',
  CUP_INVALID: 'The CUP is not valid',
  PARTY_NAME_OR_CLASS: 'A party has either a legal name or the class of payers it stands for',
  LEAD_BODY_REQUIRED: 'A partnership needs a lead body, unless it is an imported data set',
  SHARES_NOT_WHOLE: 'The origin shares of a funding source must add up to 10000 basis points',
  SHARE_REPEATED: 'An origin class appears twice among the shares',
  BASE_ALREADY_IMPLIED: 'The partnership already has an implied public base',
  BASE_NOT_IMPLIED: 'The partnership has no implied public base to withdraw',
  ALREADY_REGISTERED: 'This is already registered',
  ALREADY_RECORDED: 'A contribution with this reference is already recorded',
  ALREADY_REVERSED: 'The contribution is already reversed',
  PERSONAL_DATA: 'A text holds the tax code of a natural person; nobody is named in an event',
  NOTHING_CHANGED: 'The correction changes nothing',
  REVERSAL_BEFORE_FACT: 'A reversal cannot take effect before the contribution it reverses',
  NOT_FOUND: 'There is no such record',
  PARTY_UNKNOWN: 'There is no such party',
  PARTNERSHIP_UNKNOWN: 'There is no such partnership',
  FUNDING_SOURCE_UNKNOWN: 'There is no such funding source',
} as const;

export type RejectionCode = keyof typeof REJECTIONS;

export interface Rejection {
  readonly rejected: RejectionCode;
  /** JSON pointer (RFC 6901) into the command, when one member is at fault. */
  readonly pointer?: string;
  /** What was found and what would do, as texts for the message. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a decider answers: the events that happen, or why none does. */
export type Decision<Event> = { readonly events: readonly Event[] } | Rejection;

export function reject(
  code: RejectionCode,
  pointer?: string,
  params: Record<string, string> = {},
): Rejection {
  return pointer === undefined ? { rejected: code, params } : { rejected: code, pointer, params };
}

export function isRejection(decision: unknown): decision is Rejection {
  return typeof decision === 'object' && decision !== null && 'rejected' in decision;
}
