/**
 * Cursors through a lineage and through a difference. They carry both as-of points of what they go through, so that its
 * pages are of one answer, whatever is recorded or whatever day begins meanwhile; and a mark of the question, for a
 * place in one answer is none in another.
 */
import { createHash } from 'node:crypto';
import { isDate } from '#domain/calendar';
import { Problem } from './problems.ts';

export interface AsOf {
  readonly effectiveAsOf: string;
  readonly knownAsOf: string;
}

/** What is asked: the figure in the address, and the words of the query. */
export interface AskedWords {
  readonly definition: string;
  readonly query: { readonly cursor?: string; readonly limit?: string };
}

/** Numbers that say where the page starts, and the as-of points of what is asked. */
export interface LineageCursor {
  readonly after: readonly number[];
  readonly asOf: readonly AsOf[];
}

const MARK_CHARACTERS = 12;
const NUMBER_FORM = /^\d{1,15}$/;

export function writeCursor({ after, asOf }: LineageCursor, asked: AskedWords): string {
  const points = asOf.flatMap(({ effectiveAsOf, knownAsOf }) => [knownAsOf, effectiveAsOf]);
  return Buffer.from([markOf(asked), ...after, ...points].join('.')).toString('base64url');
}

/** Throws the problem `MALFORMED` for what no page of this question gave. */
export function readCursor(
  cursor: string,
  asked: AskedWords,
  { after, asOf }: { readonly after: number; readonly asOf: number },
): LineageCursor {
  const [mark, ...parts] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  const numbers = parts.slice(0, after);
  const points = Array.from({ length: asOf }, (_, index) => ({
    knownAsOf: parts[after + 2 * index] ?? '',
    effectiveAsOf: parts[after + 2 * index + 1] ?? '',
  }));
  const isWhole = parts.length === after + 2 * asOf;
  const isRead =
    isWhole &&
    numbers.every((number) => NUMBER_FORM.test(number)) &&
    points.every(({ knownAsOf, effectiveAsOf }) => NUMBER_FORM.test(knownAsOf) && isDate(effectiveAsOf));
  if (!isRead) throw unfit('must be the nextCursor of the page before');
  if (mark !== markOf(asked)) {
    throw unfit(
      'is of another question: ask for all pages in the same words, and change only cursor and limit',
    );
  }
  return { after: numbers.map(Number), asOf: points };
}

function unfit(detail: string): Problem {
  return new Problem('MALFORMED', { detail: `cursor ${detail}.`, errors: [{ pointer: '/cursor', detail }] });
}

/** The same for all pages of one question, in whatever order its words come. */
function markOf({ definition, query: { cursor: _, limit: __, ...words } }: AskedWords): string {
  const asked = Object.entries(words).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([definition, asked.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest('hex').slice(0, MARK_CHARACTERS);
}
