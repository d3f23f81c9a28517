import type { MouseEvent } from 'react';
import { addressOf } from '../app/location-state.ts';
import { isForBrowser, useNavigation } from '../app/navigation.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { LANGS, type Lang } from '../i18n/lang.ts';

const NAMES: Record<Lang, string> = { it: 'Italiano', en: 'English' };

/** Real links, so that an address can be opened elsewhere; a plain click stays in the page. */
export function LanguageLinks() {
  const { lang: current, t } = useI18n();
  const { location, go } = useNavigation();
  const choose = (event: MouseEvent, lang: Lang) => {
    if (isForBrowser(event)) return;
    event.preventDefault();
    go({ lang });
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
