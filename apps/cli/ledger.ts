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
  execute(ask: Ask, key: string): Promise<Effect>;
  /** All records of one kind, by page. `after` makes the read include what was recorded up to there. */
  list<Kind extends keyof Documents>(kind: Kind, after?: bigint): AsyncIterable<Listed<Kind>>;
  contribution(id: string): Promise<Pick<ContributionHistory, 'statement' | 'partnership'> | null>;
  figures(question: Question, after?: bigint): Promise<readonly Figure[]>;
  close(): Promise<void>;
}
