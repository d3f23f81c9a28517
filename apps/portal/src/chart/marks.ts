import type { SeriesKey, YearTable } from './year-rows.ts';

export interface MarkPosition {
  readonly year: number;
  readonly series: number;
}

const FIRST: MarkPosition = { year: 0, series: 0 };

export const NAVIGATION_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] as const;
export type NavigationKey = (typeof NAVIGATION_KEYS)[number];

export function isNavigationKey(key: string): key is NavigationKey {
  return NAVIGATION_KEYS.some((known) => known === key);
}

const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);

/** Where an arrow key leads: sideways through the years, up and down through the pile; the ends hold. */
export function moveMark(table: YearTable, at: MarkPosition | null, key: NavigationKey): MarkPosition {
  if (at === null) return key === 'End' ? { year: table.rows.length - 1, series: 0 } : FIRST;
  const year = (to: number) => ({ ...at, year: clamp(to, table.rows.length) });
  const series = (to: number) => ({ ...at, series: clamp(to, table.series.length) });
  switch (key) {
    case 'ArrowLeft':
      return year(at.year - 1);
    case 'ArrowRight':
      return year(at.year + 1);
    case 'ArrowUp':
      return series(at.series + 1);
    case 'ArrowDown':
      return series(at.series - 1);
    case 'Home':
      return year(0);
    case 'End':
      return year(table.rows.length - 1);
  }
}

export function markAt(table: YearTable, { year, series }: MarkPosition) {
  const [row, key] = [table.rows[year], table.series[series]];
  return row === undefined || key === undefined
    ? null
    : { year: row.year, series: key, amount: row.amounts[key] };
}

export function positionOf(table: YearTable, year: string, series: SeriesKey): MarkPosition {
  return { year: table.rows.findIndex((row) => row.year === year), series: table.series.indexOf(series) };
}
