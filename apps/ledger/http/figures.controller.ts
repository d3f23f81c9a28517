import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { USUAL_FIGURES } from '#domain/figures/definitions';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { assertHasValue } from '#read-models/figures/kinds/series';
import { AskOneFigure } from '../figure-queries.ts';
import { AskFigures } from '../queries.ts';
import { withNames } from './attribution-names.ts';
import { DEFINITION_ASKED, FigureDto, FiguresDto } from './figure-question.dto.ts';
import { answered, selectionOf, type AskedSelection } from './figure-question.ts';
import { ApiRead } from './openapi.ts';
import { Reads, type Reply } from './reply.ts';
import { Visitor } from './request.ts';
import { OneFigureDto } from './series.dto.ts';

@ApiTags('figures')
@Controller('figures')
export class FiguresController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('figures')
  @ApiRead('Figures of a partnership: the usual five, or those named', 'FigurePage', 'public')
  async all(@Visitor() account: Account | undefined, @Query() query: FiguresDto): Promise<Reply> {
    const selection = await selectionOf(this.#folder, account, query);
    const definitions = query.definition ?? USUAL_FIGURES;
    const asked = new AskFigures({ ...questionOf(selection, query), definitions });
    const { figures: items, position } = await this.#queries.execute(asked);
    for (const { definition } of items) assertHasValue(definition);
    return answered(selection, account, position, { items, nextCursor: null });
  }

  @Get(':definition')
  @Reads('figures')
  @ApiRead('One figure of a partnership, with all that its kind has to say', 'OneFigure', 'public')
  @ApiParam({ name: 'definition', schema: { type: 'string', pattern: DEFINITION_ASKED.source } })
  async one(
    @Visitor() account: Account | undefined,
    @Param('definition') definition: string,
    @Query() query: OneFigureDto,
  ): Promise<Reply> {
    const selection = await selectionOf(this.#folder, account, query);
    const arranger = query.arranger === undefined ? {} : { arranger: query.arranger };
    const asked = new AskOneFigure({ ...questionOf(selection, query), ...arranger, definition });
    const { figure, position } = await this.#queries.execute(asked);
    return answered(selection, account, position, await withNames(this.#folder, account, figure));
  }
}

function questionOf(
  { pinned: _, ...selection }: AskedSelection,
  { groupBy }: FigureDto,
): Omit<FigureQuestion, 'definitions'> {
  return { ...selection, ...(groupBy === undefined ? {} : { groupBy }) };
}
