/** JSON Schemas of what the API answers, as OpenAPI components. A test holds real answers to them. */
import { ORIGIN_CLASSES, SIDES } from '#domain/funding-source/origins';
import { CORRECTION_REASONS, RESOURCE_KINDS, STAGES } from '#domain/contribution/events';
import { BASES, DEFINITION_IDS, VIEWS } from '#domain/figures/definitions';
import { PARTY_KINDS } from '#domain/party/events';
import { INSTRUMENTS } from '#domain/partnership/events';
import { PROBLEM_CODES } from './problems.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const textOrNull: Schema = { type: ['string', 'null'] };
const id: Schema = { type: 'string', format: 'uuid' };
const idOrNull: Schema = { type: ['string', 'null'], format: 'uuid' };
const date: Schema = { type: 'string', format: 'date' };
const dateOrNull: Schema = { type: ['string', 'null'], format: 'date' };
const count: Schema = { type: 'integer', format: 'int32', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const position: Schema = { type: 'string', pattern: '^(0|[1-9][0-9]*)$' };

const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: [...values] });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const list = (items: Schema): Schema => ({ type: 'array', items });
/** Every member is always there and no other is. */
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
});
const page = (items: Schema): Schema => object({ items: list(items), nextCursor: textOrNull });

const quotient = {
  value: { ...textOrNull, description: 'Ratio with 16 decimals, half up; null when undefined' },
  reason: { enum: ['NO_PUBLIC_BASE', 'NOTHING_RECORDED', 'NEGATIVE_BASE', null] },
  display: orNull(ref('Display')),
};
const ratio = {
  ...quotient,
  numerator: object({
    amount: ref('Money'),
    recorded: ref('Money'),
    implied: ref('Money'),
    parts: list(object({ side: oneOf(SIDES), amount: ref('Money'), ...quotient })),
  }),
  denominator: object({
    amount: ref('Money'),
    recorded: ref('Money'),
    implied: ref('Money'),
    parts: list(object({ side: oneOf(SIDES), amount: ref('Money') })),
  }),
};
const definition = {
  id: oneOf(DEFINITION_IDS),
  version: count,
  name: object({ it: text, en: text }),
  formula: text,
  source: text,
};
const party = {
  id,
  revision: count,
  kind: oneOf(PARTY_KINDS),
  legalName: textOrNull,
  standsFor: { enum: [...ORIGIN_CLASSES, null] },
  taxCode: textOrNull,
  ipaCode: textOrNull,
};
const justification = object({ reason: oneOf(CORRECTION_REASONS), reference: textOrNull });
const contribution = {
  id,
  revision: count,
  status: oneOf(['RECORDED', 'CORRECTED', 'REVERSED']),
  partnership: id,
  externalRef: textOrNull,
  value: ref('Money'),
};

const state = {
  origin: text,
  position,
  writable: flag,
  readModels: list(object({ name: text, position, lag: { type: 'string' }, stopped: flag })),
};

