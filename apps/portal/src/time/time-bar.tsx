import { useRef, useState, type SubmitEvent } from 'react';
import type { Axes } from '../app/location-state.ts';
import { formatCount, formatDate } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { todayInRome, type AxesFaults } from './axes.ts';
import { DateField } from './date-field.tsx';
import { PermanentLink } from './permanent-link.tsx';
import { useAxesForm } from './use-axes-form.ts';

interface Props {
  readonly axes: Axes;
  readonly faults: AxesFaults;
  /** What the figures on the page were answered for; null while there are none. */
  readonly answered: { readonly effectiveAsOf: string; readonly knownAsOf: string } | null;
  /** Address of the same page with both axes pinned. */
  readonly permanent: string | null;
  readonly onChange: (axes: Axes) => void;
}

export function isNow({ effectiveAsOf, knownAsOf }: Axes): boolean {
  return effectiveAsOf === null && knownAsOf === null;
}

interface NoticeProps extends Pick<Props, 'axes' | 'answered'> {
  readonly onBack: () => void;
}

/** What is not of today says so, with the axes of the answer itself. */
function Notice({ axes, answered, onBack }: NoticeProps) {
  const { lang, t } = useI18n();
  const [today] = useState(() => todayInRome(new Date()));
  const isFuture = axes.effectiveAsOf !== null && axes.effectiveAsOf > today;
  return (
    <div className="historical-notice">
      <span className="badge historical-badge">{isFuture ? t.time.future : t.time.historical}</span>
      {answered !== null && (
        <span className="historical-echo">
          {t.time.echo(formatDate(answered.effectiveAsOf, lang), formatCount(answered.knownAsOf, lang))}
        </span>
      )}
      <button type="button" className="btn btn-link btn-sm" onClick={onBack}>
        {t.time.back}
      </button>
    </div>
  );
}

/** As of when: the date of the facts and until when they were recorded, on every page, in the address. */
export function TimeBar({ axes, faults: wrong, answered, permanent, onChange }: Props) {
  const { t } = useI18n();
  const { effective, known, faults, setEffective, setKnown, clear, read } = useAxesForm(axes, wrong);
  const say = (fault: AxesFaults['knownAsOf']) => (fault === null ? null : t.time.fault[fault]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = read();
    if (asked !== null) onChange(asked);
  };
  const today = useRef<HTMLButtonElement>(null);
  const goToday = () => {
    clear();
    onChange({ effectiveAsOf: null, knownAsOf: null });
    today.current?.focus();
  };
  return (
    <section className="time-bar" aria-label={t.time.label}>
      <div className="container">
        <form className="time-form" onSubmit={submit} noValidate>
          <DateField
            label={t.time.effective}
            hint={t.time.effectiveHint}
            text={effective}
            fault={say(faults.effectiveAsOf)}
            onText={setEffective}
          />
          <DateField
            label={t.time.known}
            hint={t.time.knownHint}
            text={known}
            fault={say(faults.knownAsOf)}
            onText={setKnown}
          />
          <div className="buttons">
            <button type="submit" className="btn btn-primary btn-sm">
              {t.time.show}
            </button>
            <button ref={today} type="button" className="btn btn-outline-primary btn-sm" onClick={goToday}>
              {t.time.today}
            </button>
            {permanent !== null && <PermanentLink address={permanent} />}
          </div>
        </form>
        {!isNow(axes) && wrong.effectiveAsOf === null && wrong.knownAsOf === null && (
          <Notice axes={axes} answered={answered} onBack={goToday} />
        )}
      </div>
    </section>
  );
}
