/** Questions to the read models and the journal, and the thin handlers that pass them on. */
import type { Type } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { DataFolder } from '#data-folder/data-folder';
import type { FindingPage } from '#read-models/claims/reader';
import type {
  ContributionFilter,
  ContributionPage,
  YearOpen,
} from '#read-models/contributions/contributions';
import { streamOf } from '#domain/decider';
import type { Definition } from '#domain/figures/definitions';
import type { FrozenFigure } from '#domain/publication/events';
import { transfer, type TransferState } from '#domain/transfer/decider';
import type { TransferEvent } from '#domain/transfer/events';
import { valuationMethod, type ValuationMethodState } from '#domain/valuation-method/decider';
import type { ValuationMethodEvent } from '#domain/valuation-method/events';
import { fold } from '#event-sourcing/decider';
import { loadStream } from '#event-sourcing/run-command';
import { historyOf, type ContributionHistory } from '#read-models/contributions/history';
import type { DirectoryPage, DirectoryRecord, TransferFilter } from '#read-models/directory/directory';
import type { Documents } from '#read-models/directory/projection';
import type { FigureAnswer } from '#read-models/figures/figures';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { hasEntered, publishedNow, type PublishedNow } from '#read-models/figures/published/published';
import { openEnvelope, type Envelope, type RecordedEvent } from '#event-log/envelope';
import { calendarOf, type Calendar } from './calendar.ts';

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

export interface DefinitionList {
  readonly items: readonly Definition[];
  readonly position: bigint;
}

/** Every version of every definition that is in use or was, as known at a position. */
export class ListDefinitions extends Query<DefinitionList> {
  readonly position: bigint | undefined;

  constructor(position?: bigint) {
    super();
    this.position = position;
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

export interface FoundMethod {
  readonly state: ValuationMethodState;
  readonly revision: number;
}

/** One valuation method that was adopted here, from its own stream. */
export class FindMethod extends Query<FoundMethod | null> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
}

/** The calendar of a partnership; null when there is no such partnership. */
export class FindCalendar extends Query<Calendar | null> {
  readonly partnership: string;
  readonly position: bigint | undefined;

  constructor(partnership: string, position?: bigint) {
    super();
    this.partnership = partnership;
    this.position = position;
  }
}

/** What is still open in a year of a partnership. */
export class LookThroughYear extends Query<YearOpen> {
  readonly partnership: string;
  readonly year: number;
  readonly position: bigint | undefined;

  constructor(partnership: string, year: number, position?: bigint) {
    super();
    this.partnership = partnership;
    this.year = year;
    this.position = position;
  }
}

export class ListTransfers extends Query<DirectoryPage<'transfer'>> {
  readonly filter: TransferFilter;
  readonly page: Page;

  constructor(filter: TransferFilter, page: Page) {
    super();
    this.filter = filter;
    this.page = page;
  }
}

/** One transfer from its own stream: as current as the log. */
export class FindTransfer extends Query<Exclude<TransferState, { phase: 'absent' }> | null> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
}

/** The last event of a stream, which is its reversal where it was reversed. */
export class FindReversal extends Query<Envelope | null> {
  readonly stream: string;

  constructor(stream: string) {
    super();
    this.stream = stream;
  }
}

export class ListFindings extends Query<FindingPage> {
  readonly partnership: string | null;
  readonly page: Page;

  constructor(partnership: string | null, page: Page) {
    super();
    this.partnership = partnership;
    this.page = page;
  }
}

/** Publications of one partnership, or of all. */
export class ListPublications extends Query<DirectoryPage<'publication'>> {
  readonly partnership: string | undefined;
  readonly page: Page;

  constructor(partnership: string | undefined, page: Page) {
    super();
    this.partnership = partnership;
    this.page = page;
  }
}

export interface FoundPublication {
  readonly record: DirectoryRecord<'publication'> | null;
  readonly position: bigint;
}

/** One publication of a partnership by its number, with the revision that a command on it is held to. */
export class FindPublication extends Query<FoundPublication> {
  readonly partnership: string;
  readonly number: string;
  readonly position: bigint | undefined;

  constructor(partnership: string, number: string, position?: bigint) {
    super();
    this.partnership = partnership;
    this.number = number;
    this.position = position;
  }
}

/** What a published figure says with what is known by now, or was at a position. */
export class LookAtPublished extends Query<PublishedNow> {
  readonly figure: FrozenFigure;
  readonly position: bigint | undefined;

  constructor(figure: FrozenFigure, position?: bigint) {
    super();
    this.figure = figure;
    this.position = position;
  }
}

/** Whether the event at a position made facts that count in a published figure. */
export class HasEntered extends Query<boolean> {
  readonly figure: FrozenFigure;
  readonly event: bigint;

  constructor(figure: FrozenFigure, event: bigint) {
    super();
    this.figure = figure;
    this.event = event;
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
  answering(ListDefinitions, (folder, { position }) => folder.figures.definitions(position)),
  answering(ListDirectory, (folder, { kind, page }) => folder.directory.list(kind, page)),
  answering(FindInDirectory, (folder, { kind, id, position }) => folder.directory.find(kind, id, position)),
  answering(ListContributions, (folder, { filter, page }) => folder.contributions.list(filter, page)),
  answering(FindContribution, (folder, { id, position }) => historyOf(folder.store, id, position)),
  answering(FindMethod, async (folder, { id }) => {
    const stream = streamOf('valuation-method', id);
    const history = await loadStream<ValuationMethodEvent>(folder.store, valuationMethod, stream);
    if (history.length === 0) return null;
    return { state: fold(valuationMethod, history), revision: history.length - 1 };
  }),
  answering(FindCalendar, (folder, { partnership, position }) =>
    calendarOf(folder.store, partnership, position),
  ),
  answering(LookThroughYear, (folder, { partnership, year, position }) =>
    folder.contributions.yearOpen(partnership, year, position),
  ),
  answering(ListTransfers, (folder, { filter, page }) => folder.directory.transfers(filter, page)),
  answering(FindTransfer, async (folder, { id }) => {
    const stream = streamOf('transfer', id);
    const state = fold(transfer, await loadStream<TransferEvent>(folder.store, transfer, stream));
    return state.phase === 'absent' ? null : state;
  }),
  answering(FindReversal, async (folder, { stream }) => {
    const { events } = await folder.store.readStream(stream);
    const last = events.at(-1);
    return last === undefined ? null : openEnvelope(last.bytes);
  }),
  answering(ListFindings, (folder, { partnership, page }) => folder.claims.findings(partnership, page)),
  answering(ListPublications, (folder, { partnership, page }) =>
    folder.directory.publications(partnership, page),
  ),
  answering(FindPublication, (folder, { partnership, number, position }) =>
    folder.directory.publication(partnership, number, position),
  ),
  answering(LookAtPublished, (folder, { figure, position }) =>
    publishedNow(folder.figures, figure, position),
  ),
  answering(HasEntered, (folder, { figure, event }) => hasEntered(folder.figures, figure, event)),
  answering(FindEvent, (folder, { id }) => folder.journal.event(id)),
  answering(ReadEvents, async (folder, { after, limit }) => {
    const events = await folder.journal.read(after, limit);
    return { events, head: await folder.journal.head() };
  }),
];

/** The handler of one query: a line that asks the data folder. */
export function answering<Asked extends Query<Answer>, Answer>(
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
