/**
 * `npm start`: makes the folder ready, builds what is out of date and runs the service with the demonstration;
 * `npm start -- --no-demo` runs it on a ledger of one's own. Plain Node of any age since 20 gets this far.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, runtimePath } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILT = join(ROOT, 'dist/.built');
const SOURCES = ['apps', 'libs', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

function newestChange(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    stat.mtimeMs,
  );
}

function isBuilt() {
  if (!existsSync(BUILT)) return false;
  const builtAt = statSync(BUILT).mtimeMs;
  return SOURCES.every((source) => newestChange(join(ROOT, source)) <= builtAt);
}

function build(env) {
  process.stderr.write('Building the partnership ledger …\n');
  const npm = process.env.npm_execpath;
  const [command, leading] =
    npm === undefined ? ['npm', []] : [process.env.npm_node_execpath ?? process.execPath, [npm]];
  const shell = npm === undefined && process.platform === 'win32';
  const { status } = spawnSync(command, [...leading, 'run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['inherit', 2, 2],
    env,
    shell,
  });
  if (status !== 0) throw new Error('The build failed; the reason is above.');
  writeFileSync(BUILT, '');
}

function run(node, env) {
  const args = process.argv.slice(2);
  const own = args.includes('--no-demo') ? args.filter((arg) => arg !== '--no-demo') : ['--demo', ...args];
  const service = spawn(node, [join(ROOT, 'dist/apps/ledger/main.js'), ...own], { stdio: 'inherit', env });
  // A Ctrl-C reaches the service too, which ends in order; we only wait for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => service.kill(signal));
  service.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 0);
  });
}

try {
  ensureInstalled();
  const node = runtimePath();
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  if (!isBuilt()) build(env);
  run(node, env);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
