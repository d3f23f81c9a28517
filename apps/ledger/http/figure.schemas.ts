/** JSON Schemas of figures and of their definitions. */
import { RESOURCE_KINDS } from '#domain/contribution/events';
import { ASSET_UNITS } from '#domain/contribution/resources';
import { BASES, DEFINITION_KINDS, FORMS, GRADES, SCOPES, VIEWS } from '#domain/figures/definitions';
import { EXCLUSION_CODES } from '#domain/figures/figure';
import { ORIGIN_CLASSES, SIDES } from '#domain/funding-source/origins';
import { VALUED_KINDS } from '#domain/valuation/method';
import { DIMENSIONS } from '#read-models/figures/question/question';
import {
  count,
  countOrNull,
  date,
  dateOrNull,
  flag,
  id,
  idOrNull,
  list,
  object,
  oneOf,
  orNull,
  page,
  position,
  ref,
  text,
  textOrNull,
  type Schema,
} from './schema.ts';

const FIGURE_SIDES = [...SIDES, 'ATTRACTED'];
const REASONS = [
  'NO_PUBLIC_BASE',
  'NOTHING_RECORDED',
  'NEGATIVE_BASE',
  'NOT_APPLICABLE',
  'UNVALUED_UNITS',
  'INDEX_MISSING',
  'NOT_REGISTERED_THEN',
];

export const year: Schema = { type: 'integer', format: 'int32', minimum: 1000, maximum: 2999 };
const share: Schema = { ...textOrNull, description: 'Decimal with 4 decimals' };

export const quotient = {
  value: { ...textOrNull, description: 'Ratio with 16 decimals, half up; null when undefined' },
  reason: { enum: [...REASONS, null] },
  display: orNull(ref('Display')),
};
const part = { side: oneOf(FIGURE_SIDES), amount: ref('Money') };
const sums = { amount: ref('Money'), recorded: ref('Money'), implied: ref('Money') };
const ratio = {
  ...quotient,
  numerator: object({ ...sums, parts: list(object({ ...part, ...quotient })) }),
  denominator: object({ ...sums, parts: list(object(part)) }),
  valuedOnly: orNull({
    ...object(quotient),
    description: 'Over what has a value alone, where the figure has none for want of values or of prices',
  }),
};
export const definition = {
  id: text,
  version: count,
  kind: oneOf(DEFINITION_KINDS),
  name: object({ it: text, en: text }),
  formula: text,
  source: text,
};
const term = object({
  sides: list(oneOf(FIGURE_SIDES)),
  origins: orNull(list(oneOf(ORIGIN_CLASSES))),
  call: { enum: ['CHALLENGE', 'RAISED', null] },
});
/** A definition with all that it is computed by, whenever it is in force. */
export const definitionTerms = {
  ...definition,
  numerator: term,
  denominator: term,
  form: oneOf(FORMS),
  decimals: count,
  emptyBase: oneOf(['NO_PUBLIC_BASE', 'NOTHING_RECORDED']),
  applies: { enum: [...FIGURE_SIDES, null] },
};
/** Values by dimension, as they were asked. */
export const filters: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, list(text)])),
};

export const FIGURE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Display: object({
    form: oneOf(FORMS),
    text: { ...text, description: 'Decimal number as people read it' },
    approximate: {
      ...flag,
      description: 'True when the number is whole over an estimated base, and is to be read as "about"',
    },
  }),
  Definition: object({
    ...definitionTerms,
    validFrom: dateOrNull,
    validTo: dateOrNull,
  }),
  DefinitionPage: page(ref('Definition')),
  DefinitionRecord: object({
    id: text,
    record: { ...idOrNull, description: 'The record of this ledger’s own versions, which commands name' },
    revision: countOrNull,
    versions: list(ref('Definition')),
    proposed: list(ref('Definition')),
  }),
  FigureBand: object({
    steps: list(object({ upTo: oneOf(GRADES), ...quotient })),
    min: textOrNull,
    max: textOrNull,
  }),
  Figure: object({
    definition: object(definition),
    partnership: id,
    partnerships: list(id),
    basis: oneOf(BASES),
    view: oneOf(VIEWS),
    scope: oneOf(SCOPES),
    prices: orNull(object({ series: text, of: text })),
    whatIf: list(object({ kind: oneOf(VALUED_KINDS), method: textOrNull, rate: text })),
    only: filters,
    without: filters,
    effectiveAsOf: date,
    knownAsOf: object({ position }),
    ...ratio,
    assumedDating: flag,
    facts: count,
    coverage: object({ share: textOrNull, unresolved: ref('Money') }),
    exclusions: list(object({ code: oneOf(EXCLUSION_CODES), amount: ref('Money') })),
    unvalued: list(
      object({
        side: oneOf(SIDES),
        kind: oneOf(RESOURCE_KINDS),
        unit: oneOf(['MINUTE', ...ASSET_UNITS]),
        quantity: text,
      }),
    ),
    yearsMissing: { ...list(year), description: 'Years of which the price index has no point' },
    band: ref('FigureBand'),
    words: object({ confirmed: share, contested: share, silent: share }),
    groupBy: list(oneOf(DIMENSIONS)),
    groups: list(
      object({
        key: { type: 'object', additionalProperties: text },
        ...ratio,
        shares: object({ numerator: textOrNull, denominator: textOrNull }),
      }),
    ),
  }),
  FigurePage: page(ref('Figure')),
};
