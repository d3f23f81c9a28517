import type { RequestFailure } from '../api/problem.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { explain } from './failure-message.tsx';

/** A part of the page that could not be had, while the rest stands. */
export function InlineFailure({ failure, onRetry }: { failure: RequestFailure; onRetry: () => void }) {
  const { t } = useI18n();
  const isRefusal = failure.status >= 400 && failure.status < 500;
  return (
    <div className="inline-failure" role="alert">
      <p>
        {explain(failure, t)} {isRefusal && failure.detail}{' '}
        {failure.correlationId !== null && t.failure.code(failure.correlationId)}
      </p>
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={onRetry}>
        {t.failure.retry}
      </button>
    </div>
  );
}
