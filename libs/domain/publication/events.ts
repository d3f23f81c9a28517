import type { Basis, Definition, Form, Scope, View } from '../figures/definitions.ts';
import type { Money } from '../money.ts';

/**
 * A figure as it was when it was published, with everything that it takes to compute it again: what is recorded or
 * adopted later never changes it.
 */
export interface FrozenFigure {
  readonly question: {
    readonly partnership: string;
    /** Over the whole chain of partnerships that follow one another. */
    readonly chain: boolean;
    /** Code of the definition. */
    readonly definition: string;
    readonly version: number;
    readonly basis: Basis;
    readonly view: View;
    readonly scope: Scope;
    /** In prices `of` a period by a price index; null: nominal. */
    readonly prices: { readonly series: string; readonly of: string } | null;
    /** What alone counts, and what does not, by the name of the dimension. */
    readonly filters: Readonly<Record<string, readonly string[]>>;
    readonly excluded: Readonly<Record<string, readonly string[]>>;
    readonly effectiveAsOf: string;
    /** Position of the log at which it was known; a decimal string. */
    readonly position: string;
  };
  /** All that was computed by: whoever reads it needs no registry to compute it again. */
  readonly definition: Omit<Definition, 'validFrom' | 'validTo'>;
  /** Decimal; null when undefined, and then with a reason. */
  readonly value: string | null;
  readonly reason: string | null;
  readonly display: { readonly form: Form; readonly text: string; readonly approximate: boolean } | null;
  readonly numerator: Money;
  readonly denominator: Money;
  readonly coverage: { readonly share: string | null; readonly unresolved: Money };
  readonly exclusions: readonly { readonly code: string; readonly amount: Money }[];
  /** Whether dates of what counts were assumed. */
  readonly assumedDating: boolean;
}

/** What exactly is asked of the ledger: the same question has the same answer for ever. */
export type PublishedQuestion = FrozenFigure['question'];

export interface FigurePublished {
  readonly type: 'FigurePublished';
  readonly data: {
    /** Within the partnership, from 1 on without a gap. */
    readonly number: number;
    readonly title: string;
    /** What is said with it, as it was published. */
    readonly text: string;
    readonly figure: FrozenFigure;
    /** SHA-256 of the figure's canonical JSON (RFC 8785), 64 hexadecimal digits in lower case. */
    readonly digest: string;
    /** Number of the publication that this one stands for from now on; null: none. */
    readonly replaces: number | null;
  };
}

/** It is no longer stood by. What was published stays as it is, marked. */
export interface PublicationWithdrawn {
  readonly type: 'PublicationWithdrawn';
  readonly data: { readonly number: number; readonly reason: string };
}

export type PublicationEvent = FigurePublished | PublicationWithdrawn;
