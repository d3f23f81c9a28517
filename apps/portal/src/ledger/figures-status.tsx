import type { Figure } from '../api/types.ts';
import { equalDecimals, signOf } from '../format/decimal.ts';
import { formatCount, formatDate, formatMoney, formatShare } from '../format/format.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { hasImpliedBase } from './readings.ts';

function Exclusions({ figure }: { figure: Figure }) {
  const { lang, t } = useI18n();
  const excluded = figure.exclusions.filter(({ amount }) => signOf(amount.amount) !== 0);
  if (excluded.length === 0) return null;
  const texts = excluded.map(
    ({ code, amount }) => `${wordFor(t.exclusion, code)} ${formatMoney(amount, lang)}`,
  );
  return (
    <p>
      {t.status.exclusions}: {texts.join('; ')}.
    </p>
  );
}

/** What the figures refer to: both dates, basis and view, what they leave out, and the data themselves. */
export function FiguresStatus({
  figures,
  address,
}: {
  figures: readonly Figure[];
  /** Null where the data are offered elsewhere. */
  address: string | null;
}) {
  const { lang, t } = useI18n();
  const figure = figures[0];
  if (figure === undefined) return null;
  const { effectiveAsOf, knownAsOf, basis, view, scope, prices, coverage } = figure;
  const facts = [
    t.status.asOf(formatDate(effectiveAsOf, lang)),
    t.status.position(formatCount(knownAsOf.position, lang)),
    t.status.basis(wordFor(t.basis, basis)),
    t.status.view(wordFor(t.view, view)),
    t.status.scope(wordFor(t.counting.scopeWord, scope)),
    ...(prices === null ? [] : [t.status.prices(t.counting.inPrices(prices.of, prices.series))]),
  ];
  return (
    <section className="figures-status">
      {coverage.share !== null && !equalDecimals(coverage.share, '1') && (
        <p>
          {t.status.unresolved(formatShare(coverage.share, lang), formatMoney(coverage.unresolved, lang))}
        </p>
      )}
      {figure.assumedDating && !hasImpliedBase(figure) && <p>{t.base.datingUnknown}</p>}
      <Exclusions figure={figure} />
      <p>{facts.join(' · ')}</p>
      {address !== null && (
        <p>
          <a href={address}>{t.status.data}</a>
        </p>
      )}
    </section>
  );
}
