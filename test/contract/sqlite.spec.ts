/** The embedded log keeps the whole contract: every gate is on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { eventLogContract } from '#event-log/event-log.contract';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';

eventLogContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sqlite-log-'));
  const path = join(folder, 'ledger.db');
  let now = '1970-01-01T00:00:00.000Z';
  const clients = new Set<SqliteEventLog>();
  const open = async (): Promise<SqliteEventLog> => {
    const client = await SqliteEventLog.open({ path, origin: 'ledger.example/sqlite', clock: () => now });
    clients.add(client);
    return client;
  };
  let log = await open();
  return {
    get log() {
      return log;
    },
    secondClient: open,
    reopen: async () => {
      await log.close();
      log = await open();
    },
    setClock: (instant) => {
      now = instant;
    },
    tamper: async (how, id) => {
      const db = new DatabaseSync(path);
      try {
        const statements = {
          update: "UPDATE event SET leaf = CAST('{}' AS BLOB) WHERE id = ?",
          delete: 'DELETE FROM event WHERE id = ?',
        };
        db.prepare(statements[how]).run(id);
      } finally {
        db.close();
      }
    },
    dispose: async () => {
      for (const client of clients) await client.close();
      await rm(folder, { recursive: true });
    },
  };
});
