/** Other people's programs: found, run to their end, timed, with the most memory they held. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';

const SAMPLE_MS = 25;

/** First line of what the program says of its version, or null where it is not on this machine. */
export function versionOf(program: string): string | null {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split('\n')[0] ?? '').replace(/,.*$/, '').trim() : null;
}

export interface Ran {
  readonly seconds: number;
  /** Peak resident memory in MB; null where the system does not tell. */
  readonly peakMb: number | null;
  readonly stdout: string;
}

/** Throws when it fails. What it prints is kept, or thrown away as it comes with `quiet`. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly quiet?: boolean } = {},
): Promise<Ran> {
  const sink = options.quiet === true ? openSync(devNull, 'w') : null;
  const started = performance.now();
  const child = spawn(program, [...args], { stdio: ['ignore', sink ?? 'pipe', 'inherit'] });
  let peakMb: number | null = null;
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  const sampling = setInterval(() => {
    peakMb = Math.max(peakOf(child.pid) ?? 0, peakMb ?? 0) || null;
  }, SAMPLE_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(sampling);
  if (sink !== null) closeSync(sink);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, peakMb, stdout };
}

/** The kernel keeps the peak; only the last sample before the end can miss some of it. */
function peakOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

export function memory(peakMb: number | null): string {
  return peakMb === null ? '' : `, ${Math.round(peakMb)} MB`;
}
