import type { RequestFailure } from '../api/problem.ts';
import type { Dictionary } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';

export function explain(failure: RequestFailure, t: Dictionary): string {
  if (failure.status === 0) return t.failure.offline;
  if (failure.code === 'PARTNERSHIP_UNKNOWN') return t.failure.unknownPartnership;
  if (failure.status === 401) return t.lineage.expired;
  if (failure.status === 404) return t.failure.notFound;
  if (failure.status === 429) return t.failure.tooMany(failure.retryAfterSeconds);
  if (failure.status === 503) return t.failure.behind;
  return failure.status >= 500 ? t.failure.server : t.failure.refused;
}

interface Props {
  /** `h1` where nothing else is on the page. */
  readonly level: 'h1' | 'h2';
  readonly failure: RequestFailure;
  readonly onRetry: () => void;
}

/** What happened, whether anything was lost, what to do, and the code to quote. */
export function FailureMessage({ level: Heading, failure, onRetry }: Props) {
  const { t } = useI18n();
  const isRefusal = failure.status >= 400 && failure.status < 500;
  return (
    <div className="container py-5">
      <div className="alert alert-danger failure" role="alert">
        <Heading className="h4 alert-heading">{t.failure.title}</Heading>
        <p>{explain(failure, t)}</p>
        {isRefusal && failure.detail !== null && <p>{failure.detail}</p>}
        {failure.correlationId !== null && (
          <p className="failure-code">{t.failure.code(failure.correlationId)}</p>
        )}
        <button type="button" className="btn btn-primary" onClick={onRetry}>
          {t.failure.retry}
        </button>
      </div>
    </div>
  );
}
