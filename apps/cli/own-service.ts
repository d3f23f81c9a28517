/** The service over a data folder of one's own, for as long as one command needs it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Accounts, LOCAL_ACCOUNT } from '#data-folder/accounts';
import { ACCESS_FILE } from '#data-folder/data-folder';
import { FolderLock } from '#data-folder/lock';
import { Connection, RemoteProblem } from './connection.ts';

const PROGRAM = fileURLToPath(new URL('../ledger/main.js', import.meta.url));
const START_MS = 60_000;
const STOP_MS = 10_000;
/** Longer than any command takes; the token is ended with the service, and this is for when nobody could. */
const TOKEN_LIFE_MS = 600_000;

/**
 * Starts the built service on a free port of this machine, lends it a token of the account, and stops both at the
 * end, however `use` ends. Throws `FolderHeld` when somebody else has the folder, `AccountError` when the account
 * cannot act.
 */
export async function withOwnService<Result>(
  data: string,
  as: string | undefined,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  mkdirSync(data, { recursive: true });
  // The service will hold the folder itself; this only tells whoever holds it now, as the other commands do.
  new FolderLock(data, { what: 'pledger', url: null }).release();
  const accounts = new Accounts(join(data, ACCESS_FILE));
  try {
    const { token, end } = accounts.lend(as ?? LOCAL_ACCOUNT, TOKEN_LIFE_MS);
    try {
      const service = fork(PROGRAM, [], {
        env: environment(data),
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      try {
        return await use(new Connection(await addressOf(service), token));
      } finally {
        await stop(service);
      }
    } finally {
      end();
    }
  } finally {
    accounts.close();
  }
}

function environment(data: string): NodeJS.ProcessEnv {
  const { LEDGER_ORIGIN: _origin, ...inherited } = process.env;
  return { ...inherited, DATA_DIR: data, HOST: '127.0.0.1', PORT: '0' };
}

/** What the service tells whoever started it, once it listens. */
async function addressOf(service: ChildProcess): Promise<string> {
  let said = '';
  service.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const late = setTimeout(() => service.kill('SIGKILL'), START_MS);
  const ended = once(service, 'exit').then(() => {
    throw new RemoteProblem(`the service did not start: ${said.trim()}`);
  });
  const listening = once(service, 'message').then(([message]) => (message as { url: string }).url);
  try {
    return await Promise.race([listening, ended]);
  } finally {
    clearTimeout(late);
  }
}

/** It stops when its starter lets go of it; nothing is lost if it must be killed. */
async function stop(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return;
  const ended = once(service, 'exit');
  service.disconnect();
  const late = setTimeout(() => service.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(late);
}
