import { BASES, oneOf } from '../app/location-state.ts';
import { useNavigation } from '../app/navigation.tsx';
import type { Partnership } from '../api/types.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Choice } from './choice.tsx';
import { Counting } from './counting.tsx';

interface Props {
  readonly partnerships: readonly Partnership[];
  readonly chosen: Partnership | undefined;
}

/** A partnership is asked for only where there are several; the stage of the resources always is. */
export function Filters({ partnerships, chosen }: Props) {
  const { t } = useI18n();
  const { location, go } = useNavigation();
  const isChoice = partnerships.length > 1 || chosen === undefined;
  return (
    <section className="filters" aria-label={t.filters.label}>
      <div className="container">
        {isChoice && (
          <Choice
            label={t.filters.partnership}
            value={chosen?.id ?? ''}
            onChoose={(partnership) => go({ partnership })}
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
          value={location.basis}
          onChoose={(value) => go({ basis: oneOf(BASES, value, location.basis) })}
        >
          {BASES.map((known) => (
            <option key={known} value={known}>
              {t.basis[known]}
            </option>
          ))}
        </Choice>
        <Counting />
      </div>
    </section>
  );
}
