import { en } from './en.ts';
import { it, type Dictionary } from './it.ts';
import type { Lang } from './lang.ts';

export type { Dictionary };

export const dictionaries: Record<Lang, Dictionary> = { it, en };

/** The word for a code the service sent; a code this page does not know yet is shown as it is. */
export function wordFor(words: Readonly<Record<string, unknown>>, code: string): string {
  const word = Object.hasOwn(words, code) ? words[code] : undefined;
  return typeof word === 'string' ? word : code;
}
