/** The ledger in a data folder that this process holds. */
import { randomUUID } from 'node:crypto';
import type { Account } from '#data-folder/accounts';
import { AccountError, LOCAL_ACCOUNT } from '#data-folder/accounts';
import { businessDay } from '#data-folder/business-day';
import type { Ask } from '#data-folder/commands';
import { DataFolder, type ReadModelName } from '#data-folder/data-folder';
import { positionKnownAsOf } from '#data-folder/known-as-of';
import type { ContributionPage } from '#read-models/contributions/contributions';
import { historyOf } from '#read-models/contributions/history';
import type { ContributionHistory } from '#read-models/contributions/history';
import {
  DefinitionUnknown,
  PriceIndexUnknown,
  PricePeriodUnknown,
  type Figure,
} from '#read-models/figures/figures';
import type { CountedFact } from '#read-models/figures/scan/counted-facts';
import { GroupsTooMany } from '#read-models/figures/scan/sums';
import { answerOne, NotForThisFigure } from '#read-models/figures/kinds/one';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { assertHasValue, SeriesHasNoValue } from '#read-models/figures/kinds/series';
import type { Effect, Ledger, Listed, ListedKind, Question, ToldFigure } from './ledger.ts';
import { UsageError } from './usage.ts';

/** A rebuild of a large ledger takes a while; a person is waiting for the answer and sees that it works. */
const READ_MODEL_WAIT_MS = 600_000;
const PAGE = 200;

/** Facts, and the two as-of points that they are seen from. */
export interface Seen {
  readonly effectiveAsOf: string;
  readonly position: bigint;
  readonly facts: Iterable<CountedFact>;
}

export class LocalLedger implements Ledger {
  readonly concurrency = 1_000;
  readonly folder: DataFolder;
  readonly #account: Account;
  /** All that one run of the command line records belongs together. */
  readonly #correlationId = randomUUID();

  static async open(path: string, as: string | undefined, what: string): Promise<LocalLedger> {
    const folder = await DataFolder.open({ path, holder: { what: `pledger ${what}`, url: null } });
    try {
      return new LocalLedger(folder, as);
    } catch (error) {
      await folder.close();
      throw error;
    }
  }

  private constructor(folder: DataFolder, as: string | undefined) {
    this.folder = folder;
    this.#account = folder.accounts.acting(as ?? LOCAL_ACCOUNT);
  }

  assertMayRecord(partnership: string | null): void {
    const { name, role, partnerships } = this.#account;
    const refusal = `the account ${name} (${role}) may not record here`;
    if (role !== 'finance') throw new AccountError(refusal);
    if (partnerships === '*') return;
    if (partnership === null) throw new AccountError(`${refusal}: it may not register a new partnership`);
    if (!partnerships.includes(partnership))
      throw new AccountError(`${refusal}: it is for other partnerships`);
  }

  async execute(ask: Ask, key: string): Promise<Effect> {
    const { id: actorId, role, org } = this.#account;
    const outcome = await this.folder.execute({
      ask,
      key,
      correlationId: this.#correlationId,
      actor: { id: actorId, role, org },
    });
    const { id } = outcome;
    switch (outcome.kind) {
      case 'done': {
        const { replayed, position } = outcome.receipt;
        return replayed || position === null ? { kind: 'present', id } : { kind: 'recorded', id, position };
      }
      case 'rejected': {
        const { rejected, pointer = null, params } = outcome.rejection;
        if (rejected === 'ALREADY_RECORDED') return { kind: 'taken', id };
        const found = Object.entries(params).map(([param, value]) => `${param}: ${value}`);
        return { kind: 'refused', code: rejected, detail: found.join(', '), pointer };
      }
      case 'keyReused':
        return { kind: 'taken', id };
      case 'stale':
      case 'contended':
        return { kind: 'refused', code: outcome.kind.toUpperCase(), detail: '', pointer: null };
    }
  }

  async *list<Kind extends ListedKind>(kind: Kind, after?: bigint): AsyncGenerator<Listed<Kind>> {
    await this.#await('directory', after);
    for (let seen: number | null = 0; seen !== null;) {
      const page: { records: readonly Listed<Kind>[]; next: number | null } = this.folder.directory.list(
        kind,
        {
          after: seen,
          limit: PAGE,
        },
      );
      yield* page.records;
      seen = page.next;
    }
  }

