/** `pledger observatory`: one figure across all partnerships, as a table or as open data. */
import type { Quotient } from '#domain/figures/figure';
import { observatoryCsv } from '#interchange/observatory-csv';
import { OBSERVED_BY, type Observatory, type Observed } from '#read-models/figures/compared/observatory';
import { read } from './api.ts';
import { definitionOf } from './figure.ts';
import { shown } from './figure-text.ts';
import { QUESTION_OPTIONS, queryOf, selectionFrom } from './question.ts';
import { LEDGER_OPTIONS, oneOf, parse, placeOf, UsageError } from './usage.ts';

const { partnership: _, chain: __, ...ASKED } = QUESTION_OPTIONS;
const OPTIONS = {
  ...LEDGER_OPTIONS,
  ...ASKED,
  by: { type: 'string' },
  csv: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export async function observatoryCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const [definition = 'L1', ...rest] = positionals.map(definitionOf);
  if (rest.length > 0) throw new UsageError('pledger observatory [L1]: one figure at a time');
  if (values.csv && values.json) throw new UsageError('--csv or --json, not both');
  const query = queryOf({ ...selectionFrom(values), partnership: '', definitions: [definition] });
  query.delete('chain');
  query.set('by', oneOf('by', values.by, OBSERVED_BY, 'region'));
  return read(placeOf(values), `/observatory?${query}`, values.json, (body) =>
    values.csv ? observatoryCsv(body as Observatory).trimEnd() : table(body as Observatory),
  );
}

function table({ definition, by, overlapping, items, total, comparison, ...asked }: Observatory): string {
  const width = Math.max('imported data'.length, ...items.map(({ key }) => key.length)) + 2;
  const line = (key: string, observed: Observed): string => `  ${key.padEnd(width)}${cells(observed)}`;
  return [
    `${definition.id}  ${definition.name.en}, by ${by}`,
    '',
    `  ${''.padEnd(width)}${'partnerships'.padStart(12)}${'of sums'.padStart(14)}${'median'.padStart(14)}`,
    ...items.map(({ key, ...observed }) => line(key, observed)),
    line('all', total),
    line('imported data', comparison),
    '',
    ...(overlapping ? ['  a partnership may be in several groups'] : []),
    `  ${definition.id} version ${definition.version}, basis ${asked.basis}, view ${asked.view}, scope ${asked.scope}`,
    `  effective as of ${asked.effectiveAsOf}, known up to position ${asked.knownAsOf.position}`,
  ].join('\n');
}

function cells({ partnerships, withoutValue, ratioOfSums, median, suppressed }: Observed): string {
  const ratio = (found: Quotient | null): string => (found === null ? '-' : shown(found)).padStart(14);
  const told = suppressed ? '   held back: too few' : `${ratio(ratioOfSums)}${ratio(median)}`;
  const without = withoutValue === 0 ? '' : `   (${withoutValue} without a value)`;
  return `${String(partnerships).padStart(12)}${told}${without}`;
}
