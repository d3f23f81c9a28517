import { formatDisplay } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { Reading } from './readings.ts';

/** Why there is no number; beside it the one over what has a value, labelled so that nobody takes it for the whole. */
export function NoValue({ reading, className }: { reading: Reading; className: string }) {
  const { lang, t } = useI18n();
  const { reason, valuedOnly } = reading;
  return (
    <>
      {valuedOnly !== null && (
        <p className={className}>
          {formatDisplay(valuedOnly, lang)} <span className="valued-only">{t.certainty.valuedOnly}</span>
        </p>
      )}
      {reason !== null && <p className="figure-reason">{reason}</p>}
    </>
  );
}
