/** 32 concurrent durable appends through the commands, beside 32 through Emmett on PostgreSQL. */
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordContribution } from '#domain/contribution/commands';
import { Commands } from '#data-folder/commands';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';
import { startPostgres } from '../peers/postgres.ts';
import { contribution } from '../support/contributions.ts';
import { inLanes, until } from '../support/lanes.ts';
import { Random } from '../support/random.ts';
import { ACTOR, CORRELATION, register, type Registry, surroundings } from '../support/registry.ts';
import { perSecond, times, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const LANES = 32;
const EVENTS = 1_000;
const PEER = fileURLToPath(new URL('../peers/emmett', import.meta.url));

interface Ours {
  readonly registry: Registry;
  /** Appends per second. */
  run(durationMs: number): Promise<number>;
  close(): Promise<void>;
}

interface Theirs {
  readonly name: string;
  run(durationMs: number): Promise<number>;
  close(): Promise<void>;
}

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const ours = await openOurs(join(settings.work, 'library'));
  const theirs = await openTheirs(settings.work, ours.registry);
  const [mine, peers]: [number[], number[]] = [[], []];
  const durationMs = settings.seconds * 1_000;
  await ours.run(durationMs);
  if (typeof theirs !== 'string') await theirs.run(durationMs);
  for (let round = 0; round < settings.rounds; round += 1) {
    mine.push(await ours.run(durationMs));
    if (typeof theirs !== 'string') peers.push(await theirs.run(durationMs));
  }
  await ours.close();
  if (typeof theirs !== 'string') await theirs.close();
  const ratio = median(mine.map((rate, round) => rate / (peers[round] ?? Number.NaN)));
  return [
    {
      work: 'durable single appends, library',
      settings: `${LANES} concurrent commands, fsync on, ${settings.rounds} × ${settings.seconds} s`,
      goal: '≥ 5 ×',
      reached: typeof theirs === 'string' ? { skipped: theirs } : times(ratio),
      ours: perSecond(median(mine), 'commands'),
      beside: typeof theirs === 'string' ? '' : `${theirs.name}: ${perSecond(median(peers), 'appends')}`,
    },
  ];
}

async function openOurs(folder: string): Promise<Ours> {
  mkdirSync(folder);
  const log = await SqliteEventLog.open({ path: join(folder, 'ledger.db'), origin: 'bench.example/library' });
  const commands = new Commands(log, log.origin, surroundings);
  const registry = await register((request) => commands.execute(request));
  const random = new Random(1);
  const contributions = Array.from({ length: EVENTS }, (_, at) => contribution(random, registry, at));
  let index = 0;
  const one = async (): Promise<void> => {
    index += 1;
    const key = `bench/${index}`;
    // Without a reference of its own, each key is another contribution.
    const command = { ...(contributions[index % EVENTS] as RecordContribution), externalRef: null };
    const ask = { aggregate: 'contribution', id: null, command } as const;
    const { kind } = await commands.execute({ ask, actor: ACTOR, key, correlationId: CORRELATION });
    if (kind !== 'done') throw new Error(`not recorded: ${kind}`);
  };
  return {
    registry,
    run: async (durationMs) => {
      const { count, seconds } = await inLanes(LANES, until(performance.now() + durationMs), one);
      return count / seconds;
    },
    close: () => log.close(),
  };
}

/** The peer, or why there is none. */
async function openTheirs(work: string, registry: Registry): Promise<Theirs | string> {
  if (!installed()) return 'the packages of the benchmark could not be installed';
  const postgres = await startPostgres(work);
  if (postgres === null) return 'PostgreSQL is not on this machine';
  const child = fork(join(PEER, 'emmett.mjs'), [postgres.url, String(LANES)]);
  await answerOf(child);
  const random = new Random(1);
  const events = Array.from({ length: EVENTS }, (_, index) => {
    const data = contribution(random, registry, index);
    return { type: 'ContributionRecorded', data, metadata: { actor: ACTOR, correlation: CORRELATION } };
  });
  return {
    name: `Emmett 0.42 on PostgreSQL ${postgres.version}`,
    run: async (durationMs) => {
      child.send({ events, durationMs });
      return (await answerOf(child)).perSecond ?? Number.NaN;
    },
    close: async () => {
      const exited = once(child, 'exit');
      child.send({ events: [], durationMs: 0 });
      await exited;
      await postgres.stop();
    },
  };
}

async function answerOf(child: ChildProcess): Promise<{ readonly perSecond?: number }> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the peer ended early');
  });
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [{ perSecond?: number }];
  return answer;
}

/** The lock file is the benchmark's own; nothing of it is part of the product. */
function installed(): boolean {
  if (existsSync(join(PEER, 'node_modules/@event-driven-io/emmett-postgresql'))) return true;
  process.stderr.write('Installing what only the benchmark compares with …\n');
  // What npm says goes to standard error: standard output is the table's.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: PEER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  return npm.status === 0;
}
