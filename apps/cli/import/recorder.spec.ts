import { describe, expect, it } from '@jest/globals';
import type { Effect, Ledger } from '../ledger.ts';
import { Recorder, RecordingFailed } from './recorder.ts';
import type { StagedAmount } from './staging.ts';

function* staged(count: number): Generator<StagedAmount> {
  for (let row = 2; row < count + 2; row += 1) {
    yield {
      row,
      reference: `opencoesione:${row}:FINANZ_PRIVATO`,
      origin: 'OTHER_PRIVATE',
      fund: null,
      cents: 100n,
      effectiveOn: '2026-01-31',
      dating: 'STATED',
      cup: null,
      place: { regions: [], provinces: [], municipalities: [], istat: null },
    };
  }
}

/** Takes a moment for every command, refuses one contribution, and counts what is under way. */
class FailingLedger implements Ledger {
  readonly concurrency = 4;
  readonly keys: string[] = [];
  contributions = 0;
  underWay = 0;
  readonly #failsAt: number;

  constructor(failsAt: number) {
    this.#failsAt = failsAt;
  }

  assertMayRecord(): void {}

  async execute({ aggregate }: { readonly aggregate: string }, key: string): Promise<Effect> {
    this.keys.push(key);
    if (aggregate === 'contribution') this.contributions += 1;
    const number = this.contributions;
    this.underWay += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.underWay -= 1;
    if (number === this.#failsAt) return { kind: 'refused', code: 'TOO_BAD', detail: 'no', pointer: null };
    return { kind: 'recorded', id: `id-${number}`, position: BigInt(number) };
  }

  async *list(): AsyncGenerator<never> {}

  async contribution(): Promise<null> {
    return null;
  }

  async countReversed(): Promise<number> {
    return 0;
  }

  async figures(): Promise<readonly never[]> {
    return [];
  }

  async figure(): Promise<never> {
    throw new RangeError('who records asks for no figure');
  }

  async close(): Promise<void> {}
}

const options = { signal: new AbortController().signal, onProgress: () => undefined };

describe('recording', () => {
  it('stops at the first failure, waits for what is under way, and says how much was recorded', async () => {
    const ledger = new FailingLedger(10);
    const failure = await new Recorder(ledger)
      .record(staged(100), 'partnership', options)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordingFailed);
    expect(String(failure)).toMatch(
      /row 11: TOO_BAD .*\n {2}\d+ contributions were recorded before; running the/,
    );
    expect(ledger.underWay).toBe(0);
    expect(ledger.contributions).toBeLessThan(15);
  });

  it('gives every command a key of 64 hexadecimal digits, the same for the same content', async () => {
    const runs = [new FailingLedger(Infinity), new FailingLedger(Infinity)];
    for (const ledger of runs) await new Recorder(ledger).record(staged(20), 'x'.repeat(300), options);
    const [first, second] = runs.map(({ keys }) => keys.toSorted());
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(20 + 2);
    for (const key of first ?? []) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });
});
