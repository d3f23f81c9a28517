import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import type { TransferFilter } from '#read-models/directory/directory';
import type { TransferDocument } from '#read-models/directory/documents';
import { FindInDirectory, ListTransfers } from '../queries.ts';
import { assertScope, partySeenBy } from './access.ts';
import { cursorOf, knownPosition, pageOf } from './as-of.ts';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { KnownAsOfDto, TransfersDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller } from './request.ts';

/** A partner sees the transfers from and to its own organisation; everybody else sees all of their partnerships. */
@ApiTags('transfers')
@Controller('transfers')
export class TransfersController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('directory')
  @ApiRead('Transfers inside partnerships, in order of recording', 'TransferPage')
  async list(@Caller() account: Account, @Query() query: TransfersDto): Promise<Reply> {
    const { partnership } = query;
    const party = partySeenBy(account);
    if (partnership !== undefined) assertScope(account, partnership);
    const within = partnership === undefined ? account.partnerships : [partnership];
    const filter: TransferFilter = {
      ...(within === '*' ? {} : { within }),
      ...(party === undefined ? {} : { party }),
    };
    const page = await pageOf(this.#folder, query, 'directory');
    const { records, next, position } = await this.#queries.execute(new ListTransfers(filter, page));
    const items = records.map(({ id, revision, document }) => ({ id, revision, ...document }));
    return { position, body: { items, nextCursor: cursorOf(next, page.position ?? position) } };
  }

  @Get(':id')
  @Reads('directory')
  @ApiRead('One transfer', 'Transfer')
  @ApiRecordId()
  async one(
    @Caller() account: Account,
    @Param('id') id: string,
    @Query() query: KnownAsOfDto,
  ): Promise<Reply> {
    const at = await knownPosition(this.#folder, query.knownAsOf, 'directory');
    const { record, position } = await this.#queries.execute(new FindInDirectory('transfer', id, at));
    if (record === null) throw new Problem('NOT_FOUND');
    const document = record.document as TransferDocument;
    const party = partySeenBy(account);
    if (party !== undefined && ![document.from, document.to].includes(party)) throw new Problem('NOT_FOUND');
    assertScope(account, document.partnership);
    const { revision } = record;
    return { position, revision, body: { id, revision, ...document } };
  }
}
