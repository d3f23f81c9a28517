/** Commands on publications: a figure is published as the ledger gives it, and may be withdrawn. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import type { Publishing } from '#data-folder/publish';
import { CODE_FORM } from '#domain/definition/decider';
import { BASES, SCOPES, VIEWS, type Basis, type Scope, type View } from '#domain/figures/definitions';
import { PERIOD_FORM } from '#domain/figures/prices';
import { SERIES_FORM } from '#domain/price-index/decider';
import {
  AbsentOrNull,
  DateText,
  DecimalText,
  Flag,
  Id,
  Nested,
  OneOf,
  Pattern,
  Text,
  WholeNumber,
} from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { RECORDERS, route, type CommandRoute, type Place } from './route.ts';

const NAME_FORM = /^[a-z][A-Za-z0-9]{0,39}$/;
const NAMES_MAX = 20;
const TEXTS_MAX = 50;
/** Ids, years and codes: all of them plain ASCII. */
const TEXT_FORM = /^[\x20-\x7e]{1,100}$/;

/** Lists of texts by the name of a dimension: what alone counts, or what does not. */
function TextsByName(example: Readonly<Record<string, readonly string[]>>): PropertyDecorator {
  const isList = (texts: unknown): boolean =>
    Array.isArray(texts) &&
    texts.length > 0 &&
    texts.length <= TEXTS_MAX &&
    texts.every((text) => typeof text === 'string' && TEXT_FORM.test(text));
  const items = { type: 'string', pattern: TEXT_FORM.source } as const;
  return applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'array', items, minItems: 1, maxItems: TEXTS_MAX },
      maxProperties: NAMES_MAX,
      example,
    }),
    ValidateBy({
      name: 'textsByName',
      validator: {
        validate: (value) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.keys(value).length <= NAMES_MAX &&
          Object.entries(value).every(([name, texts]) => NAME_FORM.test(name) && isList(texts)),
        defaultMessage: () =>
          `must hold at most ${NAMES_MAX} lists of 1 to ${TEXTS_MAX} codes, each by the name of a dimension`,
      },
    }),
  );
}

export class PublishedPricesDto {
  @Pattern(SERIES_FORM, 'the code of a price index', { example: 'FOI-XT' })
  series!: string;

  @Pattern(PERIOD_FORM, 'a year or a month, such as 2021 or 2021-03', { example: '2021' })
  of!: string;
}

export class PublishedQuestionDto {
  @Flag()
  chain!: boolean;

  @Pattern(CODE_FORM, 'the code of a definition', { example: 'L1' })
  definition!: string;

  @WholeNumber(1, 1_000_000)
  version!: number;

  @OneOf(BASES)
  basis!: Basis;

  @OneOf(VIEWS)
  view!: View;

  @OneOf(SCOPES)
  scope!: Scope;

  @AbsentOrNull()
  @Nested(() => PublishedPricesDto)
  prices?: PublishedPricesDto | null;

  @AbsentOrNull()
  @TextsByName({ year: ['2025', '2026'] })
  filters?: Record<string, string[]> | null;

  @AbsentOrNull()
  @TextsByName({ kind: ['VOLUNTEER_TIME'] })
  excluded?: Record<string, string[]> | null;

  @DateText()
  effectiveAsOf!: string;

  @Pattern(/^(0|[1-9]\d{0,17})$/, 'a position of the log, as the figure gave it', { example: '4711' })
  position!: string;
}

export class StatedFigureDto {
  /** Null, with the reason in the figure, where it is undefined. */
  @AbsentOrNull()
  @DecimalText({ example: '0.2200000000000000' })
  value?: string | null;

  @Nested(() => MoneyDto)
  numerator!: MoneyDto;

  @Nested(() => MoneyDto)
  denominator!: MoneyDto;
}

export class PublishFigureDto {
  @Id()
  partnership!: string;

  @Text({ max: 200 })
  title!: string;

  @Text({ max: 2000 })
  text!: string;

  @Nested(() => PublishedQuestionDto)
  question!: PublishedQuestionDto;

  @Nested(() => StatedFigureDto)
  stated!: StatedFigureDto;

  @AbsentOrNull()
  @WholeNumber(1, 1_000_000)
  replaces?: number | null;
}

export class WithdrawPublicationDto {
  @Text({ max: 500 })
  reason!: string;
}

function publishingOf({ title, text, question, stated, replaces }: PublishFigureDto): Publishing {
  const { prices, filters, excluded, ...plain } = question;
  return {
    ...{ title, text, replaces: replaces ?? null },
    question: {
      ...plain,
      prices: prices ? { series: prices.series, of: prices.of } : null,
      filters: { ...filters },
      excluded: { ...excluded },
    },
    stated: {
      value: stated.value ?? null,
      numerator: moneyFrom(stated.numerator),
      denominator: moneyFrom(stated.denominator),
    },
  };
}

/** Where a publication is read; all of the partnership before it has its number. */
const readAt = (id: string, { number }: Place): string =>
  number === '' ? `publications?partnership=${id}` : `publications/${id}/${number}`;

const numberIn = ({ number }: Place): number => Number.parseInt(number, 10);

export const publicationCommands: readonly CommandRoute[] = [
  route({
    post: 'publications',
    name: 'publish',
    summary: 'Publish a figure as the ledger gives it for this very question',
    roles: RECORDERS,
    body: PublishFigureDto,
    target: 'new',
    scope: 'body',
    readAt,
    ask: (body) => ({ aggregate: 'publication', id: body.partnership, publishing: publishingOf(body) }),
  }),
  route({
    post: 'publications/:id/:number/withdrawals',
    name: 'withdraw',
    summary: 'Withdraw a publication of a partnership: it stays, marked',
    roles: RECORDERS,
    body: WithdrawPublicationDto,
    target: 'existing',
    scope: 'id',
    readAt,
    ask: ({ reason }, place) => ({
      aggregate: 'publication',
      id: place.id,
      command: { kind: 'withdraw', number: numberIn(place), reason },
    }),
  }),
];
