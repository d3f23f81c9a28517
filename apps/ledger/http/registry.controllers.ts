/** Parties, partnerships and funding sources: listed, and read one by one. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DataFolder } from '#data-folder/data-folder';
import type { DirectoryRecord } from '#read-models/directory/directory';
import type { Documents, PartnershipDocument } from '#read-models/directory/projection';
import type { PartyProfile } from '#domain/party/events';
import { FindInDirectory, ListDirectory } from '../queries.ts';
import { cursorOf, knownPosition, pageOf } from './as-of.ts';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { KnownAsOfDto, PageDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';

/** What registers share: pages, single records. */
export class Register {
  protected readonly queries: QueryBus;
  protected readonly folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.queries = queries;
    this.folder = folder;
  }

  protected async listed(kind: keyof Documents, query: PageDto): Promise<Reply> {
    const page = await pageOf(this.folder, query, 'directory');
    const { records, next, position } = await this.queries.execute(new ListDirectory(kind, page));
    const items = await Promise.all(records.map((record) => this.view(record, page.position)));
    return { position, body: { items, nextCursor: cursorOf(next, page.position ?? position) } };
  }

  protected async found(kind: keyof Documents, id: string, query: KnownAsOfDto): Promise<Reply> {
    const at = await knownPosition(this.folder, query.knownAsOf, 'directory');
    const { record, position } = await this.queries.execute(new FindInDirectory(kind, id, at));
    if (record === null) throw new Problem('NOT_FOUND');
    return { position, revision: record.revision, body: await this.view(record, at) };
  }

  /** How one record is shown. */
  protected async view(record: DirectoryRecord<keyof Documents>, _at: bigint | undefined): Promise<object> {
    return { id: record.id, revision: record.revision, ...record.document };
  }
}

@ApiTags('parties')
@Controller('parties')
export class PartiesController extends Register {
  constructor(queries: QueryBus, folder: DataFolder) {
    super(queries, folder);
  }

  @Get()
  @Reads('directory')
  @ApiRead('All parties, in order of registration', 'PartyPage')
  list(@Query() query: PageDto): Promise<Reply> {
    return this.listed('party', query);
  }

  @Get(':id')
  @Reads('directory')
  @ApiRead('One party', 'Party')
  @ApiRecordId()
  one(@Param('id') id: string, @Query() query: KnownAsOfDto): Promise<Reply> {
    return this.found('party', id, query);
  }
}

@ApiTags('funding sources')
@Controller('funding-sources')
export class FundingSourcesController extends Register {
  constructor(queries: QueryBus, folder: DataFolder) {
    super(queries, folder);
  }

  @Get()
  @Reads('directory')
  @ApiRead('All funding sources, in order of registration', 'FundingSourcePage')
  list(@Query() query: PageDto): Promise<Reply> {
    return this.listed('funding-source', query);
  }

  @Get(':id')
  @Reads('directory')
  @ApiRead('One funding source', 'FundingSource')
  @ApiRecordId()
  one(@Param('id') id: string, @Query() query: KnownAsOfDto): Promise<Reply> {
    return this.found('funding-source', id, query);
  }
}

@ApiTags('partnerships')
@Controller('partnerships')
export class PartnershipsController extends Register {
  constructor(queries: QueryBus, folder: DataFolder) {
    super(queries, folder);
  }

  @Get()
  @Reads('directory')
  @ApiRead('All partnerships, in order of registration', 'PartnershipPage', 'public')
  list(@Query() query: PageDto): Promise<Reply> {
    return this.listed('partnership', query);
  }

  @Get(':id')
  @Reads('directory')
  @ApiRead('One partnership', 'Partnership', 'public')
  @ApiRecordId()
  one(@Param('id') id: string, @Query() query: KnownAsOfDto): Promise<Reply> {
    return this.found('partnership', id, query);
  }

  protected override async view(
    record: DirectoryRecord<keyof Documents>,
    at: bigint | undefined,
  ): Promise<object> {
    const { leadBody, ...document } = record.document as PartnershipDocument;
    return {
      id: record.id,
      revision: record.revision,
      ...document,
      leadBody: await this.#named(leadBody, at),
    };
  }

  async #named(party: string | null, at: bigint | undefined): Promise<{ id: string; name: string } | null> {
    if (party === null) return null;
    const { record } = await this.queries.execute(new FindInDirectory('party', party, at));
    return { id: party, name: (record?.document as PartyProfile | undefined)?.legalName ?? '' };
  }
}
