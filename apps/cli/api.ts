/**
 * `pledger get` and `pledger post`: every read and every command of the API, with the same bodies and answers, on a
 * running service or on a data folder, which then gets a service of its own for the time of the command.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { assertLedgerIn } from './open-ledger.ts';
import { Connection, type Answer } from './connection.ts';
import { withOwnService } from './own-service.ts';
import { LEDGER_OPTIONS, parse, placeOf, UsageError, type LedgerPlace } from './usage.ts';

const GET_OPTIONS = { ...LEDGER_OPTIONS, json: { type: 'boolean', default: false } } as const;
const POST_OPTIONS = {
  ...GET_OPTIONS,
  key: { type: 'string' },
  'if-match': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

const STANDARD_INPUT = 0;
const ROOT = 'http://ledger.invalid/api/v1/';

export async function getCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, GET_OPTIONS);
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new UsageError('pledger get PATH');
  return read(placeOf(values), addressOf(path), values.json, (body) => JSON.stringify(body, null, 2));
}

/** One read of the API, printed as `text` has it or, for machines, as the service gives it; the exit code. */
export async function read(
  place: LedgerPlace,
  address: string,
  json: boolean,
  text: (body: unknown) => string,
): Promise<number> {
  if (place.server === undefined) assertLedgerIn(place.data);
  return connected(place, async (connection) => {
    const answer = await connection.send('GET', address, await upToDate(connection));
    return told(answer, json, ({ body }) => text(body));
  });
}

export async function postCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, POST_OPTIONS);
  const [path, file = '-', ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new UsageError('pledger post PATH [FILE|-]');
  const address = addressOf(path);
  if (address.includes('?'))
    throw new UsageError(`${path} has a query; a command has options: see pledger help`);
  const ifMatch = values['if-match'];
  if (ifMatch !== undefined && !/^\d{1,15}$/.test(ifMatch))
    throw new UsageError(`--if-match is ${ifMatch}; it must be a revision, such as 0`);
  const body = bodyIn(file);
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': values.key ?? keyOf(address, body),
  };
  const place = placeOf(values);
  if (place.server === undefined && values['dry-run']) assertLedgerIn(place.data);
  return connected(place, async (connection) => {
    const seen = ifMatch === undefined ? await revisionAt(connection, address) : { etag: `"${ifMatch}"` };
    if ('problem' in seen) return told(seen.problem, values.json, () => '');
    const precondition = seen.etag === null ? {} : { 'if-match': seen.etag };
    const query = values['dry-run'] ? '?dryRun=true' : '';
    const answer = await connection.send('POST', address + query, { ...headers, ...precondition }, body);
    return told(answer, values.json, receipt);
  });
}

function connected(
  { server, token, data, as }: LedgerPlace,
  use: (connection: Connection) => Promise<number>,
): Promise<number> {
  if (server !== undefined) return use(new Connection(server, token));
  return withOwnService(data, as, use);
}

/** The address below the base path, from a path that stays there. */
function addressOf(path: string): string {
  const refusal = new UsageError(
    `${path} is no path of the API; write it without a slash before it: contributions/ID/reversals`,
  );
  if (!/^[a-z]/.test(path) || !URL.canParse(path, ROOT)) throw refusal;
  const { href, hash } = new URL(path, ROOT);
  if (!href.startsWith(ROOT) || hash !== '') throw refusal;
  return `/${href.slice(ROOT.length)}`;
}

/** The JSON text in a file, or in the standard input for `-`. */
function bodyIn(file: string): string {
  const bytes = readFileSync(file === '-' ? STANDARD_INPUT : file);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
    return text;
  } catch {
    throw new UsageError(`${file === '-' ? 'the standard input' : file} is not JSON in UTF-8`);
  }
}

/** The same path and body, the same key: whoever sends a file twice has recorded it once, however it is indented. */
function keyOf(address: string, body: string): string {
  const text = `${address}\n${JSON.stringify(JSON.parse(body))}`;
  return `pledger-${createHash('sha256').update(text).digest('hex')}`;
}

/** Headers that make a read wait until it includes all that is recorded now. */
async function upToDate(connection: Connection): Promise<Readonly<Record<string, string>>> {
  const { headers } = await connection.send('GET', '/status');
  return { 'ledger-after': headers.get('ledger-position') ?? '0', prefer: 'wait=10' };
}

/**
 * The ETag that the command's record has now: of the nearest address above the command's that shows a record. Null
 * where there is none, as for a command that opens one.
 */
async function revisionAt(
  connection: Connection,
  address: string,
): Promise<{ readonly etag: string | null } | { readonly problem: Answer }> {
  const segments = address.slice(1).split('/');
  const headers = segments.length > 1 ? await upToDate(connection) : {};
  for (let length = segments.length - 1; length > 1; length -= 1) {
    const answer = await connection.send('GET', `/${segments.slice(0, length).join('/')}`, headers);
    if (answer.status === 200) return { etag: answer.headers.get('etag') };
    if ((answer.body as Problem).code !== 'ROUTE_UNKNOWN') return { problem: answer };
  }
  return { etag: null };
}

interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly position: string | null;
  readonly dryRun: boolean;
}

function receipt({ headers, body }: Answer): string {
  const { id, revision, position, dryRun } = body as Receipt;
  if (headers.get('idempotency-replayed') === 'true')
    return `already recorded: ${id}, revision ${revision}, position ${position} (--key records it once more)`;
  if (dryRun) return `dry run: ${id} would be at revision ${revision}; nothing was recorded`;
  return `recorded: ${id}, revision ${revision}, position ${position}`;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Prints an answer, or a problem, and gives the exit code. */
function told(answer: Answer, json: boolean, text: (answer: Answer) => string): number {
  const good = answer.status >= 200 && answer.status < 300;
  if (json) console.log(JSON.stringify(answer.body));
  else if (good) console.log(text(answer));
  else console.error(problemText(answer));
  return good ? 0 : 1;
}

function problemText({ status, body }: Answer): string {
  const { title = '', detail = '', code = `HTTP ${status}`, errors = [] } = body as Problem;
  const lines = detail === title ? [] : [`  ${detail}`];
  return [
    `pledger: ${title} (${code})`,
    ...lines,
    ...errors.map((each) => `  ${each.pointer} ${each.detail}`),
  ].join('\n');
}