export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Money: object({ amount: { type: 'string', pattern: '^-?[0-9]+\\.[0-9]{2}$' }, currency: oneOf(['EUR']) }),
  Span: object({ from: date, to: date }),
  Display: object({
    form: oneOf(['percent', 'multiple', 'perEuro']),
    text: { ...text, description: 'Decimal number as people read it' },
    approximate: {
      ...flag,
      description: 'True when the number is whole over an estimated base, and is to be read as "about"',
    },
  }),
  Definition: object({
    ...definition,
    numerator: list(oneOf(SIDES)),
    denominator: list(oneOf(SIDES)),
    form: oneOf(['percent', 'multiple', 'perEuro']),
    decimals: count,
    emptyBase: oneOf(['NO_PUBLIC_BASE', 'NOTHING_RECORDED']),
  }),
  DefinitionPage: page(ref('Definition')),
  Figure: object({
    definition: object(definition),
    partnership: id,
    basis: oneOf(BASES),
    view: oneOf(VIEWS),
    effectiveAsOf: date,
    knownAsOf: object({ position }),
    ...ratio,
    assumedDating: flag,
    facts: count,
    coverage: object({ share: textOrNull, unresolved: ref('Money') }),
    exclusions: list(
      object({
        code: oneOf(['USERS_FEES', 'REPAYABLE_FINANCE', 'UNRESOLVED_ORIGIN', 'RECORDED_WITHIN_IMPLIED_BASE']),
        amount: ref('Money'),
      }),
    ),
    groups: list(object({ key: { type: 'object', additionalProperties: text }, ...ratio })),
  }),
  FigurePage: page(ref('Figure')),
  ImpliedPublicBase: object({
    amount: ref('Money'),
    from: date,
    to: date,
    statedIncrease: text,
    statedResources: ref('Money'),
    source: object({ statedBy: text, statedOn: text, title: text, url: textOrNull }),
  }),
  Partnership: object({
    id,
    revision: count,
    title: text,
    instrument: oneOf(INSTRUMENTS),
    leadBody: orNull(object({ id, name: text })),
    from: dateOrNull,
    to: dateOrNull,
    cup: textOrNull,
    impliedPublicBase: orNull(ref('ImpliedPublicBase')),
  }),
  PartnershipPage: page(ref('Partnership')),
  Party: object(party),
  PartyPage: page(ref('Party')),
  FundingSource: object({
    id,
    revision: count,
    title: text,
    originShares: list(object({ origin: oneOf(ORIGIN_CLASSES), bp: count })),
    fundCode: textOrNull,
    repayable: flag,
  }),
  FundingSourcePage: page(ref('FundingSource')),
  ContributionRow: object({
    ...contribution,
    payer: id,
    bringer: id,
    fundingSource: id,
    kind: oneOf(RESOURCE_KINDS),
    stage: oneOf(STAGES),
    effective: ref('Span'),
    cup: textOrNull,
  }),
  ContributionPage: page(ref('ContributionRow')),
  Contribution: object({
    ...contribution,
    statement: object({
      payer: id,
      bringer: id,
      receiver: idOrNull,
      fundingSource: id,
      stage: oneOf(STAGES),
      resource: { type: 'object', required: ['kind'], properties: { kind: oneOf(RESOURCE_KINDS) } },
      effective: ref('Span'),
      dating: oneOf(['STATED', 'ASSUMED']),
      usersArea: textOrNull,
      cup: textOrNull,
      place: orNull(
        object({ regions: list(text), provinces: list(text), municipalities: list(text), istat: textOrNull }),
      ),
      act: textOrNull,
      evidence: list(object({ reference: text, sha256: text })),
    }),
    history: list(
      object({
        event: id,
        type: text,
        position,
        recorded: { type: 'string', format: 'date-time' },
        actor: object({ id: text, role: text, org: idOrNull }),
        value: orNull(ref('Money')),
        justification: orNull(justification),
        effectiveOn: dateOrNull,
      }),
    ),
  }),
  LoggedEvent: object({
    position,
    event: { type: 'object', description: 'The parsed envelope' },
    bytes: { ...text, contentEncoding: 'base64', description: 'The exact bytes that are stored' },
  }),
  EventPage: page(ref('LoggedEvent')),
  Live: object({ status: oneOf(['live']) }),
  Ready: object({ status: oneOf(['ready', 'not ready']), ...state }),
  Status: object({ version: text, ...state }),
  Receipt: object({
    id,
    revision: count,
    position: { ...textOrNull, description: 'Null on a dry run' },
    events: list(id),
    dryRun: flag,
  }),
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'correlationId'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer', format: 'int32' },
      detail: text,
      instance: text,
      code: oneOf(PROBLEM_CODES),
      correlationId: text,
      errors: list(object({ pointer: text, detail: text })),
    },
  },
};
