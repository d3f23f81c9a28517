/** The few d3 functions the chart uses; the packages carry no types of their own. */
declare module 'd3-scale' {
  export interface ScaleLinear {
    (value: number): number;
    domain(range: readonly [number, number]): ScaleLinear;
    range(range: readonly [number, number]): ScaleLinear;
    nice(count?: number): ScaleLinear;
    ticks(count?: number): number[];
  }
  export interface ScaleBand {
    (value: string): number | undefined;
    domain(values: readonly string[]): ScaleBand;
    range(range: readonly [number, number]): ScaleBand;
    paddingInner(padding: number): ScaleBand;
    paddingOuter(padding: number): ScaleBand;
    bandwidth(): number;
    step(): number;
  }
  export function scaleLinear(): ScaleLinear;
  export function scaleBand(): ScaleBand;
}

declare module 'd3-shape' {
  export interface SeriesPoint<Datum> extends Array<number> {
    0: number;
    1: number;
    data: Datum;
  }
  export interface Series<Datum, Key> extends Array<SeriesPoint<Datum>> {
    key: Key;
    index: number;
  }
  export interface Stack<Datum, Key> {
    (data: readonly Datum[]): Series<Datum, Key>[];
    keys(keys: readonly Key[]): Stack<Datum, Key>;
    value(value: (datum: Datum, key: Key) => number): Stack<Datum, Key>;
    offset(offset: (series: Series<Datum, Key>[], order: number[]) => void): Stack<Datum, Key>;
  }
  export function stack<Datum, Key extends string>(): Stack<Datum, Key>;
  export function stackOffsetDiverging<Datum, Key>(series: Series<Datum, Key>[], order: number[]): void;
}

declare module 'd3-array' {
  export function max(values: Iterable<number>): number | undefined;
  export function min(values: Iterable<number>): number | undefined;
}
