/** HTTP to a running service: its address, the token, and patience with a busy answer. */
import { UsageError } from './usage.ts';

const ATTEMPTS_MAX = 4;
const RETRY_MS = 500;

/** An answer of the service that the command cannot go on after. */
export class RemoteProblem extends Error {
  override readonly name = 'RemoteProblem';
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export class Connection {
  readonly #base: string;
  readonly #token: string | undefined;

  constructor(server: string, token: string | undefined) {
    if (!/^https?:\/\/[^/]+$/.test(server))
      throw new UsageError(`--server is ${server}; write http://127.0.0.1:3000`);
    this.#base = `${server}/api/v1`;
    this.#token = token;
  }

  /**
   * `path` begins with a slash. Busy answers and lost connections are tried again: every command carries its key, so
   * it takes effect once.
   */
  async send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<Answer> {
    const authorization = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const init = {
          method,
          headers: { ...authorization, ...headers },
          ...(body === undefined ? {} : { body }),
        };
        const response = await fetch(this.#base + path, init);
        const parsed: unknown = await response.json();
        if (response.status !== 503 || attempt === ATTEMPTS_MAX) {
          return { status: response.status, headers: response.headers, body: parsed };
        }
      } catch (error) {
        if (attempt === ATTEMPTS_MAX) {
          throw new RemoteProblem(
            `${this.#base} does not answer: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
    }
  }
}
