/**
 * Appends through Emmett to PostgreSQL, each event to a stream of its own at its exact version. Told by its
 * parent how long; answers with how many. Its packages come from the lock file beside it.
 */
import { randomUUID } from 'node:crypto';
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

const [url, lanes] = [process.argv[2], Number(process.argv[3])];
const pool = new pg.Pool({ connectionString: url, max: lanes });
const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
await store.schema.migrate();

process.on('message', async ({ events, durationMs }) => {
  if (durationMs === 0) {
    await store.close();
    await pool.end();
    process.disconnect();
    return;
  }
  let count = 0;
  const started = performance.now();
  const lane = async () => {
    while (performance.now() - started < durationMs) {
      const event = events[count % events.length];
      count += 1;
      await store.appendToStream(`contribution-${randomUUID()}`, [event], {
        expectedStreamVersion: STREAM_DOES_NOT_EXIST,
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  process.send({ perSecond: (count / (performance.now() - started)) * 1_000 });
});
process.send({ ready: true });
