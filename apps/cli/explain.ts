/** `pledger figure L1 --explain`: where a figure comes from, down to the events. */
import type { Money } from '#domain/money';
import type { Figure } from '#read-models/figures/figures';
import { TERMS, type LineageTerm, type Others } from '#read-models/figures/lineage/lineage';
import { read } from './api.ts';
import { choosePartnership, definitionOf } from './figure.ts';
import { shown } from './figure-text.ts';
import { openExistingLedger } from './open-ledger.ts';
import { QUESTION_OPTIONS, queryOf, selectionFrom } from './question.ts';
import {
  LEDGER_OPTIONS,
  oneOf,
  parse,
  partnershipNamed,
  placeOf,
  UsageError,
  type LedgerPlace,
} from './usage.ts';

const OPTIONS = {
  ...LEDGER_OPTIONS,
  ...QUESTION_OPTIONS,
  explain: { type: 'boolean', default: false },
  term: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const LIMIT_MAX = 200;

export async function explainCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const [definition, ...more] = positionals.map(definitionOf);
  if (definition === undefined || more.length > 0) {
    throw new UsageError('--explain is for one figure: pledger figure L1 --explain');
  }
  const { term } = values;
  const place = placeOf(values);
  const selection = selectionFrom(values);
  const limit = limitFrom(values.limit);
  const partnership = await partnershipIn(place, values.partnership);
  const query = queryOf({ ...selection, partnership, definitions: [] });
  query.set('limit', limit);
  if (term !== undefined) query.set('term', oneOf('term', term, TERMS, 'numerator'));
  return read(place, `/figures/${definition}/lineage?${query}`, values.json, (body) =>
    explained(body as Explained).join('\n'),
  );
}

/** Id of the partnership that is named, or of the only one; the ledger is closed again. */
export async function partnershipIn(place: LedgerPlace, named: string | undefined): Promise<string> {
  const ledger = await openExistingLedger(place, 'figure');
  try {
    return (await choosePartnership(ledger, partnershipNamed(named))).id;
  } finally {
    await ledger.close();
  }
}

/** How many events are shown. */
export function limitFrom(given: string | undefined): string {
  if (given === undefined) return '50';
  if (/^\d{1,3}$/.test(given) && Number(given) >= 1 && Number(given) <= LIMIT_MAX) return given;
  throw new UsageError(`--limit is ${given}; it must be a whole number from 1 to ${LIMIT_MAX}`);
}

interface ExplainedLeaf {
  readonly position: string;
  readonly type: string;
  readonly recorded: string;
  readonly actor: string;
  readonly contribution: string;
  readonly side: string;
  readonly stage: string;
  readonly year: number;
  readonly term: string;
  readonly reason: string | null;
  readonly amount: Money;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly evidence: readonly unknown[];
}

interface Explained {
  readonly figure: Figure;
  readonly terms: readonly LineageTerm[];
  readonly leaves: {
    readonly items: readonly ExplainedLeaf[];
    readonly count: number;
    readonly others: Others | null;
  } | null;
}

function explained({ figure, terms, leaves }: Explained): string[] {
  const { definition, numerator, denominator } = figure;
  const amounts = `${numerator.amount.amount} / ${denominator.amount.amount}`;
  return [
    `${definition.id}  ${definition.name.en}   ${shown(figure)}`,
    `    ${definition.formula} = ${amounts} = ${figure.value ?? 'null'}`,
    ...terms.flatMap(({ term, sides, amount, groups }) => [
      `    ${term.padEnd(12)}${money(amount)}   ${sides.join(', ')}`,
      ...groups.map(
        ({ key, amount: sum, leaves: count }) =>
          `      ${key.year} ${key.side.padEnd(14)}${money(sum)}   ${counted(count, 'leaf', 'leaves')}`,
      ),
    ]),
    ...(leaves === null ? ['    this account does not see single events'] : leafLines(leaves)),
    `    ${definition.id} version ${definition.version}, basis ${figure.basis}, view ${figure.view}`,
    `    effective as of ${figure.effectiveAsOf}, known up to position ${figure.knownAsOf.position}`,
  ];
}

function leafLines({ items, count, others }: NonNullable<Explained['leaves']>): string[] {
  const left = count - items.length;
  return [
    '    event   recorded                  amount',
    ...items.map(leafLine),
    ...(left > 0 ? [`    and ${counted(left, 'more leaf', 'more leaves')}: --limit, or pledger get`] : []),
    ...(others === null
      ? []
      : [`    others  ${othersShown(others)}, ` + counted(others.leaves, 'leaf', 'leaves')]),
  ];
}

/** Of one term alone where one was asked for. */
function othersShown({ numerator, denominator }: Others): string {
  const above = numerator === null ? [] : [`${money(numerator)} above`];
  const below = denominator === null ? [] : [`${denominator.amount} below`];
  return `${[...above, ...below].join(' and ')} the line`;
}

function leafLine({ position, recorded, type, amount, side, year, stage, ...leaf }: ExplainedLeaf): string {
  const { term, reason, contribution, actor, evidence, quantity, unit } = leaf;
  const lacking = quantity === null ? '' : `, ${quantity} ${unit}`;
  const where = reason === null ? term : `${term} (${reason}${lacking})`;
  const documents = evidence.length === 0 ? '' : `, ${counted(evidence.length, 'document', 'documents')}`;
  return (
    `    ${position.padStart(7)} ${recorded} ${money(amount)}  ${side} ${year} ${stage}  ${where}\n` +
    `            ${type} of ${contribution} by ${actor}${documents}`
  );
}

function money({ amount }: Money): string {
  return amount.padStart(16);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
