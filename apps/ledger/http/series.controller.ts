/** What of a partnership's figures moves: over time, by what somebody chooses, and what is about to lapse. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { businessDay } from '#data-folder/business-day';
import { DataFolder } from '#data-folder/data-folder';
import { dateOf, dayOf } from '#domain/calendar';
import { USUAL_FIGURES } from '#domain/figures/definitions';
import type { ExpiringPledge } from '#read-models/contributions/contributions';
import { AskCurve, AskSensitivity, ListExpiringPledges } from '../figure-queries.ts';
import { FindInDirectory } from '../queries.ts';
import { assertScope, partySeenBy } from './access.ts';
import { cursorOf, pageOf } from './as-of.ts';
import { answered, selectionOf, type AskedSelection } from './figure-question.ts';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { Problem } from './problems.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller, ID_FORM, Visitor } from './request.ts';
import { CurveDto, ExpiringPledgesDto, SensitivityDto, WITHIN_FORM } from './series.dto.ts';

const WITHIN_DAYS = 90;

@ApiTags('figures')
@Controller('partnerships/:id')
export class SeriesController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get('curve')
  @Reads('figures')
  @ApiRead('What had come at least so far, from pledged to verified, over the years', 'Curve', 'public')
  @ApiRecordId()
  async curve(
    @Visitor() account: Account | undefined,
    @Param('id') id: string,
    @Query() query: CurveDto,
  ): Promise<Reply> {
    const { step = 'YEAR' } = query;
    const selection = await this.#selectionOf(id, account, query);
    const { pinned: _, basis: __, ...question } = selection;
    const curve = await this.#queries.execute(new AskCurve(question, step));
    return answered(selection, account, BigInt(curve.knownAsOf.position), curve);
  }

  @Get('sensitivity')
  @Reads('figures')
  @ApiRead('Figures on every basis, in every view and scope', 'Sensitivity', 'public')
  @ApiRecordId()
  async sensitivity(
    @Visitor() account: Account | undefined,
    @Param('id') id: string,
    @Query() query: SensitivityDto,
  ): Promise<Reply> {
    const selection = await this.#selectionOf(id, account, query);
    const { pinned: _, basis: __, view: ___, scope: ____, ...question } = selection;
    const definitions = query.definition ?? USUAL_FIGURES;
    const found = await this.#queries.execute(new AskSensitivity({ ...question, definitions }));
    return answered(selection, account, BigInt(found.knownAsOf.position), found);
  }

  @Get('expiring-pledges')
  @Reads('contributions')
  @ApiRead('Pledges that are still open and due soon, or overdue', 'ExpiringPledgePage')
  @ApiRecordId()
  async expiringPledges(
    @Caller() account: Account,
    @Param('id') id: string,
    @Query() query: ExpiringPledgesDto,
  ): Promise<Reply> {
    const partnership = partnershipOf(id);
    assertScope(account, partnership);
    const page = await pageOf(this.#folder, query, 'contributions');
    const { record } = await this.#queries.execute(new FindInDirectory('partnership', partnership));
    if (record === null) throw new Problem('NOT_FOUND');
    const effectiveAsOf = query.effectiveAsOf ?? businessDay(this.#folder.now());
    const days = Number(WITHIN_FORM.exec(query.within ?? '')?.[1] ?? WITHIN_DAYS);
    const until = dateOf(dayOf(effectiveAsOf) + days);
    const bringer = partySeenBy(account);
    const filter = { partnership, until, ...(bringer === undefined ? {} : { bringer }) };
    const { pledges, count, open, next, position } = await this.#queries.execute(
      new ListExpiringPledges(filter, page),
    );
    const body = {
      ...{ partnership, effectiveAsOf, until, count, open },
      items: pledges.map((pledge) => shown(pledge, effectiveAsOf)),
      nextCursor: cursorOf(next, page.position ?? position),
    };
    return { position, body };
  }

  /** On the least basis, for both questions ask them all. A partnership in an address may be one that is not there. */
  async #selectionOf(
    id: string,
    account: Account | undefined,
    query: CurveDto | SensitivityDto,
  ): Promise<AskedSelection> {
    try {
      const asked = { ...query, partnership: partnershipOf(id), basis: 'pledged' } as const;
      return await selectionOf(this.#folder, account, asked);
    } catch (error) {
      if (error instanceof Problem && error.code === 'PARTNERSHIP_UNKNOWN') throw new Problem('NOT_FOUND');
      throw error;
    }
  }
}

/** The id in an address. */
function partnershipOf(id: string): string {
  if (!ID_FORM.test(id)) throw new Problem('NOT_FOUND');
  return id;
}

function shown({ row, dueOn }: ExpiringPledge, effectiveAsOf: string): object {
  const { id, bringer, payer, kind, effective, expiresOn, value, balances } = row;
  return {
    ...{ contribution: id, bringer, payer, kind, effective, expiresOn, dueOn, value },
    open: balances?.rungs.PLEDGED ?? null,
    daysLeft: dayOf(dueOn) - dayOf(effectiveAsOf),
  };
}
