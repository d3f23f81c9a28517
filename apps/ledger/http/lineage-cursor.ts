/**
 * Cursors through a lineage and through a difference. They carry both as-of points of what they go through, so that its
 * pages are of one answer, whatever is recorded or whatever day begins meanwhile.
 */
import { isDate } from '#domain/calendar';
import { Problem } from './problems.ts';

export interface AsOf {
  readonly effectiveAsOf: string;
  readonly knownAsOf: string;
}

/** Numbers that say where the page starts, and the as-of points of what is asked. */
export interface LineageCursor {
  readonly after: readonly number[];
  readonly asOf: readonly AsOf[];
}

const NUMBER_FORM = /^\d{1,15}$/;

export function writeCursor({ after, asOf }: LineageCursor): string {
  const points = asOf.flatMap(({ effectiveAsOf, knownAsOf }) => [knownAsOf, effectiveAsOf]);
  return Buffer.from([...after, ...points].join('.')).toString('base64url');
}

/** Throws the problem `MALFORMED` for what no page gave. */
export function readCursor(
  cursor: string,
  { after, asOf }: { readonly after: number; readonly asOf: number },
): LineageCursor {
  const parts = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
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
  if (!isRead) {
    const detail = 'must be the nextCursor of the page before';
    throw new Problem('MALFORMED', { detail: `cursor ${detail}.`, errors: [{ pointer: '/cursor', detail }] });
  }
  return { after: numbers.map(Number), asOf: points };
}
