/** The command line as people run it: a child process of the built program, in folders of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';

const PROGRAM = built('apps/cli/main.js');
const SERVICE = built('apps/ledger/main.js');
const RUN_MS = 60_000;
const POLL_MS = 5;
/** Programs take their time where the machine is slow; none of these tests is about how long. */
jest.setTimeout(2 * RUN_MS);

/** How a run ended: what it wrote, and the code the shell sees. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

/** A place to work: a current folder, a folder for temporary files and one for the ledger, all new and empty. */
export class Desk {
  readonly #root = mkdtempSync(join(tmpdir(), 'pledger-desk-'));
  readonly here = join(this.#root, 'here');
  readonly tmp = join(this.#root, 'tmp');
  readonly data = join(this.#root, 'data');
  readonly #written = new Set<string>();

  constructor() {
    mkdirSync(this.here);
    mkdirSync(this.tmp);
  }

  /** Writes a file into the current folder and returns its name. */
  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.here, name), content);
    this.#written.add(name);
    return name;
  }

  /** Another name for a file in the current folder. */
  link(name: string, other: string): void {
    symlinkSync(this.path(name), this.path(other));
    this.#written.add(other);
  }

  path(name: string): string {
    return join(this.here, name);
  }

  /** Runs `pledger` with these arguments and no other setting from the environment. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}, input = ''): Promise<Run> {
    const child = start(PROGRAM, args, this, env);
    child.stdin?.end(input);
    return finished(child);
  }

  /** The same, stopped with Ctrl-C once it is at work. */
  async interrupted(args: readonly string[]): Promise<Run> {
    const child = start(PROGRAM, args, this, {});
    const run = finished(child);
    while (readdirSync(this.tmp).length === 0 && child.exitCode === null) await setTimeout(POLL_MS);
    child.kill('SIGINT');
    return run;
  }

  /** The same on this desk's data folder. */
  local(...args: readonly string[]): Promise<Run> {
    return this.run([...args, '--data', this.data]);
  }

  /** A service over this desk's data folder, on a port of its own. */
  async serve(): Promise<Service> {
    const child = start(SERVICE, [], this, { DATA_DIR: this.data, PORT: '0' });
    const ended = once(child, 'exit');
    const url = await addressOf(child);
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }

  /** What the runs left behind: in the current folder besides the files of the test, and among temporary files. */
  strays(): string[] {
    const here = readdirSync(this.here).filter((name) => !this.#written.has(name));
    return [...here, ...readdirSync(this.tmp)];
  }

  hasLedger(): boolean {
    return existsSync(join(this.data, 'ledger.db'));
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

function built(path: string): string {
  return fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
}

function start(
  program: string,
  args: readonly string[],
  desk: Desk,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build:code first`);
  const { DATA_DIR: _data, PLEDGER_TOKEN: _token, PORT: _port, HOST: _host, ...inherited } = process.env;
  return spawn(process.execPath, [program, ...args], {
    cwd: desk.here,
    env: { ...inherited, TMPDIR: desk.tmp, TEMP: desk.tmp, TMP: desk.tmp, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function finished(child: ChildProcess): Promise<Run> {
  if (child.stdout === null || child.stderr === null) throw new Error('the program has no output');
  const giveUp = globalThis.setTimeout(() => child.kill('SIGKILL'), RUN_MS);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  clearTimeout(giveUp);
  return { code, out, err };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = '';
    const add = (chunk: Buffer): void => {
      written += chunk.toString();
      const url = /Page\s+(http:\/\/\S+?)\/?\s/.exec(written)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', add);
    child.stderr?.on('data', add);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${written}`)));
  });
}
