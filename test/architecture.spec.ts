/**
 * The import law of `.dependency-cruiser.cjs`, held against the real tree. It and the purity of the domain in
 * `.oxlintrc.json` are also held against a planted tree that breaks each of their rules: a law that catches
 * nothing fails here.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Dependency {
  readonly module: string;
  readonly resolved: string;
  readonly couldNotResolve: boolean;
}

interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly Dependency[] }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LAW = join(ROOT, '.dependency-cruiser.cjs');
const LINT = join(ROOT, '.oxlintrc.json');
const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 128 * 1024 * 1024;

function cruise(root: string): Cruise {
  const command = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const folders = readdirSync(root).filter((name) => ['apps', 'libs', 'scripts'].includes(name));
  const options = ['--config', LAW, '--output-type', 'json', ...folders];
  const output = execFileSync(process.execPath, [command, ...options], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return JSON.parse(output) as Cruise;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One file per rule that breaks it: rule, file, text. `#domain/fine` and its kind exist in every library. */
const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['domain-imports', 'libs/domain/reads-files.ts', `import 'node:fs';`],
  ['domain-imports', 'libs/domain/built-in.ts', `process.getBuiltinModule('node:fs');`],
  ['domain-imports', 'libs/domain/alias.ts', `import type { fine } from '#event-log/fine';`],
  ['domain-imports', 'libs/domain/relative.ts', `import '../event-log/fine.ts';`],
  ['domain-imports', 'libs/domain/package.ts', `export * from 'uuid';`],
  ['event-log-imports', 'libs/event-log/package.ts', `import 'uuid';`],
  ['event-log-imports', 'libs/event-log/sibling.ts', `import '#event-log-sqlite/fine';`],
  ['event-sourcing-imports', 'libs/event-sourcing/domain.ts', `import '#domain/fine';`],
  ['event-sourcing-imports', 'libs/event-sourcing/node.ts', `import 'node:crypto';`],
  ['event-log-sqlite-imports', 'libs/event-log-sqlite/domain.ts', `import '#domain/fine';`],
  ['read-models-imports', 'libs/read-models/writer.ts', `import '#event-log-sqlite/fine';`],
  ['read-models-imports', 'libs/read-models/package.ts', `import 'decimal.js';`],
  ['proof-imports', 'libs/proof/node.ts', `import 'node:fs';`],
  ['proof-imports', 'libs/proof/log.ts', `import '#event-log/fine';`],
  ['interchange-imports', 'libs/interchange/log.ts', `import '#event-log/fine';`],
  ['data-folder-imports', 'libs/data-folder/nest.ts', `import '@nestjs/common';`],
  ['data-folder-imports', 'libs/data-folder/proof.ts', `import '#proof/fine';`],
  ['no-unknown-library', 'libs/newcomer/any.ts', `import '#domain/fine';`],
  ['no-library-imports-an-app', 'libs/read-models/outwards.ts', `import '../../apps/ledger/fine.ts';`],
  ['nest-only-in-the-service', 'apps/cli/nest.ts', `import '@nestjs/common';`],
  ['nest-only-in-the-service', 'libs/event-log/validator.ts', `import 'class-validator';`],
  ['ledger-imports', 'apps/ledger/portal.ts', `import '../portal/fine.ts';`],
  ['cli-imports', 'apps/cli/service.ts', `import '../ledger/fine.ts';`],
  ['cli-imports', 'apps/cli/package.ts', `import 'decimal.js';`],
  ['portal-imports', 'apps/portal/domain.ts', `import '#domain/fine';`],
  ['portal-imports', 'apps/portal/package.ts', `import 'decimal.js';`],
  ['portal-imports', 'apps/portal/tooling.ts', `import './build/fine.ts';`],
  ['setup-imports', 'scripts/setup.mjs', `import 'uuid';`],
  ['no-code-imports-a-test', 'libs/domain/test.ts', `import './fine.spec.ts';`],
  ['no-undeclared-package', 'apps/ledger/transitive.ts', `import 'find-my-way';`],
  ['no-development-package-at-run-time', 'apps/ledger/development.ts', `import 'fast-check';`],
  ['no-unresolved-import', 'libs/domain/nowhere.ts', `import '#domain/nowhere-at-all';`],
  ['no-unresolved-import', 'libs/domain/no-package.ts', `import 'no-such-package';`],
  ['no-cycle', 'libs/domain/hen.ts', `import type { egg } from './egg.ts';\nexport type hen = egg;`],
  ['no-cycle', 'libs/domain/egg.ts', `import type { hen } from './hen.ts';\nexport type egg = hen;`],
  ['no-orphan', 'libs/domain/alone.ts', `export const alone = 1;`],
];

