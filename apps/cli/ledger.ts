/**
 * What the commands need of a ledger, wherever it is: a data folder opened here, or a service that has it open.
 * The same commands with the same keys have the same effect on both.
 */
import type { Ask } from '#data-folder/commands';
import type { ContributionHistory } from '#read-models/contributions/history';
import type { Documents } from '#read-models/directory/projection';
import type { Figure, FigureQuestion } from '#read-models/figures/figures';

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

export interface Listed<Kind extends keyof Documents> {
  readonly id: string;
  readonly document: Pick<Documents[Kind], Extract<keyof Documents[Kind], string>>;
}

export type Question = Omit<FigureQuestion, 'position' | 'effectiveAsOf'> & {
  readonly effectiveAsOf: string | undefined;
  /** Position or instant. */
  readonly knownAsOf: string | undefined;
};

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
  list<Kind extends keyof Documents>(kind: Kind, after?: bigint): AsyncIterable<Listed<Kind>>;
  contribution(id: string): Promise<Pick<ContributionHistory, 'statement' | 'partnership'> | null>;
  /** How many contributions of the partnership were reversed. */
  countReversed(partnership: string, after?: bigint): Promise<number>;
  /** Throws `UsageError` when `knownAsOf` is no position or instant, or in the future. */
  figures(question: Question, after?: bigint): Promise<readonly Figure[]>;
  close(): Promise<void>;
}
