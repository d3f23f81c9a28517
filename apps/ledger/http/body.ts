/** Bodies before anybody looks at their members: strict UTF-8 and JSON, bounded depth, no names of the prototype. */
import type { FastifyInstance } from 'fastify';
import { Problem } from './problems.ts';

/** Far deeper than any body of ours; what is deeper would overflow whoever walks it. */
const DEPTH_MAX = 32;
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Commands are JSON and nothing else: no text, no forms. */
export function parseJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parsed(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

function parsed(bytes: Buffer): unknown {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('MALFORMED', { detail: 'The body is not JSON in UTF-8.' });
  }
  assertShape(body);
  return body;
}

/** Walks without recursion, so that no body is too deep to be refused. */
function assertShape(body: unknown): void {
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: body, pointer: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEPTH_MAX) {
      throw new Problem('MALFORMED', { detail: `The body is nested deeper than ${DEPTH_MAX} levels.` });
    }
    for (const [key, member] of Object.entries(value)) {
      if (PROTOTYPE_NAMES.has(key)) throw unknownMember(`${pointer}/${key}`);
      open.push({ value: member, pointer: `${pointer}/${key}`, depth: depth + 1 });
    }
  }
}

function unknownMember(pointer: string): Problem {
  const detail = 'is not a member this request knows';
  return new Problem('MALFORMED', { detail: `${pointer} ${detail}`, errors: [{ pointer, detail }] });
}
