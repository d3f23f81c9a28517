import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import type { ContributionHistory } from '#read-models/contributions/history';
import { FindContribution, ListContributions } from '../queries.ts';
import { assertScope, partySeenBy } from './access.ts';
import { cursorOf, knownPosition, pageOf } from './as-of.ts';
import { shownResource } from './commands/resource.dto.ts';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { ContributionsDto, KnownAsOfDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller, ID_FORM } from './request.ts';

@ApiTags('contributions')
@Controller('contributions')
export class ContributionsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('contributions')
  @ApiRead('The register of contributions, in order of recording', 'ContributionPage')
  async list(@Caller() account: Account, @Query() query: ContributionsDto): Promise<Reply> {
    const { partnership, bringer, kind, stage, status, word } = query;
    const mine = partySeenBy(account);
    if (mine !== undefined && bringer !== undefined && bringer !== mine) {
      throw new Problem('NOT_ALLOWED', {
        detail: 'A partner sees the contributions of its own organisation.',
      });
    }
    if (partnership !== undefined) assertScope(account, partnership);
    const within = account.partnerships === '*' ? undefined : account.partnerships;
    const [undecided, late] = [flagOf(query.undecided), flagOf(query.late)];
    const wanted = {
      partnership,
      within,
      bringer: mine ?? bringer,
      kind,
      stage,
      status,
      word,
      undecided,
      late,
    };
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
    const mine = partySeenBy(account);
    if (found === null || (mine !== undefined && found.bringer !== mine)) {
      throw new Problem('NOT_FOUND');
    }
    assertScope(account, found.partnership);
    const { position: _last, statement, ...rest } = found;
    const stated = statement && { ...statement, resource: shownResource(statement.resource) };
    const body = { ...rest, statement: stated };
    return { position: head, revision: found.revision, body };
  }

  async #find(id: string, position?: bigint): Promise<ContributionHistory | null> {
    if (!ID_FORM.test(id)) return null;
    return this.#queries.execute(new FindContribution(id, position));
  }
}

function flagOf(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}
