/** The caller's end of the writer thread: numbers the appends, gathers those of one turn, keeps their deadlines. */
import { Worker } from 'node:worker_threads';
import { OutcomeUnknown, StoreUnavailable } from '#event-log/errors';
import type { Appended } from '#event-log/event-log';
import type { AppendRequest } from './group-commit.ts';
import {
  unwireError,
  type FromWriter,
  type NumberedRequest,
  type ToWriter,
  type WriterData,
} from './wire.ts';

/** More appends than this waiting at once are refused: the caller must slow down. */
const WAITING_MAX = 20_000;

/** Appends of one turn travel together, for a message costs more than an append; so many do not wait for its end. */
const POST_AT_ONCE = 128;

type Answers = Extract<FromWriter, { kind: 'answers' }>['answers'];

interface Waiting {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

export class WriterThread {
  /** Called after each commit, before its appends are answered. */
  onCommit: () => void = () => undefined;
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  readonly #waiting = new Map<number, Waiting>();
  readonly #closing = new Map<number, (error: Error | null) => void>();
  #outbox: NumberedRequest[] = [];
  #answered: Answers[] = [];
  #nextTicket = 0;
  #idle: (() => void) | undefined;
  #gone: Error | undefined;

  static async start(data: WriterData, timeoutMs: number): Promise<WriterThread> {
    const here = import.meta.url;
    const inSource = here.endsWith('.ts');
    const worker = new Worker(new URL(inSource ? './writer.worker.ts' : './writer.worker.js', here), {
      workerData: data,
      execArgv: inSource ? ['--conditions=source'] : [],
      name: 'ledger-writer',
    });
    const ready = Promise.withResolvers<void>();
    worker.once('message', (message: FromWriter) => {
      if (message.kind === 'ready') ready.resolve();
      if (message.kind === 'failed') ready.reject(unwireError(message.error));
    });
    worker.once('error', ready.reject);
    await ready.promise;
    return new WriterThread(worker, timeoutMs);
  }

  private constructor(worker: Worker, timeoutMs: number) {
    this.#worker = worker;
    this.#timeoutMs = timeoutMs;
    worker.on('message', (message: FromWriter) => this.#receive(message));
    worker.on('error', (error) => this.#lose(error));
    worker.on('exit', () => this.#lose(new Error('it ended')));
  }

  get alive(): boolean {
    return this.#gone === undefined;
  }

  /** Resolves when every later event is sure to be recorded after the instant. */
  closeUpTo(instant: string): Promise<void> {
    if (this.#gone !== undefined) return Promise.resolve();
    const ticket = this.#nextTicket;
    this.#nextTicket += 1;
    if (this.#outbox.length > 0) this.#post();
    this.#send({ kind: 'closeUpTo', instant, ticket });
    return new Promise((resolve, reject) => {
      this.#closing.set(ticket, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  append(request: AppendRequest): Promise<Appended> {
    if (this.#gone !== undefined) return Promise.reject(new StoreUnavailable(this.#gone.message));
    if (this.#waiting.size >= WAITING_MAX) {
      return Promise.reject(new StoreUnavailable(`${WAITING_MAX} appends are waiting already`));
    }
    const ticket = this.#nextTicket;
    this.#nextTicket += 1;
    const gathered = this.#outbox.push({ ...request, ticket });
    if (gathered === 1) setImmediate(() => this.#post());
    if (gathered === POST_AT_ONCE) this.#post();
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => this.#expire(ticket), this.#timeoutMs);
      this.#waiting.set(ticket, { resolve, reject, deadline });
    });
  }

  /** Resolves when every append is answered or expired and the thread has let go of the file. */
  async close(): Promise<void> {
    if (this.#waiting.size > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    if (this.#gone !== undefined) return;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#send({ kind: 'close' });
    await exited;
  }

  #post(): void {
    if (this.#outbox.length === 0) return;
    const requests = this.#outbox;
    this.#outbox = [];
    this.#send({ kind: 'append', requests });
  }

  #send(message: ToWriter): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWriter): void {
    if (message.kind === 'closedUpTo') {
      this.#settleClosing(message.ticket, message.error === null ? null : unwireError(message.error));
    }
    if (message.kind !== 'answers') return;
    this.onCommit();
    if (this.#answered.length === 0) setImmediate(() => this.#settle());
    this.#answered.push(message.answers);
  }

  /**
   * In a turn of its own: what an answer sets going comes back as further answers, and this thread would never get from
   * one message to the next signal or request.
   */
  #settle(): void {
    const answers = this.#answered.flat();
    this.#answered = [];
    for (const answer of answers) {
      if ('error' in answer) this.#take(answer.ticket)?.reject(unwireError(answer.error));
      else this.#take(answer.ticket)?.resolve(answer.appended);
    }
  }

  #expire(ticket: number): void {
    const why = `no answer from the writer within ${this.#timeoutMs} ms; the append may or may not be in the log`;
    this.#take(ticket)?.reject(new OutcomeUnknown(why));
  }

  #lose(error: Error): void {
    this.#settle();
    this.#gone ??= new Error(`the writer thread is gone: ${error.message}`);
    for (const ticket of [...this.#waiting.keys()])
      this.#take(ticket)?.reject(new OutcomeUnknown(this.#gone.message));
    for (const ticket of [...this.#closing.keys()]) this.#settleClosing(ticket, null);
  }

  #settleClosing(ticket: number, error: Error | null): void {
    this.#closing.get(ticket)?.(error);
    this.#closing.delete(ticket);
  }

  #take(ticket: number): Waiting | undefined {
    const waiting = this.#waiting.get(ticket);
    if (waiting === undefined) return undefined;
    clearTimeout(waiting.deadline);
    this.#waiting.delete(ticket);
    if (this.#waiting.size === 0) this.#idle?.();
    return waiting;
  }
}
