/**
 * A PostgreSQL of its own, as the machine has it, with its default settings: fsync on, commits synchronous.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const INSTALLED = ['/usr/lib/postgresql', '/usr/local/pgsql'];
/** It refuses to run as root; these accounts may be there to run it instead. */
const ACCOUNTS = ['postgres', 'nobody'];
const START_MS = 15_000;

export interface Postgres {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Null where PostgreSQL is not installed or cannot run as anybody. */
export async function startPostgres(work: string): Promise<Postgres | null> {
  const bin = binaries();
  const account = accountOf();
  if (bin === null || account === null) return null;
  const home = join(work, 'postgres');
  mkdirSync(home);
  chmodSync(work, 0o755);
  if ('uid' in account) chownSync(home, account.uid, account.gid);
  const data = join(home, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '--locale=C'], {
    ...account,
    cwd: home,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', home];
  const server = spawn(join(bin, 'postgres'), options, { ...account, cwd: home, stdio: 'ignore' });
  await answering(port);
  const version = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout;
  return {
    url: `postgresql://bench@127.0.0.1:${port}/postgres`,
    version: /[\d.]+/.exec(version)?.[0] ?? '',
    stop: async () => {
      const exited = once(server, 'exit');
      // Fast shutdown: sessions are ended, the files are left whole.
      server.kill('SIGINT');
      await exited;
    },
  };
}

function binaries(): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const versions = INSTALLED.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(folder, version, 'bin')),
  );
  const candidates = [...onPath, ...versions, ...INSTALLED.map((folder) => join(folder, 'bin'))];
  return (
    candidates.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ??
    null
  );
}

function accountOf(): { readonly uid: number; readonly gid: number } | Record<string, never> | null {
  if (process.getuid?.() !== 0) return {};
  for (const name of ACCOUNTS) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  return null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(port: number): Promise<void> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const socket = connect(port, '127.0.0.1');
    const answered = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answered) return;
    await sleep(100);
  }
  throw new Error('PostgreSQL does not listen');
}
