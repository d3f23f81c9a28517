import { describe, expect, it } from '@jest/globals';
import { dictionaries, wordFor } from './dictionaries.ts';
import { chooseLang } from './lang.ts';

function leaves(value: object, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]): [string, unknown][] => {
    const at = `${path}/${key}`;
    return typeof child === 'object' && child !== null ? leaves(child, at) : [[at, child]];
  });
}

const shape = (value: unknown) =>
  typeof value === 'function' ? `function of ${value.length}` : typeof value;

describe('dictionaries', () => {
  it('have the same keys and the same parameters in both languages', () => {
    const [italian, english] = [dictionaries.it, dictionaries.en].map((dictionary) =>
      leaves(dictionary).map(([path, value]) => `${path}: ${shape(value)}`),
    );
    expect(english).toEqual(italian);
  });

  it('leave no text empty and never call the multiplier leverage', () => {
    for (const dictionary of Object.values(dictionaries)) {
      const empty = leaves(dictionary).filter(([, value]) => value === '');
      expect(empty).toEqual([]);
    }
    expect(dictionaries.it.figure.L2).not.toMatch(/leva/i);
    expect(dictionaries.en.figure.L2).not.toMatch(/leverage/i);
  });

  it('differ: nothing was left untranslated but words shared by both languages', () => {
    const english = new Map(leaves(dictionaries.en));
    const same = leaves(dictionaries.it).filter(([path, value]) => value === english.get(path));
    expect(same.map(([path]) => path)).toEqual(['/card/formula', '/chart/units']);
  });

  it('shows an unknown code as it is', () => {
    expect(wordFor(dictionaries.it.basis, 'paid')).toBe('pagate');
    expect(wordFor(dictionaries.it.basis, 'accrued')).toBe('accrued');
    expect(wordFor(dictionaries.it.basis, 'toString')).toBe('toString');
  });
});

describe('chooseLang', () => {
  it('prefers the address, then the last choice, then the reader, then Italian', () => {
    expect(chooseLang('en', 'it', ['it'])).toBe('en');
    expect(chooseLang('de', 'en', ['it'])).toBe('en');
    expect(chooseLang(null, null, ['fr-FR', 'en-US', 'it'])).toBe('en');
    expect(chooseLang(null, 'xx', ['fr'])).toBe('it');
  });
});
