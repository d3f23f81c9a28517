import {
  UNSAID,
  type Axes,
  type Basis,
  type LocationState,
  type Scope,
  type View,
} from '../app/location-state.ts';
import type { Figure } from './types.ts';

/** How figures of a partnership are asked for: which facts count, how, and as of when. */
export type Question = Axes &
  Pick<LocationState, 'basis' | 'view' | 'scope' | 'prices'> & { readonly partnership: string };

export function questionOf(location: LocationState, partnership: string): Question {
  const { basis, view, scope, prices, effectiveAsOf, knownAsOf } = location;
  return { partnership, basis, view, scope, prices, effectiveAsOf, knownAsOf };
}

export interface FigureQuery {
  partnership: string;
  basis: Basis;
  view?: View;
  scope?: Scope;
  prices?: string;
  effectiveAsOf?: string;
  knownAsOf?: string;
}

/** As parameters of an address, without what the service takes for granted. */
export function queryOf(question: Question): FigureQuery {
  const { partnership, basis, view, scope, prices, effectiveAsOf, knownAsOf } = question;
  return {
    partnership,
    basis,
    ...(view === UNSAID.view ? {} : { view }),
    ...(scope === UNSAID.scope ? {} : { scope }),
    ...(prices === null ? {} : { prices }),
    ...(effectiveAsOf === null ? {} : { effectiveAsOf }),
    ...(knownAsOf === null ? {} : { knownAsOf }),
  };
}

/** A key by which two equal questions are the same request. */
export function keyOf(question: Question): string {
  return new URLSearchParams({ ...queryOf(question) }).toString();
}

/** The axes that an answer was given for: asked again, it is the same for ever. */
export function answeredAxes({ effectiveAsOf, knownAsOf }: Pick<Figure, 'effectiveAsOf' | 'knownAsOf'>): {
  readonly effectiveAsOf: string;
  readonly knownAsOf: string;
} {
  return { effectiveAsOf, knownAsOf: knownAsOf.position };
}
