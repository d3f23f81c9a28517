/** What a controller answers, and how it becomes status, headers and body. */
import { createHash } from 'node:crypto';
import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, map, switchMap, type Observable } from 'rxjs';
import type { CommandOutcome } from '#data-folder/commands';
import { DataFolder, type ReadModelName } from '#data-folder/data-folder';
import type { Rejection } from '#domain/rejections';
import { Problem, problemOf } from './problems.ts';
import { readAfter } from './request.ts';

export interface Reply {
  readonly status?: number;
  /** Position the answer reflects; null when nothing was appended (a dry run). */
  readonly position: bigint | null;
  readonly revision?: number;
  readonly location?: string;
  readonly replayed?: boolean;
  /** The answer never changes: whoever may keep it, everybody or only this caller. */
  readonly forEver?: 'public' | 'private';
  /** Media type of a body that is text, such as `text/csv; charset=utf-8`; JSON when absent. */
  readonly type?: string;
  readonly body: unknown;
}

const JOURNAL_POLL_MS = 25;
const READS = 'reads';
/** Names the read model that a GET answers from, so that `Ledger-After` can wait for it. */
export const Reads = (name: ReadModelName | 'journal'): MethodDecorator => SetMetadata(READS, name);

@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  readonly #folder: DataFolder;
  readonly #reflector: Reflector;

  constructor(folder: DataFolder, reflector: Reflector) {
    this.#folder = folder;
    this.#reflector = reflector;
  }

  /** What writes its answer itself (health, status) passes through as it is. */
  intercept(context: ExecutionContext, next: CallHandler<Reply | undefined>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const name = this.#reflector.get<ReadModelName | 'journal' | undefined>(READS, context.getHandler());
    return from(this.#gate(name, request)).pipe(
      switchMap(() => next.handle()),
      map((answer) => (answer === undefined ? undefined : send(answer, request, reply))),
    );
  }

  /**
   * Waits until the read model has passed the position the caller insists on, or says that it has not. Also without
   * one it answers only once it has been at the head: while it is folded anew its answers would be partial.
   */
  async #gate(name: ReadModelName | 'journal' | undefined, request: FastifyRequest): Promise<void> {
    const after = readAfter(request) ?? { position: 0n, waitMs: 0 };
    if (name === undefined) return;
    const reached =
      name === 'journal'
        ? await this.#journalReached(after.position, after.waitMs)
        : await this.#folder.reached(name, after.position, after.waitMs);
    if (reached) return;
    const position = name === 'journal' ? undefined : this.#folder.readModels().get(name)?.position;
    throw new Problem('READ_MODEL_BEHIND', {
      detail: 'What you recorded is safe. Ask again in a moment.',
      members: { asked: after.position.toString(), position: position?.toString() ?? null },
      headers: { 'retry-after': '1' },
    });
  }

  async #journalReached(position: bigint, waitMs: number): Promise<boolean> {
    const { journal } = this.#folder;
    const signal = AbortSignal.timeout(waitMs);
    for (;;) {
      if ((await journal.head()) >= position) return true;
      if (signal.aborted) return false;
      await new Promise((resolve) => setTimeout(resolve, JOURNAL_POLL_MS));
    }
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';
const YEAR_SECONDS = 31_536_000;

function send(answer: Reply, request: FastifyRequest, reply: FastifyReply): unknown {
  const { status, position, revision, location, replayed, forEver, type, body } = answer;
  if (status !== undefined) void reply.status(status);
  if (position !== null) void reply.header('ledger-position', position.toString());
  if (revision !== undefined) void reply.header('etag', `"${revision}"`);
  if (location !== undefined) void reply.header('location', location);
  if (replayed === true) void reply.header('idempotency-replayed', 'true');
  if (forEver !== undefined) return sendForEver(answer, forEver, request, reply);
  if (type !== undefined) void reply.header('content-type', type);
  void reply.header('cache-control', 'no-store');
  return body;
}

/** The bytes carry their digest as a strong ETag. Who asks with a token may get more, so caches keep both apart. */
function sendForEver(
  { type = JSON_TYPE, body }: Reply,
  who: 'public' | 'private',
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  void reply.headers({
    etag,
    'cache-control': `${who}, max-age=${YEAR_SECONDS}, immutable`,
    vary: 'authorization',
  });
  if (isHeld(etag, request.headers['if-none-match'])) {
    void reply.status(304);
    return undefined;
  }
  void reply.header('content-type', type);
  return text;
}

/** Whether the caller holds these bytes already (RFC 9110, 13.1.2: weak comparison). */
function isHeld(etag: string, ifNoneMatch: string | undefined): boolean {
  const held = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return held.includes(etag) || held.includes('*');
}

/** Refusals because the record is there already: they say where. */
const IS_THERE: ReadonlySet<string> = new Set(['ALREADY_RECORDED', 'ALREADY_REGISTERED']);

/** The answer to a command, or the problem that its outcome is; `location` is where the record is read. */
export function replyOf(outcome: CommandOutcome, location: string): Reply {
  switch (outcome.kind) {
    case 'done': {
      const { revision, position, eventIds, replayed } = outcome.receipt;
      const dryRun = position === null;
      const body = {
        id: outcome.id,
        revision,
        position: position?.toString() ?? null,
        events: eventIds,
        dryRun,
      };
      return { status: 201, position, revision, location, replayed, body };
    }
    case 'rejected': {
      const problem = problemOf(outcome.rejection as Rejection);
      if (!IS_THERE.has(problem.code)) throw problem;
      const { details } = problem;
      const members = { ...details.members, location };
      throw new Problem(problem.code, { ...details, members, headers: { location } });
    }
    case 'keyReused':
      throw new Problem('IDEMPOTENCY_KEY_REUSED', {
        detail: 'This request was already sent with different data. Nothing was recorded.',
      });
    case 'stale':
      throw new Problem('REVISION_STALE', {
        detail: `The record is at revision ${outcome.revision} now. Read it again and decide.`,
        members: { revision: outcome.revision },
        headers: { etag: `"${outcome.revision}"` },
      });
    case 'contended':
      throw new Problem('CONTENDED', { headers: { 'retry-after': '1' } });
  }
}
