import { PageLink } from '../app/navigation.tsx';
import { useI18n } from '../i18n/i18n.tsx';

/** From a number to its origin: the formula, the sums, and the records below them. */
export function LineageLink({ figure, about }: { figure: string; about: string }) {
  const { t } = useI18n();
  return (
    <p className="lineage-link">
      <PageLink to={{ page: 'lineage', figure }}>
        {t.lineage.open} <span className="visually-hidden">{t.card.detailsOf(about)}</span>
      </PageLink>
    </p>
  );
}
