import { chooseLang, type Lang } from '../i18n/lang.ts';

export const BASES = ['pledged', 'committed', 'delivered', 'paid', 'verified'] as const;
export type Basis = (typeof BASES)[number];
export const VIEWS = ['economic', 'cashOnly', 'cpr', 'localPublicEuro', 'netOfTax'] as const;
export type View = (typeof VIEWS)[number];
export const SCOPES = ['broad', 'strict'] as const;
export type Scope = (typeof SCOPES)[number];
/** What is shown of a partnership: its figures, where one of them comes from, or what moved between two dates. */
export const PAGES = ['figures', 'lineage', 'difference'] as const;
export type Page = (typeof PAGES)[number];

/** Both time axes as the address has them, right or wrong; null is now. */
export interface Axes {
  readonly effectiveAsOf: string | null;
  readonly knownAsOf: string | null;
}

/** All that the page shows follows from this, so an address can be sent to somebody else. */
export interface LocationState extends Axes {
  /** Null: the first of the book. */
  readonly partnership: string | null;
  readonly lang: Lang;
  readonly basis: Basis;
  readonly view: View;
  readonly scope: Scope;
  /** In prices of a period of an index, `FOI:2024`; null: nominal. */
  readonly prices: string | null;
  readonly page: Page;
  /** The figure that is opened up; `L1@2` names a version. */
  readonly figure: string;
  /** The axes that a difference starts from. */
  readonly fromEffectiveAsOf: string | null;
  readonly fromKnownAsOf: string | null;
}

/** What an address leaves unsaid. */
export const UNSAID: Omit<LocationState, 'lang'> = {
  partnership: null,
  basis: 'committed',
  view: 'economic',
  scope: 'broad',
  prices: null,
  effectiveAsOf: null,
  knownAsOf: null,
  page: 'figures',
  figure: 'L1',
  fromEffectiveAsOf: null,
  fromKnownAsOf: null,
};

const KEYS = Object.keys(UNSAID) as (keyof typeof UNSAID)[];
const TEXTS = ['partnership', 'prices', 'effectiveAsOf', 'knownAsOf'] as const;
const START = ['fromEffectiveAsOf', 'fromKnownAsOf'] as const;

export function oneOf<Value extends string>(
  values: readonly Value[],
  text: string | null,
  otherwise: Value,
): Value {
  return values.find((value) => value === text) ?? otherwise;
}

export function readLocation(
  search: string,
  stored: string | null,
  preferred: readonly string[],
): LocationState {
  const query = new URLSearchParams(search);
  const text = (key: string) => query.get(key) || null;
  const texts = Object.fromEntries([...TEXTS, ...START].map((key) => [key, text(key)]));
  return {
    ...UNSAID,
    ...texts,
    lang: chooseLang(query.get('lang'), stored, preferred),
    basis: oneOf(BASES, query.get('basis'), UNSAID.basis),
    view: oneOf(VIEWS, query.get('view'), UNSAID.view),
    scope: oneOf(SCOPES, query.get('scope'), UNSAID.scope),
    page: oneOf(PAGES, query.get('page'), UNSAID.page),
    figure: text('figure') ?? UNSAID.figure,
  };
}

/** The address of a state, always with its language, so that it reads the same for everybody. */
export function addressOf(state: LocationState): string {
  const query = new URLSearchParams();
  if (state.partnership !== null) query.set('partnership', state.partnership);
  query.set('lang', state.lang);
  for (const key of KEYS) {
    const value = state[key];
    if (key !== 'partnership' && value !== null && value !== UNSAID[key]) query.set(key, value);
  }
  return `?${query.toString()}`;
}
