/** Questions to the read models and the journal, and the thin handlers that pass them on. */
import type { Type } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
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

@QueryHandler(AskFigures)
class FiguresHandler implements IQueryHandler<AskFigures> {
  readonly folder: DataFolder;

  constructor(folder: DataFolder) {
    this.folder = folder;
  }

  async execute({ question }: AskFigures): Promise<FigureAnswer> {
    return this.folder.figures.answer(question);
  }
}

@QueryHandler(ListDirectory)
class ListDirectoryHandler implements IQueryHandler<ListDirectory> {
  readonly folder: DataFolder;

  constructor(folder: DataFolder) {
    this.folder = folder;
  }

  async execute({ kind, page }: ListDirectory): Promise<DirectoryPage<keyof Documents>> {
    return this.folder.directory.list(kind, page);
  }
}

@QueryHandler(FindInDirectory)
class FindInDirectoryHandler implements IQueryHandler<FindInDirectory> {
  readonly folder: DataFolder;

  constructor(folder: DataFolder) {
    this.folder = folder;
  }

  async execute({ kind, id, position }: FindInDirectory): Promise<FoundRecord> {
    return this.folder.directory.find(kind, id, position);
  }
}

@QueryHandler(ListContributions)
class ListContributionsHandler implements IQueryHandler<ListContributions> {
  readonly folder: DataFolder;

  constructor(folder: DataFolder) {
    this.folder = folder;
  }

  async execute({ filter, page }: ListContributions): Promise<ContributionPage> {
    return this.folder.contributions.list(filter, page);
  }
}

@QueryHandler(FindContribution)
class FindContributionHandler implements IQueryHandler<FindContribution> {
  readonly folder: DataFolder;

  constructor(folder: DataFolder) {
    this.folder = folder;
  }

  async execute({ id, position }: FindContribution): Promise<ContributionHistory | null> {
    return historyOf(this.folder.store, id, position);
  }
}

@QueryHandler(ReadEvents)
class ReadEventsHandler implements IQueryHandler<ReadEvents> {
  readonly folder: DataFolder;

  constructor(folder: DataFolder) {
    this.folder = folder;
  }

  async execute({ after, limit }: ReadEvents): Promise<EventPage> {
    const events = await this.folder.journal.read(after, limit);
    return { events, head: await this.folder.journal.head() };
  }
}

export const queryHandlers: Type[] = [
  FiguresHandler,
  ListDirectoryHandler,
  FindInDirectoryHandler,
  ListContributionsHandler,
  FindContributionHandler,
  ReadEventsHandler,
];
