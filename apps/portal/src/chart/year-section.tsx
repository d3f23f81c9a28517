import { lazy, Suspense, useId, useState } from 'react';
import type { Figure } from '../api/types.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { ErrorBoundary } from '../messages/error-boundary.tsx';
import { findingOf } from './finding.ts';
import { yearTable } from './year-rows.ts';
import { YearTableView } from './year-table-view.tsx';

const YearChart = lazy(() => import('./year-chart.tsx'));

/** The same rows twice: drawn, and on request as a table. */
export function YearSection({ figures }: { figures: readonly Figure[] }) {
  const { lang, t } = useI18n();
  const [isTableShown, setTableShown] = useState(false);
  const id = useId();
  const table = yearTable(figures);
  if (table === null) return <p>{t.chart.empty}</p>;
  return (
    <section className="year-section" aria-labelledby={`${id}-title`}>
      <p className="section-kicker">{t.chart.heading}</p>
      <h2 id={`${id}-title`} className="section-title">
        {findingOf(table, t, lang)}
      </h2>
      <ErrorBoundary fallback={<p>{t.chart.failed}</p>}>
        <Suspense fallback={<p className="chart-loading">{t.chart.loading}</p>}>
          <YearChart table={table} />
        </Suspense>
      </ErrorBoundary>
      <button
        type="button"
        className="btn btn-outline-primary btn-sm"
        aria-expanded={isTableShown}
        aria-controls={`${id}-table`}
        onClick={() => setTableShown(!isTableShown)}
      >
        {isTableShown ? t.chart.hideTable : t.chart.showTable}
      </button>
      <div id={`${id}-table`}>{isTableShown && <YearTableView table={table} />}</div>
    </section>
  );
}
