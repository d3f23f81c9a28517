import { useId, type ReactNode } from 'react';
import type { Partnership } from '../api/types.ts';
import { BASES, type Basis, type LocationState } from '../app/location-state.ts';
import { useI18n } from '../i18n/i18n.tsx';

interface Props {
  readonly partnerships: readonly Partnership[];
  readonly chosen: Partnership | undefined;
  readonly basis: Basis;
  readonly onChange: (change: Partial<LocationState>) => void;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | '';
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}

function Choice<Value extends string>({ label, value, onChoose, children }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-select"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        {children}
      </select>
    </div>
  );
}

/** A partnership is asked for only where there are several; the stage of the resources always is. */
export function Filters({ partnerships, chosen, basis, onChange }: Props) {
  const { t } = useI18n();
  const isChoice = partnerships.length > 1 || chosen === undefined;
  return (
    <section className="filters" aria-label={t.filters.label}>
      <div className="container">
        {isChoice && (
          <Choice
            label={t.filters.partnership}
            value={chosen?.id ?? ''}
            onChoose={(partnership) => onChange({ partnership })}
          >
            {chosen === undefined && <option value="" />}
            {partnerships.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Choice>
        )}
        <Choice
          label={t.filters.basis}
          value={basis}
          onChoose={(value) => {
            const asked = BASES.find((known) => known === value);
            if (asked !== undefined) onChange({ basis: asked });
          }}
        >
          {BASES.map((known) => (
            <option key={known} value={known}>
              {t.basis[known]}
            </option>
          ))}
        </Choice>
      </div>
    </section>
  );
}
