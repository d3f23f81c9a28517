/** A figure as lines for people: the number, what it is made of, how sure it is, and what was asked. */
import { Decimal } from '#domain/money';
import type { Band, BandStep, Part, Quotient, Ratio, Unvalued, Words } from '#domain/figures/figure';
import type { Figure, FigureGroup } from '#read-models/figures/figures';
import type { Filters } from '#read-models/figures/question/question';
import type { NonWithdrawal } from '#read-models/figures/kinds/series';
import type { NamedAttribution, ToldFigure } from './ledger.ts';

const REASONS: Readonly<Record<NonNullable<Quotient['reason']>, string>> = {
  NO_PUBLIC_BASE: 'undefined: no public base is recorded',
  NOTHING_RECORDED: 'undefined: nothing is recorded',
  NEGATIVE_BASE: 'undefined: the base is negative',
  NOT_APPLICABLE: 'undefined: nothing is recorded of what it is about',
  UNVALUED_UNITS: 'undefined: some of what counts has no value yet',
  INDEX_MISSING: 'undefined: the price index has no point for some years',
  NOT_REGISTERED_THEN: 'undefined: the partnership was not registered then',
};

export function toldLines(figure: ToldFigure): string[] {
  if ('years' in figure) return seriesLines(figure);
  return figureLines(figure, 'attribution' in figure ? attributionLines(figure) : []);
}

/** `more` is what its kind adds. */
function figureLines(figure: Figure | NamedAttribution, more: readonly string[]): string[] {
  const { definition, numerator, denominator, exclusions, coverage } = figure;
  const { id, name, formula, source } = definition;
  const implied = denominator.implied.amount;
  const note = implied === '0.00' ? '' : `   (of which implied, not recorded: ${implied})`;
  return [
    `${id}  ${name.en}   ${shown(figure)}`,
    ...lackingLines(figure),
    `    ${formula} = ${terms(figure)} = ${(figure.valuedOnly ?? figure).value ?? 'null'}`,
    `    numerator    ${numerator.amount.amount} EUR`,
    ...numerator.parts.filter(isThere).map((part) => `${side(part)}   ${shown(part)}`),
    `    denominator  ${denominator.amount.amount} EUR${note}`,
    ...denominator.parts.filter(isThere).map(side),
    ...exclusions.map(({ code, amount }) => `    left out     ${amount.amount} EUR (${code})`),
    ...(coverage.share === null || coverage.share === '1.0000' ? [] : [`    coverage     ${coverage.share}`]),
    ...bandLines(figure.band),
    ...wordLines(figure.words),
    ...more,
    ...figure.groups.map(groupLine),
    ...questionLines(figure),
    ...(figure.assumedDating ? ['    some dates are assumed: the source gives none'] : []),
    `    source: ${source}`,
    '',
  ];
}

/** What keeps the figure from being one, and the number without it, which never stands in its place. */
function lackingLines({ valuedOnly, unvalued, yearsMissing }: Figure | NamedAttribution): string[] {
  if (valuedOnly === null) return [];
  return [
    `    valued only  ${shown(valuedOnly)}   (over what has a value alone: not the figure)`,
    ...unvalued.map(unvaluedLine),
    ...(yearsMissing.length === 0 ? [] : [`    no index     ${yearsMissing.join(', ')}`]),
  ];
}

function unvaluedLine({ side: on, kind, unit, quantity }: Unvalued): string {
  return `    no value     ${quantity} ${unit} of ${kind} on ${on}`;
}

/** From what is verified alone to all that counts. */
function bandLines({ steps, min, max }: Band): string[] {
  if (min === null || max === null) return [];
  const at = (bound: string): string => shown(steps.find(({ value }) => value === bound) as BandStep);
  const each = steps.map((step) => `${step.upTo === 'A' ? 'A' : `A-${step.upTo}`} ${plain(step)}`);
  const range = min === max ? at(min) : `${at(min)} to ${at(max)}`;
  return [`    band         ${range}   (by grade: ${each.join(', ')})`];
}

