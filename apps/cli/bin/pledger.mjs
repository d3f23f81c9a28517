#!/usr/bin/env node
// Starts the command line on the runtime that the project carries, whatever Node the shell found first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = `${root}dist/apps/cli/main.js`;
const carried = `${root}node_modules/.bin/node`;

if (!existsSync(program)) {
  console.error('pledger is not built yet; in the project folder run: npm start (or npm run build)');
  process.exit(1);
}
if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import(pathToFileURL(program).href);
} else if (existsSync(carried)) {
  const { status, signal } = spawnSync(carried, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(signal === null ? (status ?? 1) : 130);
} else {
  console.error(`pledger needs Node 24 or newer; this is ${process.version}`);
  process.exit(1);
}
