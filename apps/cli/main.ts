/** `pledger`: the ledger from the command line, on a data folder of one's own or against a running service. */
import { AccountError } from '#data-folder/accounts';
import { FolderHeld } from '#data-folder/lock';
import { getCommand, postCommand } from './api.ts';
import { RemoteProblem } from './connection.ts';
import { differenceCommand } from './difference.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { figureCommand } from './figure.ts';
import { importCommand } from './import/import.ts';
import { RecordingFailed } from './import/recorder.ts';
import { observatoryCommand } from './observatory.ts';
import { rebuildCommand } from './rebuild.ts';
import { sensitivityCommand } from './sensitivity.ts';
import { UsageError } from './usage.ts';
import { userCommand } from './user.ts';

const HELP = `pledger - the partnership ledger on the command line

  pledger import opencoesione FILE   record the projects of an OpenCoesione file as contributions
      --partnership ID|TITLE         where to; registered when new (default: the name of the file)
      --valid-rows-only              record the rows that are right, refuse the others (default: all or nothing)
      --date-for-undated DATE        date for rows that have none
      --errors PATH                  where refused rows go (default: FILE.errors.csv in this folder)
      --dry-run                      read and check, record nothing
  pledger figure [L1 L1s L2@1 …]     figures of a partnership, with formula, band and position (default: the usual five)
      --partnership ID|TITLE         needed where there are several; --chain for the whole chain of calls
      --basis pledged|committed|delivered|paid|verified   --scope broad|strict
      --view economic|cashOnly|cpr|localPublicEuro|netOfTax
      --effective-as-of DATE         facts that took effect by then (default: today in Rome)
      --known-as-of POSITION|INSTANT what was known then (default: now)
      --only DIMENSION=VALUE,VALUE   what counts alone: kind=CASH,VOLUNTEER_TIME; repeatable, --year YYYY in short
      --without DIMENSION=VALUE,…    what does not count; repeatable
      --group-by DIMENSION,DIMENSION one or two of partnership, sizeClass, side, origin, kind, stage, grade, word, year,
                                     payer, bringer, receiver, source, fund, area, municipality
      --prices SERIES:PERIOD         real terms: FOI:2024
      --what-if KIND[:METHOD]=RATE   with another rate per hour or unit; nothing is recorded
      --json                         for machines
      --explain [--term numerator|denominator] [--limit N]   terms, groups and events that one figure comes from
  pledger difference [L1]            why a figure is another at another point: by cause, person and event (default: L1)
      --from-effective-as-of DATE --from-known-as-of POSITION|INSTANT   the first point; the second as above
      --from-basis, --from-view, --from-definition, --from-partnership   what else the first asks of its own
      --limit N (events that are shown), --json
  pledger sensitivity [L1 …]         the same figures on every basis, in every view and scope (default: the usual five)
      --partnership, --what-if and the others as above; --json
  pledger observatory [L1]           one figure across all partnerships (default: L1)
      --by region|sizeClass|instrument|area   (default: region)
      --csv, --json                  as open data, for machines; --basis and the others as above
  pledger export journal             the facts behind the figures, for hledger and ledger-cli; reads a data folder
      --partnership, --chain, --effective-as-of, --known-as-of as above
      --basis BASIS                  what has come at least so far (default: pledged, all there is)
      --out FILE                     outside the data folder (default: the standard output)
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
  figure: (args) => (args.includes('--explain') ? explainCommand(args) : figureCommand(args)),
  sensitivity: sensitivityCommand,
  observatory: observatoryCommand,
  difference: differenceCommand,
  export: exportCommand,
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
