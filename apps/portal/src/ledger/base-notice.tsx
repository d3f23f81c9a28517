import type { BaseSource, Figure, ImpliedPublicBase, Partnership } from '../api/types.ts';
import { signOf } from '../format/decimal.ts';
import { formatAmount, formatDate, formatMoney, formatPartialDate, formatShare } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';

function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}

function SourceOfBase({ source }: { source: BaseSource }) {
  const { lang, t } = useI18n();
  const { statedBy, statedOn, title, url } = source;
  return (
    <dl className="base-source">
      <dt>{t.base.saidBy}</dt>
      <dd>{statedBy}</dd>
      <dt>{t.base.saidOn}</dt>
      <dd>{formatPartialDate(statedOn, lang)}</dd>
      <dt>{t.base.document}</dt>
      <dd>{url !== null && isWebAddress(url) ? <a href={url}>{title}</a> : title}</dd>
    </dl>
  );
}

function Derivation({ base }: { base: ImpliedPublicBase }) {
  const { lang, t } = useI18n();
  const { amount, statedIncrease, statedResources } = base;
  return (
    <p>
      {t.base.stated(formatShare(statedIncrease, lang), formatMoney(statedResources, lang))}{' '}
      <span className="calculation-text">
        {formatAmount(statedResources.amount, lang)} / {formatAmount(statedIncrease, lang)} ={' '}
        {formatMoney(amount, lang)}
      </span>
      . {t.base.notRecorded}
    </p>
  );
}

function Dating({ period: { from, to } }: { period: Pick<Partnership, 'from' | 'to'> }) {
  const { lang, t } = useI18n();
  const isKnown = from !== null && to !== null;
  return (
    <p>{isKnown ? t.base.dating(formatDate(from, lang), formatDate(to, lang)) : t.base.datingUnknown}</p>
  );
}

/** Why the public base is a derived number, who stated what it was derived from, and what was assumed. */
export function BaseNotice({ partnership, figure }: { partnership: Partnership; figure: Figure }) {
  const { lang, t } = useI18n();
  const base = partnership.impliedPublicBase;
  const { recorded } = figure.denominator;
  return (
    <aside className="base-notice" aria-labelledby="base-title">
      <p>
        <span className="badge implied-badge">{t.base.badge}</span>
      </p>
      <h2 id="base-title" className="h5">
        {t.base.title}
      </h2>
      {base !== null && <Derivation base={base} />}
      {signOf(recorded.amount) !== 0 && <p>{t.base.mixed(formatMoney(recorded, lang))}</p>}
      {figure.assumedDating && <Dating period={base ?? partnership} />}
      {base !== null && <SourceOfBase source={base.source} />}
    </aside>
  );
}
