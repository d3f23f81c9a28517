/** Parties, partnerships and funding sources: registered once, listed, read one by one. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Ask, CommandOutcome } from '#data-folder/commands';
import { DataFolder } from '#data-folder/data-folder';
import type { DirectoryRecord } from '#read-models/directory/directory';
import type { Documents, PartnershipDocument } from '#read-models/directory/projection';
import type { PartyProfile } from '#domain/party/events';
import { envelopeOf } from '../commands.ts';
import { FindInDirectory, ListDirectory } from '../queries.ts';
import { assertScope, assertWholeLedger, BASE_PATH } from './access.ts';
import { cursorOf, knownPosition, pageOf } from './as-of.ts';
import { ApiCommand, ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { DryRunDto, KnownAsOfDto, PageDto } from './query.dto.ts';
import {
  fundingSourceOf,
  impliedBaseOf,
  ImplyPublicBaseDto,
  partnershipOf,
  partyOf,
  RegisterFundingSourceDto,
  RegisterPartnershipDto,
  RegisterPartyDto,
  WithdrawPublicBaseDto,
} from './registry.dto.ts';
import { Reads, replyOf, type Reply } from './reply.ts';
import { CommandOnExisting, NewCommand, type Asked } from './request.ts';

/** What the three registers share: pages, single records, commands. */
class Register {
  protected readonly commands: CommandBus;
  protected readonly queries: QueryBus;
  protected readonly folder: DataFolder;

  constructor(commands: CommandBus, queries: QueryBus, folder: DataFolder) {
    this.commands = commands;
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

  protected async execute(
    { account: _account, ...asked }: Asked,
    ask: Ask,
    collection: string,
  ): Promise<Reply> {
    const outcome = (await this.commands.execute(envelopeOf({ ...asked, ask }))) as CommandOutcome;
    return replyOf(outcome, `${BASE_PATH}/${collection}`);
  }
}

@ApiTags('parties')
@Controller('parties')
export class PartiesController extends Register {
  constructor(commands: CommandBus, queries: QueryBus, folder: DataFolder) {
    super(commands, queries, folder);
  }

  @Post()
  @ApiCommand('Register a party')
  register(
    @NewCommand() asked: Asked,
    @Body() body: RegisterPartyDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    const command = { kind: 'register', party: partyOf(body) } as const;
    return this.execute(asked, { aggregate: 'party', id: null, command }, 'parties');
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
  constructor(commands: CommandBus, queries: QueryBus, folder: DataFolder) {
    super(commands, queries, folder);
  }

  @Post()
  @ApiCommand('Register a funding source with its origin shares')
  register(
    @NewCommand() asked: Asked,
    @Body() body: RegisterFundingSourceDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    const command = { kind: 'register', source: fundingSourceOf(body) } as const;
    return this.execute(asked, { aggregate: 'funding-source', id: null, command }, 'funding-sources');
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
  constructor(commands: CommandBus, queries: QueryBus, folder: DataFolder) {
    super(commands, queries, folder);
  }

  @Post()
  @ApiCommand('Register a partnership')
  async register(
    @NewCommand() asked: Asked,
    @Body() body: RegisterPartnershipDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    assertWholeLedger(asked.account);
    const command = { kind: 'register', partnership: partnershipOf(body) } as const;
    return this.execute(asked, { aggregate: 'partnership', id: null, command }, 'partnerships');
  }

  @Post(':id/implied-public-bases')
  @ApiCommand('State the public base that a published statement implies', 'existing')
  @ApiRecordId()
  async imply(
    @CommandOnExisting() asked: Asked,
    @Param('id') id: string,
    @Body() body: ImplyPublicBaseDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    assertScope(asked.account, id);
    const command = { kind: 'implyPublicBase', base: impliedBaseOf(body) } as const;
    return this.execute(asked, { aggregate: 'partnership', id, command }, 'partnerships');
  }

  @Post(':id/implied-public-bases/withdrawals')
  @ApiCommand('Withdraw the implied public base', 'existing')
  @ApiRecordId()
  async withdraw(
    @CommandOnExisting() asked: Asked,
    @Param('id') id: string,
    @Body() body: WithdrawPublicBaseDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    assertScope(asked.account, id);
    const command = { kind: 'withdrawPublicBase', reason: body.reason } as const;
    return this.execute(asked, { aggregate: 'partnership', id, command }, 'partnerships');
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
