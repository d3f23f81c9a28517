/** Questions to the read models and the journal, and the thin handlers that pass them on. */
import type { Type } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { DataFolder } from '#data-folder/data-folder';
import type { ContributionFilter, ContributionPage } from '#read-models/contributions/contributions';
import { historyOf, type ContributionHistory } from '#read-models/contributions/history';
import type { DirectoryPage, DirectoryRecord } from '#read-models/directory/directory';
import type { Documents } from '#read-models/directory/projection';
import type { FigureAnswer, FigureQuestion } from '#read-models/figures/figures';
import type { RecordedEvent } from '#event-log/envelope';

export interface Page {
  readonly after: number;
  readonly limit: number;
  readonly position?: bigint;
}

export class AskFigures extends Query<FigureAnswer> {
  readonly question: FigureQuestion;

  constructor(question: FigureQuestion) {
    super();
    this.question = question;
  }
}

export class ListDirectory extends Query<DirectoryPage<keyof Documents>> {
  readonly kind: keyof Documents;
  readonly page: Page;

  constructor(kind: keyof Documents, page: Page) {
    super();
    this.kind = kind;
    this.page = page;
  }
}

export interface FoundRecord {
  readonly record: DirectoryRecord<keyof Documents> | null;
  readonly position: bigint;
}

export class FindInDirectory extends Query<FoundRecord> {
  readonly kind: keyof Documents;
  readonly id: string;
  readonly position: bigint | undefined;

  constructor(kind: keyof Documents, id: string, position?: bigint) {
    super();
    this.kind = kind;
    this.id = id;
    this.position = position;
  }
}

export class ListContributions extends Query<ContributionPage> {
  readonly filter: ContributionFilter;
  readonly page: Page;

  constructor(filter: ContributionFilter, page: Page) {
    super();
    this.filter = filter;
    this.page = page;
  }
}

/** One contribution from its own stream: as current as the log, and as of any position of it. */
export class FindContribution extends Query<ContributionHistory | null> {
  readonly id: string;
  readonly position: bigint | undefined;

  constructor(id: string, position?: bigint) {
    super();
    this.id = id;
    this.position = position;
  }
}

export interface EventPage {
  readonly events: readonly RecordedEvent[];
  readonly head: bigint;
}

export class ReadEvents extends Query<EventPage> {
  readonly after: bigint;
  readonly limit: number;

  constructor(after: bigint, limit: number) {
    super();
    this.after = after;
    this.limit = limit;
  }
}

export class FindEvent extends Query<RecordedEvent | null> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
}

export const queryHandlers: Type[] = [
  answering(AskFigures, (folder, { question }) => folder.figures.answer(question)),
  answering(ListDirectory, (folder, { kind, page }) => folder.directory.list(kind, page)),
  answering(FindInDirectory, (folder, { kind, id, position }) => folder.directory.find(kind, id, position)),
  answering(ListContributions, (folder, { filter, page }) => folder.contributions.list(filter, page)),
  answering(FindContribution, (folder, { id, position }) => historyOf(folder.store, id, position)),
  answering(FindEvent, (folder, { id }) => folder.journal.event(id)),
  answering(ReadEvents, async (folder, { after, limit }) => {
    const events = await folder.journal.read(after, limit);
    return { events, head: await folder.journal.head() };
  }),
];

/** The handler of one query: a line that asks the data folder. */
function answering<Asked extends Query<Answer>, Answer>(
  query: Type<Asked>,
  answer: (folder: DataFolder, query: Asked) => Answer | Promise<Answer>,
): Type {
  @QueryHandler(query)
  class Handler {
    readonly folder: DataFolder;

    constructor(folder: DataFolder) {
      this.folder = folder;
    }

    async execute(asked: Asked): Promise<Answer> {
      return answer(this.folder, asked);
    }
  }
  return Handler;
}
