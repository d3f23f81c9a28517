import createClient from 'openapi-fetch';
import type { Basis } from '../app/location-state.ts';
import type { Lang } from '../i18n/lang.ts';
import { failureOf, RequestFailure } from './problem.ts';
import type { FigureList, Partnership, paths } from './types.ts';

const PAGE = 200;
const PAGES_AT_MOST = 10;

interface Options {
  readonly lang: Lang;
  readonly signal: AbortSignal;
}

const api = createClient<paths>({ baseUrl: '' });

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
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new RequestFailure(0, {});
  }
  if (answer.data === undefined) throw failureOf(answer.response, answer.error);
  return answer.data;
}

/** Every partnership of the book, page after page, up to a bound no real book reaches. */
export async function fetchPartnerships({ lang, signal }: Options): Promise<Partnership[]> {
  const items: Partnership[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const query: { limit: number; cursor?: string } =
      cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
    const headers = { 'accept-language': lang };
    const list = await unwrap(api.GET('/api/v1/partnerships', { params: { query }, headers, signal }));
    items.push(...list.items);
    cursor = list.nextCursor;
    if (cursor === null) break;
  }
  return items;
}

function figuresQuery(partnership: string, basis: Basis) {
  return { partnership, groupBy: 'year', basis } as const;
}

export async function fetchFigures(partnership: string, basis: Basis, options: Options): Promise<FigureList> {
  const params = { query: figuresQuery(partnership, basis) };
  const headers = { 'accept-language': options.lang };
  return unwrap(api.GET('/api/v1/figures', { params, headers, signal: options.signal }));
}

/** The address of the very data the page shows. */
export function figuresAddress(partnership: string, basis: Basis): string {
  return `/api/v1/figures?${new URLSearchParams(figuresQuery(partnership, basis)).toString()}`;
}
