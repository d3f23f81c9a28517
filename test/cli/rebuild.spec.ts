/** `pledger rebuild`: whatever becomes of the read models, the log gives the same ones again. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECTIONS } from '#read-models/projections';
import { digestOf } from '#read-models/runtime/read-model-file';
import { Desk, type Run } from './pledger.ts';
import { projects, shortFile } from './projects.ts';

const desk = new Desk();
const readModels = join(desk.data, 'read-models');
let original: Record<string, string>;
let figures: Run;

const digests = (): Record<string, string> =>
  Object.fromEntries(PROJECTIONS.map((projection) => [projection.name, digestOf(readModels, projection)]));
const logDigest = (): string =>
  createHash('sha256')
    .update(readFileSync(join(desk.data, 'ledger.db')))
    .digest('hex');
const ask = (): Promise<Run> =>
  desk.local('figure', '--json', '--group-by', 'year', '--effective-as-of', '2031-12-31');

function digestsIn({ out }: Run): Record<string, string> {
  const found = [...out.matchAll(/^(\w+) +sha256 ([0-9a-f]{64})$/gm)];
  return Object.fromEntries(found.map(([, name, digest]) => [name, digest]));
}

beforeAll(async () => {
  desk.write('uno.csv', shortFile(projects(40)));
  desk.write('due.csv', shortFile(projects(60)));
  for (const file of ['uno.csv', 'due.csv']) {
    await desk.local('import', 'opencoesione', file, '--partnership', 'Progetti');
  }
  figures = await ask();
  original = digests();
});
afterAll(() => desk.close());

describe('the read models', () => {
  it('are the same after their folder was deleted and something was asked', async () => {
    rmSync(readModels, { recursive: true });
    expect(await ask()).toEqual(figures);
    expect(digests()).toEqual(original);
  });

  it('are the same after a rebuild, which prints their digests and leaves the log alone', async () => {
    const log = logDigest();
    const run = await desk.local('rebuild');
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(/^\d+ events folded in [\d.]+ s$/m);
    expect(digestsIn(run)).toEqual(original);
    expect(digests()).toEqual(original);
    expect(await ask()).toEqual(figures);
    expect(logDigest()).toBe(log);
  });

  it('are four, and differ from those of another ledger', async () => {
    expect(Object.keys(original).toSorted()).toEqual(['claims', 'contributions', 'directory', 'figures']);
    const other = new Desk();
    try {
      await other.run(['import', 'opencoesione', desk.path('uno.csv'), '--data', other.data]);
      const rebuilt = digestsIn(await other.local('rebuild'));
      for (const [name, digest] of Object.entries(rebuilt)) expect(digest).not.toBe(original[name]);
    } finally {
      other.close();
    }
  });

  it('are mended by a rebuild when a file is damaged', async () => {
    const figuresFile = PROJECTIONS.find(({ name }) => name === 'figures');
    writeFileSync(join(readModels, `figures@${figuresFile?.version}.sqlite`), 'no database any more');
    expect(digestsIn(await desk.local('rebuild'))).toEqual(original);
  });
});

describe('a rebuild', () => {
  it('is refused while a service has the folder, and changes nothing', async () => {
    const service = await desk.serve();
    let run: Run;
    try {
      run = await desk.local('rebuild');
    } finally {
      await service.stop();
    }
    expect({ ...run, err: '' }).toEqual({ code: 1, out: '', err: '' });
    expect(run.err).toMatch(/is held by service \(process \d+/);
    expect(digests()).toEqual(original);
  });

  it('is refused where there is no ledger, and makes none', async () => {
    const empty = new Desk();
    try {
      const run = await empty.local('rebuild');
      expect([run.code, run.err]).toEqual([2, `pledger: ${empty.data} holds no ledger\n`]);
      expect(empty.hasLedger()).toBe(false);
      const surplus = await desk.local('rebuild', 'figures');
      expect(surplus).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('no further arguments'),
      });
    } finally {
      empty.close();
    }
  });
});
