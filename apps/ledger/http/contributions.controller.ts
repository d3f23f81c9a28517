import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import type { CommandOutcome } from '#data-folder/commands';
import { DataFolder } from '#data-folder/data-folder';
import type { ContributionHistory } from '#read-models/contributions/history';
import { envelopeOf } from '../commands.ts';
import { FindContribution, ListContributions } from '../queries.ts';
import { assertScope, BASE_PATH, bringerSeenBy } from './access.ts';
import { cursorOf, knownPosition, pageOf } from './as-of.ts';
import {
  correctionOf,
  CorrectContributionDto,
  RecordContributionDto,
  recordOf,
  reversalOf,
  ReverseContributionDto,
  shownResource,
} from './contribution.dto.ts';
import { ApiCommand, ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { ContributionsDto, DryRunDto, KnownAsOfDto } from './query.dto.ts';
import { Reads, replyOf, type Reply } from './reply.ts';
import { Caller, CommandOnExisting, NewCommand, type Asked } from './request.ts';

const COLLECTION = `${BASE_PATH}/contributions`;

@ApiTags('contributions')
@Controller('contributions')
export class ContributionsController {
  readonly #commands: CommandBus;
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(commands: CommandBus, queries: QueryBus, folder: DataFolder) {
    this.#commands = commands;
    this.#queries = queries;
    this.#folder = folder;
  }

  @Post()
  @ApiCommand('Record a contribution')
  async record(
    @NewCommand() asked: Asked,
    @Body() body: RecordContributionDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    assertScope(asked.account, body.partnership);
    return this.#execute(asked, null, recordOf(body));
  }

  @Post(':id/corrections')
  @ApiCommand('Correct a contribution: state anew what was wrong', 'existing')
  @ApiRecordId()
  async correct(
    @CommandOnExisting() asked: Asked,
    @Param('id') id: string,
    @Body() body: CorrectContributionDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    await this.#assertMayChange(asked.account, id);
    return this.#execute(asked, id, correctionOf(body));
  }

  @Post(':id/reversals')
  @ApiCommand('Reverse a contribution, once', 'existing')
  @ApiRecordId()
  async reverse(
    @CommandOnExisting() asked: Asked,
    @Param('id') id: string,
    @Body() body: ReverseContributionDto,
    @Query() _query: DryRunDto,
  ): Promise<Reply> {
    await this.#assertMayChange(asked.account, id);
    return this.#execute(asked, id, reversalOf(body));
  }

  @Get()
  @Reads('contributions')
  @ApiRead('The register of contributions, in order of recording', 'ContributionPage')
  async list(@Caller() account: Account, @Query() query: ContributionsDto): Promise<Reply> {
    const { partnership, bringer, kind, stage, status } = query;
    const mine = bringerSeenBy(account);
    if (mine !== undefined && bringer !== undefined && bringer !== mine) {
      throw new Problem('NOT_ALLOWED', {
        detail: 'A partner sees the contributions of its own organisation.',
      });
    }
    if (partnership !== undefined) assertScope(account, partnership);
    const within = account.partnerships === '*' ? undefined : account.partnerships;
    const wanted = { partnership, within, bringer: mine ?? bringer, kind, stage, status };
    const filter = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const page = await pageOf(this.#folder, query, 'contributions');
    const { rows, next, position } = await this.#queries.execute(new ListContributions(filter, page));
    return { position, body: { items: rows, nextCursor: cursorOf(next, page.position ?? position) } };
  }

  @Get(':id')
  @Reads('contributions')
  @ApiRead('One contribution with its history', 'Contribution')
  @ApiRecordId()
  async one(
    @Caller() account: Account,
    @Param('id') id: string,
    @Query() query: KnownAsOfDto,
  ): Promise<Reply> {
    const at = await knownPosition(this.#folder, query.knownAsOf, 'contributions');
    const head = await this.#folder.journal.head();
    const found = await this.#find(id, at);
    const mine = bringerSeenBy(account);
    if (found === null || (mine !== undefined && found.statement.bringer !== mine)) {
      throw new Problem('NOT_FOUND');
    }
    assertScope(account, found.partnership);
    const { position: _last, statement, ...rest } = found;
    const body = { ...rest, statement: { ...statement, resource: shownResource(statement.resource) } };
    return { position: head, revision: found.revision, body };
  }

  async #assertMayChange(account: Account, id: string): Promise<void> {
    const found = await this.#find(id);
    if (found === null) throw new Problem('NOT_FOUND');
    assertScope(account, found.partnership);
  }

  async #find(id: string, position?: bigint): Promise<ContributionHistory | null> {
    if (!ID_FORM.test(id)) return null;
    return this.#queries.execute(new FindContribution(id, position));
  }

  async #execute(
    { account: _account, ...asked }: Asked,
    id: string | null,
    command: ReturnType<typeof recordOf> | ReturnType<typeof correctionOf> | ReturnType<typeof reversalOf>,
  ): Promise<Reply> {
    const envelope = envelopeOf({ ...asked, ask: { aggregate: 'contribution', id, command } });
    const outcome = (await this.#commands.execute(envelope)) as CommandOutcome;
    if (outcome.kind === 'rejected' && outcome.rejection.rejected === 'ALREADY_REVERSED') {
      throw await this.#alreadyReversed(outcome.id);
    }
    return replyOf(outcome, COLLECTION);
  }

  /** Says which event reversed it, so that nobody has to look for it. */
  async #alreadyReversed(id: string): Promise<Problem> {
    const found = await this.#find(id);
    const reversal = found?.history.at(-1);
    return new Problem('ALREADY_REVERSED', {
      members: { reversal: reversal?.event ?? null, reversedAt: reversal?.recorded ?? null },
    });
  }
}

const ID_FORM = /^[0-9a-f-]{36}$/;