  async contribution(id: string): Promise<ContributionHistory | null> {
    return historyOf(this.folder.store, id);
  }

  async countReversed(partnership: string, after?: bigint): Promise<number> {
    await this.#await('contributions', after);
    let count = 0;
    for (let seen: number | null = 0; seen !== null;) {
      const filter = { partnership, status: 'REVERSED' } as const;
      const page: ContributionPage = this.folder.contributions.list(filter, { after: seen, limit: PAGE });
      count += page.rows.length;
      seen = page.next;
    }
    return count;
  }

  async figures(question: Question, after?: bigint): Promise<readonly Figure[]> {
    const asked = await this.#asked(question, after);
    return askable(() => {
      const { figures } = this.folder.figures.answer(asked);
      for (const { definition } of figures) assertHasValue(definition);
      return figures;
    });
  }

  async figure(question: Question): Promise<ToldFigure> {
    const { definitions, ...asked } = await this.#asked(question, undefined);
    const [definition = ''] = definitions;
    const { figure } = askable(() => answerOne(this.folder.figures, { ...asked, definition }));
    if (!('attribution' in figure)) return figure;
    const position = BigInt(figure.knownAsOf.position);
    await this.#await('directory', position);
    return {
      ...figure,
      attribution: figure.attribution.map(({ party, ...line }) => ({
        party,
        name: party === null ? null : this.#nameOf(party, position),
        ...line,
      })),
    };
  }

  #nameOf(party: string, position: bigint): string | null {
    return this.folder.directory.find('party', party, position).record?.document.legalName ?? null;
  }

  /** The question at its two as-of points, once the figures have come so far. */
  async #asked(question: Question, after: bigint | undefined): Promise<FigureQuestion> {
    await this.#await('figures', after);
    const { knownAsOf, effectiveAsOf = businessDay(new Date()), ...rest } = question;
    const position = knownAsOf === undefined ? undefined : await this.#positionOf(knownAsOf);
    return { ...rest, effectiveAsOf, ...(position === undefined ? {} : { position }) };
  }

  /** The facts that a selection counts, one by one. */
  async leaves(question: Omit<Question, 'definitions' | 'groupBy'>): Promise<Seen> {
    const asked = await this.#asked({ ...question, definitions: [] }, undefined);
    const position = asked.position ?? (await this.folder.journal.head());
    const facts = this.folder.figures.countedFacts({ ...asked, position });
    return { effectiveAsOf: asked.effectiveAsOf, position, facts };
  }

  close(): Promise<void> {
    return this.folder.close();
  }

  async #await(name: ReadModelName, after: bigint | undefined): Promise<void> {
    const position = after ?? (await this.folder.journal.head());
    if (await this.folder.reached(name, position, READ_MODEL_WAIT_MS)) return;
    const stopped = this.folder.readModels().get(name)?.stopped;
    throw new Error(
      `the read model ${name} is not up to date${stopped === null || stopped === undefined ? '' : `: ${stopped}`}`,
    );
  }

  async #positionOf(knownAsOf: string): Promise<bigint> {
    const position = await positionKnownAsOf(this.folder.journal, knownAsOf, new Date());
    if (typeof position === 'bigint') return position;
    const advice = 'give a position, or a past instant such as 2026-03-31T10:00:00Z';
    const end = position === 'ahead' ? `the log ends at position ${await this.folder.journal.head()}; ` : '';
    throw new UsageError(`--known-as-of ${knownAsOf}: ${end}${advice}`);
  }
}

/** What the ledger does not know, and what a definition cannot answer, are mistakes of the question. */
const MISTAKES = [
  DefinitionUnknown,
  PriceIndexUnknown,
  PricePeriodUnknown,
  SeriesHasNoValue,
  NotForThisFigure,
  GroupsTooMany,
] as const;

function askable<Answer>(ask: () => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    const isMistake = MISTAKES.some((type) => error instanceof type);
    throw isMistake && error instanceof Error ? new UsageError(error.message) : error;
  }
}
