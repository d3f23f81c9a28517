/**
 * The disk is full: the group that met it is refused as a whole, and the log goes on when there is space
 * again.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareDraft } from '#event-log/envelope';
import { StoreUnavailable } from '#event-log/errors';
import { GroupCommit, type Answer, type AppendRequest } from '#event-log-sqlite/group-commit';
import { openForWriting } from '#event-log-sqlite/schema';
import { SqliteJournal } from '#event-log-sqlite/sqlite-journal';
import { eventsAfter, faultsOf, integrityOf } from './support.ts';

const ORIGIN = 'ledger.example/full';
const NOW = '2026-01-31T10:00:00.000Z';
/** SQLite's own limit on the size of a file; at it, a write fails as on a full disk: SQLITE_FULL. */
const NO_LIMIT = 4_294_967_294;

let folder = '';
let path = '';
let db: DatabaseSync;
let writer: GroupCommit;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disk-full-'));
  path = join(folder, 'ledger.db');
  db = openForWriting(path, ORIGIN);
  writer = new GroupCommit(db, ORIGIN);
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function fillTheDisk(spare = 0): void {
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${pages + spare}`);
}

function freeTheDisk(): void {
  db.exec(`PRAGMA max_page_count = ${NO_LIMIT}`);
}

function request(stream: string, count = 1, bytes = 500): AppendRequest {
  const command = randomUUID();
  const drafts = Array.from({ length: count }, () =>
    prepareDraft({
      id: randomUUID(),
      type: 'Filled',
      schema: 'full.filled/1',
      actor: { id: 'a_full', role: 'finance', org: null },
      cause: { command, request: 'full', causation: null, correlation: command },
      data: { text: 'x'.repeat(bytes) },
    }),
  );
  return { stream, expected: 'no_stream', drafts, unchanged: [], now: NOW, dryRun: false };
}

const errors = (answers: readonly Answer[]) =>
  answers.map((each) => ('error' in each ? each.error : undefined));

async function stored(): Promise<string[]> {
  const journal = new SqliteJournal(path);
  try {
    const events = await eventsAfter(journal, 0n);
    expect(faultsOf(events)).toEqual([]);
    return events.map(({ id }) => id);
  } finally {
    journal.close();
  }
}

const idsOf = (requests: readonly AppendRequest[]) =>
  requests.flatMap(({ drafts }) => drafts.map(({ id }) => id));

describe('a writer whose disk is full', () => {
  it.each([0, 1, 5, 20])(
    'refuses the whole group, met %i pages later, and keeps what it had',
    async (spare) => {
      const before = [request('kept-1', 3), request('kept-2')];
      expect(errors(writer.commit(before))).toEqual([undefined, undefined]);
      fillTheDisk(spare);
      const group = Array.from({ length: 40 }, (_, index) =>
        request(`lost-${index}`, 1 + (index % 4), 2_000),
      );
      const refused = errors(writer.commit(group));
      expect(refused).toHaveLength(group.length);
      for (const error of refused) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        expect(error?.message).toMatch(/could not be written: .*full/);
      }
      expect(db.isTransaction).toBe(false);
      expect(await stored()).toEqual(idsOf(before));
      expect(integrityOf(path)).toBe('ok');
    },
  );

  it('takes the same appends when there is space again', async () => {
    const before = [request('kept-1')];
    writer.commit(before);
    fillTheDisk();
    const group = [request('later-1', 5, 3_000), request('later-2', 1, 3_000)];
    expect(errors(writer.commit(group)).every((error) => error instanceof StoreUnavailable)).toBe(true);
    expect(errors(writer.commit(group)).every((error) => error instanceof StoreUnavailable)).toBe(true);
    freeTheDisk();
    expect(writer.commit(group)).toEqual([
      { appended: { revision: 4, position: 6n } },
      { appended: { revision: 0, position: 7n } },
    ]);
    expect(await stored()).toEqual([...idsOf(before), ...idsOf(group)]);
  });

  it('answers a repeated append even then, since that needs no space', () => {
    const first = request('kept-1');
    writer.commit([first]);
    fillTheDisk();
    expect(writer.commit([first])).toEqual([{ appended: { revision: 0, position: 1n } }]);
  });
});
