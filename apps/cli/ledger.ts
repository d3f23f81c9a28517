/**
 * What the commands need of a ledger, wherever it is: a data folder opened here, or a service that has it open.
 * The same commands with the same keys have the same effect on both.
 */
import type { Ask } from '#data-folder/commands';
import type { ContributionHistory } from '#read-models/contributions/history';
import type { Documents } from '#read-models/directory/projection';
import type { AttributionFigure, AttributionLine } from '#read-models/figures/kinds/attribution';
import type { Figure } from '#read-models/figures/figures';
import type { FigureQuestion } from '#read-models/figures/question/question';
import type { NonWithdrawal } from '#read-models/figures/kinds/series';

/** What became of a command. `id` is the record's, also when it was there before. */
export type Effect =
  | { readonly kind: 'recorded'; readonly id: string; readonly position: bigint }
  | { readonly kind: 'present'; readonly id: string }
  /** There is another record under the same reference. */
  | { readonly kind: 'taken'; readonly id: string }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly detail: string;
      readonly pointer: string | null;
    };

/** What is listed by id; definitions go by their codes, publications by their numbers. */
export type ListedKind = Exclude<keyof Documents, 'definition' | 'publication'>;

export interface Listed<Kind extends ListedKind> {
  readonly id: string;
  readonly document: Pick<Documents[Kind], Extract<keyof Documents[Kind], string>>;
}

export type Question = Omit<FigureQuestion, 'position' | 'effectiveAsOf'> & {
  readonly effectiveAsOf: string | undefined;
  /** Position or instant. */
  readonly knownAsOf: string | undefined;
};

/** The bodies that are told apart, by their names; null for money that nobody is named for. */
export interface NamedAttribution extends Omit<AttributionFigure, 'attribution'> {
  readonly attribution: readonly (AttributionLine & { readonly name: string | null })[];
}

/** A figure by itself, with all that its kind has to say. */
export type ToldFigure = Figure | NamedAttribution | NonWithdrawal;

export interface Ledger {
  /** How many commands may be under way at once. */
  readonly concurrency: number;
  /**
   * Throws when the account may not record in the partnership, or may not register one where that is null; to be
   * called before the first command. Nothing to do where a service answers for itself.
   */
  assertMayRecord(partnership: string | null): void;
  /** `key` is the idempotency key: visible ASCII, at most 255 characters. */
  execute(ask: Ask, key: string): Promise<Effect>;
  /** All records of one kind, by page. `after` makes the read include what was recorded up to there. */
  list<Kind extends ListedKind>(kind: Kind, after?: bigint): AsyncIterable<Listed<Kind>>;
  contribution(id: string): Promise<Pick<ContributionHistory, 'statement' | 'partnership'> | null>;
  /** How many contributions of the partnership were reversed. */
  countReversed(partnership: string, after?: bigint): Promise<number>;
  /**
   * Throws `UsageError` when `knownAsOf` is no position or instant, or in the future, and when the ledger knows no such
   * definition or price index then, or the definition cannot answer the question.
   */
  figures(question: Question, after?: bigint): Promise<readonly Figure[]>;
  /** The first definition of the question alone; throws as {@link figures} does. */
  figure(question: Question): Promise<ToldFigure>;
  close(): Promise<void>;
}
