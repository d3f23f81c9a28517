/** A whole lineage as one file: a table, or W3C provenance. */
import type { ToldLeaf } from '#data-folder/told-leaves';
import { lineageHeader, lineageLine, othersLines } from '#interchange/lineage-csv';
import { provJson } from '#interchange/prov';
import { TERMS, type Lineage, type TermName } from '#read-models/figures/lineage/lineage';
import type { Figure } from '#read-models/figures/figures';
import { writtenFilters, writtenPrices, writtenWhatIf } from '#read-models/figures/question/question-texts';
import type { LineageFormat } from './lineage.dto.ts';

export type FileFormat = Exclude<LineageFormat, 'json'>;

export interface AskedFile {
  readonly format: FileFormat;
  /** Where leaves of one term alone are asked for. */
  readonly term: TermName | undefined;
}

export const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  // PROV-JSON has no media type of its own.
  prov: 'application/json; charset=utf-8',
};

export function lineageFile(
  { format, term }: AskedFile,
  origin: string,
  { figure, others }: Lineage,
  leaves: readonly ToldLeaf[],
): string {
  if (format === 'csv') {
    const closing = others === null ? '' : othersLines(others, term === undefined ? TERMS : [term]);
    return lineageHeader() + leaves.map(lineageLine).join('') + closing;
  }
  const { definition, partnership, basis, view, scope, effectiveAsOf, value } = figure;
  const about = {
    ...{ origin, partnership, basis, view, scope, effectiveAsOf, value },
    asked: askedOf(figure),
    definition: `${definition.id}@${definition.version}`,
    title: definition.name.en,
    formula: definition.formula,
    position: figure.knownAsOf.position,
    numerator: figure.numerator.amount.amount,
    denominator: figure.denominator.amount.amount,
  };
  return [...provJson(about, leaves, others)].join('');
}

/** What the figure is asked of besides, in the words of an address. */
function askedOf({ partnerships, only, without, prices, whatIf }: Figure): string {
  const words: Readonly<Record<string, string>> = {
    chain: partnerships.length > 1 ? partnerships.join(',') : '',
    only: writtenFilters(only),
    without: writtenFilters(without),
    prices: prices === null ? '' : writtenPrices(prices),
    whatIf: writtenWhatIf(whatIf),
  };
  const said = Object.entries(words).filter(([, text]) => text !== '');
  return said.map(([name, text]) => `${name}=${text}`).join('&');
}
