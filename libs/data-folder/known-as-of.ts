/** The known axis as people write it: a position of the log, or an instant with its offset (RFC 3339). */
import { isDate } from '#domain/calendar';
import type { Journal } from '#event-log/event-log';

export const KNOWN_AS_OF_FORM =
  /^(\d{1,18}|(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))$/;

/** The position that is meant, or why there is none: it is malformed, or in the future. */
export async function positionKnownAsOf(
  journal: Journal,
  text: string,
  now: Date,
): Promise<bigint | 'malformed' | 'ahead'> {
  const match = KNOWN_AS_OF_FORM.exec(text);
  if (match === null) return 'malformed';
  const date = match[2];
  if (date === undefined) return BigInt(text) > (await journal.head()) ? 'ahead' : BigInt(text);
  if (!isDate(date)) return 'malformed';
  const instant = new Date(text);
  return instant > now ? 'ahead' : journal.positionAt(instant.toISOString());
}
