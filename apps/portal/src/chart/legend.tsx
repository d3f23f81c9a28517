import { formatMoney } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { fillOf } from './patterns.tsx';
import type { YearTable } from './year-rows.ts';

/** Pattern, name and sum of each series, in the order of the pile: the topmost first. */
export function Legend({ table, prefix }: { table: YearTable; prefix: string }) {
  const { lang, t } = useI18n();
  return (
    <ul className="chart-legend" aria-label={t.chart.legend}>
      {table.series.toReversed().map((series) => (
        <li key={series}>
          <svg width="32" height="20" aria-hidden="true" focusable="false">
            <rect
              className={`mark edge-${series}`}
              x="1"
              y="1"
              width="30"
              height="18"
              fill={fillOf(prefix, series)}
            />
          </svg>
          <span className="legend-name">{t.series[series]}</span>
          <span className="legend-sum">
            {formatMoney({ amount: table.sum.amounts[series], currency: table.currency }, lang)}
          </span>
        </li>
      ))}
    </ul>
  );
}
