/** A client for tests that speak HTTP to the service, and the answers it promises. */
import { randomUUID } from 'node:crypto';

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly position: string | null;
  readonly events: readonly string[];
  readonly dryRun: boolean;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly correlationId: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly location?: string;
  readonly revision?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the body is no JSON. */
  readonly body: Body;
}

export interface Posting {
  /** A fresh key when absent; null sends none. */
  readonly key?: string | null;
  readonly ifMatch?: string | number;
  readonly dryRun?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export const BASE = '/api/v1';

/** Keeps the position of its last write, and asks every read to include it. */
export class Api {
  readonly url: string;
  readonly token: string | null;
  #seen = '0';

  constructor(url: string, token: string | null) {
    this.url = url;
    this.token = token;
  }

  as(token: string | null): Api {
    return new Api(this.url, token);
  }

  /** `path` starts after /api/v1. */
  get<Body = unknown>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Body>> {
    return this.send('GET', BASE + path, { headers: { 'ledger-after': this.#seen, ...headers } });
  }

  async post<Body = Receipt>(path: string, body: unknown, posting: Posting = {}): Promise<Answer<Body>> {
    return this.postText(path, JSON.stringify(body), posting);
  }

  /** Sends `text` as it is. */
  async postText<Body = Problem>(path: string, text: string, posting: Posting = {}): Promise<Answer<Body>> {
    const { key = randomUUID(), ifMatch, dryRun, headers } = posting;
    const answer = await this.send<Body>('POST', BASE + path + (dryRun === true ? '?dryRun=true' : ''), {
      body: text,
      headers: {
        'content-type': 'application/json',
        ...(key === null ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined
          ? {}
          : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...headers,
      },
    });
    const position = answer.status === 201 ? answer.headers.get('ledger-position') : null;
    if (position !== null && BigInt(position) > BigInt(this.#seen)) this.#seen = position;
    return answer;
  }

  /** Any method at any address. */
  async send<Body = unknown>(method: string, target: string, init: RequestInit = {}): Promise<Answer<Body>> {
    const authorization: Record<string, string> =
      this.token === null ? {} : { authorization: `Bearer ${this.token}` };
    const headers = { ...authorization, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(this.url + target, { ...init, method, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) as Body };
  }

  /** Position of the log's end, as the service tells it. */
  async head(): Promise<bigint> {
    const { status, headers } = await this.send('GET', `${BASE}/status`);
    const position = headers.get('ledger-position');
    if (status !== 200 || position === null) throw new Error(`no position: ${status}`);
    return BigInt(position);
  }

  /** Posts what must succeed. */
  async done(path: string, body: unknown, posting: Posting = {}): Promise<Receipt> {
    const answer = await this.post(path, body, posting);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }
}

/** All items of a list, page by page. */
export async function everyItem<Item>(api: Api, path: string, limit = 200): Promise<Item[]> {
  const items: Item[] = [];
  const join = path.includes('?') ? '&' : '?';
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: Answer<Page<Item>> = await api.get<Page<Item>>(`${path}${join}limit=${limit}${from}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
  }
  return items;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
