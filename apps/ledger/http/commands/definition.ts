/** Commands on definitions of figures that a ledger adopts for itself. */
import { CODE_FORM } from '#domain/definition/decider';
import { DECIMALS_MAX } from '#domain/definition/terms';
import {
  DEFINITION_KINDS,
  FORMS,
  type DefinitionKind,
  type DefinitionTerms,
  type FigureSide,
  type Form,
  type Term,
} from '#domain/figures/definitions';
import { ORIGIN_CLASSES, SIDES, type OriginClass } from '#domain/funding-source/origins';
import { AbsentOrNull, DateText, ManyOf, Nested, OneOf, Pattern, Text, WholeNumber } from '../fields.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

const FIGURE_SIDES: readonly FigureSide[] = [...SIDES, 'ATTRACTED'];
const CODE = 'a capital letter, then at most 19 letters, digits and hyphens';

export class DefinitionNameDto {
  @Text({ max: 200 })
  it!: string;

  @Text({ max: 200 })
  en!: string;
}

export class TermDto {
  @ManyOf(FIGURE_SIDES)
  sides!: FigureSide[];

  @AbsentOrNull()
  @ManyOf(ORIGIN_CLASSES)
  origins?: OriginClass[] | null;

  @AbsentOrNull()
  @OneOf(['CHALLENGE', 'RAISED'])
  call?: 'CHALLENGE' | 'RAISED' | null;
}

export class ProposeDefinitionDto {
  @Pattern(CODE_FORM, CODE, { example: 'LC-1' })
  code!: string;

  @DateText()
  validFrom!: string;

  @Nested(() => DefinitionNameDto)
  name!: DefinitionNameDto;

  @OneOf(DEFINITION_KINDS)
  kind!: DefinitionKind;

  @Text({ max: 500, example: '(T + F) / P' })
  formula!: string;

  @Text({ max: 500 })
  source!: string;

  @Nested(() => TermDto)
  numerator!: TermDto;

  @Nested(() => TermDto)
  denominator!: TermDto;

  @OneOf(FORMS)
  form!: Form;

  @WholeNumber(0, DECIMALS_MAX)
  decimals!: number;

  @OneOf(['NO_PUBLIC_BASE', 'NOTHING_RECORDED'])
  emptyBase!: DefinitionTerms['emptyBase'];

  @AbsentOrNull()
  @OneOf(FIGURE_SIDES)
  applies?: FigureSide | null;
}

export class AdoptDefinitionDto {
  @WholeNumber(1, 1_000_000)
  version!: number;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Determina 512 del 14/03/2026' })
  act?: string | null;
}

export class RetireDefinitionDto {
  @DateText()
  from!: string;

  @Text({ max: 500 })
  reason!: string;
}

function termOf({ sides, origins, call }: TermDto): Term {
  return { sides, origins: origins ?? null, call: call ?? null };
}

function termsOf(dto: Omit<ProposeDefinitionDto, 'code' | 'validFrom'>): DefinitionTerms {
  const { name, numerator, denominator, applies, ...plain } = dto;
  return {
    ...plain,
    name: { it: name.it, en: name.en },
    numerator: termOf(numerator),
    denominator: termOf(denominator),
    applies: applies ?? null,
  };
}

export const definitionCommands: readonly CommandRoute[] = [
  route({
    post: 'definitions',
    name: 'propose',
    summary: 'Propose a version of a definition of a figure, of a new code or of one that is there',
    roles: RECORDERS,
    body: ProposeDefinitionDto,
    target: 'new',
    scope: 'wholeLedger',
    ask: ({ code, validFrom, ...terms }) => ({
      aggregate: 'definition',
      id: null,
      command: { kind: 'propose', code, validFrom, terms: termsOf(terms) },
    }),
  }),
  route({
    post: 'definitions/:id/adoptions',
    name: 'adopt',
    summary: 'Adopt a version that another person proposed',
    roles: RECORDERS,
    body: AdoptDefinitionDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: ({ version, act }, { id }) => ({
      aggregate: 'definition',
      id,
      command: { kind: 'adopt', version, act: act ?? null },
    }),
  }),
  route({
    post: 'definitions/:id/retirements',
    name: 'retire',
    summary: 'Retire a definition of the ledger’s own from a day on',
    roles: RECORDERS,
    body: RetireDefinitionDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: (body, { id }) => ({ aggregate: 'definition', id, command: { kind: 'retire', ...body } }),
  }),
];
