/**
 * Bulk import: contributions through the commands at high concurrency, beside raw inserts of the same bytes.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordContribution } from '#domain/contribution/commands';
import { Commands } from '#data-folder/commands';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';
import { insertRaw, rowsOf } from '../peers/raw-sqlite.ts';
import { contribution } from '../support/contributions.ts';
import { inLanes } from '../support/lanes.ts';
import { Random } from '../support/random.ts';
import { ACTOR, CORRELATION, register, surroundings } from '../support/registry.ts';
import { perSecond, times, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const IN_FLIGHT = 1_000;
const EVENTS = 40_000;

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const imported: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    const folder = join(settings.work, `import-${round}`);
    mkdirSync(folder);
    imported.push(await importOnce(join(folder, 'ledger.db')));
    const rows = rowsOf(join(folder, 'ledger.db'));
    raw.push(insertRaw(join(folder, 'raw.db'), rows));
    rmSync(folder, { recursive: true });
  }
  return [
    {
      work: 'bulk import into the log',
      settings: `${EVENTS.toLocaleString('en')} contributions, ${IN_FLIGHT} in flight, fsync on`,
      goal: '≥ 0.5 ×',
      reached: times(median(imported.map((rate, round) => rate / (raw[round] ?? Number.NaN)))),
      ours: perSecond(median(imported), 'events'),
      beside: `raw node:sqlite, 1,000 per transaction: ${perSecond(median(raw), 'events')}`,
    },
  ];
}

/** Events per second. */
async function importOnce(path: string): Promise<number> {
  const log = await SqliteEventLog.open({ path, origin: 'bench.example/import' });
  const commands = new Commands(log, log.origin, surroundings);
  const registry = await register((request) => commands.execute(request));
  const random = new Random(1);
  // Like the rows of the peer, the contributions are there before the clock starts.
  const contributions = Array.from({ length: EVENTS }, (_, index) => contribution(random, registry, index));
  const { count, seconds } = await inLanes(
    IN_FLIGHT,
    (index) => index < EVENTS,
    async (index) => {
      const command = contributions[index] as RecordContribution;
      const ask = { aggregate: 'contribution', id: null, command } as const;
      const request = { ask, actor: ACTOR, key: `bench/${index}`, correlationId: CORRELATION };
      const outcome = await commands.execute(request);
      if (outcome.kind !== 'done') throw new Error(`not recorded: ${outcome.kind}`);
    },
  );
  await log.close();
  return count / seconds;
}
