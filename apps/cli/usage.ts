/** Arguments: read strictly, refused with a sentence that says what would do. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { isDate } from '#domain/calendar';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where the ledger is: options that every command shares. */
export const LEDGER_OPTIONS = {
  data: { type: 'string' },
  as: { type: 'string' },
  server: { type: 'string' },
  token: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export interface LedgerPlace {
  readonly data: string;
  readonly as: string | undefined;
  readonly server: string | undefined;
  readonly token: string | undefined;
}

/** Throws {@link UsageError} for options that a command does not know. */
export function parse<Options extends ParseArgsOptionsConfig>(
  args: string[],
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options; args: string[]; allowPositionals: true; strict: true }>> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Given<Name extends string> = Readonly<Partial<Record<Name, string | undefined>>>;

export function placeOf(values: Given<'data' | 'as' | 'server' | 'token'>): LedgerPlace {
  if (values.server !== undefined && (values.data !== undefined || values.as !== undefined)) {
    throw new UsageError('--server goes without --data and --as: the token says who acts');
  }
  return {
    data: values.data ?? process.env['DATA_DIR'] ?? 'data/ledger',
    as: values.as,
    server: values.server?.replace(/\/+$/, ''),
    token: values.token ?? process.env['PLEDGER_TOKEN'],
  };
}

/** One of a closed list, or the default. */
export function oneOf<Value extends string>(
  name: string,
  given: string | undefined,
  values: readonly Value[],
  otherwise: Value,
): Value {
  if (given === undefined) return otherwise;
  const found = values.find((value) => value === given);
  if (found === undefined)
    throw new UsageError(`--${name} is ${given}; it must be one of ${values.join(', ')}`);
  return found;
}

export function dateOrNone(name: string, given: string | undefined): string | undefined {
  if (given !== undefined && !isDate(given))
    throw new UsageError(`--${name} is ${given}; it must be a date, YYYY-MM-DD`);
  return given;
}

const PARTNERSHIP_CHARACTERS_MAX = 200;

/** The id or title of a partnership in the one form that titles are kept in. */
export function partnershipNamed(given: string): string;
export function partnershipNamed(given: string | undefined): string | undefined;
export function partnershipNamed(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const name = given.trim().normalize('NFC');
  if (name === '') throw new UsageError('--partnership is blank; give an id or a title');
  if (name.length > PARTNERSHIP_CHARACTERS_MAX) {
    throw new UsageError(
      `--partnership has ${name.length} characters; a title has at most ${PARTNERSHIP_CHARACTERS_MAX}`,
    );
  }
  return name;
}
