import createClient from 'openapi-fetch';
import type { Lang } from '../i18n/lang.ts';
import { storedToken } from '../session/token.ts';
import type {
  Difference,
  Figure,
  FigureList,
  Leaves,
  Lineage,
  LineageGroup,
  Partnership,
  PriceIndex,
  Publication,
  TermName,
  paths,
} from './types.ts';
import { failureOf, isAbort, RequestFailure } from './problem.ts';
import { queryOf, type Question } from './question.ts';

const PAGE = 200;
const PAGES_AT_MOST = 10;

export interface Options {
  readonly lang: Lang;
  readonly signal: AbortSignal;
}

const api = createClient<paths>({ baseUrl: '' });

api.use({
  onRequest({ request }) {
    const token = storedToken();
    if (token !== null && !request.headers.has('authorization'))
      request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
});

interface Answer<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

async function unwrap<Body>(request: Promise<Answer<Body>>): Promise<Body> {
  let answer: Answer<Body>;
  try {
    answer = await request;
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new RequestFailure(0, {});
  }
  if (answer.data === undefined) throw failureOf(answer.response, answer.error);
  return answer.data;
}

/** What every request carries beside its address. */
function sent({ lang, signal }: Options) {
  return { headers: { 'accept-language': lang }, signal };
}

/** Every partnership of the book, page after page, up to a bound no real book reaches. */
export async function fetchPartnerships(options: Options): Promise<Partnership[]> {
  const items: Partnership[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const query: { limit: number; cursor?: string } =
      cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
    const list = await unwrap(api.GET('/api/v1/partnerships', { params: { query }, ...sent(options) }));
    items.push(...list.items);
    cursor = list.nextCursor;
    if (cursor === null) break;
  }
  return items;
}

export async function fetchFigures(question: Question, options: Options): Promise<FigureList> {
  const params = { query: { ...queryOf(question), groupBy: ['year' as const] } };
  return unwrap(api.GET('/api/v1/figures', { params, ...sent(options) }));
}

/** The address of the very data the page shows. */
export function figuresAddress(question: Question): string {
  return `/api/v1/figures?${new URLSearchParams({ ...queryOf(question), groupBy: 'year' }).toString()}`;
}

export async function fetchFigure(definition: string, question: Question, options: Options): Promise<Figure> {
  const params = { query: { ...queryOf(question), definition: [definition] } };
  const [figure] = (await unwrap(api.GET('/api/v1/figures', { params, ...sent(options) }))).items;
  if (figure === undefined) throw new RequestFailure(404, {});
  return figure;
}

/** Formula, terms and groups; its leaves are asked for group by group. */
export async function fetchLineage(
  definition: string,
  question: Question,
  options: Options,
): Promise<Lineage> {
  const params = { path: { definition }, query: { ...queryOf(question), limit: 1 } };
  return unwrap(api.GET('/api/v1/figures/{definition}/lineage', { params, ...sent(options) }));
}

/** One group of a term. */
export interface GroupOfTerm {
  readonly definition: string;
  readonly term: TermName;
  readonly key: LineageGroup['key'];
}

const LEAVES = 50;

/** One page of the records behind a group. */
export async function fetchLeaves(
  { definition, term, key }: GroupOfTerm,
  question: Question,
  cursor: string | null,
  options: Options,
): Promise<Leaves> {
  const query = {
    ...queryOf(question),
    ...{ term, side: [key.side], year: [String(key.year)], limit: LEAVES },
    ...(cursor === null ? {} : { cursor }),
  };
  const params = { path: { definition }, query };
  const answer = await unwrap(api.GET('/api/v1/figures/{definition}/lineage', { params, ...sent(options) }));
  // The service shows them to accounts of this partnership alone.
  if (answer.leaves === null) throw new RequestFailure(401, {});
  return answer.leaves;
}

/** The whole lineage as a file. */
export async function fetchLineageFile(
  definition: string,
  question: Question,
  format: 'csv' | 'prov',
  options: Options,
): Promise<Blob> {
  const params = { path: { definition }, query: { ...queryOf(question), format } };
  const request = api.GET('/api/v1/figures/{definition}/lineage', {
    params,
    ...sent(options),
    parseAs: 'blob',
  });
  return unwrap(request);
}

/** Where a difference starts from; null: as the question it leads to. */
export interface Start {
  readonly effectiveAsOf: string | null;
  readonly knownAsOf: string | null;
}

export async function fetchDifference(
  definition: string,
  question: Question,
  start: Start,
  options: Options,
): Promise<Difference> {
  const query = {
    ...queryOf(question),
    ...(start.effectiveAsOf === null ? {} : { fromEffectiveAsOf: start.effectiveAsOf }),
    ...(start.knownAsOf === null ? {} : { fromKnownAsOf: start.knownAsOf }),
  };
  const params = { path: { definition }, query };
  return unwrap(api.GET('/api/v1/figures/{definition}/differences', { params, ...sent(options) }));
}

export async function fetchPublications(
  partnership: string,
  options: Options,
): Promise<readonly Publication[]> {
  const params = { query: { partnership, limit: PAGE } };
  return (await unwrap(api.GET('/api/v1/publications', { params, ...sent(options) }))).items;
}

export async function fetchPriceIndexes(options: Options): Promise<readonly PriceIndex[]> {
  const params = { query: { limit: PAGE } };
  return (await unwrap(api.GET('/api/v1/price-indexes', { params, ...sent(options) }))).items;
}

/** The event as it was recorded, for whoever may read the log. */
export async function fetchEvent(id: string, options: Options): Promise<unknown> {
  const params = { path: { id } };
  return unwrap<unknown>(api.GET('/api/v1/events/{id}', { params, ...sent(options) }));
}

/** Asks for something that only accounts may see, with a token that is not kept yet. */
export async function tryToken(token: string, options: Options): Promise<void> {
  const { headers, signal } = sent(options);
  const params = { query: { limit: 1 } };
  await unwrap<unknown>(
    api.GET('/api/v1/parties', { params, signal, headers: { ...headers, authorization: `Bearer ${token}` } }),
  );
}
