/** Durable single appends over HTTP, beside the same framework with a validated POST that stores nothing. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataFolder } from '#data-folder/data-folder';
import type { RecordContribution } from '#domain/contribution/commands';
import { durationOf } from '#domain/quantities';
import { startService } from '../support/child.ts';
import { contribution } from '../support/contributions.ts';
import { load, type Load, type LoadResult } from '../support/http-load.ts';
import { Random } from '../support/random.ts';
import { register } from '../support/registry.ts';
import { milliseconds, perSecond, times, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const CONNECTIONS = 32;
const BODIES = 4_096;
const SERVICE = fileURLToPath(new URL('../../../dist/apps/ledger/main.js', import.meta.url));
const PEER = fileURLToPath(new URL('../peers/nothing-stored.mjs', import.meta.url));

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const folder = join(settings.work, 'http');
  const next = await prepare(folder);
  const ledger = await startService(SERVICE, { PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder });
  const peer = await startService(PEER, {});
  const run = (url: string): Promise<LoadResult> => {
    const durationMs = settings.seconds * 1_000;
    return load({ url, path: '/api/v1/contributions', connections: CONNECTIONS, durationMs, next });
  };
  const ours: LoadResult[] = [];
  const theirs: LoadResult[] = [];
  try {
    await run(ledger.url);
    await run(peer.url);
    for (let round = 0; round < settings.rounds; round += 1) {
      ours.push(await run(ledger.url));
      theirs.push(await run(peer.url));
    }
  } finally {
    await ledger.stop();
    await peer.stop();
  }
  const ratios = ours.map(
    ({ requestsPerSecond }, round) => requestsPerSecond / (theirs[round]?.requestsPerSecond ?? Number.NaN),
  );
  return [
    {
      work: 'durable single appends over HTTP',
      settings: `${CONNECTIONS} connections, fsync on, ${settings.rounds} × ${settings.seconds} s`,
      goal: '≥ 0.5 ×',
      reached: times(median(ratios)),
      ours: shown(ours),
      beside: `same framework, DTO and pipe, nothing stored: ${shown(theirs)}`,
    },
  ];
}

function shown(results: readonly LoadResult[]): string {
  const rate = median(results.map(({ requestsPerSecond }) => requestsPerSecond));
  const p50 = median(results.map(({ p50Ms }) => p50Ms));
  const p99 = median(results.map(({ p99Ms }) => p99Ms));
  return `${perSecond(rate, 'requests')}, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`;
}

/**
 * A data folder with parties, partnerships, sources and an account; what comes next is recorded in its name.
 */
async function prepare(path: string): Promise<Load['next']> {
  const folder = await DataFolder.open({
    path,
    origin: 'bench.example/http',
    holder: { what: 'bench', url: null },
  });
  const registry = await register((request) => folder.execute(request));
  const account = { name: 'bench', role: 'finance', org: null, partnerships: '*', expiresAt: null } as const;
  const { token } = folder.accounts.add(account);
  await folder.close();
  const random = new Random(1);
  const bodies = Array.from({ length: BODIES }, (_, index) => bodyOf(contribution(random, registry, index)));
  let sent = 0;
  return () => {
    sent += 1;
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `bench-${sent}` };
    return { headers, body: bodies[sent % BODIES] ?? '' };
  };
}

/** The request body that records this contribution, without a reference of its own: each key is a new one. */
function bodyOf({ partnership, statement }: RecordContribution): string {
  return JSON.stringify({ partnership, ...statement, resource: resourceOf(statement.resource) });
}

function resourceOf(resource: RecordContribution['statement']['resource']): object {
  if (resource.kind === 'CASH') return resource;
  const rate = resource.valuation?.rate;
  if (!('minutes' in resource)) return { ...resource, valuation: { rate } };
  const { minutes, ...rest } = resource;
  return { ...rest, duration: durationOf(minutes), valuation: { rate } };
}
