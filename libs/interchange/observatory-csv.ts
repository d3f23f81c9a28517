/** The observatory as open data: every line can be read by itself, with the definition and the day it is of. */
import { csvLine } from './csv-line.ts';

interface Amount {
  readonly amount: string;
}
interface Ratio {
  readonly value: string | null;
}
interface Line {
  readonly partnerships: number;
  readonly withoutValue: number;
  readonly numerator: Amount | null;
  readonly denominator: Amount | null;
  readonly ratioOfSums: Ratio | null;
  readonly median: Ratio | null;
  readonly coverage: string | null;
  readonly suppressed: boolean;
}

/** What is written of an observatory; amounts are euro, ratios decimals. */
export interface ObservatoryTable {
  readonly definition: { readonly id: string; readonly version: number };
  readonly basis: string;
  readonly view: string;
  readonly scope: string;
  readonly prices: { readonly series: string; readonly of: string } | null;
  readonly effectiveAsOf: string;
  readonly knownAsOf: { readonly position: string };
  readonly by: string;
  readonly items: readonly (Line & { readonly key: string })[];
  readonly total: Line;
  readonly comparison: Line;
}

const HEADER = [
  ...['definition', 'version', 'basis', 'view', 'scope', 'prices', 'effectiveAsOf', 'knownAsOf', 'by'],
  ...['line', 'key', 'partnerships', 'withoutValue', 'numerator', 'denominator', 'ratioOfSums', 'median'],
  ...['coverage', 'suppressed'],
] as const;

/** Lines are `GROUP`, each with its key, then `TOTAL`, then `COMPARISON`. */
export function observatoryCsv(table: ObservatoryTable): string {
  const { definition, basis, view, scope, prices, effectiveAsOf, knownAsOf, by } = table;
  const asked = [
    ...[definition.id, String(definition.version), basis, view, scope],
    ...[prices === null ? null : `${prices.series}:${prices.of}`, effectiveAsOf, knownAsOf.position, by],
  ];
  const rows = [
    HEADER,
    ...table.items.map((item) => [...asked, 'GROUP', item.key, ...cellsOf(item)]),
    [...asked, 'TOTAL', null, ...cellsOf(table.total)],
    [...asked, 'COMPARISON', null, ...cellsOf(table.comparison)],
  ];
  return rows.map((cells) => csvLine(cells.map((cell) => cell ?? ''))).join('');
}

function cellsOf(line: Line): (string | null)[] {
  const { partnerships, withoutValue, numerator, denominator, ratioOfSums, median } = line;
  return [
    ...[String(partnerships), String(withoutValue), numerator?.amount ?? null, denominator?.amount ?? null],
    ...[ratioOfSums?.value ?? null, median?.value ?? null, line.coverage, String(line.suppressed)],
  ];
}
