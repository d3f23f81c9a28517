import { useState } from 'react';
import { oneOf, SCOPES, UNSAID, VIEWS } from '../app/location-state.ts';
import { useNavigation } from '../app/navigation.tsx';
import { fetchPriceIndexes } from '../api/client.ts';
import type { PriceIndex } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Choice } from './choice.tsx';
import { yearsOf } from './price-years.ts';

/** The prices of each year that an index tells, newest first; nothing where there is no index. */
function PricesChoice({ indexes }: { indexes: readonly PriceIndex[] }) {
  const { t } = useI18n();
  const { location, go } = useNavigation();
  const offered = indexes.flatMap((index) => yearsOf(index).map((year) => ({ series: index.series, year })));
  const value = location.prices ?? '';
  const isOffered = offered.some(({ series, year }) => `${series}:${year}` === value);
  if (offered.length === 0 && value === '') return null;
  return (
    <Choice
      label={t.counting.prices}
      value={value}
      meaning={value === '' ? t.counting.nominalMeaning : t.counting.realMeaning}
      onChoose={(prices) => go({ prices: prices === '' ? null : prices })}
    >
      <option value="">{t.counting.nominal}</option>
      {!isOffered && value !== '' && <option value={value}>{value}</option>}
      {offered.map(({ series, year }) => (
        <option key={`${series}:${year}`} value={`${series}:${year}`}>
          {t.counting.inPrices(year, series)}
        </option>
      ))}
    </Choice>
  );
}

/** Closed at first: how a euro is looked at. What is chosen is said on the line that opens it. */
export function Counting() {
  const { lang, t } = useI18n();
  const { location, go } = useNavigation();
  const { view, scope, prices } = location;
  const indexes = useRequest('price-indexes', (signal) => fetchPriceIndexes({ lang, signal }));
  const isUsual = view === UNSAID.view && scope === UNSAID.scope && prices === null;
  // Only at first: what the reader has opened must not close under the keyboard.
  const [isOpen] = useState(!isUsual);
  const chosen = [t.view[view], t.counting.scopeWord[scope], ...(prices === null ? [] : [prices])];
  return (
    <details className="counting" open={isOpen}>
      <summary>
        <span className="counting-title">{t.counting.title}:</span> {chosen.join(' · ')}
      </summary>
      <div className="counting-choices">
        <Choice
          label={t.counting.view}
          value={view}
          meaning={t.counting.viewMeaning[view]}
          onChoose={(value) => go({ view: oneOf(VIEWS, value, view) })}
        >
          {VIEWS.map((known) => (
            <option key={known} value={known}>
              {t.view[known]}
            </option>
          ))}
        </Choice>
        <Choice
          label={t.counting.scope}
          value={scope}
          meaning={t.counting.scopeMeaning[scope]}
          onChoose={(value) => go({ scope: oneOf(SCOPES, value, scope) })}
        >
          {SCOPES.map((known) => (
            <option key={known} value={known}>
              {t.counting.scopeWord[known]}
            </option>
          ))}
        </Choice>
        <PricesChoice indexes={indexes.data ?? []} />
      </div>
    </details>
  );
}
