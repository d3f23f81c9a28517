import type { Figure, Unvalued } from '../api/types.ts';
import { equalDecimals, signOf } from '../format/decimal.ts';
import { formatDisplay, formatQuantity, formatShare } from '../format/format.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';

function Band({ band }: Pick<Figure, 'band'>) {
  const { lang, t } = useI18n();
  const displayOf = (value: string | null) => {
    const step = band.steps.find(
      (each) => value !== null && each.value !== null && equalDecimals(each.value, value),
    );
    const display = step?.display ?? null;
    return display === null ? null : formatDisplay(display, lang);
  };
  const [min, max] = [displayOf(band.min), displayOf(band.max)];
  if (min === null || max === null) return null;
  return (
    <>
      <p>{min === max ? t.certainty.always(min) : t.certainty.between(min, max)}</p>
      <ul className="grade-steps">
        {band.steps.map(({ upTo, display }) => (
          <li key={upTo} data-grade={upTo}>
            <span>{t.certainty.grade[upTo]}</span>{' '}
            <strong>{display === null ? t.stages.none : formatDisplay(display, lang)}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

function Confirmed({ words }: Pick<Figure, 'words'>) {
  const { lang, t } = useI18n();
  const { confirmed, contested } = words;
  if (confirmed === null) return null;
  const isContested = contested !== null && signOf(contested) !== 0;
  return (
    <p className="confirmed-share">
      {t.certainty.confirmed(formatShare(confirmed, lang))}
      {isContested && `; ${t.certainty.contested(formatShare(contested, lang))}`}.
    </p>
  );
}

function NotValued({ unvalued }: { unvalued: readonly Unvalued[] }) {
  const { lang, t } = useI18n();
  if (unvalued.length === 0) return null;
  return (
    <div className="unvalued">
      <p>{t.certainty.unvalued}</p>
      <ul>
        {unvalued.map(({ side, kind, unit, quantity }) => (
          <li key={`${side} ${kind} ${unit}`}>
            {formatQuantity(quantity, unit, lang)} {wordFor(t.unit, unit)}: {wordFor(t.kind, kind)} (
            {wordFor(t.side, side)})
          </li>
        ))}
      </ul>
      <p>{t.certainty.unvaluedWhy}</p>
    </div>
  );
}

/** How much of a figure rests on what was verified, documented, declared or only pledged, and what it lacks. */
export function Certainty({ figure }: { figure: Figure }) {
  const { t } = useI18n();
  const { band, words, unvalued, yearsMissing } = figure;
  return (
    <section className="certainty" aria-labelledby="certainty-title">
      <h2 id="certainty-title" className="section-title">
        {t.certainty.title}
      </h2>
      <Band band={band} />
      <Confirmed words={words} />
      <NotValued unvalued={unvalued} />
      {yearsMissing.length > 0 && <p>{t.certainty.yearsMissing(yearsMissing.join(', '))}</p>}
    </section>
  );
}
