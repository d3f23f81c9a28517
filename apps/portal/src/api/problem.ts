import type { Problem } from './types.ts';

/** Why a request failed, in the terms the page can explain: status 0 when no answer came at all. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly status: number;
  readonly code: string | null;
  readonly correlationId: string | null;
  readonly detail: string | null;
  readonly retryAfterSeconds: string | null;

  constructor(status: number, problem: Problem, retryAfterSeconds: string | null = null) {
    super(problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? null;
    this.correlationId = problem.correlationId ?? null;
    this.detail = problem.detail ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The page itself gave the request up: nobody need be told. */
export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null;
}

/** A failure from whatever a failed answer carried; a body that is no problem object counts as empty. */
export function failureOf(response: Response, body: unknown): RequestFailure {
  const seconds = response.headers.get('retry-after');
  const wait = seconds !== null && /^\d+$/.test(seconds) ? seconds : null;
  return new RequestFailure(response.status, isProblem(body) ? body : {}, wait);
}
