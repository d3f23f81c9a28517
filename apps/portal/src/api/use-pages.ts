import { useEffect, useEffectEvent, useState } from 'react';
import { isAbort, RequestFailure } from './problem.ts';

/** A list that grows page by page. Mount it anew for another list. */
export function usePages<Page extends { readonly nextCursor: string | null }>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page>,
) {
  const [pages, setPages] = useState<readonly Page[]>([]);
  const [wanted, setWanted] = useState({ cursor: null as string | null, attempt: 0 });
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const [pending, setPending] = useState(true);
  const run = useEffectEvent(load);
  const next = pages.at(-1)?.nextCursor ?? null;

  useEffect(() => {
    const controller = new AbortController();
    setPending(true);
    setFailure(null);
    run(wanted.cursor, controller.signal)
      .then((page) => {
        if (controller.signal.aborted) return;
        setPages((before) => (wanted.cursor === null ? [page] : [...before, page]));
        setPending(false);
      })
      .catch((cause: unknown) => {
        if (controller.signal.aborted || isAbort(cause)) return;
        setFailure(cause instanceof RequestFailure ? cause : new RequestFailure(0, {}));
        setPending(false);
      });
    return () => controller.abort();
  }, [wanted]);

  return {
    pages,
    failure,
    pending,
    more: next === null ? null : () => setWanted({ cursor: next, attempt: 0 }),
    retry: () => setWanted((now) => ({ ...now, attempt: now.attempt + 1 })),
  };
}
