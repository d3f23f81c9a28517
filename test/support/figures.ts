/** Figures over HTTP, and the sums they are made of as whole cents. */
import type { Answer, Api, Money } from './api.ts';

export interface Part {
  readonly side: string;
  readonly amount: Money;
  readonly value?: string | null;
  readonly display?: Display | null;
}

export interface Display {
  readonly form: string;
  readonly text: string;
  readonly approximate: boolean;
}

export interface Ratio {
  readonly value: string | null;
  readonly reason: string | null;
  readonly display: Display | null;
  readonly numerator: Term;
  readonly denominator: Term;
}

export interface Term {
  readonly amount: Money;
  readonly recorded: Money;
  readonly implied: Money;
  readonly parts: readonly Part[];
}

export interface Figure extends Ratio {
  readonly definition: { readonly id: string; readonly version: number };
  readonly basis: string;
  readonly view: string;
  readonly effectiveAsOf: string;
  readonly knownAsOf: { readonly position: string };
  readonly facts: number;
  readonly coverage: { readonly share: string | null; readonly unresolved: Money };
  readonly exclusions: readonly { readonly code: string; readonly amount: Money }[];
  readonly groups: readonly (Ratio & { readonly key: Readonly<Record<string, string>> })[];
}

export type Question = Readonly<Record<string, string>>;

export function askFigure(
  { api, partnership }: { readonly api: Api; readonly partnership: string },
  definition: string,
  question: Question = {},
): Promise<Answer<Figure>> {
  const query = new URLSearchParams({ partnership, effectiveAsOf: '2099-12-31', ...question });
  return api.get<Figure>(`/figures/${definition}?${query}`);
}

/** The figure, at a date after everything unless the question says another. */
export async function figure(
  of: { readonly api: Api; readonly partnership: string },
  definition: string,
  question: Question = {},
): Promise<Figure> {
  const answer = await askFigure(of, definition, question);
  if (answer.status !== 200) throw new Error(`${definition}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Cents of a written amount. */
export function cents(written: Money | string): bigint {
  const amount = typeof written === 'string' ? written : written.amount;
  const match = /^(-?)(\d+)\.(\d\d)$/.exec(amount);
  if (match === null) throw new Error(`${amount} is not written with two decimals`);
  return BigInt(`${match[1]}${match[2]}${match[3]}`);
}

/** Cents by side: L2 has every side of the ratio above the line. */
export async function sums(
  of: { readonly api: Api; readonly partnership: string },
  question: Question = {},
): Promise<Readonly<Record<string, bigint>>> {
  return sumsOf(await figure(of, 'L2', question));
}

export function sumsOf({ numerator }: Pick<Ratio, 'numerator'>): Readonly<Record<string, bigint>> {
  return Object.fromEntries(numerator.parts.map(({ side, amount }) => [side, cents(amount)]));
}
