import { expect, it } from '@jest/globals';
import { languageOf } from './language.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['it', 'it'],
  ['IT-it', 'it'],
  ['it-IT,it;q=0.9,en;q=0.8', 'it'],
  ['en,it;q=0.9', 'en'],
  ['it;q=0.5, en;q=0.6', 'en'],
  ['de, it;q=0.2', 'it'],
  ['it;q=0', 'en'],
  ['italian', 'en'],
  ['fr, *', 'en'],
  ['it;q=much', 'en'],
])('Accept-Language %s is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
