import type { MouseEvent } from 'react';
import { addressOf, type LocationState } from '../app/location-state.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { LANGS, type Lang } from '../i18n/lang.ts';

const NAMES: Record<Lang, string> = { it: 'Italiano', en: 'English' };

interface Props {
  readonly location: LocationState;
  readonly onChange: (change: Partial<LocationState>) => void;
}

/** Real links, so that an address can be opened elsewhere; a plain click stays in the page. */
export function LanguageLinks({ location, onChange }: Props) {
  const { lang: current, t } = useI18n();
  const choose = (event: MouseEvent, lang: Lang) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onChange({ lang });
  };
  return (
    <nav aria-label={t.language.label}>
      <ul className="language-links">
        {LANGS.map((lang) => (
          <li key={lang}>
            <a
              href={addressOf({ ...location, lang })}
              lang={lang}
              hrefLang={lang}
              aria-current={lang === current ? 'true' : undefined}
              onClick={(event) => choose(event, lang)}
            >
              {NAMES[lang]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
