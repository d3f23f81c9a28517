/** The machine that the numbers are of, without a name that tells whose it is. */
import { cpus, platform, release, totalmem } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { fsyncSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PROBE_MS = 1_000;

export function machine(): string {
  const [cpu] = cpus();
  const db = new DatabaseSync(':memory:');
  const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  db.close();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const model = (cpu?.model ?? 'unknown processor').trim();
  return (
    `${cpus().length} × ${model}, ${memory}, ${platform()} ${release().split('-')[0]}, ` +
    `Node ${process.version}, SQLite ${version}`
  );
}

/** Writes of one 4 KiB page with an fsync each, per second: the floor under every durable append. */
export function fsyncsPerSecond(folder: string): number {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096, 'x');
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < PROBE_MS) {
    writeSync(file, page);
    fsyncSync(file);
    count += 1;
  }
  const seconds = (performance.now() - started) / 1000;
  closeSync(file);
  rmSync(path);
  return count / seconds;
}
