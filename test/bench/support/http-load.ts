/**
 * A load of one request at a time per connection, over plain sockets: on two cores a full HTTP client would
 * take as much time as the service it measures.
 */
import { connect, type Socket } from 'node:net';
import { quantile } from './statistics.ts';

export interface Load {
  readonly url: string;
  readonly path: string;
  readonly connections: number;
  readonly durationMs: number;
  /** Headers and body of the next request; called once per request. */
  readonly next: () => { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Rejects at the first answer that is not 201. */
export async function load(options: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const started = performance.now();
  const deadline = started + options.durationMs;
  await Promise.all(
    Array.from({ length: options.connections }, () => oneConnection(options, deadline, latencies)),
  );
  const seconds = (performance.now() - started) / 1000;
  return {
    requestsPerSecond: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}

function oneConnection(options: Load, deadline: number, latencies: number[]): Promise<void> {
  const { hostname, port } = new URL(options.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let received = Buffer.alloc(0);
    let sent = 0;
    const turn = (): void => {
      sent = performance.now();
      if (sent < deadline) socket.write(written(options, hostname));
      else socket.end(resolve);
    };
    socket.once('connect', turn);
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = answerIn(received);
      if (answer === undefined) return;
      if (answer.status !== 201) return refuse(socket, reject, received);
      latencies.push(performance.now() - sent);
      received = received.subarray(answer.length);
      turn();
    });
  });
}

function written({ path, next }: Load, host: string): string {
  const { headers, body } = next();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = Buffer.byteLength(body);
  return (
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
    `content-length: ${length}\r\n${lines.join('')}\r\n${body}`
  );
}

/** Status and length in bytes of a whole answer, or undefined while some of it is still to come. */
function answerIn(received: Buffer): { status: number; length: number } | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = received.toString('latin1', 0, headEnd);
  const body = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(body)) throw new Error(`an answer without a length: ${head}`);
  const length = headEnd + HEAD_END.length + body;
  return received.length < length ? undefined : { status: Number(head.slice(9, 12)), length };
}

function refuse(socket: Socket, reject: (error: Error) => void, received: Buffer): void {
  socket.destroy();
  reject(new Error(`the answer is not 201: ${received.toString('utf8')}`));
}