function plain(step: Quotient): string {
  return step.display === null ? 'undefined' : shown(step);
}

function wordLines({ confirmed, contested, silent }: Words): string[] {
  if (confirmed === null || contested === null || silent === null) return [];
  const parts = [`${percent(confirmed)} confirmed`, `${percent(contested)} contested`];
  return [`    own sources  ${parts.join(', ')}, ${percent(silent)} without a word of the partner`];
}

function percent(share: string): string {
  return `${new Decimal(share).times(100).toFixed(2)} %`;
}

/** What others brought, shared out among the bodies by what each gave. */
function attributionLines({ attribution, arranger }: NamedAttribution): string[] {
  const lines = attribution.map(({ party, name, own, share, amount }) => {
    const who = party === null ? 'nobody is named' : `${name ?? ''} ${party}`.trim();
    return `      ${share ?? ''} %`.padEnd(18) + `${amount?.amount ?? ''}   for ${own.amount} of ${who}`;
  });
  const how = arranger === null ? '' : ` (half of it to ${arranger}, who brought the others together)`;
  return attribution.some(({ amount }) => amount !== null) ? [`    attributed${how}`, ...lines] : [];
}

function seriesLines(series: NonWithdrawal): string[] {
  const { definition, wording, years, display } = series;
  const heads = ['public', 'in real terms', 'others', 'change'].map((head) => head.padStart(18)).join('');
  const line = ({ year, outcome, reason, ...sums }: NonWithdrawal['years'][number]): string => {
    const amounts = [sums.public, sums.publicReal, sums.others, sums.change];
    const columns = amounts.map((each) => (each?.amount ?? '-').padStart(18)).join('');
    return `    ${year}${columns}  ${outcome}${reason === null ? '' : ` (${reason})`}`;
  };
  return [
    `${definition.id}  ${definition.name.en}   ${display?.text ?? 'undefined: no year can be compared'}`,
    `    ${wording.en}`,
    `    year${heads}`,
    ...years.map(line),
    ...questionLines(series),
    `    source: ${definition.source}`,
    '',
  ];
}

function groupLine(group: FigureGroup): string {
  const key = Object.values(group.key).join(' ');
  return `      ${key.padEnd(14)}${shown(group).padStart(12)}   ${terms(group)}`;
}

/** Everything that was asked, so that the text alone says which figure it is. */
function questionLines(figure: ToldFigure): string[] {
  const { id, version } = figure.definition;
  const { basis, view, scope, prices, whatIf, only, without, partnerships } = figure;
  const how = [`basis ${basis}`, `view ${view}`, ...(scope === 'broad' ? [] : [`scope ${scope}`])];
  return [
    `    ${id} version ${version}, ${how.join(', ')}`,
    ...filterLine('only', only),
    ...filterLine('without', without),
    ...(prices === null ? [] : [`    in prices of ${prices.of} (index ${prices.series})`]),
    ...whatIf.map(({ kind, method, rate }) => {
      const what = method === null ? kind : `${kind} by ${method}`;
      return `    what if: ${what} at ${rate} EUR per hour or unit; nobody recorded this`;
    }),
    ...(partnerships.length > 1
      ? [`    over a chain of ${partnerships.length}: ${partnerships.join(', ')}`]
      : []),
    `    effective as of ${figure.effectiveAsOf}, known up to position ${figure.knownAsOf.position}`,
  ];
}

function filterLine(word: string, filters: Filters): string[] {
  const parts = Object.entries(filters).map(([dimension, values]) => `${dimension} ${values.join(', ')}`);
  return parts.length === 0 ? [] : [`    ${word} ${parts.join('; ')}`];
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

export function shown({ display, reason }: Quotient): string {
  if (display === null) return reason === null ? '' : REASONS[reason];
  const number = display.form === 'percent' ? `${display.text} %` : display.text;
  return display.approximate ? `≈ ${number}` : number;
}
