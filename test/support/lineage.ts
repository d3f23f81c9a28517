/** Where figures come from and why they changed, as the API tells it. */
import type { Answer, Api, Money } from './api.ts';
import { cents, type Figure } from './figures.ts';

export interface Leaf {
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly recorded: string;
  readonly actor: string;
  readonly cause: string;
  readonly contribution: string;
  readonly bringer: string | null;
  readonly side: string;
  readonly stage: string;
  readonly year: number;
  readonly term: string;
  readonly reason: string | null;
  readonly amount: Money;
  readonly evidence: readonly {
    readonly reference: string;
    readonly sha256: string;
    readonly type: string;
  }[];
}

export interface Sums {
  readonly numerator: Money;
  readonly denominator: Money;
}

export interface Lineage {
  readonly figure: Figure;
  readonly terms: readonly {
    readonly term: 'numerator' | 'denominator';
    readonly sides: readonly string[];
    readonly amount: Money;
    readonly groups: readonly {
      readonly key: { readonly side: string; readonly year: number };
      readonly amount: Money;
      readonly leaves: number;
    }[];
  }[];
  readonly leaves: {
    readonly items: readonly Leaf[];
    readonly nextCursor: string | null;
    readonly count: number;
    readonly others: (Sums & { readonly leaves: number }) | null;
  } | null;
}

export interface Difference {
  readonly from: Figure;
  readonly to: Figure;
  readonly change: Sums & { readonly value: string | null };
  readonly causes: readonly (Sums & { readonly cause: string; readonly events: number })[];
  readonly people: readonly (Sums & { readonly actor: string | null; readonly events: number })[] | null;
  readonly items:
    | readonly (Sums & {
        readonly position: string | null;
        readonly type: string | null;
        readonly actor: string | null;
        readonly cause: string;
        readonly contribution: string | null;
      })[]
    | null;
  readonly others: (Sums & { readonly events: number }) | null;
  readonly nextCursor: string | null;
}

type Question = Readonly<Record<string, string>>;

export function askLineage(api: Api, definition: string, question: Question): Promise<Answer<Lineage>> {
  return api.get<Lineage>(`/figures/${definition}/lineage?${new URLSearchParams(question)}`);
}

export function askDifference(api: Api, definition: string, question: Question): Promise<Answer<Difference>> {
  return api.get<Difference>(`/figures/${definition}/differences?${new URLSearchParams(question)}`);
}

/** Cents of the leaves that stand above or below the line. */
export function leafSum(leaves: readonly Leaf[], term: 'NUMERATOR' | 'DENOMINATOR'): bigint {
  return leaves
    .filter((leaf) => leaf.term === term || leaf.term === 'BOTH')
    .reduce((sum, { amount }) => sum + cents(amount), 0n);
}

/** `NAME numerator denominator` of each. */
export function written(name: string | null, { numerator, denominator }: Sums): string {
  return `${name} ${numerator.amount} ${denominator.amount}`;
}
