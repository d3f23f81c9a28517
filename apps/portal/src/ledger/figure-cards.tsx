import { formatDisplay } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { FigureDetails } from './figure-details.tsx';
import { LineageLink } from './lineage-link.tsx';
import { NoValue } from './no-value.tsx';
import { hasImpliedBase, type Reading } from './readings.ts';

function FigureCard({ reading }: { reading: Reading }) {
  const { lang, t } = useI18n();
  const { id, version } = reading.figure.definition;
  return (
    <article className="it-card rounded border figure-card" data-figure={reading.key}>
      <h3 className="figure-name">{reading.name}</h3>
      {reading.display === null ? (
        <NoValue reading={reading} className="figure-value" />
      ) : (
        <p className="figure-value">{formatDisplay(reading.display, lang)}</p>
      )}
      <p className="calculation">
        <span className="visually-hidden">{t.card.calculation}</span>{' '}
        <span className="calculation-text">{reading.calculation}</span>
      </p>
      <p className="figure-definition">
        {reading.isPart ? t.card.partOf(id, version) : t.card.definition(id, version)}
        {hasImpliedBase(reading.figure) && ` · ${t.base.onCard}`}
      </p>
      <LineageLink figure={id} about={reading.name} />
      <FigureDetails reading={reading} />
    </article>
  );
}

export function FigureCards({ readings }: { readings: readonly Reading[] }) {
  const { t } = useI18n();
  if (readings.length === 0) return null;
  return (
    <section aria-labelledby="other-figures">
      <h2 id="other-figures" className="section-title">
        {t.headline.other}
      </h2>
      <div className="figure-cards">
        {readings.map((reading) => (
          <FigureCard key={reading.key} reading={reading} />
        ))}
      </div>
    </section>
  );
}
