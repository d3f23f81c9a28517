/** JSON Schemas of what figures say beyond a ratio. */
import { BASES, SCOPES, VIEWS } from '#domain/figures/definitions';
import { RESOURCE_KINDS } from '#domain/contribution/events';
import { VALUED_KINDS } from '#domain/valuation/method';
import { CURVE_STEPS } from '#read-models/figures/compared/curve';
import { OBSERVED_BY } from '#read-models/figures/compared/observatory';
import { definition, FIGURE_SCHEMAS, filters, quotient, year } from './figure.schemas.ts';
import {
  count,
  date,
  dateOrNull,
  flag,
  id,
  idOrNull,
  list,
  object,
  oneOf,
  orNull,
  position,
  ref,
  text,
  textOrNull,
  type Schema,
} from './schema.ts';

const percentage: Schema = {
  ...textOrNull,
  description: 'Per cent with two decimals; they add up to 100.00',
};

const choices = { view: oneOf(VIEWS), scope: oneOf(SCOPES) };
/** What an answer repeats of its question. */
const echo = {
  prices: orNull(object({ series: text, of: text })),
  whatIf: list(object({ kind: oneOf(VALUED_KINDS), method: textOrNull, rate: text })),
  only: filters,
  without: filters,
  effectiveAsOf: date,
  knownAsOf: object({ position }),
};
const { unvalued = {} } = (
  FIGURE_SCHEMAS['Figure'] as { readonly properties: Readonly<Record<string, Schema>> }
).properties;
const NOT_COMPARED = [
  ...['NO_OTHERS_BEFORE', 'OTHERS_UNKNOWN', 'PUBLIC_UNKNOWN', 'YEAR_NOT_OVER', 'INDEX_MISSING'],
];
const level = object({ public: ref('Money'), others: ref('Money') });
const observed = {
  partnerships: { ...count, description: 'In which the figure has a value' },
  withoutValue: count,
  numerator: orNull(ref('Money')),
  denominator: orNull(ref('Money')),
  ratioOfSums: orNull(object(quotient)),
  median: orNull(object(quotient)),
  coverage: { ...textOrNull, description: 'Decimal with 4 decimals' },
  suppressed: {
    ...flag,
    description: 'Held back: fewer than five partnerships, or what would tell of fewer than five',
  },
};

function attributionFigure(): Schema {
  const { properties } = FIGURE_SCHEMAS['Figure'] as {
    readonly properties: Readonly<Record<string, Schema>>;
  };
  return object({
    ...properties,
    arranger: idOrNull,
    attribution: list(
      object({
        party: { ...idOrNull, description: 'Null for what nobody is named for, or may be named for here' },
        name: textOrNull,
        own: ref('Money'),
        share: percentage,
        amount: orNull(ref('Money')),
      }),
    ),
  });
}

export const SERIES_SCHEMAS: Readonly<Record<string, Schema>> = {
  AttributionFigure: attributionFigure(),
  NonWithdrawal: object({
    definition: object(definition),
    partnership: id,
    partnerships: list(id),
    basis: oneOf(BASES),
    ...choices,
    ...echo,
    years: list(
      object({
        year,
        public: ref('Money'),
        publicReal: orNull(ref('Money')),
        others: ref('Money'),
        change: orNull(ref('Money')),
        outcome: oneOf(['HELD', 'FELL', 'NOT_COMPARED']),
        reason: { enum: [...NOT_COMPARED, null] },
      }),
    ),
    held: count,
    compared: count,
    value: { ...textOrNull, description: 'held / compared with 16 decimals' },
    reason: { enum: ['NOTHING_COMPARED', null] },
    display: orNull(ref('Display')),
    wording: object({ it: text, en: text }),
  }),
  OneFigure: { anyOf: [ref('Figure'), ref('AttributionFigure'), ref('NonWithdrawal')] },
  Curve: object({
    partnership: id,
    partnerships: list(id),
    step: oneOf(CURVE_STEPS),
    ...choices,
    ...echo,
    items: list(
      object({
        effectiveAsOf: date,
        ...Object.fromEntries(BASES.map((basis) => [basis, level] as const)),
        unvalued: {
          ...unvalued,
          description: 'What had come at least as a pledge and has no value yet: in none of the levels',
        },
      }),
    ),
    yearsMissing: list(year),
  }),
  Sensitivity: object({
    partnership: id,
    partnerships: list(id),
    ...echo,
    items: list(
      object({
        definition: object({ id: text, version: count }),
        basis: oneOf(BASES),
        ...choices,
        ...quotient,
      }),
    ),
  }),
  Observatory: object({
    definition: object(definition),
    basis: oneOf(BASES),
    by: oneOf(OBSERVED_BY),
    overlapping: { ...flag, description: 'A partnership may be in several groups: they add up to nothing' },
    ...choices,
    ...echo,
    items: list(object({ key: text, ...observed })),
    total: object(observed),
    comparison: object(observed),
  }),
  ExpiringPledgePage: object({
    partnership: id,
    effectiveAsOf: date,
    until: date,
    count,
    open: ref('Money'),
    items: list(
      object({
        contribution: id,
        bringer: id,
        payer: idOrNull,
        kind: oneOf(RESOURCE_KINDS),
        effective: ref('Span'),
        expiresOn: dateOrNull,
        dueOn: date,
        value: orNull(ref('Money')),
        open: orNull(ref('Money')),
        daysLeft: { type: 'integer', format: 'int32', description: 'Negative when it is overdue' },
      }),
    ),
    nextCursor: textOrNull,
  }),
};
