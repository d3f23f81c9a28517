/** Real processes over the built code, killed without warning, and what a log must be afterwards. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { openEnvelope, type RecordedEvent } from '#event-log/envelope';
import { MAX_PAGE, type Journal } from '#event-log/event-log';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const SERVICE = 'dist/apps/ledger/main.js';
const START_TIMEOUT_MS = 20_000;
/** What `tsconfig.build.json` compiles: everything but tests and their helpers. */
const IS_BUILT = /(?<!\.spec|\.contract|\.d|event-sourcing[\\/]spec)\.ts$/;

/** Throws unless everything that is built is as new as what it was built from. */
export function assertBuilt(): void {
  const sources = ['libs', 'apps/ledger', 'apps/cli'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => IS_BUILT.test(file))
      .map((file) => join(folder, file)),
  );
  const stale = sources.filter((source) => {
    const built = join(ROOT, 'dist', source.replace(/\.ts$/, '.js'));
    return !existsSync(built) || statSync(built).mtimeMs < statSync(join(ROOT, source)).mtimeMs;
  });
  if (stale.length > 0) {
    throw new Error(
      `dist is missing or older than ${stale[0]}: these tests kill built processes; run npm run build:code`,
    );
  }
}

export interface Running {
  readonly child: ChildProcess;
  /** All that it has written to standard output so far. */
  readonly text: () => string;
  /** Resolves with the first match in standard output; rejects when the process ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it as a power cut would: no handler runs. Resolves when its output is read to the end. */
  kill(): Promise<void>;
  /** Resolves when it has ended and its output is read to the end. */
  readonly ended: Promise<void>;
}

/** Starts a script of the project on the Node that runs the tests. */
export function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  const ended = once(child, 'close').then(() => undefined);
  return {
    child,
    text: () => text,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const fail = (why: string): void => reject(new Error(`${script} ${why}: ${complaint}`));
        const timer = setTimeout(() => fail(`did not print ${pattern} in time`), START_TIMEOUT_MS);
        const look = (): void => {
          const found = pattern.exec(text);
          if (found === null) return;
          clearTimeout(timer);
          resolve(found);
        };
        child.stdout.on('data', look);
        void ended.then(() => fail('ended'));
        look();
      }),
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs a script to its end. */
export async function run(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const running = start(script, args, env);
  let stderr = '';
  running.child.stderr?.on('data', (chunk: string) => (stderr += chunk));
  await running.ended;
  return { code: running.child.exitCode, stdout: running.text(), stderr };
}

/** Every event after a position, in order. */
export async function eventsAfter(journal: Journal, after: bigint): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await journal.read(after + BigInt(events.length), MAX_PAGE);
    events.push(...page);
    if (page.length < MAX_PAGE) return events;
  }
}

/**
 * What is wrong with a log read from its beginning: positions with gaps, revisions that do not follow each
 * other, columns that differ from the bytes they index. None is the only good answer.
 */
export function faultsOf(events: readonly RecordedEvent[]): string[] {
  const faults: string[] = [];
  const revisions = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const { position, stream, revision, bytes } = event;
    const { id, stream: named, rev, type, recorded } = openEnvelope(bytes);
    if (position !== BigInt(index + 1)) faults.push(`position ${position} stands at place ${index + 1}`);
    if (revision !== (revisions.get(stream) ?? -1) + 1) faults.push(`${stream} jumps to ${revision}`);
    revisions.set(stream, revision);
    const same =
      id === event.id &&
      named === stream &&
      rev === revision &&
      type === event.type &&
      recorded === event.recorded;
    if (!same) faults.push(`the columns at position ${position} are not those of its bytes`);
  }
  return faults;
}

/** What SQLite itself says of a file: `ok`, or every damage it finds. */
export function integrityOf(path: string): string {
  const db = new DatabaseSync(path);
  try {
    const rows = db.prepare('PRAGMA integrity_check').all();
    return rows.map((row) => String(row['integrity_check'])).join('\n');
  } finally {
    db.close();
  }
}
