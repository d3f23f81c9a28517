import type { Display } from '../api/types.ts';
import { formatAmount, formatDisplay } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { YearRow, YearTable } from './year-rows.ts';

interface RowProps {
  readonly table: YearTable;
  readonly row: Omit<YearRow, 'year'>;
}

function Leverage({ display }: { display: Display | null }) {
  const { lang, t } = useI18n();
  return (
    <td className="leverage-cell">
      {display === null ? t.table.notComputable : formatDisplay(display, lang)}
    </td>
  );
}

function Cells({ table, row }: RowProps) {
  const { lang } = useI18n();
  return (
    <>
      {table.series.map((series) => (
        <td key={series} data-series={series} data-amount={row.amounts[series]}>
          {formatAmount(row.amounts[series], lang)}
        </td>
      ))}
      <td>{formatAmount(row.total, lang)}</td>
      <Leverage display={row.leverage} />
    </>
  );
}

/** A real table: caption, headers with scope, and a row of sums that are computed exactly. */
export function YearTableView({ table }: { table: YearTable }) {
  const { t } = useI18n();
  const columns = [...table.series.map((series) => t.series[series]), t.table.total, t.table.leverage];
  return (
    <div className="table-scroll" role="region" aria-label={t.table.region} tabIndex={0}>
      <table className="table table-sm year-table">
        <caption>{t.table.caption}</caption>
        <thead>
          <tr>
            {[t.table.year, ...columns].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.year} data-year={row.year}>
              <th scope="row">{row.year}</th>
              <Cells table={table} row={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.table.sum}</th>
            <Cells table={table} row={table.sum} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
