/** Rows of the `event` table as recorded events, checked on the way out of the file. */
import type { RecordedEvent } from '#event-log/envelope';
import { IntegrityError } from '#event-log/errors';

export const EVENT_COLUMNS = 'seq, leaf, stream, rev, id, type, recorded';

/** A row read with BigInt integers. */
export interface EventRow {
  readonly seq: bigint;
  readonly leaf: Uint8Array;
  readonly stream: string;
  readonly rev: bigint;
  readonly id: string;
  readonly type: string;
  readonly recorded: string;
}

export function recordedEvent(row: EventRow): RecordedEvent {
  return {
    position: row.seq + 1n,
    stream: row.stream,
    revision: Number(row.rev),
    id: row.id,
    type: row.type,
    recorded: row.recorded,
    bytes: row.leaf,
  };
}

/** Rows that must follow `after` without a gap. */
export function contiguous(rows: readonly EventRow[], after: bigint): RecordedEvent[] {
  return rows.map((row, index) => {
    if (row.seq !== after + BigInt(index)) {
      throw new IntegrityError(`the log has no event at position ${after + BigInt(index) + 1n}`);
    }
    return recordedEvent(row);
  });
}
