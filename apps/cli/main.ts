/** `pledger`: the ledger from the command line, on a data folder of one's own or against a running service. */
import { AccountError } from '#data-folder/accounts';
import { FolderHeld } from '#data-folder/lock';
import { getCommand, postCommand } from './api.ts';
import { RemoteProblem } from './connection.ts';
import { figureCommand } from './figure.ts';
import { importCommand } from './import/import.ts';
import { RecordingFailed } from './import/recorder.ts';
import { rebuildCommand } from './rebuild.ts';
import { UsageError } from './usage.ts';
import { userCommand } from './user.ts';

const HELP = `pledger - the partnership ledger on the command line

  pledger import opencoesione FILE   record the projects of an OpenCoesione file as contributions
      --partnership ID|TITLE         where to; registered when new (default: the name of the file)
      --valid-rows-only              record the rows that are right, refuse the others (default: all or nothing)
      --date-for-undated DATE        date for rows that have none
      --errors PATH                  where refused rows go (default: FILE.errors.csv in this folder)
      --dry-run                      read and check, record nothing
  pledger figure [L1 L1s L2 L6 L9]   figures of a partnership, with formula and position
      --partnership ID|TITLE         needed where there are several
      --basis pledged|committed|delivered|paid|verified   --view economic|cashOnly
      --effective-as-of DATE         facts that took effect by then (default: today in Rome)
      --known-as-of POSITION|INSTANT what was known then (default: now)
      --group-by year|bringer|kind|origin   --year YYYY   --chain (the whole chain of calls)
      --json                         for machines
  pledger get PATH                   any read of the API: get 'contributions?stage=PAID'
  pledger post PATH [FILE|-]         any command of the API, its JSON body from a file or the standard input
      --key KEY                      idempotency key (default: follows from path and body, so that a file counts once)
      --if-match REV                 revision it is meant for (default: the one the record has now)
      --dry-run                      check and decide, record nothing
      --json                         answers and problems as the service gives them, for machines
  pledger user add NAME --role finance|partner|evaluator [--org PARTY] [--partnerships ID,ID] [--expires DATE]
  pledger user list
  pledger user revoke NAME
  pledger rebuild                    fold every read model anew from the log

  --data FOLDER   data folder that no service holds (default: DATA_DIR, else data/ledger)
  --as ACCOUNT    account that acts on the data folder (default: local, its owner)
  --server URL    talk to a running service instead; --token TOKEN or PLEDGER_TOKEN
`;

/** Errors whose message says all there is to say. */
const EXPECTED = [UsageError, AccountError, RemoteProblem, RecordingFailed] as const;
const PATH_ERRORS: readonly unknown[] = ['ENOENT', 'EACCES', 'EEXIST', 'ENOTDIR', 'EISDIR'];

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  import: importCommand,
  figure: figureCommand,
  get: getCommand,
  post: postCommand,
  user: userCommand,
  rebuild: rebuildCommand,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command ${name}; see: pledger help`);
  return command(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);

/** A path was given that is not there, may not be used, or is a file where a folder must be. */
function isAboutPath(error: unknown): boolean {
  return (
    error instanceof Error && 'path' in error && PATH_ERRORS.includes((error as { code?: unknown }).code)
  );
}

function messageOf(error: unknown): string {
  if (error instanceof FolderHeld) {
    const url = error.holder?.url ?? null;
    const advice = url === null ? '' : `\n  talk to it with: --server ${url}`;
    return `pledger: ${error.message}${advice}`;
  }
  if (EXPECTED.some((kind) => error instanceof kind) || isAboutPath(error)) {
    return `pledger: ${(error as Error).message}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
