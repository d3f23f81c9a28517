/** The language that a caller reads, of those that problems are written in. */

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The best liked of our languages in an `Accept-Language` (RFC 9110), English where it names neither. */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').flatMap((wish) => {
    const [range = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase());
    const language = LANGUAGES.find((each) => range === each || range.startsWith(`${each}-`));
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return language === undefined ? [] : [{ language, quality: Number(quality) }];
  });
  const [first] = wishes.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  return first?.language ?? 'en';
}
