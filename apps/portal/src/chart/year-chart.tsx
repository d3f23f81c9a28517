import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { formatMoney } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Bars } from './bars.tsx';
import { findingOf } from './finding.ts';
import { layOut } from './geometry.ts';
import { Legend } from './legend.tsx';
import { isNavigationKey, markAt, moveMark, type MarkPosition } from './marks.ts';
import { useWidth } from './use-width.ts';
import type { YearTable } from './year-rows.ts';

const HEIGHT = 340;

function Readout({ table, at }: { table: YearTable; at: MarkPosition | null }) {
  const { lang, t } = useI18n();
  const mark = at === null ? null : markAt(table, at);
  const text =
    mark === null
      ? t.chart.hint
      : t.chart.mark(
          mark.year,
          t.series[mark.series],
          formatMoney({ amount: mark.amount, currency: table.currency }, lang),
        );
  return (
    <p className={mark === null ? 'chart-readout' : 'chart-readout chart-readout-mark'} aria-live="polite">
      {text}
    </p>
  );
}

/** Stacked bars by year. The keyboard walks the marks; the line below says aloud which one it stands on. */
export default function YearChart({ table }: { table: YearTable }) {
  const { lang, t } = useI18n();
  const prefix = useId();
  const [at, setAt] = useState<MarkPosition | null>(null);
  const [ref, width] = useWidth<HTMLDivElement>();

  useEffect(() => setAt(null), [table.rows.length, table.series.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setAt(null);
    if (!isNavigationKey(event.key)) return;
    event.preventDefault();
    setAt(moveMark(table, at, event.key));
  };

  return (
    <figure className="year-chart">
      <Legend table={table} prefix={prefix} />
      <div
        ref={ref}
        className="chart-scroll"
        role="group"
        aria-label={t.chart.heading}
        aria-describedby={`${prefix}-keys`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {width > 0 && (
          <Bars
            table={table}
            layout={layOut(table, width, HEIGHT)}
            prefix={prefix}
            title={findingOf(table, t, lang)}
            at={at}
            onPoint={setAt}
          />
        )}
      </div>
      <p id={`${prefix}-keys`} className="visually-hidden">
        {t.chart.keyboard}
      </p>
      <Readout table={table} at={at} />
    </figure>
  );
}
