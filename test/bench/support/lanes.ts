/** Work that is always so many deep: each lane takes the next piece as soon as its own is done. */

export interface Flow {
  readonly count: number;
  readonly seconds: number;
}

/** Keeps `lanes` pieces in flight until `goOn` says no; in-flight pieces are finished and counted. */
export async function inLanes(
  lanes: number,
  goOn: (index: number) => boolean,
  work: (index: number) => Promise<void>,
): Promise<Flow> {
  let next = 0;
  const started = performance.now();
  const lane = async (): Promise<void> => {
    while (goOn(next)) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { count: next, seconds: (performance.now() - started) / 1000 };
}

export function until(deadline: number): () => boolean {
  return () => performance.now() < deadline;
}
