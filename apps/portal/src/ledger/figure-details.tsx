import { useI18n } from '../i18n/i18n.tsx';
import { symbolsOf, type Reading } from './readings.ts';

/** Closed at first: what the figure means, its formula in symbols, who defined it. */
export function FigureDetails({ reading }: { reading: Reading }) {
  const { t } = useI18n();
  const { id, formula, source } = reading.figure.definition;
  return (
    <details className="figure-details">
      <summary>
        <span className="question-mark" aria-hidden="true">
          ?
        </span>
        <span>
          {t.card.details} <span className="visually-hidden">{t.card.detailsOf(reading.name)}</span>
        </span>
      </summary>
      <p>{reading.meaning}</p>
      {reading.display?.approximate === true && <p>{t.card.approximate}</p>}
      <dl>
        <dt>{t.card.formula}</dt>
        <dd>
          {id} = {formula}
        </dd>
        <dt>{t.card.symbols}</dt>
        <dd>
          <ul className="list-unstyled">
            {symbolsOf(formula, t).map(({ symbol, meaning }) => (
              <li key={symbol}>
                <strong>{symbol}</strong>: {meaning}
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t.card.source}</dt>
        <dd>{source}</dd>
      </dl>
    </details>
  );
}
