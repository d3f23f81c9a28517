/** Published figures: frozen as they were, and what they say with what is known by now. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { digestOf } from '#data-folder/publish';
import type { FrozenFigure } from '#domain/publication/events';
import type { PublicationDocument } from '#read-models/directory/documents';
import type { DirectoryPage } from '#read-models/directory/directory';
import { statusOf } from '#read-models/figures/published/published';
import { FindEvent, FindPublication, HasEntered, ListPublications, LookAtPublished } from '../queries.ts';
import { assertWholeLedger, BASE_PATH } from './access.ts';
import { NUMBER_FORM } from './commands/route.ts';
import { cursorOf, knownPosition, pageOf, type PageAt } from './as-of.ts';
import { ApiRead, ApiRecordId, PLACES } from './openapi.ts';
import { Problem } from './problems.ts';
import { KnownAsOfDto, PageDto, PageLimit } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Caller, ID_FORM, Visitor } from './request.ts';
import { Absent, Id } from './fields.ts';

/** Each of a page is asked anew, twice. */
const LIMIT = 20;

export class PublicationsDto extends PageDto {
  @Absent()
  @Id()
  partnership?: string;

  @Absent()
  @PageLimit(LIMIT)
  override limit = LIMIT.toString();
}

@ApiTags('publications')
@Controller('publications')
export class PublicationsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('directory')
  @ApiRead('Published figures, in order of publishing', 'PublicationPage', 'public')
  async list(@Visitor() account: Account | undefined, @Query() query: PublicationsDto): Promise<Reply> {
    const page = await pageOf(this.#folder, query, 'directory');
    const { records, next, position } = await this.#queries.execute(
      new ListPublications(query.partnership, page),
    );
    const at = page.position ?? position;
    await this.#folder.reached('figures', at, CATCH_UP_MS);
    const items: object[] = [];
    // One after the other, and others are answered between two of them.
    for (const { document } of records) {
      const isRestated = isSettled(document) ? false : await this.#isRestated(document, at);
      items.push(summaryOf(document, isRestated, account));
      await nextTurn();
    }
    return { position, body: { items, nextCursor: cursorOf(next, at) } };
  }

  @Get(':id/:number')
  @Reads('directory')
  @ApiRead('One published figure, computed anew, and the same question asked now', 'Publication', 'public')
  @ApiRecordId()
  @ApiParam({ name: 'number', schema: PLACES.number })
  async one(
    @Visitor() account: Account | undefined,
    @Param('id') partnership: string,
    @Param('number') number: string,
    @Query() query: KnownAsOfDto,
  ): Promise<Reply> {
    if (!ID_FORM.test(partnership) || !NUMBER_FORM.test(number)) throw new Problem('NOT_FOUND');
    const at = await knownPosition(this.#folder, query.knownAsOf, 'directory');
    const { record, position } = await this.#queries.execute(new FindPublication(partnership, number, at));
    if (record === null) throw new Problem('NOT_FOUND');
    const known = at ?? position;
    await this.#folder.reached('figures', known, CATCH_UP_MS);
    const { document } = record;
    const looked = await this.#queries.execute(new LookAtPublished(document.figure, known));
    const body = {
      ...summaryOf(document, looked.isRestated, account),
      revision: record.revision,
      text: document.text,
      recomputed: {
        equal: looked.recomputesEqual,
        digest: { holds: digestOf(document.figure) === document.digest },
      },
      now: looked.now,
      difference: differenceLink(document.figure, known),
    };
    return { position, revision: record.revision, body };
  }

  async #isRestated({ figure }: PublicationDocument, at: bigint): Promise<boolean> {
    return (await this.#queries.execute(new LookAtPublished(figure, at))).isRestated;
  }
}

/** The directory and the figures are folded side by side; one may be a moment behind the other. */
const CATCH_UP_MS = 2_000;

/** What was withdrawn or replaced says so, whatever is known by now. */
function isSettled({ withdrawn, replacedBy }: PublicationDocument): boolean {
  return withdrawn !== null || replacedBy !== null;
}

/** Who published it is an account, which the public is not told. */
function summaryOf(document: PublicationDocument, isRestated: boolean, account: Account | undefined): object {
  const { partnership, number, title, figure, digest, by, recorded, replaces, replacedBy, withdrawn } =
    document;
  return {
    ...{ partnership, number, title, recorded, position: document.position },
    by: account === undefined ? null : by,
    ...{ digest, replaces, replacedBy, withdrawn, figure },
    status: statusOf(document, isRestated),
    link: `${BASE_PATH}/publications/${partnership}/${number}`,
  };
}

/** Where the difference between what was published and what is known by now is told. */
function differenceLink({ question }: FrozenFigure, now: bigint): string {
  const { partnership, chain, definition, version, basis, view, scope, prices } = question;
  const query = new URLSearchParams({
    ...{ partnership, basis, view, scope },
    ...(chain ? { chain: 'true' } : {}),
    ...(prices === null ? {} : { prices: `${prices.series}:${prices.of}` }),
    ...Object.fromEntries(Object.entries(question.filters).map(([name, values]) => [name, values.join(',')])),
    ...(Object.keys(question.excluded).length === 0 ? {} : { without: excludedText(question.excluded) }),
    effectiveAsOf: question.effectiveAsOf,
    fromKnownAsOf: question.position,
    knownAsOf: now.toString(),
  });
  return `${BASE_PATH}/figures/${definition}@${version}/differences?${query.toString()}`;
}

function excludedText(excluded: FrozenFigure['question']['excluded']): string {
  return Object.entries(excluded)
    .map(([name, values]) => `${name}:${values.join(',')}`)
    .join(';');
}

@ApiTags('events')
@Controller('events/:id/publications')
export class PublicationsOfEventController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('figures')
  @ApiRead('The published figures in which facts of an event count', 'PublicationReferences')
  @ApiRecordId()
  async of(@Caller() account: Account, @Param('id') id: string, @Query() query: PageDto): Promise<Reply> {
    assertWholeLedger(account);
    const event = ID_FORM.test(id) ? await this.#queries.execute(new FindEvent(id)) : null;
    if (event === null) throw new Problem('NOT_FOUND');
    const page = await pageOf(this.#folder, query, 'directory');
    const position = page.position ?? (await this.#folder.journal.head());
    await this.#folder.reached('directory', position, CATCH_UP_MS);
    const { items, next } = await this.#entered(event.position, { ...page, position });
    return { position, body: { event: id, items, nextCursor: cursorOf(next, position) } };
  }

  /** What an event entered, one publication looked at after the other; once the page is full, the rest is for later. */
  async #entered(
    event: bigint,
    { after, limit, position }: Required<PageAt>,
  ): Promise<{ readonly items: readonly object[]; readonly next: number | null }> {
    const items: object[] = [];
    let next: number | null = after;
    while (next !== null && items.length < limit) {
      const one = { after: next, limit: 1, position };
      const page: DirectoryPage<'publication'> = await this.#queries.execute(
        new ListPublications(undefined, one),
      );
      for (const { document } of page.records) {
        const entered = await this.#queries.execute(new HasEntered(document.figure, event));
        if (entered) items.push(referenceOf(document));
      }
      next = page.next;
      await nextTurn();
    }
    return { items, next };
  }
}

function referenceOf({ partnership, number, title, digest }: PublicationDocument): object {
  const link = `${BASE_PATH}/publications/${partnership}/${number}`;
  return { partnership, number, title, digest, link };
}
