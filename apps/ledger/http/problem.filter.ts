/** Whatever is thrown leaves as application/problem+json; what we did not foresee leaves without its internals. */
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotCanonical } from '#event-log/canonical-json';
import { AccountError } from '#data-folder/accounts';
import { IntegrityError, InvalidAppend, OutcomeUnknown, StoreUnavailable, TooLarge } from '#event-log/errors';
import { DefinitionUnknown, PriceIndexUnknown, PricePeriodUnknown } from '#read-models/figures/figures';
import { PositionAhead } from '#read-models/runtime/read-model-file';
import { languageOf, type Language } from './language.ts';
import { unfitQuestion } from './unfit-question.ts';
import { Problem, statusOf, titleOf, type Fault, type ProblemCode } from './problems.ts';

const logger = new Logger('problems');

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    writeProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function writeProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error, request);
  const { code, details } = problem;
  const status = statusOf(code);
  if (status >= 500) logger.error({ correlationId: request.id, code, error: describe(error) });
  const language = languageOf(request.headers['accept-language']);
  const { title, detail, errors } = wording(problem, language);
  const body = {
    type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail,
    instance: request.url,
    code,
    correlationId: request.id,
    ...(errors === undefined ? {} : { errors }),
    ...details.members,
  };
  void reply
    .status(status)
    .headers({ ...details.headers })
    .header('content-type', 'application/problem+json')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .send(JSON.stringify(body));
}

interface Wording {
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly Fault[] | undefined;
}

/** What is for people to read. */
function wording({ code, details }: Problem, language: Language): Wording {
  const { pointer, found = {} } = details;
  const title = titleOf(code, language);
  const values = Object.entries(found).map(([name, value]) => `${name}: ${value}`);
  const detail = details.detail ?? (values.length === 0 ? title : `${title} (${values.join(', ')})`);
  return { title, detail, errors: pointer === undefined ? details.errors : [{ pointer, detail: title }] };
}

function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DefinitionUnknown) return definitionUnknown(error, request);
  if (error instanceof PriceIndexUnknown) {
    return new Problem('PRICE_INDEX_UNKNOWN', {
      errors: [{ pointer: '/prices', detail: error.message }],
    });
  }
  if (error instanceof PricePeriodUnknown) {
    const { message: detail } = error;
    return new Problem('PRICE_PERIOD_UNKNOWN', { detail, errors: [{ pointer: '/prices', detail }] });
  }
  const unfit = unfitQuestion(error);
  if (unfit !== null) return unfit;
  if (error instanceof TooLarge) return new Problem('EVENT_TOO_LARGE', { detail: error.message });
  if (error instanceof NotCanonical || error instanceof InvalidAppend || error instanceof AccountError) {
    return new Problem('MALFORMED', { detail: error.message });
  }
  if (error instanceof PositionAhead) {
    return new Problem('READ_MODEL_BEHIND', { detail: error.message, headers: { 'retry-after': '1' } });
  }
  if (error instanceof OutcomeUnknown) {
    return new Problem('OUTCOME_UNKNOWN', {
      detail: 'Send the same request with the same Idempotency-Key again: it takes effect once.',
      headers: { 'retry-after': '2' },
    });
  }
  if (error instanceof StoreUnavailable) {
    return new Problem('STORE_UNAVAILABLE', {
      detail: 'Nothing was recorded.',
      headers: { 'retry-after': '5' },
    });
  }
  if (error instanceof IntegrityError) return new Problem('INTERNAL');
  return fromTransport(error);
}

/** A figure in the address is not found; one in the question is a question that cannot be answered. */
function definitionUnknown(
  { asked, message: detail }: DefinitionUnknown,
  { params }: FastifyRequest,
): Problem {
  const { definition } = (params ?? {}) as { readonly definition?: string };
  if (definition === asked) return new Problem('NOT_FOUND', { detail });
  return new Problem('DEFINITION_UNKNOWN', { detail, errors: [{ pointer: '/definition', detail }] });
}

const TRANSPORT_CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'MALFORMED',
  404: 'ROUTE_UNKNOWN',
  414: 'ROUTE_UNKNOWN',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
};

/** Errors of Nest and Fastify carry a status of their own. */
function fromTransport(error: unknown): Problem {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  const code = typeof status === 'number' ? TRANSPORT_CODES[status] : undefined;
  if (code === undefined)
    return new Problem('INTERNAL', { detail: 'Nothing was lost. Quote the correlation id.' });
  return new Problem(code, error instanceof Error ? { detail: error.message } : {});
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
