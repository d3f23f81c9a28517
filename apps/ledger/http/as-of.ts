/** The known axis of a read: a log position, an instant, or now; and the cursors that keep a list at one position. */
import { DataFolder, type ReadModelName } from '#data-folder/data-folder';
import { positionKnownAsOf } from '#data-folder/known-as-of';
import { Problem } from './problems.ts';
import { limitOf, type PageDto } from './query.dto.ts';

const CATCH_UP_MS = 2_000;

/**
 * The position to read at, or undefined for the newest. Problems: `KNOWN_AS_OF_AHEAD` for the future,
 * `READ_MODEL_BEHIND` when the read model has not come that far.
 */
export async function knownPosition(
  folder: DataFolder,
  knownAsOf: string | undefined,
  readModel: ReadModelName,
): Promise<bigint | undefined> {
  if (knownAsOf === undefined) return undefined;
  const position = await positionKnownAsOf(folder.journal, knownAsOf, folder.now());
  if (position === 'malformed') {
    const detail = `knownAsOf ${knownAsOf} is no position and no instant with its offset that exists.`;
    throw new Problem('MALFORMED', { detail, errors: [{ pointer: '/knownAsOf', detail }] });
  }
  if (position === 'ahead')
    throw new Problem('KNOWN_AS_OF_AHEAD', { detail: 'The future is not known yet.' });
  await assertReached(folder, position, readModel);
  return position;
}

async function assertReached(folder: DataFolder, position: bigint, readModel: ReadModelName): Promise<void> {
  if (await folder.reached(readModel, position, CATCH_UP_MS)) return;
  throw new Problem('READ_MODEL_BEHIND', { headers: { 'retry-after': '1' } });
}

export interface PageAt {
  readonly after: number;
  readonly limit: number;
  readonly position?: bigint;
}

/** Where a page starts. A cursor carries the position of its first page, so that pages never shift. */
export async function pageOf(folder: DataFolder, query: PageDto, readModel: ReadModelName): Promise<PageAt> {
  const limit = limitOf(query);
  if (query.cursor !== undefined) {
    const start = readCursor(query.cursor);
    if (start.position > (await folder.journal.head())) throw malformedCursor();
    await assertReached(folder, start.position, readModel);
    return { ...start, limit };
  }
  const position = await knownPosition(folder, query.knownAsOf, readModel);
  return { after: 0, limit, ...(position === undefined ? {} : { position }) };
}

export function cursorOf(next: number | null, position: bigint): string | null {
  return next === null ? null : Buffer.from(`${next}.${position}`).toString('base64url');
}

function readCursor(cursor: string): { after: number; position: bigint } {
  const match = /^(\d{1,15})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match?.[1] === undefined || match[2] === undefined) {
    throw malformedCursor();
  }
  return { after: Number.parseInt(match[1], 10), position: BigInt(match[2]) };
}

function malformedCursor(): Problem {
  return new Problem('MALFORMED', { detail: 'cursor must be the nextCursor of the page before.' });
}
