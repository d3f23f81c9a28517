/**
 * Makes this folder ready to run: the locked packages are installed, and a Node that can run them is there.
 * It is the first thing `npm start`, `npm test` and `pledger` do, so it runs on whatever `node` the machine
 * has (20 or newer) and needs no package itself.
 *
 * A trap for callers: a shell remembers where it found `node`. Within one npm script line, what follows this
 * script may still run on the machine's own Node, so start the next step with a new `npm run` or with the
 * Node that `runtimePath()` names.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK_FILE = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules/.package-lock.json');
/** SHA-256 of the package-lock.json that node_modules was last found or made equal to. */
const MARK = join(ROOT, 'node_modules/.pledger-setup');
const NEEDED_NODE_MAJOR = 24;
const WAIT_MS = 15 * 60_000;
const POLL_MS = 300;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/**
 * Installs the locked packages unless they are there. Two runs at once are one after the other.
 * @returns {boolean} whether anything had to be installed
 * @throws {Error} with a message for the user when npm is missing or fails
 */
export function ensureInstalled() {
  if (isMarked()) return false;
  return withExclusiveLock(() => {
    if (isMarked()) return false;
    // Somebody's own `npm install` may have left all that is locked.
    const found = existsSync(INSTALLED) && notAsLocked() === undefined;
    if (!found) install();
    writeFileSync(MARK, `${sha256(readFileSync(LOCK_FILE))}\n`);
    return !found;
  });
}

/**
 * The absolute path of a Node that is new enough: the one that came with the packages, else the one running.
 * @returns {string}
 * @throws {Error} with a message for the user when there is none
 */
export function runtimePath() {
  const carried =
    process.platform === 'win32'
      ? join(ROOT, `node_modules/node-win-${process.arch}/bin/node.exe`)
      : join(ROOT, 'node_modules/.bin/node');
  if (existsSync(carried)) {
    if (majorOf(versionOf(carried)) >= NEEDED_NODE_MAJOR) return carried;
    // Built for another C library, say: it must not stand first on the PATH of every npm script.
    rmSync(join(ROOT, 'node_modules/.bin/node'), { force: true });
  }
  if (majorOf(process.version) >= NEEDED_NODE_MAJOR) return process.execPath;
  throw new Error(
    [
      `The partnership ledger needs Node.js ${NEEDED_NODE_MAJOR} or newer: it keeps its log in the SQLite`,
      'that is part of Node, which older versions lack, and those no longer get security fixes either.',
      `This is ${process.version}, and no Node for ${process.platform} on ${process.arch} that runs here`,
      'came with the packages. Install Node.js 24 from https://nodejs.org/ and run this again, or, where',
      'optional packages were left out on purpose, run `npm install --include=optional`.',
    ].join('\n'),
  );
}

function isMarked() {
  return existsSync(INSTALLED) && readIfThere(MARK).trim() === sha256(readFileSync(LOCK_FILE));
}

/** The first path that differs from the lock file; packages that another platform needs may be absent. */
function notAsLocked() {
  const installed = JSON.parse(readIfThere(INSTALLED) || '{}').packages ?? {};
  const locked = Object.entries(JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages);
  const differs = ([path, { version, integrity, optional }]) => {
    const there = installed[path];
    if (path === '') return false;
    if (there === undefined) return optional !== true;
    return there.version !== version || there.integrity !== integrity;
  };
  return locked.find(differs)?.[0];
}

/**
 * `npm install --no-save` and a comparison instead of `npm ci`: that one refuses a lock file that lacks the
 * packages of other platforms, which not every registry holds, and it empties the folder that our own Node
 * may be running from.
 */
function install() {
  process.stderr.write(
    'Installing the packages of the partnership ledger (once; this can take a minute) …\n',
  );
  const options = ['--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const { command, leading, shell } = npm();
  // What npm says goes to standard error: standard output belongs to the command that called for the setup.
  const { status, error } = spawnSync(command, [...leading, 'install', ...options, '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['inherit', 2, 2],
    shell,
  });
  if (error?.code === 'ENOENT') throw new Error('npm was not found. It is part of https://nodejs.org/');
  if (error) throw error;
  if (status !== 0) throw new Error('The packages could not be installed; npm says why above.');
  const strange = notAsLocked();
  if (strange !== undefined) throw new Error(`${strange} is not installed as package-lock.json has it.`);
}

/** npm itself where it started us, run by its own Node: ours may lie in the folder npm is about to change. */
function npm() {
  const { npm_execpath: script = '', npm_node_execpath: node = process.execPath } = process.env;
  if (/^npm-cli\.c?js$/.test(basename(script)) && existsSync(script) && existsSync(node)) {
    return { command: node, leading: [script], shell: false };
  }
  return { command: 'npm', leading: [], shell: process.platform === 'win32' };
}

/** The lock lies outside the tree: a reset of node_modules would take it away. A dead holder is no holder. */
function withExclusiveLock(work) {
  const lock = join(tmpdir(), `pledger-setup-${sha256(realpathSync(ROOT)).slice(0, 16)}.lock`);
  const own = `${process.pid}\n`;
  const deadline = Date.now() + WAIT_MS;
  let told = false;
  while (!take(lock, own)) {
    const holder = Number(readIfThere(lock));
    if (holder > 0 && !isAlive(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (Date.now() > deadline) throw new Error(`Another setup does not end. If none runs, delete ${lock}`);
    if (!told) process.stderr.write('Waiting for another setup of the same folder …\n');
    told = true;
    sleep(POLL_MS);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock, own) {
  try {
    writeFileSync(lock, own, { flag: 'wx' });
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'EPERM') return false;
    throw error;
  }
  // Two runs that both buried a dead holder could each have made a lock: the later file is the lock.
  sleep(POLL_MS);
  return readIfThere(lock) === own;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function versionOf(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return stdout ?? '';
}

function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
}

function isMain() {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
}

if (isMain()) {
  try {
    ensureInstalled();
    runtimePath();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
