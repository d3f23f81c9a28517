/**
 * Every error the service can answer (RFC 9457), in one exhaustive table, joined by the refusals of the domain,
 * whose kind says the status. 409 is a conflict with the state, 422 a rule that refuses, 400 a malformed request.
 */
import { REJECTIONS, type Rejection, type RejectionCode } from '#domain/rejections';
import type { RejectionEntry } from '#domain/rejections/entry';
import type { Language } from './language.ts';

const SERVICE_PROBLEMS = {
  MALFORMED: { status: 400, en: 'The request is malformed', it: 'La richiesta non è nella forma prevista' },
  IDEMPOTENCY_KEY_MISSING: {
    status: 400,
    en: 'Every POST needs an Idempotency-Key',
    it: 'Ogni POST richiede una Idempotency-Key',
  },
  IDEMPOTENCY_KEY_MALFORMED: {
    status: 400,
    en: 'The Idempotency-Key is not usable',
    it: 'La Idempotency-Key non è utilizzabile',
  },
  KNOWN_AS_OF_AHEAD: { status: 400, en: 'knownAsOf is in the future', it: 'knownAsOf è nel futuro' },
  TOKEN_MISSING: {
    status: 401,
    en: 'This address needs an access token',
    it: 'Questo indirizzo richiede un token di accesso',
  },
  TOKEN_REFUSED: {
    status: 401,
    en: 'The access token opens nothing',
    it: 'Il token di accesso non dà accesso a nulla',
  },
  NOT_ALLOWED: {
    status: 403,
    en: 'This account may not do this',
    it: 'Questo account non è autorizzato a farlo',
  },
  ROUTE_UNKNOWN: {
    status: 404,
    en: 'There is nothing at this address',
    it: 'A questo indirizzo non c’è nulla',
  },
  REVISION_MISSING: {
    status: 428,
    en: 'A command on an existing record needs If-Match',
    it: 'Un comando su un record esistente richiede If-Match',
  },
  REVISION_STALE: {
    status: 412,
    en: 'The record has changed since it was read',
    it: 'Il record è cambiato dopo essere stato letto',
  },
  BODY_TOO_LARGE: {
    status: 413,
    en: 'The body is too large',
    it: 'Il corpo della richiesta è troppo grande',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    en: 'The body must be application/json',
    it: 'Il corpo della richiesta deve essere application/json',
  },
  LINEAGE_TOO_LONG: {
    status: 422,
    en: 'The lineage is too long for one file',
    it: 'L’origine della cifra è troppo lunga per un solo file',
  },
  GROUPS_TOO_MANY: {
    status: 422,
    en: 'The figure falls into too many groups',
    it: 'La cifra si divide in troppi gruppi',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    en: 'The Idempotency-Key has served another request',
    it: 'La Idempotency-Key è già servita a un’altra richiesta',
  },
  EVENT_TOO_LARGE: {
    status: 422,
    en: 'The record is too large to be kept',
    it: 'Il record è troppo grande per essere conservato',
  },
  CONTENDED: {
    status: 409,
    en: 'Others keep changing this record',
    it: 'Altri stanno modificando di continuo questo record',
  },
  READ_MODEL_BEHIND: {
    status: 503,
    en: 'The answer is not up to date yet',
    it: 'La risposta non è ancora aggiornata',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    en: 'The ledger cannot be written now',
    it: 'Il registro non può essere scritto in questo momento',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    en: 'It is not known whether the request took effect',
    it: 'Non si sa se la richiesta abbia avuto effetto',
  },
  INTERNAL: {
    status: 500,
    en: 'Something went wrong on our side',
    it: 'Qualcosa non ha funzionato da parte nostra',
  },
} as const;

type ServiceCode = keyof typeof SERVICE_PROBLEMS;
export type ProblemCode = RejectionCode | ServiceCode;

/** What the kind of a refusal means over HTTP. */
const STATUS_OF_KIND: Readonly<Record<RejectionEntry['kind'], number>> = {
  RULE: 422,
  CONFLICT: 409,
  ABSENT: 404,
};

/** One fault of a request: where, what, and how to mend it. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemDetails {
  /** Where it is absent, the title and what was found say it, in the language of the caller. */
  readonly detail?: string;
  readonly found?: Readonly<Record<string, string>>;
  readonly errors?: readonly Fault[];
  /** The one member at fault, where the title says all there is to say of it. */
  readonly pointer?: string;
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
    super(`${code}: ${details.detail ?? titleOf(code, 'en')}`);
    this.code = code;
    this.details = details;
  }
}

export function statusOf(code: ProblemCode): number {
  return isServiceCode(code) ? SERVICE_PROBLEMS[code].status : STATUS_OF_KIND[REJECTIONS[code].kind];
}

export function titleOf(code: ProblemCode, language: Language): string {
  return (isServiceCode(code) ? SERVICE_PROBLEMS[code] : REJECTIONS[code])[language];
}

export const PROBLEM_CODES = [
  ...Object.keys(SERVICE_PROBLEMS),
  ...Object.keys(REJECTIONS),
] as readonly ProblemCode[];

/** A refusal of the domain as a problem: the pointer and what was found go along. */
export function problemOf({ rejected, pointer, params }: Rejection): Problem {
  const pointed = pointer === undefined ? {} : { pointer };
  return new Problem(rejected, { ...pointed, found: params, members: { params } });
}

function isServiceCode(code: ProblemCode): code is ServiceCode {
  return code in SERVICE_PROBLEMS;
}
