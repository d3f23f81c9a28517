/** Commands on valuation methods that are adopted here, and on the reference rates that belong to them. */
import { FORMULA_IDS, type FormulaId } from '#domain/valuation/formulas';
import {
  QUANTITY_UNITS,
  ROUNDING_POLICIES,
  VALUED_KINDS,
  type QuantityUnit,
  type RoundingPolicy,
  type ValuedKind,
} from '#domain/valuation/method';
import type { ProposedTerms, ReferenceRate } from '#domain/valuation-method/events';
import {
  AbsentOrNull,
  DateText,
  DecimalText,
  DecimalTexts,
  ManyOf,
  Nested,
  OneOf,
  Pattern,
  Text,
  WholeNumber,
} from '../fields.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

export class MethodNameDto {
  @Text({ max: 200 })
  it!: string;

  @Text({ max: 200 })
  en!: string;
}

export class CapDto {
  @OneOf(['RATE', 'VALUE'])
  on!: 'RATE' | 'VALUE';

  @DecimalText({ example: '25.00' })
  amount!: string;
}

export class ProposeMethodDto {
  @Nested(() => MethodNameDto)
  name!: MethodNameDto;

  @Text({ max: 500 })
  scope!: string;

  @ManyOf(VALUED_KINDS)
  kinds!: ValuedKind[];

  @OneOf(FORMULA_IDS)
  formula!: FormulaId;

  @DecimalTexts({ example: { annualHours: '1720' } })
  params!: Record<string, string>;

  @OneOf(ROUNDING_POLICIES)
  rounding!: RoundingPolicy;

  @AbsentOrNull()
  @Nested(() => CapDto)
  cap?: CapDto | null;

  @Text({ max: 500 })
  legalSource!: string;

  @DateText()
  validFrom!: string;
}

export class AdoptMethodDto {
  @WholeNumber(1, 1_000_000)
  version!: number;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Determina 512 del 14/03/2026' })
  act?: string | null;
}

export class RetireMethodDto {
  @DateText()
  from!: string;

  @Text({ max: 500 })
  reason!: string;
}

export class RateSourceDto {
  @Text({ max: 300 })
  title!: string;

  @AbsentOrNull()
  @Pattern(/^https:\/\/\S{1,500}$/, 'an https address')
  url?: string | null;
}

export class PublishRateDto {
  @Text({ max: 100, example: 'D2' })
  level!: string;

  @DecimalText({ example: '21.35' })
  rate!: string;

  @OneOf(QUANTITY_UNITS)
  unit!: QuantityUnit;

  @DateText()
  validFrom!: string;

  @AbsentOrNull()
  @DateText()
  validTo?: string | null;

  @Nested(() => RateSourceDto)
  source!: RateSourceDto;
}

function termsOf(dto: ProposeMethodDto): ProposedTerms {
  const { name, cap, params, ...plain } = dto;
  return {
    ...plain,
    name: { it: name.it, en: name.en },
    params: { ...params },
    cap: cap ? { on: cap.on, amount: cap.amount } : null,
  };
}

function rateOf({ validTo, source, ...rate }: PublishRateDto): ReferenceRate {
  return { ...rate, validTo: validTo ?? null, source: { title: source.title, url: source.url ?? null } };
}

export const valuationMethodCommands: readonly CommandRoute[] = [
  route({
    post: 'valuation-methods',
    name: 'propose',
    summary: 'Propose a valuation method',
    roles: RECORDERS,
    body: ProposeMethodDto,
    target: 'new',
    scope: 'wholeLedger',
    ask: (body) => ({
      aggregate: 'valuation-method',
      id: null,
      command: { kind: 'propose', terms: termsOf(body) },
    }),
  }),
  route({
    post: 'valuation-methods/:id/versions',
    name: 'proposeVersion',
    summary: 'Propose another version of a valuation method',
    roles: RECORDERS,
    body: ProposeMethodDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: (body, { id }) => ({
      aggregate: 'valuation-method',
      id,
      command: { kind: 'propose', terms: termsOf(body) },
    }),
  }),
  route({
    post: 'valuation-methods/:id/adoptions',
    name: 'adopt',
    summary: 'Adopt a version that another person proposed',
    roles: RECORDERS,
    body: AdoptMethodDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: ({ version, act }, { id }) => ({
      aggregate: 'valuation-method',
      id,
      command: { kind: 'adopt', version, act: act ?? null },
    }),
  }),
  route({
    post: 'valuation-methods/:id/retirements',
    name: 'retire',
    summary: 'Retire a valuation method from a day on',
    roles: RECORDERS,
    body: RetireMethodDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: (body, { id }) => ({ aggregate: 'valuation-method', id, command: { kind: 'retire', ...body } }),
  }),
  route({
    post: 'valuation-methods/:id/rates',
    name: 'publishRate',
    summary: 'Record a dated reference rate',
    roles: RECORDERS,
    body: PublishRateDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: (body, { id }) => ({
      aggregate: 'valuation-method',
      id,
      command: { kind: 'publishRate', rate: rateOf(body) },
    }),
  }),
];
