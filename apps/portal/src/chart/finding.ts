import { signOf, sumDecimals } from '../format/decimal.ts';
import { formatMoney } from '../format/format.ts';
import type { Dictionary } from '../i18n/dictionaries.ts';
import type { Lang } from '../i18n/lang.ts';
import type { SeriesKey, YearTable } from './year-rows.ts';

/** Whether the public base is wholly derived, partly derived or recorded. */
export function baseKind({ sum }: YearTable): 'implied' | 'partly' | 'recorded' {
  if (signOf(sum.amounts.implied) === 0) return 'recorded';
  return signOf(sum.amounts.recorded) === 0 ? 'implied' : 'partly';
}

function fromWhom(series: readonly SeriesKey[], t: Dictionary): string {
  const brought = series.filter((key) => key === 'T' || key === 'F' || key === 'O').join('');
  if (brought === 'TFO') return t.chart.fromAll;
  if (brought === 'TF') return t.chart.fromBoth;
  if (brought === 'T') return t.chart.fromThirdSector;
  return brought === 'F' ? t.chart.fromFoundations : t.chart.fromPrivate;
}

/** The title of the chart: what it shows, in a sentence with the sums. */
export function findingOf(table: YearTable, t: Dictionary, lang: Lang): string {
  const { amounts } = table.sum;
  const money = (parts: readonly string[]) =>
    formatMoney({ amount: sumDecimals(parts), currency: table.currency }, lang);
  const [from, to] = [table.rows.at(0)?.year ?? '', table.rows.at(-1)?.year ?? ''];
  const note = { implied: ` ${t.chart.implied}`, partly: ` ${t.chart.partlyImplied}`, recorded: '' };
  const brought = [
    t.chart.years(from, to),
    money([amounts.T, amounts.F, amounts.O]),
    fromWhom(table.series, t),
  ] as const;
  const publicSum = [amounts.recorded, amounts.implied];
  if (signOf(sumDecimals(publicSum)) === 0) return `${t.chart.findingNoBase(...brought)}.`;
  const finding = t.chart.finding(...brought, money(publicSum));
  return `${finding}${note[baseKind(table)]}.`;
}
