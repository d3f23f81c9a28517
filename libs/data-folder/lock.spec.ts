/** One holder per data folder, and no folder stays locked by a process that is gone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderHeld, FolderLock } from './lock.ts';

const MINE = { what: 'pledger import', url: null };
const LOCK_MODULE = new URL('./lock.ts', import.meta.url).href;
const HOLD = `
  const { FolderLock } = await import(process.argv[1]);
  new FolderLock(process.argv[2], { what: 'service', url: 'http://127.0.0.1:3000' });
  console.log('held');
  setInterval(() => undefined, 1000);
`;

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Another process that has taken the folder and keeps it. */
async function otherHolder(): Promise<ChildProcess> {
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', HOLD];
  const child = spawn(process.execPath, [...options, LOCK_MODULE, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (child.stdout === null) throw new Error('the other process has no output');
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('held\n');
  return child;
}

function refusal(): FolderHeld {
  try {
    new FolderLock(folder, MINE).release();
  } catch (error) {
    if (error instanceof FolderHeld) return error;
    throw error;
  }
  throw new Error('the folder could be taken');
}

describe('a data folder', () => {
  it('held by another process is refused at once, and it is said by whom, since when and where', async () => {
    const child = await otherHolder();
    const started = performance.now();
    const { holder, message } = refusal();
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(holder).toMatchObject({ pid: child.pid, what: 'service', url: 'http://127.0.0.1:3000' });
    expect(Date.parse(holder?.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(message).toContain(`service (process ${child.pid}`);
  }, 20_000);

  it('is free as soon as its holder is killed, whatever note is left behind', async () => {
    const child = await otherHolder();
    expect(refusal()).toBeInstanceOf(FolderHeld);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(folder, 'holder.json'))).toBe(true);
    const lock = new FolderLock(folder, MINE);
    expect(JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
      what: 'pledger import',
      url: null,
    });
    lock.release();
  }, 20_000);

  it('is held once within one process too, and again after it was let go', () => {
    const first = new FolderLock(folder, MINE);
    expect(refusal().holder).toMatchObject({ pid: process.pid, what: 'pledger import' });
    first.release();
    expect(existsSync(join(folder, 'holder.json'))).toBe(false);
    const second = new FolderLock(folder, MINE);
    second.release();
  });

  it('says what its holder has become, such as a service with an address', () => {
    const lock = new FolderLock(folder, MINE);
    lock.note({ what: 'service', url: 'http://127.0.0.1:8080' });
    expect(refusal().holder).toMatchObject({ what: 'service', url: 'http://127.0.0.1:8080' });
    lock.release();
  });

  it('is refused also where the note of its holder is missing or broken', () => {
    const lock = new FolderLock(folder, MINE);
    writeFileSync(join(folder, 'holder.json'), '{"pid":');
    expect(refusal().holder).toBeNull();
    rmSync(join(folder, 'holder.json'));
    expect(refusal().message).toContain('held by another process');
    lock.release();
  });

  it('is not lost to a refused attempt: its holder keeps it, and its note', () => {
    const lock = new FolderLock(folder, MINE);
    refusal();
    expect(refusal().holder).toMatchObject({ what: 'pledger import' });
    lock.release();
  });
});
