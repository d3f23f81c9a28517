/** The years of a partnership, and what is still open in one of them. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { CHECKLIST_ITEMS, type ChecklistItem } from '#domain/period/events';
import type { YearOpen } from '#read-models/contributions/contributions';
import type { Calendar } from '../calendar.ts';
import { FindCalendar, LookThroughYear } from '../queries.ts';
import { assertScope } from './access.ts';
import { knownPosition } from './as-of.ts';
import { ApiRead, ApiRecordId, PLACES } from './openapi.ts';
import { Problem } from './problems.ts';
import { KnownAsOfDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller, ID_FORM, yearOf } from './request.ts';

@ApiTags('partnerships')
@Controller('partnerships/:id/periods')
export class PeriodsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('journal')
  @ApiRead('The years of a partnership of which something is written; all others are open', 'Calendar')
  @ApiRecordId()
  async calendar(
    @Caller() account: Account,
    @Param('id') id: string,
    @Query() query: KnownAsOfDto,
  ): Promise<Reply> {
    const at = await knownPosition(this.#folder, query.knownAsOf, 'directory');
    const position = at ?? (await this.#folder.journal.head());
    const { revision, years } = await this.#find(account, id, at);
    return { position, revision, body: { partnership: id, revision, years } };
  }

  @Get(':year/checklist')
  @Reads('contributions')
  @ApiRead('What a year leaves open, by item of the checklist that its closing asks for', 'Checklist')
  @ApiRecordId()
  @ApiParam({ name: 'year', schema: PLACES.year })
  async checklist(
    @Caller() account: Account,
    @Param('id') id: string,
    @Param('year', { transform: yearOf }) year: string,
    @Query() query: KnownAsOfDto,
  ): Promise<Reply> {
    const at = await knownPosition(this.#folder, query.knownAsOf, 'contributions');
    const { years } = await this.#find(account, id, at);
    const number = Number.parseInt(year, 10);
    const open = await this.#queries.execute(new LookThroughYear(id, number, at));
    const items = CHECKLIST_ITEMS.map((item) => ({ item, open: COUNTED[item]?.(open) ?? null }));
    const phase = years.find((each) => each.year === number)?.phase ?? 'OPEN';
    return { position: at ?? open.position, body: { partnership: id, year: number, phase, items } };
  }

  async #find(account: Account, id: string, at: bigint | undefined): Promise<Calendar> {
    const found = ID_FORM.test(id) ? await this.#queries.execute(new FindCalendar(id, at)) : null;
    if (found === null) throw new Problem('NOT_FOUND');
    assertScope(account, id);
    return found;
  }
}

/** What can be counted; the rest is for people to look at. */
const COUNTED: Readonly<Partial<Record<ChecklistItem, (open: YearOpen) => number>>> = {
  UNVERIFIED: ({ unverified }) => unverified,
  CONTESTED: ({ contested }) => contested,
  EVIDENCE_MISSING: ({ evidenceMissing }) => evidenceMissing,
  UNVALUED: ({ unvalued }) => unvalued,
  EXPIRING_PLEDGES: ({ openPledges }) => openPledges,
};
