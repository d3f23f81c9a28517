/** Definitions, price indices and publications in a history that is written by hand. */
import { STANDARD_DEFINITIONS, type DefinitionTerms } from '#domain/figures/definitions';
import type { DefinitionEvent } from '#domain/definition/events';
import type { FrozenFigure, PublicationEvent } from '#domain/publication/events';
import { JUSTIFIED, type Happening } from './history.ts';

/** The terms of a standard definition, with what is said otherwise. */
export function termsOf(code: string, over: Partial<DefinitionTerms> = {}): DefinitionTerms {
  const found = STANDARD_DEFINITIONS.find(({ id }) => id === code);
  if (found === undefined) throw new Error(`there is no standard definition ${code}`);
  const { id: _, version: __, validFrom: ___, validTo: ____, ...terms } = found;
  return { ...terms, ...over };
}

function ofDefinition(code: string, event: DefinitionEvent): Happening {
  return { stream: `definition-${code}`, event };
}

export function definitionProposed(
  code: string,
  version: number,
  validFrom: string,
  terms: DefinitionTerms,
): Happening {
  return ofDefinition(code, { type: 'DefinitionProposed', data: { code, version, validFrom, terms } });
}

/** Closes the version that is named, on its last day. */
export function definitionAdopted(
  code: string,
  version: number,
  closes: { readonly version: number; readonly validTo: string } | null = null,
): Happening {
  return ofDefinition(code, { type: 'DefinitionAdopted', data: { version, act: 'det. 1', closes } });
}

export function definitionRetired(code: string, version: number, validTo: string): Happening {
  const data = { version, validTo, reason: 'non più usata' };
  return ofDefinition(code, { type: 'DefinitionRetired', data });
}

/** Points of a series by period; `restates` replaces what was there. */
export function pricesPublished(
  series: string,
  points: Readonly<Record<string, string>>,
  { restates = false, source = 'comunicato' }: { restates?: boolean; source?: string } = {},
): Happening {
  const data = {
    ...{ series, title: 'Indice di prova', base: '2020=100', source, url: null },
    points: Object.entries(points).map(([period, value]) => ({ period, value })),
    justification: restates ? JUSTIFIED : null,
  };
  return { stream: `price-index-${series}`, event: { type: 'PriceIndexPublished', data } };
}

function ofPublication(partnership: string, event: PublicationEvent): Happening {
  return { stream: `publication-${partnership}`, event };
}

/** A figure as it was frozen. The digest is of nobody's making: what folds it takes it as it is. */
export function figurePublished(
  figure: FrozenFigure,
  number: number,
  { replaces = null, title = `Numero ${number}` }: { replaces?: number | null; title?: string } = {},
): Happening {
  const data = { number, title, text: 'Come pubblicata', figure, digest: 'd'.repeat(64), replaces };
  return ofPublication(figure.question.partnership, { type: 'FigurePublished', data });
}

export function publicationWithdrawn(partnership: string, number: number): Happening {
  const data = { number, reason: 'cifra superata' };
  return ofPublication(partnership, { type: 'PublicationWithdrawn', data });
}
