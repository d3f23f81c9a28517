/** Valuation methods that were adopted here, each with its versions and its reference rates. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DataFolder } from '#data-folder/data-folder';
import { FindMethod, type FoundMethod } from '../queries.ts';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { NoQueryDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { ID_FORM } from './request.ts';

@ApiTags('valuation methods')
@Controller('valuation-methods')
export class ValuationMethodsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get(':id')
  @Reads('journal')
  @ApiRead('One valuation method with its versions and reference rates', 'ValuationMethod')
  @ApiRecordId()
  async one(@Param('id') id: string, @Query() _query: NoQueryDto): Promise<Reply> {
    const position = await this.#folder.journal.head();
    const found: FoundMethod | null = ID_FORM.test(id)
      ? await this.#queries.execute(new FindMethod(id))
      : null;
    if (found === null) throw new Problem('NOT_FOUND');
    const { state, revision } = found;
    // Who proposed a version is an account, and stays in the log.
    const versions = state.versions.map(({ proposedBy: _, ...version }) => version);
    return { position, revision, body: { id, revision, versions, rates: state.rates } };
  }
}
