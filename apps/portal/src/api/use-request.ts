import { useEffect, useEffectEvent, useState } from 'react';
import { isAbort, RequestFailure } from './problem.ts';

const SLOW_AFTER_MS = 300;

export interface RequestState<T> {
  /** The answer to the current request, or to the one before while the new one is on its way. */
  readonly data: T | null;
  readonly failure: RequestFailure | null;
  readonly pending: boolean;
  /** Pending for so long that the reader should be told. */
  readonly slow: boolean;
}

const FIRST = { data: null, failure: null, pending: true, slow: false };

/** Runs `load` when `key` changes (null: not yet) and again on `retry`; a superseded request is aborted. */
export function useRequest<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>) {
  const [state, setState] = useState<RequestState<T>>(FIRST);
  const [attempt, setAttempt] = useState(0);
  const run = useEffectEvent(load);

  useEffect(() => {
    if (key === null) return undefined;
    const controller = new AbortController();
    const slow = setTimeout(() => setState((now) => ({ ...now, slow: true })), SLOW_AFTER_MS);
    setState((now) => ({ ...now, failure: null, pending: true, slow: false }));
    run(controller.signal)
      .then((data) => {
        if (controller.signal.aborted) return;
        setState({ data, failure: null, pending: false, slow: false });
      })
      .catch((cause: unknown) => {
        if (controller.signal.aborted || isAbort(cause)) return;
        const failure = cause instanceof RequestFailure ? cause : new RequestFailure(0, {});
        setState({ data: null, failure, pending: false, slow: false });
      })
      .finally(() => clearTimeout(slow));
    return () => {
      clearTimeout(slow);
      controller.abort();
    };
  }, [key, attempt]);

  return { ...state, retry: () => setAttempt((count) => count + 1) };
}
