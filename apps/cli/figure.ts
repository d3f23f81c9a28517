/** `pledger figure`: a figure with all that it takes to check it. */
import { BASES, DEFINITION_IDS, VIEWS, type DefinitionId } from '#domain/figures/definitions';
import type { Part, Quotient, Ratio } from '#domain/figures/figure';
import type { Figure, FigureGroup } from '#read-models/figures/figures';
import { GROUP_KEYS } from '#read-models/figures/scan';
import type { Ledger, Listed } from './ledger.ts';
import { openExistingLedger } from './open-ledger.ts';
import { dateOrNone, LEDGER_OPTIONS, oneOf, parse, partnershipNamed, placeOf, UsageError } from './usage.ts';

const OPTIONS = {
  ...LEDGER_OPTIONS,
  partnership: { type: 'string' },
  chain: { type: 'boolean', default: false },
  basis: { type: 'string' },
  view: { type: 'string' },
  'effective-as-of': { type: 'string' },
  'known-as-of': { type: 'string' },
  'group-by': { type: 'string' },
  year: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function figureCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const definitions = positionals.length === 0 ? DEFINITION_IDS : positionals.map(definitionOf);
  const groupBy = values['group-by'];
  const { year } = values;
  if (year !== undefined && !/^[12]\d{3}$/.test(year))
    throw new UsageError(`--year is ${year}; it must be a year`);
  const question = {
    definitions,
    chain: values.chain,
    basis: oneOf('basis', values.basis, BASES, 'committed'),
    view: oneOf('view', values.view, VIEWS, 'economic'),
    effectiveAsOf: dateOrNone('effective-as-of', values['effective-as-of']),
    knownAsOf: values['known-as-of'],
    ...(groupBy === undefined ? {} : { groupBy: oneOf('group-by', groupBy, GROUP_KEYS, 'year') }),
    ...(year === undefined ? {} : { year: Number.parseInt(year, 10) }),
  } as const;

  const ledger = await openExistingLedger(placeOf(values), 'figure');
  try {
    const partnership = await choosePartnership(ledger, partnershipNamed(values.partnership));
    const figures = await ledger.figures({ ...question, partnership: partnership.id });
    if (values.json) console.log(JSON.stringify({ partnership, items: figures }, null, 2));
    else console.log([partnership.document.title, '', ...figures.flatMap(lines)].join('\n'));
    return 0;
  } finally {
    await ledger.close();
  }
}

function definitionOf(text: string): DefinitionId {
  const found = DEFINITION_IDS.find((id) => id.toLowerCase() === text.toLowerCase());
  if (found === undefined)
    throw new UsageError(`there is no figure ${text}; see ${DEFINITION_IDS.join(', ')}`);
  return found;
}

/** The partnership named by id or title, or the only one there is. */
async function choosePartnership(ledger: Ledger, named: string | undefined): Promise<Listed<'partnership'>> {
  const all: Listed<'partnership'>[] = [];
  for await (const each of ledger.list('partnership')) all.push(each);
  if (all.length === 0) throw new UsageError('the ledger holds no partnership yet');
  const found =
    named === undefined ? all : all.filter(({ id, document }) => id === named || document.title === named);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  const shown = (found.length === 0 ? all : found)
    .slice(0, 20)
    .map(({ id, document }) => `  ${id}  ${document.title}`);
  const why =
    named === undefined ? 'name one with --partnership' : `${found.length} partnerships are called ${named}`;
  throw new UsageError([`${why}:`, ...shown].join('\n'));
}

const REASONS: Readonly<Record<NonNullable<Quotient['reason']>, string>> = {
  NO_PUBLIC_BASE: 'undefined: no public base is recorded',
  NOTHING_RECORDED: 'undefined: nothing is recorded',
  NEGATIVE_BASE: 'undefined: the base is negative',
};

function lines(figure: Figure): string[] {
  const { definition, numerator, denominator, exclusions, coverage } = figure;
  const { id, version, name, formula, source } = definition;
  const implied = denominator.implied.amount;
  const note = implied === '0.00' ? '' : `   (of which implied, not recorded: ${implied})`;
  return [
    `${id}  ${name.en}   ${shown(figure)}`,
    `    ${formula} = ${terms(figure)} = ${figure.value ?? 'null'}`,
    `    numerator    ${numerator.amount.amount} EUR`,
    ...numerator.parts.filter(isThere).map((part) => `${side(part)}   ${shown(part)}`),
    `    denominator  ${denominator.amount.amount} EUR${note}`,
    ...denominator.parts.filter(isThere).map(side),
    ...exclusions.map(({ code, amount }) => `    left out     ${amount.amount} EUR (${code})`),
    ...(coverage.share === null || coverage.share === '1.0000' ? [] : [`    coverage     ${coverage.share}`]),
    ...figure.groups.map(groupLine),
    `    ${id} version ${version}, basis ${figure.basis}, view ${figure.view}`,
    ...(figure.partnerships.length > 1
      ? [`    over a chain of ${figure.partnerships.length}: ${figure.partnerships.join(', ')}`]
      : []),
    `    effective as of ${figure.effectiveAsOf}, known up to position ${figure.knownAsOf.position}`,
    ...(figure.assumedDating ? ['    some dates are assumed: the source gives none'] : []),
    `    source: ${source}`,
    '',
  ];
}

function groupLine(group: FigureGroup): string {
  const key = Object.values(group.key).join(' ');
  return `      ${key.padEnd(14)}${shown(group).padStart(12)}   ${terms(group)}`;
}

function terms({ numerator, denominator }: Ratio): string {
  return `${numerator.amount.amount} / ${denominator.amount.amount}`;
}

function side(part: Part): string {
  return `      ${part.side.padEnd(14)}${part.amount.amount.padStart(20)}`;
}

function isThere(part: Part): boolean {
  return part.amount.amount !== '0.00';
}

function shown({ display, reason }: Quotient): string {
  if (display === null) return reason === null ? '' : REASONS[reason];
  const number = display.form === 'percent' ? `${display.text} %` : display.text;
  return display.approximate ? `≈ ${number}` : number;
}
