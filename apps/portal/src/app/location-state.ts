import { chooseLang, type Lang } from '../i18n/lang.ts';

export const BASES = ['pledged', 'committed', 'delivered', 'paid', 'verified'] as const;
export type Basis = (typeof BASES)[number];

const DEFAULT_BASIS: Basis = 'committed';

/** All that the page shows follows from this, so an address can be sent to somebody else. */
export interface LocationState {
  /** Null: the first of the book. */
  readonly partnership: string | null;
  readonly lang: Lang;
  readonly basis: Basis;
}

function isBasis(value: string | null): value is Basis {
  return BASES.some((basis) => basis === value);
}

export function readLocation(
  search: string,
  stored: string | null,
  preferred: readonly string[],
): LocationState {
  const query = new URLSearchParams(search);
  const partnership = query.get('partnership');
  const basis = query.get('basis');
  return {
    partnership: partnership === '' ? null : partnership,
    lang: chooseLang(query.get('lang'), stored, preferred),
    basis: isBasis(basis) ? basis : DEFAULT_BASIS,
  };
}

/** The address of a state, always with its language, so that it reads the same for everybody. */
export function addressOf({ partnership, lang, basis }: LocationState): string {
  const query = new URLSearchParams();
  if (partnership !== null) query.set('partnership', partnership);
  query.set('lang', lang);
  if (basis !== DEFAULT_BASIS) query.set('basis', basis);
  return `?${query.toString()}`;
}
