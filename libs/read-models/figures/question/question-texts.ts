/** How people write the parts of a question in an address and on the command line. */
import { PERIOD_FORM } from '#domain/figures/prices';
import { VALUED_KINDS } from '#domain/valuation/method';
import { valueFault } from './question-faults.ts';
import { DIMENSIONS, type Dimension, type Filters, type Prices, type WhatIf } from './question.ts';

/** What is written cannot be read; the message says how to write it. */
export class UnreadableQuestion extends Error {
  override readonly name = 'UnreadableQuestion';
}

/** Alternatives of one dimension; more would be a list, not a question. */
export const ALTERNATIVES_MAX = 50;

const DIMENSION_FORM = /^([A-Za-z]+)[:=](.*)$/;

/**
 * `kind:CASH,VOLUNTEER_TIME` or, on the command line, `kind=CASH`: a dimension and its alternatives. Several of one
 * dimension are one list. Throws {@link UnreadableQuestion}.
 */
export function readFilters(parts: readonly string[]): Filters {
  const filters: Partial<Record<Dimension, readonly string[]>> = {};
  for (const part of parts) {
    const [, name, values = ''] = DIMENSION_FORM.exec(part) ?? [];
    const dimension = DIMENSIONS.find((each) => each === name);
    if (name === undefined || dimension === undefined) {
      throw new UnreadableQuestion(
        `${JSON.stringify(part)} names no dimension and values, such as kind:CASH,VOLUNTEER_TIME; ` +
          `dimensions are ${DIMENSIONS.join(', ')}`,
      );
    }
    filters[dimension] = readAlternatives(dimension, [...(filters[dimension] ?? []), ...values.split(',')]);
  }
  return filters;
}

/** Each once, and each a value that the dimension can have. Throws {@link UnreadableQuestion}. */
export function readAlternatives(dimension: Dimension, values: readonly string[]): readonly string[] {
  if (values.length > ALTERNATIVES_MAX) {
    throw new UnreadableQuestion(
      `${dimension} has ${values.length} values; ${ALTERNATIVES_MAX} are the most`,
    );
  }
  for (const value of values) {
    const fault = valueFault(dimension, value);
    if (fault !== null) throw new UnreadableQuestion(`${dimension} ${JSON.stringify(value)} ${fault}`);
  }
  return [...new Set(values)];
}

/** `FOI:2024`: a price index, and the period whose prices are asked for. Throws {@link UnreadableQuestion}. */
export function readPrices(text: string): Prices {
  const [series = '', of = '', ...more] = text.split(':');
  if (!/^[A-Z][A-Za-z0-9-]{0,39}$/.test(series) || !PERIOD_FORM.test(of) || more.length > 0) {
    throw new UnreadableQuestion(
      `${JSON.stringify(text)} is no price index and period, such as FOI:2024 or FOI:2024-05`,
    );
  }
  return { series, of };
}

/** Non-negative, as exact as a rate may be. */
const RATE_FORM = /^(0|[1-9]\d{0,8})(\.\d{1,6})?$/;

/**
 * `VOLUNTEER_TIME=12.50;ASSET_USE:rent=3`: another rate in euro per hour or unit, for a kind of resource or for what of
 * it was valued by one method. Throws {@link UnreadableQuestion}.
 */
export function readWhatIf(text: string): readonly WhatIf[] {
  const asked = text.split(';').map((part): WhatIf => {
    const [, kind = '', method = null, rate = ''] = /^([A-Z_]+)(?::([^=;]{1,100}))?=(.+)$/.exec(part) ?? [];
    if (!(VALUED_KINDS as readonly string[]).includes(kind) || !RATE_FORM.test(rate)) {
      throw new UnreadableQuestion(
        `${JSON.stringify(part)} is no kind and rate, such as VOLUNTEER_TIME=12.50; ` +
          `kinds with a rate are ${VALUED_KINDS.join(', ')}`,
      );
    }
    return { kind, method, rate };
  });
  const names = asked.map(({ kind, method }) => `${kind}:${method ?? ''}`);
  if (new Set(names).size < names.length) {
    throw new UnreadableQuestion(`${JSON.stringify(text)} gives two rates for the same`);
  }
  // The first that fits is taken.
  return asked.toSorted((a, b) => Number(a.method === null) - Number(b.method === null));
}

/** Filters as an address has them: `kind:CASH,VOLUNTEER_TIME;side:T`. */
export function writtenFilters(filters: Filters): string {
  return Object.entries(filters)
    .map(([dimension, values]) => `${dimension}:${values.join(',')}`)
    .join(';');
}

export function writtenPrices({ series, of }: Prices): string {
  return `${series}:${of}`;
}

export function writtenWhatIf(whatIf: readonly WhatIf[]): string {
  return whatIf
    .map(({ kind, method, rate }) => `${kind}${method === null ? '' : `:${method}`}=${rate}`)
    .join(';');
}
