import type { Figure } from '../api/types.ts';
import { formatDisplay, formatPerEuro } from '../format/format.ts';
import type { Dictionary } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Calculation } from './calculation.tsx';
import { FigureDetails } from './figure-details.tsx';
import { LineageLink } from './lineage-link.tsx';
import { NoValue } from './no-value.tsx';
import { bringers, figureReading } from './readings.ts';

function subject(figure: Figure, t: Dictionary): string {
  const { thirdSector, foundations } = bringers(figure);
  if (thirdSector === foundations) return t.headline.both;
  return thirdSector ? t.headline.thirdSector : t.headline.foundations;
}

/** The finding of the page: one sentence, one number, and how it was computed. */
export function Headline({ figure, isImplied }: { figure: Figure; isImplied: boolean }) {
  const { lang, t } = useI18n();
  const reading = figureReading(figure, t, lang);
  const withoutValue = reading.valuedOnly === null ? t.headline.undefined : t.headline.partly;
  const sentence =
    figure.value === null
      ? withoutValue
      : t.headline.sentence(subject(figure, t), formatPerEuro(figure.value, lang));
  return (
    <section className="headline" aria-labelledby="headline-sentence" data-figure="L1">
      <p className="headline-label">{t.headline.label}</p>
      {reading.display !== null && <p className="headline-value">{formatDisplay(reading.display, lang)}</p>}
      <h2 id="headline-sentence">{sentence}</h2>
      {reading.display === null && <NoValue reading={reading} className="headline-value" />}
      <Calculation text={reading.calculation} isImplied={isImplied} />
      <p className="figure-definition">
        {t.card.definition(figure.definition.id, figure.definition.version)}
      </p>
      <LineageLink figure={figure.definition.id} about={reading.name} />
      <FigureDetails reading={reading} />
    </section>
  );
}
