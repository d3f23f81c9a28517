import { useI18n } from '../i18n/i18n.tsx';

/** The formula with its numbers; a derived base is marked where it is used. */
export function Calculation({ text, isImplied }: { text: string; isImplied: boolean }) {
  const { t } = useI18n();
  return (
    <p className="calculation">
      <span className="calculation-label">{t.card.calculation}</span>{' '}
      <span className="calculation-text">{text}</span>
      {isImplied && (
        <>
          {' '}
          <span className="badge implied-badge">{t.base.badge}</span>
        </>
      )}
    </p>
  );
}
