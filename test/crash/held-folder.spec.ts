/** One holder per data folder: whoever comes second is told who has it, and touches nothing. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertBuilt, run, SERVICE, start, type Running } from './support.ts';

let folder = '';
let holder: Running | undefined;
const env = (): NodeJS.ProcessEnv => ({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder });

beforeAll(async () => {
  assertBuilt();
  folder = await mkdtemp(join(tmpdir(), 'held-folder-'));
  holder = start(SERVICE, [], env());
  await holder.printed(/Page +http/);
});

afterAll(async () => {
  await holder?.kill();
  await rm(folder, { recursive: true, force: true });
});

describe('a data folder that a service holds', () => {
  it('is refused to a second service, naming the first', async () => {
    const before = await readdir(folder);
    const { code, stdout, stderr } = await run(SERVICE, [], env());
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/held by service \(process \d+, since \d{4}-/);
    expect(stderr).toContain(`process ${holder?.child.pid},`);
    expect(stderr).toContain(folder);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(before);
  });

  it('is free again when the holder was killed', async () => {
    await holder?.kill();
    holder = start(SERVICE, [], env());
    expect((await holder.printed(/Data +(.*)\n/))[1]).toBe(folder);
  });

  it('is free again when the holder was asked to end', async () => {
    holder?.child.kill('SIGTERM');
    await holder?.ended;
    expect(holder?.child.exitCode).toBe(0);
    expect(await readdir(folder)).not.toContain('holder.json');
    holder = start(SERVICE, [], env());
    await holder.printed(/Page +http/);
  });
});
