import type { Justification } from '../justification.ts';

export interface IndexPoint {
  /** `2021`, the average of a year, or `2021-03`, one month. */
  readonly period: string;
  /** Positive decimal, at most 6 decimals. */
  readonly value: string;
}

/** Points of a series, as its publisher has them. */
export interface PriceIndexPublished {
  readonly type: 'PriceIndexPublished';
  readonly data: {
    /** Code of the series; one of another base is another series, unless its points are already linked. */
    readonly series: string;
    readonly title: string;
    /** The period that is 100: `2015=100`. */
    readonly base: string;
    /** Publication from which these points were taken. */
    readonly source: string;
    readonly url: string | null;
    readonly points: readonly IndexPoint[];
    /** Why points replace earlier values of their periods; null: none does. */
    readonly justification: Justification | null;
  };
}

export type PriceIndexEvent = PriceIndexPublished;
