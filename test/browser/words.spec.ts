/** Every code that the service can send about a resource has a word in the pages, in both languages. */
import { describe, expect, it } from '@jest/globals';
import { RESOURCE_FAMILIES, RESOURCE_KINDS } from '#domain/contribution/resources';
import { BASES } from '#domain/figures/definitions';
import { EXCLUSION_CODES } from '#domain/figures/figure';
import { INSTRUMENTS } from '#domain/partnership/events';
import { BASES as CHOICES } from '../../apps/portal/src/app/location-state.ts';
import { dictionaries } from '../../apps/portal/src/i18n/dictionaries.ts';

describe.each(['it', 'en'] as const)('the pages in %s', (lang) => {
  const words = dictionaries[lang];

  it.each([
    ['kind of resource', words.kind, [...RESOURCE_KINDS, 'RELATIONAL']],
    ['family of resources', words.family, RESOURCE_FAMILIES],
    ['stage', words.basis, BASES],
    ['thing outside a ratio', words.exclusion, EXCLUSION_CODES],
    ['instrument', words.instrument, INSTRUMENTS],
  ] as const)('have a word of its own for each %s', (_, known, codes) => {
    expect(Object.keys(known).toSorted()).toEqual([...codes].toSorted());
    expect(new Set(Object.values(known)).size).toBe(codes.length);
  });
});

describe('the filter of the pages', () => {
  it('offers the stages that figures are asked by, in the order in which resources climb them', () => {
    expect(CHOICES).toEqual(BASES);
  });

  it('names the families as Lecco does', () => {
    const lecco = ['economiche', 'progettuali', 'organizzative', 'professionali', 'relazionali'];
    expect(Object.values(dictionaries.it.family)).toEqual(lecco.map((name) => `risorse ${name}`));
  });
});
