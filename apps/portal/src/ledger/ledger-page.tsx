import { lazy, Suspense, useEffect, useRef } from 'react';
import { addressOf, type LocationState } from '../app/location-state.ts';
import { useNavigation } from '../app/navigation.tsx';
import { fetchPartnerships } from '../api/client.ts';
import type { Partnership } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { EmptyLedger } from '../messages/empty-ledger.tsx';
import { FailureMessage } from '../messages/failure-message.tsx';
import { Skeleton } from '../messages/skeleton.tsx';
import { isNow, TimeBar } from '../time/time-bar.tsx';
import { Filters } from './filters.tsx';
import { PartnershipFigures } from './partnership-figures.tsx';
import { useFigures, type AskedFigures } from './use-figures.ts';

const LineagePage = lazy(() => import('../lineage/lineage-page.tsx'));
const DifferencePage = lazy(() => import('../difference/difference-page.tsx'));

function useTitle(partnership: Partnership | undefined, page: LocationState['page']): void {
  const { t } = useI18n();
  const about = page === 'figures' ? [] : [t[page].title];
  const parts = [...about, ...(partnership === undefined ? [] : [partnership.title]), t.product.name];
  const title = parts.join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Whoever goes to another page starts at its top, with the keyboard too. */
function useFocusOnPage(page: LocationState['page']) {
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    window.scrollTo(0, 0);
    ref.current?.focus({ preventScroll: true });
  }, [page]);
  return ref;
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

function Unread({ partnership }: { partnership: Partnership }) {
  const { t } = useI18n();
  return (
    <div className="container py-4">
      <h1>{partnership.title}</h1>
      <p className="lead nothing">{t.time.unread}</p>
    </div>
  );
}

function Chosen({ partnership, asked }: { partnership: Partnership; asked: AskedFigures }) {
  const { t } = useI18n();
  const { location } = useNavigation();
  const { page, figure } = location;
  if (asked.question === null) return <Unread partnership={partnership} />;
  if (page === 'figures' || asked.pinned === null) {
    return <PartnershipFigures key={partnership.id} partnership={partnership} asked={asked} />;
  }
  const props = { partnership, question: asked.pinned };
  const key = `${partnership.id} ${figure}`;
  return (
    <Suspense fallback={<Skeleton text={t[page].loadingPage} />}>
      {page === 'lineage' ? <LineagePage key={key} {...props} /> : <DifferencePage key={key} {...props} />}
    </Suspense>
  );
}

/** Which partnership and as of when, then its figures; or what stands in the way. */
export function LedgerPage() {
  const { lang } = useI18n();
  const { location, go } = useNavigation();
  const list = useRequest('partnerships', (signal) => fetchPartnerships({ lang, signal }));
  const chosen = choose(list.data ?? [], location.partnership);
  const asked = useFigures(location, chosen);
  const top = useFocusOnPage(location.page);
  useTitle(chosen, location.page);

  const body = () => {
    if (list.failure !== null)
      return <FailureMessage level="h1" failure={list.failure} onRetry={list.retry} />;
    if (list.data === null) return <Waiting isSlow={list.slow} />;
    if (list.data.length === 0) return <EmptyLedger />;
    if (chosen === undefined) return <UnknownPartnership />;
    return <Chosen partnership={chosen} asked={asked} />;
  };
  const { pinned } = asked;
  return (
    <div className={isNow(location) ? undefined : 'historical-view'}>
      {list.data !== null && list.data.length > 0 && (
        <>
          <TimeBar
            axes={location}
            faults={asked.faults}
            answered={pinned}
            permanent={pinned === null ? null : addressOf({ ...location, ...pinned })}
            onChange={go}
          />
          <Filters partnerships={list.data} chosen={chosen} />
        </>
      )}
      <div id="figures" ref={top} tabIndex={-1}>
        {body()}
      </div>
    </div>
  );
}
