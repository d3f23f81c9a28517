/** The controls that run on entry and on verification, and what slipped past them where it could. */
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { CONTROL_CODES, CONTROLS } from '#domain/controls/controls';
import { ListFindings } from '../queries.ts';
import { assertScope, assertWholeLedger } from './access.ts';
import { cursorOf, pageOf } from './as-of.ts';
import { ApiRead } from './openapi.ts';
import { FindingsDto, NoQueryDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller } from './request.ts';

@ApiTags('controls')
@Controller('controls')
export class ControlsController {
  readonly #folder: DataFolder;

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  @Get()
  @ApiRead(
    'Every control: its rule, its source, and what happens when it is not met',
    'ControlPage',
    'public',
  )
  async list(@Query() _query: NoQueryDto): Promise<Reply> {
    const items = CONTROL_CODES.map((code) => ({ code, ...CONTROLS[code] }));
    return { position: await this.#folder.journal.head(), body: { items, nextCursor: null } };
  }
}

@ApiTags('findings')
@Controller('findings')
export class FindingsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('claims')
  @ApiRead(
    'Events that stand in the log against a rule, because two writers could not see each other',
    'FindingPage',
  )
  async list(@Caller() account: Account, @Query() query: FindingsDto): Promise<Reply> {
    const { partnership } = query;
    if (partnership === undefined) assertWholeLedger(account);
    else assertScope(account, partnership);
    const page = await pageOf(this.#folder, query, 'claims');
    const found = await this.#queries.execute(new ListFindings(partnership ?? null, page));
    const items = found.findings.map((each) => ({ ...each, position: each.position.toString() }));
    const nextCursor = cursorOf(found.next, page.position ?? found.position);
    return { position: found.position, body: { items, nextCursor } };
  }
}
