import { PageLink } from '../app/navigation.tsx';
import type { Difference, Figure, Money } from '../api/types.ts';
import { formatChange, formatCount, formatDate, formatDisplay, formatMoney } from '../format/format.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { NoValue } from '../ledger/no-value.tsx';
import { figureReading } from '../ledger/readings.ts';

function Side({ label, figure }: { label: string; figure: Figure }) {
  const { lang, t } = useI18n();
  const reading = figureReading(figure, t, lang);
  const { effectiveAsOf, knownAsOf } = figure;
  return (
    <div className="compared-figure">
      <p className="headline-label">{label}</p>
      {reading.display === null ? (
        <NoValue reading={reading} className="figure-value" />
      ) : (
        <p className="figure-value">{formatDisplay(reading.display, lang)}</p>
      )}
      <p className="figure-definition">
        {t.difference.asOf(formatDate(effectiveAsOf, lang), formatCount(knownAsOf.position, lang))}
      </p>
    </div>
  );
}

interface Row {
  readonly key: string;
  readonly name: string;
  readonly numerator: Money;
  readonly denominator: Money;
  readonly events: number | null;
}

interface TableProps {
  readonly caption: string;
  readonly region: string;
  readonly first: string;
  readonly rows: readonly Row[];
  readonly before?: Row;
  readonly sum?: Row;
  readonly after?: Row;
}

function Cells({ row, isChange }: { row: Row; isChange: boolean }) {
  const { lang } = useI18n();
  const format = isChange ? formatChange : formatMoney;
  return (
    <>
      <th scope="row">{row.name}</th>
      <td data-part="numerator" data-amount={row.numerator.amount}>
        {format(row.numerator, lang)}
      </td>
      <td data-part="denominator" data-amount={row.denominator.amount}>
        {format(row.denominator, lang)}
      </td>
      <td>{row.events !== null && formatCount(String(row.events), lang)}</td>
    </>
  );
}

function ChangesTable({ caption, region, first, rows, before, sum, after }: TableProps) {
  const { t } = useI18n();
  const columns = [first, t.stages.numerator, t.stages.denominator, t.difference.events];
  return (
    <div className="table-scroll" role="region" aria-label={region} tabIndex={0}>
      <table className="table table-sm amounts-table changes-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before !== undefined && (
            <tr className="whole-row" data-row="before">
              <Cells row={before} isChange={false} />
            </tr>
          )}
          {rows.map((row) => (
            <tr key={row.key} data-row={row.key}>
              <Cells row={row} isChange />
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sum !== undefined && (
            <tr data-row="sum">
              <Cells row={sum} isChange />
            </tr>
          )}
          {after !== undefined && (
            <tr className="whole-row" data-row="after">
              <Cells row={after} isChange={false} />
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
}

/** Both figures side by side, then why they differ: amounts that add up from the first to the second. */
export function Comparison({ difference }: { difference: Difference }) {
  const { lang, t } = useI18n();
  const { from, to, change, causes, people, others } = difference;
  const who: Row[] = [
    ...(people ?? []).map(({ actor, ...moved }) => ({
      ...moved,
      key: actor ?? 'nobody',
      name: actor ?? t.difference.nobody,
    })),
    ...(others === null ? [] : [{ ...others, key: 'others', name: t.difference.others }]),
  ];
  const whole = (key: string, name: string, figure: Figure): Row => ({
    ...{ key, name, events: null },
    numerator: figure.numerator.amount,
    denominator: figure.denominator.amount,
  });
  return (
    <section aria-labelledby="compared" data-figure={to.definition.id}>
      <h2 id="compared" className="section-title">
        {figureReading(to, t, lang).name}
      </h2>
      <div className="compared">
        <Side label={t.difference.from} figure={from} />
        <Side label={t.difference.to} figure={to} />
      </div>
      {causes.length === 0 ? (
        <p className="nothing">{t.difference.same}</p>
      ) : (
        <>
          <ChangesTable
            caption={t.difference.caption}
            region={t.difference.region}
            first={t.difference.cause}
            before={whole('before', t.difference.before, from)}
            rows={causes.map(({ cause, ...moved }) => ({
              ...moved,
              key: cause,
              name: wordFor(t.cause, cause),
            }))}
            sum={{ ...change, key: 'sum', name: t.difference.sum, events: null }}
            after={whole('after', t.difference.after, to)}
          />
          <p>{t.difference.adds}</p>
        </>
      )}
      {who.length > 0 && (
        <ChangesTable
          caption={t.difference.people}
          region={t.difference.peopleRegion}
          first={t.difference.account}
          rows={who}
        />
      )}
      <p className="lineage-link">
        <PageLink to={{ page: 'lineage' }}>{t.lineage.open}</PageLink>
      </p>
    </section>
  );
}
