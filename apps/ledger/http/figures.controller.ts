import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { businessDay } from '#data-folder/business-day';
import { DataFolder } from '#data-folder/data-folder';
import { DEFINITION_IDS, DEFINITIONS, type DefinitionId } from '#domain/figures/definitions';
import type { FigureAnswer } from '#read-models/figures/figures';
import { AskFigures, FindInDirectory } from '../queries.ts';
import { knownPosition } from './as-of.ts';
import { ApiRead } from './openapi.ts';
import { Problem } from './problems.ts';
import { FigureDto, FiguresDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';

@ApiTags('figures')
@Controller()
export class FiguresController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get('definitions')
  @ApiRead('The registry of figures', 'DefinitionPage', 'public')
  async definitions(): Promise<Reply> {
    const items = DEFINITION_IDS.map((id) => DEFINITIONS[id]);
    return { position: await this.#folder.log.head(), body: { items, nextCursor: null } };
  }

  @Get('figures')
  @Reads('figures')
  @ApiRead('Figures of a partnership: all of them, or those named', 'FigurePage', 'public')
  async all(@Query() query: FiguresDto): Promise<Reply> {
    const { figures, position } = await this.#ask(query, query.definition ?? DEFINITION_IDS);
    return { position, body: { items: figures, nextCursor: null } };
  }

  @Get('figures/:definition')
  @Reads('figures')
  @ApiRead('One figure of a partnership', 'Figure', 'public')
  @ApiParam({ name: 'definition', enum: DEFINITION_IDS })
  async one(@Param('definition') definition: string, @Query() query: FigureDto): Promise<Reply> {
    const id = DEFINITION_IDS.find((known) => known === definition);
    if (id === undefined) {
      throw new Problem('NOT_FOUND', {
        detail: `There is no figure ${definition}; see ${DEFINITION_IDS.join(', ')}.`,
      });
    }
    const { figures, position } = await this.#ask(query, [id]);
    return { position, body: figures[0] };
  }

  async #ask(query: FigureDto, definitions: readonly DefinitionId[]): Promise<FigureAnswer> {
    const { partnership, basis, view, bringer, year, groupBy } = query;
    const position = await knownPosition(this.#folder, query.knownAsOf, 'figures');
    const { record } = await this.#queries.execute(new FindInDirectory('partnership', partnership));
    if (record === null)
      throw new Problem('PARTNERSHIP_UNKNOWN', {
        errors: [{ pointer: '/partnership', detail: 'is not known' }],
      });
    const question = {
      partnership,
      definitions,
      basis: basis ?? 'committed',
      view: view ?? 'economic',
      effectiveAsOf: query.effectiveAsOf ?? businessDay(new Date()),
      ...(position === undefined ? {} : { position }),
      ...(bringer === undefined ? {} : { bringer }),
      ...(year === undefined ? {} : { year: Number.parseInt(year, 10) }),
      ...(groupBy === undefined ? {} : { groupBy }),
    } as const;
    return this.#queries.execute(new AskFigures(question));
  }
}
