import { max, min } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import { stack, stackOffsetDiverging } from 'd3-shape';
import type { SeriesKey, YearTable } from './year-rows.ts';

/** Binary numbers are good enough for pixels, and for nothing else in this page. */
const pixelsValue = (amount: string) => Number(amount);

const MARGIN = { top: 28, right: 8, bottom: 28, left: 48 };
const NARROWEST_BAND = 18;
const WIDEST_BAR = 88;
const YEAR_LABEL_WIDTH = 40;
const TICK_SPACING = 56;

export interface Mark {
  readonly year: string;
  readonly series: SeriesKey;
  readonly amount: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type AxisUnit = 'millions' | 'thousands' | 'units';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly marks: readonly Mark[];
  readonly zeroY: number;
  readonly unit: AxisUnit;
  readonly amountTicks: readonly { readonly y: number; readonly value: number }[];
  readonly yearTicks: readonly { readonly x: number; readonly year: string }[];
}

interface StackRow {
  readonly year: string;
  readonly values: Readonly<Record<SeriesKey, number>>;
}

function unitOf(largest: number): { unit: AxisUnit; divisor: number } {
  if (largest >= 1_000_000) return { unit: 'millions', divisor: 1_000_000 };
  if (largest >= 1_000) return { unit: 'thousands', divisor: 1_000 };
  return { unit: 'units', divisor: 1 };
}

function stackRows(table: YearTable): StackRow[] {
  return table.rows.map(({ year, amounts }) => ({
    year,
    values: {
      recorded: pixelsValue(amounts.recorded),
      implied: pixelsValue(amounts.implied),
      T: pixelsValue(amounts.T),
      F: pixelsValue(amounts.F),
      O: pixelsValue(amounts.O),
    },
  }));
}

function stacked(table: YearTable) {
  const build = stack<StackRow, SeriesKey>().keys(table.series).offset(stackOffsetDiverging);
  return build.value((row, key) => row.values[key])(stackRows(table));
}

function bandScale(years: readonly string[], left: number, right: number) {
  return scaleBand().domain(years).range([left, right]).paddingInner(0.28).paddingOuter(0.14);
}

/**
 * Lays the bars out in `available` × `height` pixels. With more years than fit, the drawing gets wider than
 * the room it has and its container scrolls.
 */
export function layOut(table: YearTable, available: number, height: number): Layout {
  const years = table.rows.map((row) => row.year);
  const room = Math.max(available - MARGIN.left - MARGIN.right, years.length * NARROWEST_BAND);
  const plot = {
    left: MARGIN.left,
    right: MARGIN.left + room,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const series = stacked(table);
  const ends = series.flatMap((one) => one.flatMap((point) => [point[0], point[1]]));
  const [lowest, highest] = [Math.min(min(ends) ?? 0, 0), Math.max(max(ends) ?? 0, 0)];
  const { unit, divisor } = unitOf(Math.max(highest, -lowest));
  const tickCount = Math.max(2, Math.floor((plot.bottom - plot.top) / TICK_SPACING));
  const amount = scaleLinear().domain([lowest, highest]).range([plot.bottom, plot.top]).nice(tickCount);
  const band = bandScale(years, plot.left, plot.right);
  const every = Math.ceil(YEAR_LABEL_WIDTH / band.step());
  const barWidth = Math.min(band.bandwidth(), WIDEST_BAR);
  const barX = (year: string) => (band(year) ?? 0) + (band.bandwidth() - barWidth) / 2;

  const marks = series.flatMap((one) =>
    one.map((point, index): Mark => {
      const [from, to] = [amount(point[0]), amount(point[1])];
      return {
        year: point.data.year,
        series: one.key,
        amount: table.rows[index]?.amounts[one.key] ?? '0.00',
        x: barX(point.data.year),
        y: Math.min(from, to),
        width: barWidth,
        height: Math.abs(from - to),
      };
    }),
  );
  return {
    width: plot.right + MARGIN.right,
    height,
    plot,
    marks,
    zeroY: amount(0),
    unit,
    amountTicks: amount.ticks(tickCount).map((value) => ({ y: amount(value), value: value / divisor })),
    yearTicks: years
      .filter((_, index) => index % every === 0)
      .map((year) => ({ year, x: barX(year) + barWidth / 2 })),
  };
}
