/**
 * Every error the service can answer (RFC 9457), in one exhaustive table: a new rejection of the domain without a
 * status here does not compile. 409 is a conflict with the state, 422 a rule that refuses, 400 a malformed request.
 */
import { REJECTIONS, type Rejection, type RejectionCode } from '#domain/rejections';

const SERVICE_PROBLEMS = {
  MALFORMED: [400, 'The request is malformed'],
  IDEMPOTENCY_KEY_MISSING: [400, 'Every POST needs an Idempotency-Key'],
  IDEMPOTENCY_KEY_MALFORMED: [400, 'The Idempotency-Key is not usable'],
  KNOWN_AS_OF_AHEAD: [400, 'knownAsOf is in the future'],
  TOKEN_MISSING: [401, 'This address needs an access token'],
  TOKEN_REFUSED: [401, 'The access token opens nothing'],
  NOT_ALLOWED: [403, 'This account may not do this'],
  ROUTE_UNKNOWN: [404, 'There is nothing at this address'],
  REVISION_MISSING: [428, 'A command on an existing record needs If-Match'],
  REVISION_STALE: [412, 'The record has changed since it was read'],
  BODY_TOO_LARGE: [413, 'The body is too large'],
  MEDIA_TYPE_UNSUPPORTED: [415, 'The body must be application/json'],
  IDEMPOTENCY_KEY_REUSED: [422, 'The Idempotency-Key has served another request'],
  EVENT_TOO_LARGE: [422, 'The record is too large to be kept'],
  CONTENDED: [409, 'Others keep changing this record'],
  READ_MODEL_BEHIND: [503, 'The answer is not up to date yet'],
  STORE_UNAVAILABLE: [503, 'The ledger cannot be written now'],
  OUTCOME_UNKNOWN: [503, 'It is not known whether the request took effect'],
  INTERNAL: [500, 'Something went wrong on our side'],
} as const;

type ServiceCode = keyof typeof SERVICE_PROBLEMS;
export type ProblemCode = RejectionCode | ServiceCode;

const REJECTION_STATUS: Readonly<Record<RejectionCode, number>> = {
  AMOUNT_NOT_POSITIVE: 422,
  AMOUNT_TOO_LARGE: 422,
  AMOUNT_TOO_PRECISE: 422,
  QUANTITY_NOT_POSITIVE: 422,
  QUANTITY_TOO_LARGE: 422,
  QUANTITY_TOO_PRECISE: 422,
  VALUE_ROUNDS_TO_ZERO: 422,
  SPAN_REVERSED: 422,
  SPAN_TOO_LONG: 422,
  TAX_CODE_INVALID: 422,
  IPA_CODE_INVALID: 422,
  CUP_INVALID: 422,
  PARTY_NAME_OR_CLASS: 422,
  LEAD_BODY_REQUIRED: 422,
  SHARES_NOT_WHOLE: 422,
  SHARE_REPEATED: 422,
  BASE_ALREADY_IMPLIED: 409,
  BASE_NOT_IMPLIED: 409,
  ALREADY_REGISTERED: 409,
  ALREADY_RECORDED: 409,
  ALREADY_REVERSED: 409,
  PERSONAL_DATA: 422,
  NOTHING_CHANGED: 422,
  REVERSAL_BEFORE_FACT: 422,
  NOT_FOUND: 404,
  PARTY_UNKNOWN: 422,
  PARTNERSHIP_UNKNOWN: 422,
  FUNDING_SOURCE_UNKNOWN: 422,
};

/** One fault of a request: where, what, and how to mend it. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly Fault[];
  /** Further members of the problem, such as the current revision. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in the service; the filter writes it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(`${code}: ${details.detail ?? titleOf(code)}`);
    this.code = code;
    this.details = details;
  }
}

export function statusOf(code: ProblemCode): number {
  return isServiceCode(code) ? SERVICE_PROBLEMS[code][0] : REJECTION_STATUS[code];
}

export function titleOf(code: ProblemCode): string {
  return isServiceCode(code) ? SERVICE_PROBLEMS[code][1] : REJECTIONS[code];
}

export const PROBLEM_CODES = [
  ...Object.keys(SERVICE_PROBLEMS),
  ...Object.keys(REJECTIONS),
] as readonly ProblemCode[];

/** A refusal of the domain as a problem: the pointer and what was found go along. */
export function problemOf(rejection: Rejection): Problem {
  const { rejected: code, pointer, params } = rejection;
  const found = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
  const detail = found.length === 0 ? titleOf(code) : `${titleOf(code)} (${found.join(', ')})`;
  const errors = pointer === undefined ? {} : { errors: [{ pointer, detail: titleOf(code) }] };
  return new Problem(code, { detail, ...errors, members: { params } });
}

function isServiceCode(code: ProblemCode): code is ServiceCode {
  return code in SERVICE_PROBLEMS;
}
