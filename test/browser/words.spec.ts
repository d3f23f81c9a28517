/** Every code that the service can send about a resource has a word in the pages, in both languages. */
import { describe, expect, it } from '@jest/globals';
import { ASSET_UNITS, RESOURCE_FAMILIES, RESOURCE_KINDS } from '#domain/contribution/resources';
import { CHANGE_CAUSES } from '#domain/figures/difference';
import { BASES, GRADES, SCOPES, VIEWS } from '#domain/figures/definitions';
import { SIDES } from '#domain/funding-source/origins';
import { EXCLUSION_CODES } from '#domain/figures/figure';
import { INSTRUMENTS } from '#domain/partnership/events';
import { PUBLICATION_STATUSES } from '#read-models/figures/published/published';
import { RUNGS } from '#domain/contribution/ladder';
import * as choices from '../../apps/portal/src/app/location-state.ts';
import { dictionaries } from '../../apps/portal/src/i18n/dictionaries.ts';

describe.each(['it', 'en'] as const)('the pages in %s', (lang) => {
  const words = dictionaries[lang];

  it.each([
    ['kind of resource', words.kind, [...RESOURCE_KINDS, 'RELATIONAL']],
    ['family of resources', words.family, RESOURCE_FAMILIES],
    ['stage', words.basis, BASES],
    ['thing outside a ratio', words.exclusion, EXCLUSION_CODES],
    ['instrument', words.instrument, INSTRUMENTS],
    ['view', words.view, VIEWS],
    ['sentence on a view', words.counting.viewMeaning, VIEWS],
    ['scope', words.counting.scopeWord, SCOPES],
    ['grade', words.certainty.grade, GRADES],
    ['rung', words.stageWord, RUNGS],
    ['side', words.side, [...SIDES, 'ATTRACTED']],
    ['cause of a difference', words.cause, CHANGE_CAUSES],
    ['status of a publication', words.publicationStatus, PUBLICATION_STATUSES],
    ['unit of what has no value', words.unit, ['MINUTE', ...ASSET_UNITS]],
  ] as const)('have a word of its own for each %s', (_, known, codes) => {
    expect(Object.keys(known).toSorted()).toEqual([...codes].toSorted());
    expect(new Set(Object.values(known)).size).toBe(codes.length);
  });
});

describe('the filter of the pages', () => {
  it('offers what figures are asked by: stages as resources climb them, views, and scopes', () => {
    expect(choices.BASES).toEqual(BASES);
    expect(choices.VIEWS).toEqual(VIEWS);
    expect(choices.SCOPES).toEqual(SCOPES);
  });

  it('names the families as Lecco does', () => {
    const lecco = ['economiche', 'progettuali', 'organizzative', 'professionali', 'relazionali'];
    expect(Object.values(dictionaries.it.family)).toEqual(lecco.map((name) => `risorse ${name}`));
  });
});
