/** Events of the log by their positions. */
import type { RecordedEvent } from '#event-log/envelope';
import type { Journal } from '#event-log/event-log';

/** Neighbours up to so far apart are read together: a read costs more than what lies between. */
const APART_MAX = 16;
const TOGETHER_MAX = 1_000;

/** Throws `RangeError` when the log holds nothing at one of the positions. */
export async function eventsAt(
  journal: Pick<Journal, 'read'>,
  positions: Iterable<number>,
): Promise<ReadonlyMap<number, RecordedEvent>> {
  const wanted = [...new Set(positions)].sort((a, b) => a - b);
  const found = new Map<number, RecordedEvent>();
  for (let start = 0; start < wanted.length;) {
    const first = wanted[start] as number;
    let end = start + 1;
    while (end < wanted.length && isNear(wanted, end, first)) end += 1;
    const last = wanted[end - 1] as number;
    const events = await journal.read(BigInt(first - 1), last - first + 1);
    for (const event of events) found.set(Number(event.position), event);
    start = end;
  }
  const missing = wanted.find((position) => !found.has(position));
  if (missing !== undefined) throw new RangeError(`the log holds no event at position ${missing}`);
  return found;
}

function isNear(wanted: readonly number[], index: number, first: number): boolean {
  const [position, before] = [wanted[index] as number, wanted[index - 1] as number];
  return position - before <= APART_MAX && position - first < TOGETHER_MAX;
}
