/** Questions about figures as the command line takes them, for every command that asks any. */
import { BASES, SCOPES, VIEWS } from '#domain/figures/definitions';
import { contradictionsIn } from '#read-models/figures/question/question-faults';
import {
  readAlternatives,
  readFilters,
  readPrices,
  readWhatIf,
  UnreadableQuestion,
  writtenFilters,
  writtenPrices,
  writtenWhatIf,
} from '#read-models/figures/question/question-texts';
import { DIMENSIONS, type Dimension, type Filters } from '#read-models/figures/question/question';
import type { Question } from './ledger.ts';
import { dateOrNone, oneOf, UsageError } from './usage.ts';

export const QUESTION_OPTIONS = {
  partnership: { type: 'string' },
  chain: { type: 'boolean', default: false },
  basis: { type: 'string' },
  view: { type: 'string' },
  scope: { type: 'string' },
  'effective-as-of': { type: 'string' },
  'known-as-of': { type: 'string' },
  only: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  year: { type: 'string' },
  prices: { type: 'string' },
  'what-if': { type: 'string', multiple: true },
} as const;

/** What of a question has nothing to do with definitions and groups; `partnership` is chosen in the ledger. */
export type AskedSelection = Omit<Question, 'partnership' | 'definitions' | 'groupBy'>;

type Values = Readonly<{
  [Name in keyof typeof QUESTION_OPTIONS]?:
    | ((typeof QUESTION_OPTIONS)[Name]['type'] extends 'boolean'
        ? boolean
        : (typeof QUESTION_OPTIONS)[Name] extends { multiple: true }
          ? string[]
          : string)
    | undefined;
}>;

/** Throws {@link UsageError} for what cannot be read and for what cannot be meant. */
export function selectionFrom(values: Values): AskedSelection {
  const { prices, 'what-if': whatIf } = values;
  const selection = {
    chain: values.chain ?? false,
    basis: oneOf('basis', values.basis, BASES, 'committed'),
    view: oneOf('view', values.view, VIEWS, 'economic'),
    scope: oneOf('scope', values.scope, SCOPES, 'broad'),
    effectiveAsOf: dateOrNone('effective-as-of', values['effective-as-of']),
    knownAsOf: values['known-as-of'],
    only: onlyFrom(values.only ?? [], values.year),
    without: read('without', () => readFilters(values.without ?? [])),
    prices: prices === undefined ? null : read('prices', () => readPrices(prices)),
    ...(whatIf === undefined ? {} : { whatIf: read('what-if', () => readWhatIf(whatIf.join(';'))) }),
  };
  // Neither the partnership nor a day makes a contradiction.
  const faults = contradictionsIn({ ...selection, partnership: '', effectiveAsOf: '' });
  if (faults.length > 0) {
    const told = faults.map(({ member, detail }) => `${member}: ${detail}`);
    throw new UsageError(['nothing can be all that this question asks for', ...told].join('\n  '));
  }
  return selection;
}

/** One dimension or two, between commas. Throws {@link UsageError}. */
export function groupByFrom(text: string | undefined): readonly Dimension[] {
  if (text === undefined) return [];
  const names = text.split(',');
  const dimensions = names.map((name) => oneOf('group-by', name, DIMENSIONS, 'year'));
  if (dimensions.length > 2 || new Set(dimensions).size < dimensions.length) {
    throw new UsageError(
      `--group-by is ${text}; it must be one dimension or two of ${DIMENSIONS.join(', ')}`,
    );
  }
  return dimensions;
}

/** The question as the query string of the API. */
export function queryOf({ definitions, ...question }: Question): URLSearchParams {
  const { only = {}, without = {}, prices, whatIf = [], groupBy = [], ...plain } = question;
  const words: Readonly<Record<string, string | undefined>> = {
    ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, value?.toString()])),
    definition: definitions.join(','),
    ...Object.fromEntries(Object.entries(only).map(([dimension, values]) => [dimension, values.join(',')])),
    without: writtenFilters(without),
    prices: prices ? writtenPrices(prices) : undefined,
    whatIf: writtenWhatIf(whatIf),
    groupBy: groupBy.join(','),
  };
  const said = Object.entries(words).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return new URLSearchParams(said);
}

function onlyFrom(parts: readonly string[], year: string | undefined): Filters {
  const only = read('only', () => readFilters(parts));
  if (only.partnership !== undefined) {
    throw new UsageError('--only partnership=…: name the partnership with --partnership');
  }
  if (year === undefined) return only;
  const years = read('year', () => readAlternatives('year', [...(only.year ?? []), ...year.split(',')]));
  return { ...only, year: years };
}

function read<Part>(option: string, reading: () => Part): Part {
  try {
    return reading();
  } catch (error) {
    if (error instanceof UnreadableQuestion) throw new UsageError(`--${option}: ${error.message}`);
    throw error;
  }
}
