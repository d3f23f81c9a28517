import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { openEnvelope, type RecordedEvent } from '#event-log/envelope';
import { FindEvent, ReadEvents } from '../queries.ts';
import { assertWholeLedger } from './access.ts';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { limitOf, NoQueryDto, PageDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller } from './request.ts';

@ApiTags('events')
@Controller('events')
export class EventsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('journal')
  @ApiRead('Every event in log order; the cursor is the position of the last one seen', 'EventPage')
  async list(@Caller() account: Account, @Query() query: PageDto): Promise<Reply> {
    assertWholeLedger(account);
    if (query.knownAsOf !== undefined) {
      throw new Problem('MALFORMED', { detail: 'Events are listed by position; use cursor and limit.' });
    }
    const { cursor } = query;
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) {
      throw new Problem('MALFORMED', { detail: 'cursor must be a position.' });
    }
    const { events, head } = await this.#queries.execute(
      new ReadEvents(BigInt(cursor ?? '0'), limitOf(query)),
    );
    const last = events.at(-1)?.position ?? head;
    return {
      position: head,
      body: { items: events.map(shown), nextCursor: last < head ? last.toString() : null },
    };
  }

  @Get(':id')
  @Reads('journal')
  @ApiRead('One event', 'LoggedEvent')
  @ApiRecordId()
  async one(
    @Caller() account: Account,
    @Param('id') id: string,
    @Query() _query: NoQueryDto,
  ): Promise<Reply> {
    assertWholeLedger(account);
    const event = await this.#queries.execute(new FindEvent(id));
    if (event === null) throw new Problem('NOT_FOUND');
    return { position: await this.#folder.journal.head(), body: shown(event) };
  }
}

/** The parsed envelope to read, and the exact bytes to check. */
function shown(event: RecordedEvent): object {
  return {
    position: event.position.toString(),
    event: openEnvelope(event.bytes),
    bytes: Buffer.from(event.bytes).toString('base64'),
  };
}
