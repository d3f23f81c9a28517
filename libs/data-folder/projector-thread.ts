/** The caller's end of the folding thread: where each read model stands, and waiting until it stands far enough. */
import { Worker } from 'node:worker_threads';

export interface ProjectorData {
  readonly logPath: string;
  readonly folder: string;
}

export type ToProjector = { readonly kind: 'advance' } | { readonly kind: 'close' };

export type FromProjector =
  | { readonly kind: 'ready' }
  | { readonly kind: 'advanced'; readonly name: string; readonly position: bigint }
  | { readonly kind: 'stopped'; readonly name: string; readonly position: bigint; readonly why: string };

export interface ReadModelState {
  readonly position: bigint;
  /** Why it folds no further, or null while it does. */
  readonly stopped: string | null;
}

interface Waiter {
  readonly name: string;
  readonly position: bigint;
  readonly done: (reached: boolean) => void;
}

/** More than this many requests waiting for one read model are turned away at once. */
const WAITERS_MAX = 1_000;
/** How long news of the log may wait for more when nobody is waiting for it. */
const GATHER_MS = 20;
/** V8's nursery in the folding thread; left to itself it grows to more than all the rest. */
const YOUNG_GENERATION_MB = 32;

export class ProjectorThread {
  /** Called whenever a read model has advanced. */
  onAdvance: (name: string, position: bigint) => void = () => undefined;
  readonly #worker: Worker;
  readonly #states = new Map<string, ReadModelState>();
  readonly #waiters = new Set<Waiter>();
  #gone = false;
  #news: NodeJS.Timeout | undefined;

  static async start(data: ProjectorData): Promise<ProjectorThread> {
    const here = import.meta.url;
    const inSource = here.endsWith('.ts');
    const worker = new Worker(new URL(inSource ? './projector.worker.ts' : './projector.worker.js', here), {
      workerData: data,
      execArgv: inSource ? ['--conditions=source'] : [],
      name: 'ledger-projector',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    const thread = new ProjectorThread(worker);
    const ready = Promise.withResolvers<void>();
    worker.on('message', (message: FromProjector) => {
      if (message.kind === 'ready') ready.resolve();
    });
    worker.once('error', ready.reject);
    worker.once('exit', () => ready.reject(new Error('the folding thread ended before it was ready')));
    await ready.promise;
    return thread;
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromProjector) => this.#receive(message));
    worker.on('error', (error) => this.#lose(error.message));
    worker.on('exit', () => this.#lose('the folding thread ended'));
  }

  /** Says that there is something new in the log: at once when somebody waits for it, else with what else comes. */
  advance(): void {
    if (this.#waiters.size > 0) this.#sendAdvance();
    else this.#news ??= setTimeout(() => this.#sendAdvance(), GATHER_MS);
  }

  states(): ReadonlyMap<string, ReadModelState> {
    return this.#states;
  }

  /** Resolves true once the read model stands at `position`, false when it does not within `timeoutMs`. */
  reached(name: string, position: bigint, timeoutMs: number): Promise<boolean> {
    const state = this.#states.get(name);
    if (state !== undefined && state.position >= position) return Promise.resolve(true);
    if (
      state === undefined ||
      state.stopped !== null ||
      this.#waiters.size >= WAITERS_MAX ||
      timeoutMs <= 0
    ) {
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const waiter: Waiter = { name, position, done: (reached) => settle(reached) };
      const timer = setTimeout(() => settle(false), timeoutMs);
      const settle = (reached: boolean): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(reached);
      };
      this.#waiters.add(waiter);
      if (this.#news !== undefined) this.#sendAdvance();
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#news);
    if (this.#gone) return;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#send({ kind: 'close' });
    await exited;
    for (const waiter of this.#waiters) waiter.done(false);
  }

  #receive(message: FromProjector): void {
    if (message.kind === 'ready') return;
    const { name, position } = message;
    this.#states.set(name, { position, stopped: message.kind === 'stopped' ? message.why : null });
    this.#release();
    if (message.kind === 'advanced') this.onAdvance(name, position);
  }

  #sendAdvance(): void {
    clearTimeout(this.#news);
    this.#news = undefined;
    this.#send({ kind: 'advance' });
  }

  #lose(why: string): void {
    this.#gone = true;
    for (const [name, state] of this.#states) {
      this.#states.set(name, { ...state, stopped: state.stopped ?? why });
    }
    this.#release();
  }

  #release(): void {
    for (const waiter of this.#waiters) {
      const state = this.#states.get(waiter.name);
      if (state === undefined) continue;
      if (state.position >= waiter.position) waiter.done(true);
      else if (state.stopped !== null) waiter.done(false);
    }
  }

  #send(message: ToProjector): void {
    this.#worker.postMessage(message);
  }
}
