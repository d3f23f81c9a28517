import { createContext, use, type ReactNode } from 'react';
import { dictionaries, type Dictionary } from './dictionaries.ts';
import type { Lang } from './lang.ts';

interface I18n {
  readonly lang: Lang;
  readonly t: Dictionary;
}

const Context = createContext<I18n>({ lang: 'it', t: dictionaries.it });

export function I18nProvider({ lang, children }: { lang: Lang; children: ReactNode }) {
  return <Context value={{ lang, t: dictionaries[lang] }}>{children}</Context>;
}

/** The current language and its words. */
export function useI18n(): I18n {
  return use(Context);
}
