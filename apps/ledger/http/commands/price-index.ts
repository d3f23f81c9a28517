/** Commands on price indices, the reference data of figures in real terms. */
import { PERIOD_FORM } from '#domain/figures/prices';
import { BASE_FORM, POINTS_MAX, SERIES_FORM } from '#domain/price-index/decider';
import type { IndexPoint } from '#domain/price-index/events';
import { Absent, AbsentOrNull, DecimalText, Flag, Nested, NestedList, Pattern, Text } from '../fields.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

const SERIES = 'a capital letter, then at most 39 letters, digits and hyphens';

export class IndexPointDto {
  @Pattern(PERIOD_FORM, 'a year or a month, such as 2021 or 2021-03', { example: '2021-03' })
  period!: string;

  @DecimalText({ example: '102.9' })
  value!: string;
}

export class AddPointsDto {
  @Text({ max: 300, example: 'ISTAT, FOI senza tabacchi, comunicato del 16/11/2024' })
  source!: string;

  @AbsentOrNull()
  @Pattern(/^https:\/\/\S{1,500}$/, 'an https address')
  url?: string | null;

  @NestedList(() => IndexPointDto, POINTS_MAX)
  points!: IndexPointDto[];

  @Absent()
  @Flag()
  restates?: boolean;

  @AbsentOrNull()
  @Nested(() => JustificationDto)
  justification?: JustificationDto | null;
}

export class PublishIndexDto {
  @Pattern(SERIES_FORM, SERIES, { example: 'FOI-XT' })
  series!: string;

  @Text({ max: 200 })
  title!: string;

  @Pattern(BASE_FORM, 'the period that is 100, such as 2015=100', { example: '2015=100' })
  base!: string;

  @Text({ max: 300, example: 'ISTAT, FOI senza tabacchi, comunicato del 16/11/2024' })
  source!: string;

  @AbsentOrNull()
  @Pattern(/^https:\/\/\S{1,500}$/, 'an https address')
  url?: string | null;

  @NestedList(() => IndexPointDto, POINTS_MAX)
  points!: IndexPointDto[];
}

function pointsOf({ points }: Pick<AddPointsDto, 'points'>): readonly IndexPoint[] {
  return points.map(({ period, value }) => ({ period, value }));
}

export const priceIndexCommands: readonly CommandRoute[] = [
  route({
    post: 'price-indexes',
    name: 'publish',
    summary: 'Record the first points of a price index',
    roles: RECORDERS,
    body: PublishIndexDto,
    target: 'new',
    scope: 'wholeLedger',
    ask: ({ series, title, base, source, url, points }) => ({
      aggregate: 'price-index',
      id: null,
      command: {
        kind: 'publish',
        series,
        title,
        base,
        source,
        url: url ?? null,
        points: pointsOf({ points }),
      },
    }),
  }),
  route({
    post: 'price-indexes/:id/points',
    name: 'addPoints',
    summary: 'Record later points of a price index, or restated ones with the reason',
    roles: RECORDERS,
    body: AddPointsDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: ({ source, url, points, restates, justification }, { id }) => ({
      aggregate: 'price-index',
      id,
      command: {
        ...{ kind: 'addPoints', source, url: url ?? null, points: pointsOf({ points }) },
        restates: restates ?? false,
        justification: justification ? justificationOf(justification) : null,
      },
    }),
  }),
];
