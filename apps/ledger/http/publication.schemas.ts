/** JSON Schemas of published figures and of price indices. */
import { BASES, FORMS, SCOPES, VIEWS } from '#domain/figures/definitions';
import { EXCLUSION_CODES } from '#domain/figures/figure';
import { CORRECTION_REASONS } from '#domain/justification';
import { PUBLICATION_STATUSES } from '#read-models/figures/published/published';
import {
  count,
  countOrNull,
  date,
  flag,
  id,
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
import { definitionTerms } from './figure.schemas.ts';

const instant: Schema = { type: 'string', format: 'date-time' };
const textsByName: Schema = { type: 'object', additionalProperties: list(text) };
const digest: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const summary = {
  partnership: id,
  number: count,
  title: text,
  by: { ...textOrNull, description: 'Account that published it; null for the public' },
  recorded: instant,
  position,
  digest: { ...digest, description: "SHA-256 of the figure's canonical JSON (RFC 8785)" },
  replaces: countOrNull,
  replacedBy: countOrNull,
  withdrawn: orNull(object({ reason: text, recorded: instant })),
  figure: ref('FrozenFigure'),
  status: {
    ...oneOf(PUBLICATION_STATUSES),
    description: 'RESTATED: with what is known by now the same question has another answer',
  },
  link: { ...text, description: 'Permanent address' },
};

export const PUBLICATION_SCHEMAS: Readonly<Record<string, Schema>> = {
  FrozenFigure: object({
    question: object({
      partnership: id,
      chain: flag,
      definition: text,
      version: count,
      basis: oneOf(BASES),
      view: oneOf(VIEWS),
      scope: oneOf(SCOPES),
      prices: orNull(object({ series: text, of: text })),
      filters: textsByName,
      excluded: textsByName,
      effectiveAsOf: date,
      position,
    }),
    definition: object(definitionTerms),
    value: textOrNull,
    reason: textOrNull,
    display: orNull(object({ form: oneOf(FORMS), text, approximate: flag })),
    numerator: ref('Money'),
    denominator: ref('Money'),
    coverage: object({ share: textOrNull, unresolved: ref('Money') }),
    exclusions: list(object({ code: oneOf(EXCLUSION_CODES), amount: ref('Money') })),
    assumedDating: flag,
  }),
  PublicationPage: page(object(summary)),
  Publication: object({
    ...summary,
    revision: count,
    text,
    recomputed: {
      ...object({ equal: flag, digest: object({ holds: flag }) }),
      description:
        'Whether the ledger still gives the value, sums, coverage and exclusions that were published, and whether ' +
        'the digest is that of the figure, as both must',
    },
    now: ref('Figure'),
    difference: { ...text, description: 'Address that tells the difference to what is known by now' },
  }),
  PublicationReferences: object({
    event: id,
    items: list(object({ partnership: id, number: count, title: text, digest, link: text })),
    nextCursor: textOrNull,
  }),
  PriceIndex: object({
    id,
    revision: count,
    series: text,
    title: text,
    base: text,
    points: list(object({ period: text, value: text })),
    sources: list(
      object({
        source: text,
        url: textOrNull,
        justification: orNull(object({ reason: oneOf(CORRECTION_REASONS), reference: textOrNull })),
      }),
    ),
  }),
  PriceIndexPage: page(ref('PriceIndex')),
};
