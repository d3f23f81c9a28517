export const LANGS = ['it', 'en'] as const;
export type Lang = (typeof LANGS)[number];

export function isLang(value: unknown): value is Lang {
  return LANGS.some((lang) => lang === value);
}

/** The language asked for in the address, else the one chosen last, else the reader's own, else Italian. */
export function chooseLang(asked: string | null, stored: string | null, preferred: readonly string[]): Lang {
  if (isLang(asked)) return asked;
  if (isLang(stored)) return stored;
  const known = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang);
  return known ?? 'it';
}
