import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { businessDay } from '#data-folder/business-day';
import { DataFolder } from '#data-folder/data-folder';
import { DEFINITION_IDS, DEFINITIONS, type DefinitionId } from '#domain/figures/definitions';
import type { FigureAnswer } from '#read-models/figures/figures';
import { AskFigures, FindInDirectory } from '../queries.ts';
import { partySeenBy } from './access.ts';
import { knownPosition } from './as-of.ts';
import { ApiRead } from './openapi.ts';
import { Problem } from './problems.ts';
import { FigureDto, FiguresDto, NoQueryDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Visitor } from './request.ts';

/** The directory and the figures are folded side by side; one may be a moment behind the other. */
const DIRECTORY_WAIT_MS = 2_000;

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
  @Reads('journal')
  @ApiRead('The registry of figures', 'DefinitionPage', 'public')
  async definitions(@Query() _query: NoQueryDto): Promise<Reply> {
    const items = DEFINITION_IDS.map((id) => DEFINITIONS[id]);
    return { position: await this.#folder.journal.head(), body: { items, nextCursor: null } };
  }

  @Get('figures')
  @Reads('figures')
  @ApiRead('Figures of a partnership: all of them, or those named', 'FigurePage', 'public')
  async all(@Visitor() account: Account | undefined, @Query() query: FiguresDto): Promise<Reply> {
    const { figures, position } = await this.#ask(account, query, query.definition ?? DEFINITION_IDS);
    return { position, body: { items: figures, nextCursor: null } };
  }

  @Get('figures/:definition')
  @Reads('figures')
  @ApiRead('One figure of a partnership', 'Figure', 'public')
  @ApiParam({ name: 'definition', enum: DEFINITION_IDS })
  async one(
    @Visitor() account: Account | undefined,
    @Param('definition') definition: string,
    @Query() query: FigureDto,
  ): Promise<Reply> {
    const id = DEFINITION_IDS.find((known) => known === definition);
    if (id === undefined) {
      throw new Problem('NOT_FOUND', {
        detail: `There is no figure ${definition}; see ${DEFINITION_IDS.join(', ')}.`,
      });
    }
    const { figures, position } = await this.#ask(account, query, [id]);
    return { position, body: figures[0] };
  }

  async #ask(
    account: Account | undefined,
    query: FigureDto,
    definitions: readonly DefinitionId[],
  ): Promise<FigureAnswer> {
    const { partnership, chain, basis, view, bringer, year, groupBy } = query;
    if (bringer !== undefined || groupBy === 'bringer') assertMaySeeBringers(account, bringer);
    const position = await knownPosition(this.#folder, query.knownAsOf, 'figures');
    await this.#folder.reached('directory', position ?? 0n, DIRECTORY_WAIT_MS);
    const { record } = await this.#queries.execute(new FindInDirectory('partnership', partnership));
    if (record === null)
      throw new Problem('PARTNERSHIP_UNKNOWN', {
        errors: [{ pointer: '/partnership', detail: 'is not known' }],
      });
    const question = {
      partnership,
      chain: chain === 'true',
      definitions,
      basis: basis ?? 'committed',
      view: view ?? 'economic',
      effectiveAsOf: query.effectiveAsOf ?? businessDay(this.#folder.now()),
      ...(position === undefined ? {} : { position }),
      ...(bringer === undefined ? {} : { bringer }),
      ...(year === undefined ? {} : { year: Number.parseInt(year, 10) }),
      ...(groupBy === undefined ? {} : { groupBy }),
    } as const;
    return this.#queries.execute(new AskFigures(question));
  }
}

/** The public sees the whole; what one bringer brought is for accounts, and a partner sees its own. */
function assertMaySeeBringers(account: Account | undefined, bringer: string | undefined): void {
  if (account === undefined) {
    throw new Problem('TOKEN_MISSING', { detail: 'Figures by bringer need an account.' });
  }
  const mine = partySeenBy(account);
  if (mine === undefined || mine === bringer) return;
  throw new Problem('NOT_ALLOWED', {
    detail: 'A partner sees what its own organisation brought, and the whole.',
  });
}
