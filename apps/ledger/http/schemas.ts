/** JSON Schemas of what the API answers, as OpenAPI components. A test holds real answers to them. */
import { ORIGIN_CLASSES, SIDES } from '#domain/funding-source/origins';
import { USERS_AREAS } from '#domain/contribution/events';
import { BASES, DEFINITION_IDS, VIEWS } from '#domain/figures/definitions';
import { EXCLUSION_CODES } from '#domain/figures/figure';
import {
  AID_REGIMES,
  COOPERATIVE_TYPES,
  CTS_TYPES,
  FOUNDATION_TYPES,
  PARTY_KINDS,
  PUBLIC_LEVELS,
  REGISTRY_STATUSES,
  RUNTS_SECTIONS,
  STATUS_REGISTRIES,
} from '#domain/party/events';
import {
  CHAIN_STEPS,
  CIG_PURPOSES,
  INSTRUMENTS,
  PARTNER_ROLES,
  REIMBURSEMENT_BASES,
  SIGNING_CAPACITIES,
} from '#domain/partnership/events';
import { PARTNERSHIP_FORMS } from '#domain/partnership/forms';
import { SIZE_CLASSES } from '#domain/partnership/size-class';
import { FORMULA_IDS } from '#domain/valuation/formulas';
import { QUANTITY_UNITS, ROUNDING_POLICIES, VALUED_KINDS } from '#domain/valuation/method';
import { CONTRIBUTION_SCHEMAS } from './contribution.schemas.ts';
import { PROBLEM_CODES } from './problems.ts';
import {
  text,
  textOrNull,
  id,
  idOrNull,
  date,
  dateOrNull,
  count,
  countOrNull,
  flag,
  position,
  oneOf,
  ref,
  orNull,
  list,
  object,
  page,
  type Schema,
} from './schema.ts';
import { LEDGER_SCHEMAS } from './transfer.schemas.ts';

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
  taxCodeOverride: orNull(object({ reason: text })),
  ipaCode: textOrNull,
  thirdSector: orNull(
    object({
      ctsType: oneOf(CTS_TYPES),
      runts: list(object({ section: oneOf(RUNTS_SECTIONS), number: text })),
      cooperativeType: { enum: [...COOPERATIVE_TYPES, null] },
    }),
  ),
  publicBody: orNull(object({ level: oneOf(PUBLIC_LEVELS), istatCode: textOrNull })),
  foundationType: { enum: [...FOUNDATION_TYPES, null] },
  mixedCapital: orNull(object({ publicShareBp: count })),
  checks: list(
    object({
      registry: oneOf(STATUS_REGISTRIES),
      status: oneOf(REGISTRY_STATUSES),
      checkedOn: date,
      since: dateOrNull,
      evidence: orNull(object({ reference: text, sha256: textOrNull })),
    }),
  ),
  aid: list(
    object({
      regime: oneOf(AID_REGIMES),
      grossGrantEquivalent: ref('Money'),
      grantedOn: date,
      cor: textOrNull,
      motivation: textOrNull,
      partnership: idOrNull,
    }),
  ),
};
const method = {
  name: object({ it: text, en: text }),
  scope: text,
  kinds: list(oneOf(VALUED_KINDS)),
  formula: oneOf(FORMULA_IDS),
  params: { type: 'object', additionalProperties: text },
  rounding: oneOf(ROUNDING_POLICIES),
  cap: orNull(object({ on: oneOf(['RATE', 'VALUE']), amount: text })),
  legalSource: text,
  validFrom: date,
  validTo: dateOrNull,
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
    partnerships: list(id),
    basis: oneOf(BASES),
    view: oneOf(VIEWS),
    effectiveAsOf: date,
    knownAsOf: object({ position }),
    ...ratio,
    assumedDating: flag,
    facts: count,
    coverage: object({ share: textOrNull, unresolved: ref('Money') }),
    exclusions: list(object({ code: oneOf(EXCLUSION_CODES), amount: ref('Money') })),
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
  Convention: object({
    act: object({ number: text, date, protocol: textOrNull }),
    document: text,
    signatories: list(object({ party: id, capacity: oneOf(SIGNING_CAPACITIES) })),
    validFrom: date,
    validTo: date,
    requiredShareBp: countOrNull,
    reimbursementBasis: oneOf(REIMBURSEMENT_BASES),
    eligibleCosts: orNull(ref('Money')),
    cig: textOrNull,
    cigPurpose: { enum: [...CIG_PURPOSES, null] },
    cup: textOrNull,
  }),
  Partnership: object({
    id,
    revision: count,
    title: text,
    instrument: oneOf(INSTRUMENTS),
    form: { enum: [...PARTNERSHIP_FORMS, null] },
    leadBody: orNull(object({ id, name: text })),
    from: dateOrNull,
    to: dateOrNull,
    cup: textOrNull,
    socialArea: orNull(object({ name: text, region: text })),
    usersAreas: list(oneOf(USERS_AREAS)),
    municipalities: list(text),
    population: countOrNull,
    sizeClass: { enum: [...SIZE_CLASSES, null] },
    legalBasis: list(text),
    acts: list(object({ number: text, date, title: text })),
    follows: orNull(object({ partnership: id, how: oneOf(CHAIN_STEPS) })),
    impliedPublicBase: orNull(ref('ImpliedPublicBase')),
    convention: object({ versions: list(ref('Convention')), terminatedOn: dateOrNull }),
    partners: list(object({ party: id, role: oneOf(PARTNER_ROLES), from: date, lastDay: dateOrNull })),
    calendar: object({
      revision: { type: 'integer', format: 'int32', minimum: -1 },
      years: list(object({ year: count, phase: oneOf(['CLOSING', 'CLOSED']) })),
    }),
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
    grantor: idOrNull,
    callReference: textOrNull,
    cup: textOrNull,
    cci: textOrNull,
    pnrrMeasure: textOrNull,
    taxExpenditureBp: countOrNull,
    ownShareConditionBp: countOrNull,
  }),
  FundingSourcePage: page(ref('FundingSource')),
  ValuationMethod: object({
    id,
    revision: count,
    versions: list(object({ version: count, ...method, adopted: flag })),
    rates: list(
      object({
        level: text,
        rate: text,
        unit: oneOf(QUANTITY_UNITS),
        validFrom: date,
        validTo: dateOrNull,
        source: object({ title: text, url: textOrNull }),
      }),
    ),
  }),
  ...CONTRIBUTION_SCHEMAS,
  ...LEDGER_SCHEMAS,
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
