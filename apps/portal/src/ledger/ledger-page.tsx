import { useEffect } from 'react';
import { fetchPartnerships } from '../api/client.ts';
import type { Partnership } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import type { LocationState } from '../app/location-state.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { EmptyLedger } from '../messages/empty-ledger.tsx';
import { FailureMessage } from '../messages/failure-message.tsx';
import { Skeleton } from '../messages/skeleton.tsx';
import { Filters } from './filters.tsx';
import { PartnershipFigures } from './partnership-figures.tsx';

interface Props {
  readonly location: LocationState;
  readonly onChange: (change: Partial<LocationState>) => void;
}

function useTitle(partnership: Partnership | undefined): void {
  const { t } = useI18n();
  const title = partnership === undefined ? t.product.name : `${partnership.title} – ${t.product.name}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** The one asked for; unasked, the first real partnership before any published data kept beside it. */
function choose(partnerships: readonly Partnership[], asked: string | null): Partnership | undefined {
  if (asked !== null) return partnerships.find(({ id }) => id === asked);
  return partnerships.find(({ instrument }) => instrument !== 'IMPORTED_DATASET') ?? partnerships[0];
}

function UnknownPartnership() {
  const { t } = useI18n();
  return (
    <div className="container py-5">
      <h1>{t.failure.unknownTitle}</h1>
      <p className="lead">{t.failure.unknownPartnership}</p>
    </div>
  );
}

function Waiting({ isSlow }: { isSlow: boolean }) {
  const { t } = useI18n();
  return (
    <>
      <h1 className="visually-hidden">{t.product.name}</h1>
      {isSlow ? <Skeleton text={t.loading.partnerships} /> : <div aria-busy="true" />}
    </>
  );
}

/** Which partnership, then its figures; or what stands in the way. */
export function LedgerPage({ location, onChange }: Props) {
  const { lang } = useI18n();
  const list = useRequest('partnerships', (signal) => fetchPartnerships({ lang, signal }));
  const chosen = choose(list.data ?? [], location.partnership);
  useTitle(chosen);

  const body = () => {
    if (list.failure !== null)
      return <FailureMessage level="h1" failure={list.failure} onRetry={list.retry} />;
    if (list.data === null) return <Waiting isSlow={list.slow} />;
    if (list.data.length === 0) return <EmptyLedger />;
    if (chosen === undefined) return <UnknownPartnership />;
    return <PartnershipFigures key={chosen.id} partnership={chosen} basis={location.basis} />;
  };
  return (
    <>
      {list.data !== null && list.data.length > 0 && (
        <Filters partnerships={list.data} chosen={chosen} basis={location.basis} onChange={onChange} />
      )}
      <div id="figures" tabIndex={-1}>
        {body()}
      </div>
    </>
  );
}
