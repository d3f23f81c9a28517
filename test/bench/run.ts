/**
 * `npm run bench`: each goal of the design measured beside its peer in the same run, as a table on standard
 * output and in RESULTS.md. It needs a build (it measures dist), takes what peers the machine has and says
 * which are missing.
 *
 *   --only deciding,http,…   some rows, by their names below (then RESULTS.md stays as it is)
 *   --events N       contribution events of the big ledger (default 1,000,000, or BENCH_EVENTS)
 *   --rounds N       how often each pair is measured (default 5); the table shows medians
 *   --seconds N      length of one timed run (default 4)
 *   --folder PATH    keep the big ledger there and use it again; all else goes to a temporary folder
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fsyncsPerSecond, machine } from './support/machine.ts';
import { table, type Row, type Settings } from './support/result.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const NAMES = [
  'deciding',
  'http',
  'library',
  'import',
  'rebuild',
  'figures',
  'audit',
  'journal',
  'growth',
  'start',
];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    events: { type: 'string', default: process.env['BENCH_EVENTS'] ?? '1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    folder: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const names = values.only?.split(',') ?? NAMES;
  const work = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const settings: Settings = {
    work,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    events: Number(values.events),
    bigLedger: values.folder === undefined ? join(work, 'big') : resolve(values.folder),
  };
  try {
    const before = fsyncsPerSecond(work);
    const rows: Row[] = [];
    for (const name of names) {
      process.stderr.write(`Measuring: ${name} …\n`);
      rows.push(...(await inOwnProcess(name, settings)));
    }
    const report = [
      `Measured on ${new Date().toISOString().slice(0, 10)} on ${machine()}; ` +
        `${Math.round(before).toLocaleString('en')} fsyncs/s of 4 KiB before the run. Medians of pairs.`,
      table(rows),
    ].join('\n\n');
    console.log(`\n${report}\n`);
    if (values.only === undefined) writeFileSync(join(HERE, 'RESULTS.md'), `# Results\n\n${report}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function inOwnProcess(name: string, settings: Settings): Promise<readonly Row[]> {
  const child = fork(join(HERE, 'measure.ts'));
  child.send({ name, settings });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the measurement of ${name} ended with ${String(code)}`);
  });
  const [rows] = (await Promise.race([once(child, 'message'), ended])) as [readonly Row[]];
  return rows;
}

await main();
