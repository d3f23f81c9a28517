/** Progress on standard error: at once on a terminal, every few seconds in a log file. */

const TERMINAL_EVERY_MS = 200;
const LOG_EVERY_MS = 5_000;

export class Progress {
  readonly #verb: string;
  readonly #total: number;
  readonly #everyMs = process.stderr.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS;
  #last = performance.now();
  #shown = false;

  constructor(verb: string, total: number) {
    this.#verb = verb;
    this.#total = total;
  }

  at(done: number): void {
    const now = performance.now();
    if (now - this.#last < this.#everyMs) return;
    this.#last = now;
    this.#shown = true;
    const percent = this.#total === 0 ? 100 : Math.floor((done / this.#total) * 100);
    process.stderr.write(
      `${process.stderr.isTTY ? '\r' : ''}${this.#verb} ${percent} %${process.stderr.isTTY ? '' : '\n'}`,
    );
  }

  end(): void {
    if (this.#shown && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
