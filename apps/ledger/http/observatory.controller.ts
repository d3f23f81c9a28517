import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { observatoryCsv } from '#interchange/observatory-csv';
import { EVERYWHERE } from '#read-models/figures/compared/observatory';
import { AskObservatory } from '../figure-queries.ts';
import { answered, selectionOf } from './figure-question.ts';
import { ApiRead } from './openapi.ts';
import { Reads, type Reply } from './reply.ts';
import { Visitor } from './request.ts';
import { ObservatoryDto } from './series.dto.ts';

const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** One figure across all partnerships: what a Region, a researcher or a citizen compares by. */
@ApiTags('figures')
@Controller('observatory')
export class ObservatoryController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('figures')
  @ApiRead(
    'One figure across all partnerships, by region, class of size, instrument or users’ area; JSON or CSV',
    'Observatory',
    'public',
  )
  async all(@Visitor() account: Account | undefined, @Query() query: ObservatoryDto): Promise<Reply> {
    const { definition = 'L1', by, format = 'json', ...asked } = query;
    const selection = await selectionOf(this.#folder, account, { ...asked, partnership: EVERYWHERE });
    const { pinned: _, partnership: __, chain: ___, ...question } = selection;
    const found = await this.#queries.execute(new AskObservatory({ ...question, definition, by }));
    const position = BigInt(found.knownAsOf.position);
    if (format === 'json') return answered(selection, account, position, found);
    return { ...answered(selection, account, position, observatoryCsv(found)), type: CSV_TYPE };
  }
}
