/** What an answer repeats of its question, so that it can be read without it. */
import { dateOf, dayOf } from '#domain/calendar';
import type { Scope, View } from '#domain/figures/definitions';
import type { Filters, Prices, Selection, WhatIf } from './question/question.ts';

/** All of a selection but who is asked about and on which basis. */
export interface Echo {
  readonly view: View;
  readonly scope: Scope;
  readonly prices: Prices | null;
  readonly whatIf: readonly WhatIf[];
  readonly only: Filters;
  readonly without: Filters;
  readonly effectiveAsOf: string;
  readonly knownAsOf: { readonly position: string };
}

export function echoOf(selection: Omit<Selection, 'partnership' | 'basis'>, position: bigint): Echo {
  const { view, scope = 'broad', prices = null, whatIf = [], only = {}, without = {} } = selection;
  const effectiveAsOf = dateOf(dayOf(selection.effectiveAsOf));
  return {
    ...{ view, scope, prices, whatIf, only, without, effectiveAsOf },
    knownAsOf: { position: position.toString() },
  };
}
