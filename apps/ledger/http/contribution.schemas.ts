/** JSON Schemas of contributions: their rows, and one with all that ever happened to it. */
import {
  CASH_NATURES,
  CORRECTION_REASONS,
  DOCUMENT_TYPES,
  RESOURCE_FAMILIES,
  RESOURCE_KINDS,
  RETENTION_CLASSES,
  STAGES,
} from '#domain/contribution/events';
import { RUNGS } from '#domain/contribution/ladder';
import { CONTROL_CODES } from '#domain/controls/controls';
import { QUANTITY_UNITS } from '#domain/valuation/method';
import { CONTRIBUTION_STATUSES } from '#read-models/contributions/projection';
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

const KINDS = [...RESOURCE_KINDS, 'RELATIONAL'] as const;
const WORDS = ['NONE', 'CONFIRMED', 'CONTESTED'] as const;
const money = ref('Money');
const moneyOrNull = orNull(money);
const decimals: Schema = { type: 'object', additionalProperties: text };

const contribution = {
  id,
  revision: count,
  status: oneOf(CONTRIBUTION_STATUSES),
  partnership: id,
  externalRef: textOrNull,
  bringer: id,
  value: {
    ...moneyOrNull,
    description: 'Null of a relational resource, which has no value, and of what nobody has valued yet',
  },
};
const place = orNull(
  object({ regions: list(text), provinces: list(text), municipalities: list(text), istat: textOrNull }),
);
const document = {
  reference: text,
  sha256: text,
  type: oneOf(DOCUMENT_TYPES),
  issuer: textOrNull,
  number: textOrNull,
  pages: countOrNull,
  retention: oneOf(RETENTION_CLASSES),
  shareBp: countOrNull,
};
const control = {
  control: oneOf(CONTROL_CODES),
  version: count,
  value: text,
  limit: text,
  outcome: oneOf(['PASSED', 'WARNED', 'REASONED']),
  reason: textOrNull,
};
const valuation = object({
  method: text,
  version: count,
  inputs: decimals,
  level: textOrNull,
  rate: textOrNull,
  other: orNull(
    object({
      method: text,
      version: count,
      quantity: text,
      unit: oneOf(QUANTITY_UNITS),
      inputs: decimals,
      value: money,
    }),
  ),
});
/** What each kind has of these; the kind is always there. */
const resource: Schema = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: oneOf(RESOURCE_KINDS),
    nature: oneOf(CASH_NATURES),
    amount: money,
    foreign: orNull(object({ amount: text, currency: text, rate: text, rateOn: date, rateSource: text })),
    userPart: moneyOrNull,
    person: idOrNull,
    headcount: countOrNull,
    duration: text,
    reimbursedBp: count,
    registered: flag,
    insured: flag,
    asset: textOrNull,
    description: text,
    quantity: text,
    unit: oneOf(QUANTITY_UNITS),
    valuation: { ...orNull(valuation), description: 'Null while nobody has valued it' },
  },
};
const statement = object({
  payer: id,
  bringer: id,
  receiver: idOrNull,
  fundingSource: id,
  stage: oneOf(STAGES),
  resource,
  family: oneOf(RESOURCE_FAMILIES),
  effective: ref('Span'),
  lateFor: orNull(ref('Span')),
  dating: oneOf(['STATED', 'ASSUMED']),
  fundedBy: list(object({ contribution: id, amount: money })),
  usersArea: textOrNull,
  cup: textOrNull,
  place,
  act: textOrNull,
  evidence: list(object(document)),
});
const declaration = object({
  bringer: id,
  receiver: idOrNull,
  resource: object({ kind: oneOf(['RELATIONAL']), indicator: text, quantity: text, unit: text }),
  effective: ref('Span'),
  usersArea: textOrNull,
  place,
  evidence: list(object(document)),
});
const rungs = object(Object.fromEntries(RUNGS.map((rung) => [rung, money])));
const accounting = object({
  commitmentNo: textOrNull,
  year: countOrNull,
  pdc: textOrNull,
  missionProgramme: textOrNull,
  liquidationNo: textOrNull,
  mandateNo: textOrNull,
  dedicatedAccount: flag,
  publication: textOrNull,
});
const historyEntry = object({
  event: id,
  type: text,
  position,
  recorded: { type: 'string', format: 'date-time' },
  actor: object({ id: text, role: text, org: idOrNull }),
  value: moneyOrNull,
  cut: moneyOrNull,
  justification: orNull(object({ reason: oneOf(CORRECTION_REASONS), reference: textOrNull })),
  reason: textOrNull,
  reference: textOrNull,
  effectiveOn: dateOrNull,
  effective: list(ref('Span')),
  lateFor: orNull(ref('Span')),
  accounting: orNull(accounting),
  document: orNull(object(document)),
  controls: list(object(control)),
});

export const CONTRIBUTION_SCHEMAS: Readonly<Record<string, Schema>> = {
  ContributionEntry: { oneOf: [ref('RecordContributionDto'), ref('DeclareRelationalDto')] },
  ContributionRow: object({
    ...contribution,
    payer: idOrNull,
    receiver: idOrNull,
    fundingSource: idOrNull,
    kind: oneOf(KINDS),
    family: oneOf(RESOURCE_FAMILIES),
    stage: { enum: [...STAGES, null] },
    effective: ref('Span'),
    cup: textOrNull,
    usersArea: textOrNull,
    late: flag,
    word: oneOf(WORDS),
    documents: count,
    expiresOn: dateOrNull,
    balances: orNull(object({ rungs, cut: money, undecided: money })),
  }),
  ContributionPage: page(ref('ContributionRow')),
  Contribution: object({
    ...contribution,
    statement: { ...orNull(statement), description: 'Null of a relational resource, which is declared' },
    declaration: orNull(declaration),
    ladder: orNull(object({ rungs, cut: money, undecided: money, recovered: money, waived: money })),
    pledge: orNull(
      object({
        schedule: orNull(list(object({ year: count, amount: money }))),
        expiresOn: dateOrNull,
        open: moneyOrNull,
        end: { enum: ['RELEASED', 'EXPIRED', 'CONFIRMED', null] },
      }),
    ),
    word: object({ said: oneOf(WORDS), event: idOrNull, reason: textOrNull, reference: textOrNull }),
    documents: list(object({ ...document, event: id })),
    controls: list(object({ event: id, ...control })),
    history: list(historyEntry),
  }),
};
