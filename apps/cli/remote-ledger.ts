/** The ledger behind a running service, spoken to over its HTTP API. */
import type { Ask } from '#data-folder/commands';
import type { AskedResource } from '#domain/contribution/events';
import { durationOf } from '#domain/quantities';
import type { ContributionHistory } from '#read-models/contributions/history';
import type { Documents } from '#read-models/directory/projection';
import type { Figure } from '#read-models/figures/figures';
import { Connection, RemoteProblem } from './connection.ts';
import type { Effect, Ledger, Listed, ListedKind, Question, ToldFigure } from './ledger.ts';
import { queryOf } from './question.ts';
import { UsageError } from './usage.ts';

const COLLECTIONS = {
  party: 'parties',
  partnership: 'partnerships',
  'funding-source': 'funding-sources',
  'valuation-method': 'valuation-methods',
  transfer: 'transfers',
  'price-index': 'price-indexes',
} as const;
/** Problems of a read that the person can only mend in the arguments. */
const MISTAKES_OF_THE_QUESTION: readonly string[] = [
  'MALFORMED',
  'KNOWN_AS_OF_AHEAD',
  'DEFINITION_UNKNOWN',
  'PRICE_INDEX_UNKNOWN',
  'PRICE_PERIOD_UNKNOWN',
  'QUESTION_CONTRADICTORY',
  'GROUPS_TOO_MANY',
];

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly location?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export class RemoteLedger implements Ledger {
  readonly concurrency = 16;
  readonly #connection: Connection;

  constructor(server: string, token: string | undefined) {
    this.#connection = new Connection(server, token);
  }

  /** The service holds the account to its rules. */
  assertMayRecord(): void {}

  async execute(ask: Ask, key: string): Promise<Effect> {
    const { path, body } = requestOf(ask);
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await this.#connection.send('POST', path, headers, JSON.stringify(body));
    if (answer.status === 201) {
      const { id, position } = answer.body as { id: string; position: string };
      const replayed = answer.headers.get('idempotency-replayed') === 'true';
      return replayed ? { kind: 'present', id } : { kind: 'recorded', id, position: BigInt(position) };
    }
    const { code = `HTTP ${answer.status}`, detail = '', location, errors } = answer.body as Problem;
    if (code === 'ALREADY_RECORDED' && location !== undefined) {
      return { kind: 'taken', id: location.slice(location.lastIndexOf('/') + 1) };
    }
    if (answer.status === 400 || answer.status === 409 || answer.status === 422) {
      return { kind: 'refused', code, detail, pointer: errors?.[0]?.pointer ?? null };
    }
    throw new RemoteProblem(`${code}: ${detail}`);
  }

  async *list<Kind extends ListedKind>(kind: Kind, after?: bigint): AsyncGenerator<Listed<Kind>> {
    for await (const item of this.#items(`/${COLLECTIONS[kind]}`, {}, after)) {
      const { id, ...document } = item as { id: string } & Documents[Kind];
      yield { id, document: document as unknown as Documents[Kind] };
    }
  }

  async contribution(id: string): Promise<Pick<ContributionHistory, 'statement' | 'partnership'> | null> {
    return (await this.#get(`/contributions/${id}`)) as ContributionHistory;
  }

  async countReversed(partnership: string, after?: bigint): Promise<number> {
    let count = 0;
    const filter = { partnership, status: 'REVERSED' };
    for await (const _ of this.#items('/contributions', filter, after)) count += 1;
    return count;
  }

  async figures(question: Question, after?: bigint): Promise<readonly Figure[]> {
    return ((await this.#get(`/figures?${queryOf(question)}`, after)) as { items: Figure[] }).items;
  }

  async figure({ definitions, ...question }: Question): Promise<ToldFigure> {
    const [definition = ''] = definitions;
    const query = queryOf({ ...question, definitions: [] });
    const path = `/figures/${definition}?${query}`;
    return (await this.#get(path, undefined, [...MISTAKES_OF_THE_QUESTION, 'NOT_FOUND'])) as ToldFigure;
  }

  async close(): Promise<void> {}

  /** All items of a collection, page after page. */
  async *#items(
    path: string,
    filter: Readonly<Record<string, string>>,
    after: bigint | undefined,
  ): AsyncGenerator<unknown> {
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: Record<string, string> = cursor === '' ? {} : { cursor };
      const query = new URLSearchParams({ ...filter, limit: '200', ...from });
      const page = (await this.#get(`${path}?${query}`, after)) as {
        items: readonly unknown[];
        nextCursor: string | null;
      };
      yield* page.items;
      cursor = page.nextCursor;
    }
  }

  async #get(path: string, after?: bigint, mistakes = MISTAKES_OF_THE_QUESTION): Promise<unknown> {
    const headers = after === undefined ? {} : { 'ledger-after': after.toString(), prefer: 'wait=10' };
    const answer = await this.#connection.send('GET', path, headers);
    if (answer.status === 200) return answer.body;
    const { code = `HTTP ${answer.status}`, detail = '' } = answer.body as Problem;
    if (mistakes.includes(code)) throw new UsageError(`${code}: ${detail}`);
    throw new RemoteProblem(`${code}: ${detail}`);
  }
}

/** A command as the API wants it; only what the command line sends. */
function requestOf(ask: Ask): { path: string; body: object } {
  switch (ask.aggregate) {
    case 'party':
      if (ask.command.kind === 'register') return { path: '/parties', body: ask.command.party };
      break;
    case 'funding-source':
      if (ask.command.kind === 'register') return { path: '/funding-sources', body: ask.command.source };
      break;
    case 'partnership':
      if (ask.command.kind === 'register') return { path: '/partnerships', body: ask.command.partnership };
      break;
    case 'contribution':
      if (ask.command.kind === 'record') {
        const { partnership, externalRef, statement, reasons } = ask.command;
        const resource = resourceBody(statement.resource);
        const body = { partnership, externalRef, ...statement, resource, reasons };
        return { path: '/contributions', body };
      }
  }
  throw new RangeError(`the command line does not send ${ask.command.kind} ${ask.aggregate}`);
}

/** Time is a duration on the wire; everything else has the names it has in the domain. */
function resourceBody(resource: AskedResource): object {
  if (!('minutes' in resource)) return resource;
  const { minutes, ...rest } = resource;
  return { ...rest, duration: durationOf(minutes) };
}