/** Everything a file may import, so that a law that forbids all would be found out as well. */
const PERMITTED: Readonly<Record<string, readonly string[]>> = {
  'libs/domain/fine.ts': ['decimal.js'],
  'libs/domain/fine.spec.ts': ['fast-check', '#event-log-sqlite/fine', '@nestjs/common', 'node:fs'],
  'libs/event-log/fine.ts': ['node:events'],
  'libs/event-log/fine.contract.ts': ['@jest/globals', 'fast-check', './fine.ts'],
  'libs/event-sourcing/fine.ts': ['#event-log/fine', 'uuid'],
  'libs/event-log-sqlite/fine.ts': ['#event-log/fine', 'node:sqlite', 'node:worker_threads'],
  'libs/event-log-sqlite/writer.worker.ts': [],
  'libs/read-models/fine.ts': ['#domain/fine', '#event-sourcing/fine', '#event-log/fine', 'node:sqlite'],
  'libs/proof/fine.ts': ['node:crypto'],
  'libs/interchange/fine.ts': ['#domain/fine', 'csv-parse', 'csv-parse/sync', 'node:stream'],
  'libs/data-folder/fine.ts': [
    ...['#domain/fine', '#event-sourcing/fine', '#event-log/fine', '#event-log-sqlite/fine'],
    ...['#read-models/fine', '#interchange/fine', 'node:fs', 'uuid'],
  ],
  'apps/ledger/fine.ts': [
    '@nestjs/common',
    'fastify',
    'class-validator',
    'class-transformer',
    '#data-folder/fine',
  ],
  'apps/cli/fine.ts': ['#data-folder/fine', '#proof/fine', 'node:util'],
  'apps/portal/fine.ts': ['react', 'react-dom/client', 'd3-scale', 'openapi-fetch', './own.ts'],
  'apps/portal/own.ts': [],
  'apps/portal/build/fine.ts': ['vite', 'node:zlib'],
  'apps/portal/vite.config.ts': ['vite', '@vitejs/plugin-react', 'node:path', './build/fine.ts'],
};

/** Globals the domain must do without, each as one statement. */
const IMPURE = [
  'Date.now();',
  'new Date();',
  'performance.now();',
  'setTimeout(String, 1);',
  'crypto.randomUUID();',
  'Math.random();',
  'void fetch("x");',
  'process.exit();',
  'console.log(1);',
  'globalThis.Date.now();',
  'parseFloat("1");',
];

let real: Cruise;
let planted = '';

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(planted, file)), { recursive: true });
  writeFileSync(join(planted, file), `${text}\n`);
}

beforeAll(() => {
  real = cruise(ROOT);
  planted = realpathSync(mkdtempSync(join(tmpdir(), 'import-law-')));
  copyFileSync(join(ROOT, 'package.json'), join(planted, 'package.json'));
  copyFileSync(LINT, join(planted, '.oxlintrc.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(planted, 'node_modules'), 'junction');
}, TIMEOUT_MS);

afterAll(() => rmSync(planted, { recursive: true, force: true }));

describe('the import law', () => {
  it('holds in apps, libs and scripts', () => {
    const { violations } = real.summary;
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('sees every file, and follows # imports to the sources', () => {
    const seen = new Set(real.modules.map(({ source }) => source));
    const sources = ['apps', 'libs']
      .flatMap((folder) => filesUnder(join(ROOT, folder)))
      .map((file) => file.slice(ROOT.length).replaceAll('\\', '/'))
      .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file));
    expect(sources.filter((file) => !seen.has(file))).toEqual([]);
    expect(seen.size).toBeGreaterThan(10);

    const dependencies = real.modules.flatMap((module) => module.dependencies);
    const aliases = dependencies.filter((one) => one.module.startsWith('#'));
    expect(aliases.length).toBeGreaterThan(0);
    expect(aliases.filter((one) => one.resolved !== `libs/${one.module.slice(1)}.ts`)).toEqual([]);
  });

  it('has a rule for every library', () => {
    const { forbidden } = createRequire(import.meta.url)(LAW) as { forbidden: { name: string }[] };
    const names = forbidden.map((rule) => rule.name);
    const folders = readdirSync(join(ROOT, 'libs'));
    expect(folders.filter((folder) => !names.includes(`${folder}-imports`))).toEqual([]);
    expect(names.filter((name) => !PLANTED.some(([rule]) => rule === name))).toEqual([]);
  });

  it(
    'catches each planted breach, and nothing that is permitted',
    () => {
      for (const [, file, text] of PLANTED) plant(file, text);
      for (const [file, imports] of Object.entries(PERMITTED)) {
        plant(file, [...imports.map((name) => `import '${name}';`), 'export const fine = 1;'].join('\n'));
      }
      const { violations } = cruise(planted).summary;
      // A cycle is reported once, at one of its ends.
      const caught = violations.flatMap(({ rule, from, to }) => [
        `${rule.name}: ${from}`,
        `${rule.name}: ${to}`,
      ]);
      const breaches = PLANTED.map(([rule, file]) => `${rule}: ${file}`);
      expect(breaches.filter((breach) => !caught.includes(breach))).toEqual([]);
      expect(violations.filter(({ from }) => from in PERMITTED)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('the pure domain', () => {
  it('cannot reach a clock, chance or the world outside without the linter saying so', () => {
    plant('libs/domain/impure.ts', IMPURE.join('\n'));
    plant('libs/domain/impure.spec.ts', IMPURE.join('\n'));
    plant('libs/proof/impure.ts', IMPURE.filter((line) => !line.startsWith('console')).join('\n'));
    const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [oxlint, '--format=unix', 'libs'], {
      cwd: planted,
      encoding: 'utf8',
    });
    const lines = stdout.split('\n').filter((line) => /\/impure\..*no-restricted-(globals|prop)/.test(line));
    const found = lines.map((line) => line.split(':').slice(0, 2).join(':').replaceAll('\\', '/'));
    const wanted = IMPURE.map((_, index) => `libs/domain/impure.ts:${index + 1}`);
    expect([...new Set(found)].toSorted()).toEqual(wanted.toSorted());
  });
});
