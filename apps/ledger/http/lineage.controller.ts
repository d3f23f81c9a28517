/** Where a figure comes from, down to single events. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import type { ToldLeaf } from '#data-folder/told-leaves';
import { moneyOf } from '#domain/money';
import type { LeafQuestion, Lineage } from '#read-models/figures/lineage/lineage';
import { assertHasValue } from '#read-models/figures/kinds/series';
import { AskLineage, TellLeaves } from '../lineage-queries.ts';
import { DEFINITION_ASKED } from './figure-question.dto.ts';
import { answered, selectionOf, type AskedSelection } from './figure-question.ts';
import { assertSeesEvents, eventsSeenBy } from './leaf-access.ts';
import { LineageDto } from './lineage.dto.ts';
import { readCursor, writeCursor, type AskedWords } from './lineage-cursor.ts';
import { lineageFile, MEDIA_TYPES, type AskedFile } from './lineage-file.ts';
import { ApiRead } from './openapi.ts';
import { Problem } from './problems.ts';
import { limitOf } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Visitor } from './request.ts';

/** A file of more leaves would hold up everybody else. */
const FILE_LEAVES_MAX = 100_000;

@ApiTags('figures')
@Controller('figures/:definition/lineage')
export class LineageController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('figures')
  @ApiRead('Where a figure comes from: terms, groups, and for accounts the events below', 'Lineage', 'public')
  @ApiParam({ name: 'definition', schema: { type: 'string', pattern: DEFINITION_ASKED.source } })
  async lineage(
    @Visitor() account: Account | undefined,
    @Param('definition') definition: string,
    @Query() query: LineageDto,
  ): Promise<Reply> {
    const { cursor, term, format = 'json' } = query;
    const words = { definition, query };
    const start = cursor === undefined ? null : readCursor(cursor, words, { after: 2, asOf: 1 });
    // A page after the first is of the same answer, whatever was recorded since.
    const selection = await selectionOf(this.#folder, account, { ...query, ...start?.asOf[0] });
    const { partnerships } = this.#folder.figures.open(selection);
    if (format !== 'json') {
      const { bringer } = assertSeesEvents(account, partnerships);
      const lineage = await this.#ask(definition, selection, { term, bringer, limit: FILE_LEAVES_MAX });
      return this.#file({ format, term }, selection, account, lineage);
    }
    const seen = eventsSeenBy(account, partnerships);
    const [position, ordinal] = start?.after ?? [];
    const after = position === undefined || ordinal === undefined ? undefined : { position, ordinal };
    const limit = seen === null ? 0 : limitOf(query);
    const asked = { term, bringer: seen?.bringer, after, limit };
    const lineage = await this.#ask(definition, selection, asked);
    const leaves = seen === null ? null : await this.#tell(lineage);
    return answered(selection, account, lineage.head, bodyOf(words, lineage, leaves));
  }

  async #ask(
    definition: string,
    { pinned: _, ...selection }: AskedSelection,
    leaves: LeafQuestion,
  ): Promise<Lineage> {
    const question = { ...selection, definitions: [definition] };
    const lineage = await this.#queries.execute(new AskLineage(question, leaves));
    assertHasValue(lineage.figure.definition);
    return lineage;
  }

  #tell({ leaves, figure }: Lineage): Promise<readonly ToldLeaf[]> {
    return this.#queries.execute(new TellLeaves(leaves, BigInt(figure.knownAsOf.position)));
  }

  async #file(
    file: AskedFile,
    selection: AskedSelection,
    account: Account | undefined,
    lineage: Lineage,
  ): Promise<Reply> {
    if (lineage.next !== null) {
      const detail =
        `It has ${lineage.count} leaves, and a file holds ${FILE_LEAVES_MAX}. ` +
        'Ask for one term, for some years or for one side, or read it by page.';
      throw new Problem('LINEAGE_TOO_LONG', { detail, errors: [{ pointer: '/format', detail }] });
    }
    const { origin } = this.#folder.journal;
    const body = lineageFile(file, origin, lineage, await this.#tell(lineage));
    return { ...answered(selection, account, lineage.head, body), type: MEDIA_TYPES[file.format] };
  }
}

function bodyOf(
  asked: AskedWords,
  { figure, terms, next, count, others }: Lineage,
  leaves: readonly ToldLeaf[] | null,
): object {
  const asOf = { effectiveAsOf: figure.effectiveAsOf, knownAsOf: figure.knownAsOf.position };
  const nextCursor =
    next === null ? null : writeCursor({ after: [next.position, next.ordinal], asOf: [asOf] }, asked);
  return {
    figure,
    terms,
    leaves: leaves && { items: leaves.map(shownLeaf), nextCursor, count, others },
  };
}

function shownLeaf({ position, ordinal: _, bringer, cents, ...leaf }: ToldLeaf): object {
  return {
    position: position.toString(),
    ...leaf,
    bringer: bringer === '' ? null : bringer,
    amount: moneyOf(cents),
  };
}
