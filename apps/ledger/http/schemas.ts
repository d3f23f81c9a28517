/** JSON Schemas of what the API answers, as OpenAPI components. A test holds real answers to them. */
import { ORIGIN_CLASSES } from '#domain/funding-source/origins';
import { USERS_AREAS } from '#domain/contribution/events';
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
import { FIGURE_SCHEMAS } from './figure.schemas.ts';
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
import { LINEAGE_SCHEMAS } from './lineage.schemas.ts';
import { PUBLICATION_SCHEMAS } from './publication.schemas.ts';
import { SERIES_SCHEMAS } from './series.schemas.ts';
import { LEDGER_SCHEMAS } from './transfer.schemas.ts';

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
  ...FIGURE_SCHEMAS,
  ...SERIES_SCHEMAS,
  ...LINEAGE_SCHEMAS,
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
  ...PUBLICATION_SCHEMAS,
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
