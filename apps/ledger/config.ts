/** The environment as a frozen configuration; every fault is told at once, before anything starts. */

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Name of a new log: a host name that its keeper owns, and a path. */
  readonly origin: string | undefined;
  /** Fill an empty folder with the published Lecco case, and show its accounts. */
  readonly demo: boolean;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const ORIGIN_FORM = /^[a-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._-]+)*$/;

/** Throws {@link ConfigError} listing every variable that cannot be used. */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const faults: string[] = [];
  const unknown = args.filter((arg) => arg !== '--demo');
  if (unknown.length > 0) faults.push(`unknown arguments: ${unknown.join(' ')}`);
  const demo = args.includes('--demo');

  const port = env['PORT'] ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) faults.push(`PORT is ${port}; it must be 0 to 65535`);
  const origin = env['LEDGER_ORIGIN'];
  if (origin !== undefined && !ORIGIN_FORM.test(origin)) {
    faults.push(
      `LEDGER_ORIGIN is ${origin}; it must be a host name and path, such as ledger.example.org/lecco`,
    );
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return Object.freeze({
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(port),
    dataDir: env['DATA_DIR'] ?? (demo ? 'data/demo' : 'data/ledger'),
    origin,
    demo,
  });
}
