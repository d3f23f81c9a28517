import type { Figure } from '../api/types.ts';
import { formatDisplay } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { NoValue } from '../ledger/no-value.tsx';
import { figureReading, hasImpliedBase, symbolsOf } from '../ledger/readings.ts';

/** The figure, its formula in symbols, and the same with the numbers in it. */
export function Formula({ figure }: { figure: Figure }) {
  const { lang, t } = useI18n();
  const reading = figureReading(figure, t, lang);
  const { id, version, formula, source } = figure.definition;
  const result = reading.display ?? reading.valuedOnly;
  return (
    <section className="lineage-figure" aria-labelledby="lineage-formula" data-figure={id}>
      <p className="headline-label">{reading.name}</p>
      {reading.display === null ? (
        <NoValue reading={reading} className="figure-value" />
      ) : (
        <p className="figure-value">{formatDisplay(reading.display, lang)}</p>
      )}
      <p>{reading.meaning}</p>
      <h2 id="lineage-formula" className="h5">
        {t.lineage.formula}
      </h2>
      <p className="calculation-text">
        {id} = {formula}
      </p>
      <ul className="list-unstyled symbols">
        {symbolsOf(formula, t).map(({ symbol, meaning }) => (
          <li key={symbol}>
            <strong>{symbol}</strong>: {meaning}
          </li>
        ))}
      </ul>
      <h3 className="h6">{t.lineage.withNumbers}</h3>
      <p className="calculation-text with-numbers">
        {reading.calculation}
        {result !== null && ` ${result.approximate ? '' : '= '}${formatDisplay(result, lang)}`}
        {hasImpliedBase(figure) && <span className="badge implied-badge">{t.base.badge}</span>}
      </p>
      <p className="figure-definition">
        {t.card.definition(id, version)} · {t.card.source}: {source}
      </p>
    </section>
  );
}
