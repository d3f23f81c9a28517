/** What a definition of a ledger's own may say: terms that can be summed, and that do not contradict themselves. */
import type { DefinitionTerms, FigureSide, Term } from '../figures/definitions.ts';
import { sideIn } from '../figures/figure.ts';
import { PUBLIC_SIDES, sideOf, type OriginClass } from '../funding-source/origins.ts';
import { reject, type Rejection } from '../rejections.ts';

/** A euro counts once, where it enters and where it is known to come from: money on these sides is part of no ratio. */
const NOT_COUNTED: readonly FigureSide[] = ['UNRESOLVED', 'PASSED_ON', 'PRICE'];
export const DECIMALS_MAX = 6;

/** Why these terms cannot be adopted, or null. */
export function termsFault(terms: DefinitionTerms): Rejection | null {
  const { kind, form, numerator, denominator, applies } = terms;
  if (kind !== 'RATIO') return reject('DEFINITION_STANDARD_ALONE', '/kind', { found: kind });
  // So many of so many are years of a series, not euros.
  if (form === 'count') return reject('DEFINITION_STANDARD_ALONE', '/form', { found: form });
  return (
    textFault(terms) ??
    termFault(numerator, '/numerator') ??
    termFault(denominator, '/denominator') ??
    (applies === null ? null : sideFault(applies, '/applies')) ??
    emptyBaseFault(terms) ??
    decimalsFault(terms)
  );
}

function textFault({ name, formula, source }: DefinitionTerms): Rejection | null {
  const texts = { '/name/it': name.it, '/name/en': name.en, '/formula': formula, '/source': source };
  const blank = Object.entries(texts).find(([, text]) => text.trim() === '');
  return blank === undefined ? null : reject('TEXT_BLANK', blank[0]);
}

function termFault({ sides, origins }: Term, at: string): Rejection | null {
  if (!isEachOnce(sides)) return reject('TERM_SIDES_MISSING', `${at}/sides`);
  for (const [i, side] of sides.entries()) {
    const fault = sideFault(side, `${at}/sides/${i}`);
    if (fault !== null) return fault;
  }
  if (origins === null) return null;
  if (!isEachOnce(origins)) return reject('TERM_ORIGINS_MISSING', `${at}/origins`);
  const lost = origins.findIndex((origin) => !sides.some((side) => canStandOn(side, origin)));
  if (lost < 0) return null;
  const params = { found: origins[lost] ?? '', sides: sides.join(', ') };
  return reject('TERM_ORIGIN_UNFIT', `${at}/origins/${lost}`, params);
}

function isEachOnce(items: readonly string[]): boolean {
  return items.length > 0 && new Set(items).size === items.length;
}

function sideFault(side: FigureSide, at: string): Rejection | null {
  return NOT_COUNTED.includes(side) ? reject('TERM_SIDE_NOT_COUNTED', at, { found: side }) : null;
}

/** Money of any origin may be lent; money of upper levels is attracted where the local public euro is asked about. */
function canStandOn(side: FigureSide, origin: OriginClass): boolean {
  const own = sideOf(origin, false);
  return side === 'FINANCING' || side === own || side === sideIn('localPublicEuro', { side: own, origin });
}

/** "No public base" would be untrue of a base in which other money counts too. */
function emptyBaseFault({ emptyBase, denominator }: DefinitionTerms): Rejection | null {
  const isPublic = denominator.sides.every((side) => (PUBLIC_SIDES as readonly FigureSide[]).includes(side));
  return emptyBase === 'NO_PUBLIC_BASE' && !isPublic ? reject('EMPTY_BASE_UNFIT', '/emptyBase') : null;
}

function decimalsFault({ decimals }: DefinitionTerms): Rejection | null {
  if (Number.isInteger(decimals) && decimals >= 0 && decimals <= DECIMALS_MAX) return null;
  const params = { found: String(decimals), least: '0', most: String(DECIMALS_MAX) };
  return reject('DEFINITION_DECIMALS_OUT_OF_RANGE', '/decimals', params);
}
