/** `pledger difference L1`: why a figure is another at another point, by cause, person and event. */
import { BASES, VIEWS } from '#domain/figures/definitions';
import type { ChangeCause } from '#domain/figures/difference';
import type { Money } from '#domain/money';
import type { Figure } from '#read-models/figures/figures';
import { read } from './api.ts';
import { limitFrom, partnershipIn } from './explain.ts';
import { definitionOf } from './figure.ts';
import { shown } from './figure-text.ts';
import { QUESTION_OPTIONS, queryOf, selectionFrom } from './question.ts';
import { dateOrNone, LEDGER_OPTIONS, oneOf, parse, placeOf, UsageError } from './usage.ts';

const OPTIONS = {
  ...LEDGER_OPTIONS,
  ...QUESTION_OPTIONS,
  'from-effective-as-of': { type: 'string' },
  'from-known-as-of': { type: 'string' },
  'from-basis': { type: 'string' },
  'from-view': { type: 'string' },
  'from-definition': { type: 'string' },
  'from-partnership': { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function differenceCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const [definition = 'L1', ...more] = positionals.map(definitionOf);
  if (more.length > 0) throw new UsageError('pledger difference [L1]: one figure at a time');
  const place = placeOf(values);
  const selection = selectionFrom(values);
  const basis = values['from-basis'];
  const view = values['from-view'];
  const named = values['from-partnership'];
  const other = values['from-definition'];
  const first = {
    fromEffectiveAsOf: dateOrNone('from-effective-as-of', values['from-effective-as-of']),
    fromKnownAsOf: values['from-known-as-of'],
    fromBasis: basis && oneOf('from-basis', basis, BASES, 'committed'),
    fromView: view && oneOf('from-view', view, VIEWS, 'economic'),
    fromDefinition: other && definitionOf(other),
    fromPartnership: named && (await partnershipIn(place, named)),
  };
  const partnership = await partnershipIn(place, values.partnership);
  const query = queryOf({ ...selection, partnership, definitions: [] });
  query.set('limit', limitFrom(values.limit));
  for (const [name, value] of Object.entries(first)) if (value !== undefined) query.set(name, value);
  return read(place, `/figures/${definition}/differences?${query}`, values.json, (body) =>
    told(body as Told).join('\n'),
  );
}

interface Sums {
  readonly numerator: Money;
  readonly denominator: Money;
}

interface Told {
  readonly from: Figure;
  readonly to: Figure;
  readonly change: Sums & { readonly value: string | null };
  readonly causes: readonly (Sums & { readonly cause: ChangeCause; readonly events: number })[];
  readonly people: readonly (Sums & { readonly actor: string | null; readonly events: number })[] | null;
  readonly items:
    | readonly (Sums & {
        readonly position: string | null;
        readonly recorded: string | null;
        readonly cause: ChangeCause;
        readonly type: string | null;
        readonly contribution: string | null;
      })[]
    | null;
  readonly others: Sums | null;
  readonly nextCursor: string | null;
}

/** Causes that no event is behind. */
const UNRECORDED: Readonly<Partial<Record<ChangeCause, string>>> = {
  ELAPSED: 'days that passed',
  OTHER_QUESTION: 'what is asked',
};

function told({ from, to, change, causes, people, items, others, nextCursor }: Told): string[] {
  const line = (name: string, { numerator, denominator }: Sums): string =>
    `    ${name.padEnd(26)}${numerator.amount.padStart(16)}${denominator.amount.padStart(16)}`;
  return [
    `${to.definition.id}  ${to.definition.name.en}`,
    line('', { numerator: heading('numerator'), denominator: heading('denominator') }),
    line(`from  ${shown(from)}`, sumsOf(from)),
    ...causes.map((each) => line(`  ${each.cause}`, each)),
    line(`to    ${shown(to)}`, sumsOf(to)),
    line('change', change),
    ...(people ?? []).map((each) => line(`  by ${each.actor ?? 'nobody'}`, each)),
    ...(items ?? []).flatMap((item) => [
      line(`  ${item.position ?? '-'} ${item.cause}`, item),
      `        ${eventOf(item)}`,
    ]),
    ...(others === null ? [] : [line('  others', others)]),
    ...(nextCursor === null ? [] : ['    and more events: --limit, or pledger get']),
    `    from: ${pointOf(from)}`,
    `    to:   ${pointOf(to)}`,
  ];
}

function heading(amount: string): Money {
  return { amount, currency: 'EUR' };
}

function sumsOf({ numerator, denominator }: Figure): Sums {
  return { numerator: numerator.amount, denominator: denominator.amount };
}

function eventOf({ cause, recorded, type, contribution }: NonNullable<Told['items']>[number]): string {
  if (type === null) return UNRECORDED[cause] ?? '';
  return `${recorded} ${type}${contribution === null ? '' : ` of ${contribution}`}`;
}

function pointOf({ definition, basis, view, effectiveAsOf, knownAsOf }: Figure): string {
  const { id, version } = definition;
  return (
    `${id} version ${version}, basis ${basis}, view ${view}, effective as of ${effectiveAsOf}, ` +
    `known up to position ${knownAsOf.position}`
  );
}
