/** Publications over HTTP: a figure that was asked is published as it was answered. */
import { createHash } from 'node:crypto';
import type { Answer, Api, Money, Posting, Receipt } from './api.ts';
import type { Display, Figure } from './figures.ts';

export interface PublishedFigure {
  readonly question: {
    readonly partnership: string;
    readonly chain: boolean;
    readonly definition: string;
    readonly version: number;
    readonly basis: string;
    readonly view: string;
    readonly scope: string;
    readonly prices: { readonly series: string; readonly of: string } | null;
    readonly filters: Readonly<Record<string, readonly string[]>>;
    readonly excluded: Readonly<Record<string, readonly string[]>>;
    readonly effectiveAsOf: string;
    readonly position: string;
  };
  readonly definition: { readonly id: string; readonly version: number; readonly formula: string };
  readonly value: string | null;
  readonly reason: string | null;
  readonly display: Display | null;
  readonly numerator: Money;
  readonly denominator: Money;
}

export interface Publication {
  readonly partnership: string;
  readonly number: number;
  readonly title: string;
  readonly text: string;
  /** Null for the public. */
  readonly by: string | null;
  readonly recorded: string;
  readonly position: string;
  readonly digest: string;
  readonly replaces: number | null;
  readonly replacedBy: number | null;
  readonly withdrawn: { readonly reason: string; readonly recorded: string } | null;
  readonly figure: PublishedFigure;
  readonly status: string;
  readonly link: string;
  readonly revision: number;
  readonly recomputed: { readonly equal: boolean; readonly digest: { readonly holds: boolean } };
  readonly now: AnsweredFigure;
  readonly difference: string;
}

/** All that a figure echoes of its question. */
export interface AnsweredFigure extends Figure {
  readonly partnership: string;
  readonly partnerships: readonly string[];
  readonly scope: string;
  readonly prices: PublishedFigure['question']['prices'];
  readonly only: Readonly<Record<string, readonly string[]>>;
  readonly without: Readonly<Record<string, readonly string[]>>;
}

export interface PublishingBody {
  readonly partnership: string;
  readonly title: string;
  readonly text: string;
  readonly question: Omit<PublishedFigure['question'], 'partnership'>;
  readonly stated: Pick<PublishedFigure, 'value' | 'numerator' | 'denominator'>;
  readonly replaces?: number;
}

/** The body that publishes what was answered. */
export function publicationOf(figure: Figure, over: Partial<PublishingBody> = {}): PublishingBody {
  const { definition, basis, view, scope, prices, only, without, effectiveAsOf, partnership } =
    figure as AnsweredFigure;
  const { id, version } = definition;
  return {
    partnership,
    title: 'Una cifra di prova',
    text: 'Quanto altri hanno portato per ogni euro pubblico',
    question: {
      ...{ chain: false, definition: id, version, basis, view, scope, prices, effectiveAsOf },
      ...{ filters: only, excluded: without, position: figure.knownAsOf.position },
    },
    stated: {
      value: figure.value,
      numerator: figure.numerator.amount,
      denominator: figure.denominator.amount,
    },
    ...over,
  };
}

export function publish(
  api: Api,
  figure: Figure,
  over: Partial<PublishingBody> = {},
  posting: Posting = {},
): Promise<Answer<Receipt>> {
  return api.post('/publications', publicationOf(figure, over), posting);
}

/** Where it is read, after /api/v1. */
export function placeOf({ partnership }: { readonly partnership: string }, number: number): string {
  return `/publications/${partnership}/${number}`;
}

export async function publicationAt(
  api: Api,
  of: { readonly partnership: string },
  number: number,
  knownAsOf?: string,
): Promise<Publication> {
  const query = knownAsOf === undefined ? '' : `?knownAsOf=${knownAsOf}`;
  const answer = await api.get<Publication>(placeOf(of, number) + query);
  if (answer.status !== 200) throw new Error(`${number}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** SHA-256 of the canonical JSON (RFC 8785) of what holds texts, flags, whole numbers, lists and objects. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value), 'utf8').digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}
