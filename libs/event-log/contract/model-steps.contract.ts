/** The steps of the model property: what may be asked of a log, and in which proportion. */
import fc from 'fast-check';
import type { ReadStreamOptions } from '../event-log.ts';

export const STREAMS = ['thing-0', 'thing-1', 'other-0'] as const;

/** What a repeat changes against the append it repeats. */
export type Change = 'nothing' | 'fewer' | 'more' | 'content' | 'id' | 'place';

export interface AppendStep {
  readonly kind: 'append';
  readonly stream: string;
  /** A number counts from the revision that would be right. */
  readonly aim: number | 'no_stream' | 'stream_exists' | 'any';
  /** Other streams it is tied to, each counted from the revision that would be right. */
  readonly tied: readonly { readonly stream: string; readonly off: number }[];
  /** One event for each. */
  readonly texts: readonly string[];
}

export interface RepeatStep {
  readonly kind: 'repeat';
  /** Which of the appends so far. */
  readonly which: number;
  readonly change: Change;
}

export type ReadStep =
  | { readonly kind: 'readStream'; readonly stream: string; readonly options: ReadStreamOptions }
  | { readonly kind: 'read'; readonly after: number; readonly limit: number }
  | { readonly kind: 'follow'; readonly after: number; readonly prefix: string; readonly batchSize: number }
  | { readonly kind: 'positionAt'; readonly minute: number };

export type Step =
  | AppendStep
  | RepeatStep
  | ReadStep
  | { readonly kind: 'clock'; readonly minute: number }
  | { readonly kind: 'client' }
  | { readonly kind: 'reopen' };

const stream = fc.constantFrom(...STREAMS);
const minute = fc.nat({ max: 59 });
const kind = <K extends Step['kind']>(name: K) => fc.constant(name);

const tie = fc.record({
  stream,
  off: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constantFrom(-2, -1, 1)),
});

const append: fc.Arbitrary<AppendStep> = fc.record({
  kind: kind('append'),
  stream,
  aim: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constantFrom(-2, -1, 1) },
    { weight: 3, arbitrary: fc.constantFrom('no_stream' as const, 'stream_exists' as const, 'any' as const) },
  ),
  tied: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(tie, { minLength: 1, maxLength: 2 }) },
  ),
  texts: fc.array(
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.normalize('NFC')),
    { maxLength: 4, size: 'max' },
  ),
});

const repeat: fc.Arbitrary<RepeatStep> = fc.record({
  kind: kind('repeat'),
  which: fc.nat({ max: 20 }),
  change: fc.constantFrom('nothing', 'nothing', 'fewer', 'more', 'content', 'id', 'place'),
});

const readStream: fc.Arbitrary<ReadStep> = fc.record({
  kind: kind('readStream'),
  stream,
  options: fc.record(
    {
      from: fc.integer({ min: -1, max: 12 }),
      direction: fc.constantFrom('forwards' as const, 'backwards' as const),
      limit: fc.integer({ min: 0, max: 8 }),
    },
    { requiredKeys: [] },
  ),
});

const read: fc.Arbitrary<ReadStep> = fc.record({
  kind: kind('read'),
  after: fc.integer({ min: -1, max: 30 }),
  limit: fc.integer({ min: 0, max: 12 }),
});

const follow: fc.Arbitrary<ReadStep> = fc.record({
  kind: kind('follow'),
  after: fc.nat({ max: 30 }),
  prefix: fc.constantFrom('', 'thing-', 'other-0', 'none'),
  batchSize: fc.integer({ min: 0, max: 9 }),
});

/** Scripts of steps, with one restart in the middle where the store `reopens`, and ties where it `checksOthers`. */
export function scripts(can: {
  readonly reopens: boolean;
  readonly checksOthers: boolean;
}): fc.Arbitrary<Step[]> {
  const appends = can.checksOthers ? append : append.map((step) => ({ ...step, tied: [] }));
  const step = fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
    { weight: 9, arbitrary: appends },
    { weight: 5, arbitrary: repeat },
    { weight: 3, arbitrary: readStream },
    { weight: 2, arbitrary: read },
    { weight: 2, arbitrary: follow },
    { weight: 2, arbitrary: fc.record({ kind: kind('positionAt'), minute }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('clock'), minute }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('client') }) },
  );
  const part = fc.array(step, { minLength: 10, maxLength: 60, size: 'max' });
  if (!can.reopens) return part;
  return fc.tuple(part, part).map(([before, after]) => [...before, { kind: 'reopen' }, ...after]);
}
