import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_DEPTH, NotCanonical, canonicalJson } from './canonical-json.ts';

function refusalOf(value: unknown): NotCanonical {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof NotCanonical) return error;
    throw error;
  }
  throw new Error('the value has a canonical form');
}

/** `depth` arrays or objects around `inner`. */
function nested(depth: number, inner: unknown, wrap: (value: unknown) => unknown): unknown {
  return depth === 0 ? inner : wrap(nested(depth - 1, inner, wrap));
}

const inObject = (value: unknown) => ({ a: value });
const inArray = (value: unknown) => [value];

describe('the canonical form', () => {
  it.each<[string, unknown, string]>([
    ['an empty object', {}, '{}'],
    ['an empty array', [], '[]'],
    ['null', null, 'null'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['zero', 0, '0'],
    ['minus zero', -0, '0'],
    ['a negative integer', -17, '-17'],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['the smallest safe integer', Number.MIN_SAFE_INTEGER, '-9007199254740991'],
    ['a decimal as a string', '1250.50', '"1250.50"'],
    ['the short escapes', '"\\\b\f\n\r\t', String.raw`"\"\\\b\f\n\r\t"`],
    ['a quote between letters', 'a"b', String.raw`"a\"b"`],
    ['a backslash between letters', 'a\\b', String.raw`"a\\b"`],
    ['the other control characters', '\u0000\u0018\u001f', String.raw`"\u0000\u0018\u001f"`],
    ['what needs no escape', '/\u007f\u0080\u2028\u2029€😂\uffff', '"/\u007f\u0080\u2028\u2029€😂\uffff"'],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [
      'a value twice, which is no cycle',
      ((x) => ({ a: x, b: [x, x] }))({ c: 1 }),
      '{"a":{"c":1},"b":[{"c":1},{"c":1}]}',
    ],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('sorts keys by code unit at every level, keeps the order of arrays, and puts no blanks', () => {
    const value = { b: [{ z: 1, y: 2 }, 'x', 'a'], aB: 1, ab: 2, a1: 3, a10: 4, a2: 5, a: { d: {}, c: [] } };
    const text = '{"a":{"c":[],"d":{}},"a1":3,"a10":4,"a2":5,"aB":1,"ab":2,"b":[{"y":2,"z":1},"x","a"]}';
    expect(canonicalJson(value)).toBe(text);
  });

  const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,5}$/);
  const { value: values } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 6 },
      fc.string({ unit: 'binary' }).map((text) => text.normalize('NFC')),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));

  it('of any value says that value, is the form of what it says, and does not know the order of keys', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = canonicalJson(value);
        const said: unknown = JSON.parse(text);
        expect(JSON.stringify(said)).toBe(text);
        expect(JSON.parse(canonicalJson(turned(value)))).toEqual(said);
        expect(canonicalJson(turned(value))).toBe(text);
        expect(JSON.parse(JSON.stringify(value))).toEqual(said);
      }),
    );
  });
});

/** The same value with the keys of every object inserted the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, turned(member)]);
  return Object.fromEntries(entries.reverse());
}

describe('what has no canonical form is refused, and the place is named', () => {
  it.each<[string, unknown]>([
    ['a fraction', 0.1],
    ['an integer beyond the safe ones', 2 ** 53],
    ['a negative one', -(2 ** 53)],
    ['a large number', 1e21],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a high surrogate alone', 'a\ud83d'],
    ['a low surrogate alone', '\ude02a'],
    ['surrogates the wrong way round', '\ude02\ud83d'],
    ['text in form NFD', 'e\u0301'],
    ['a character that NFC replaces', '\u212b'],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a BigInt', 1n],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['bytes', new Uint8Array(2)],
    ['an Error', new Error('e')],
    ['a RegExp', /a/],
    ['a boxed number', Object(1)],
    ['an instance of a class', new (class Money {})()],
    ['an object that inherits', Object.create({ a: 1 })],
    ['an object with toJSON', { toJSON: () => 'other' }],
  ])('%s', (_, value) => {
    const inside =
      typeof value === 'object' && value !== null && 'toJSON' in value && !(value instanceof Date);
    const below = inside ? '/toJSON' : '';
    expect(refusalOf(value).pointer).toBe(below);
    expect(refusalOf({ good: 1, list: ['x', { bad: value }] }).pointer).toBe(`/list/1/bad${below}`);
    expect(refusalOf({ list: [value] }).message).toContain(`/list/0${below}`);
  });

  it('a hole in an array', () => {
    const list = ['a', 'b', 'c'];
    delete list[1];
    expect(refusalOf({ list }).pointer).toBe('/list/1');
  });

  it.each([
    '',
    'A',
    'Abc',
    '1a',
    'a_b',
    'a-b',
    'a.b',
    'a b',
    ' a',
    'a/b',
    'a~b',
    'é',
    'aé',
    '$a',
    'a\n',
    '__proto__',
  ])('the key %p, named with the object that has it', (key) => {
    const bad = JSON.parse(`{"good":1,${JSON.stringify(key)}:1}`) as object;
    expect(refusalOf(bad).pointer).toBe('');
    const refusal = refusalOf({ list: [{ inner: bad }] });
    expect(refusal.pointer).toBe('/list/0/inner');
    expect(refusal.message).toContain(JSON.stringify(key));
  });

  it.each([
    ['objects', inObject, '/a'],
    ['arrays', inArray, '/0'],
  ])('more than 16 levels of %s', (_, wrap, step) => {
    expect(MAX_DEPTH).toBe(16);
    const deepest = nested(16, 1, wrap);
    expect(JSON.parse(canonicalJson(deepest))).toEqual(deepest);
    expect(refusalOf(nested(17, 1, wrap)).pointer).toBe(step.repeat(17));
    expect(refusalOf(nested(5_000, 1, wrap)).pointer).toBe(step.repeat(17));
  });

  it('a cycle of objects, and one of arrays', () => {
    const ring: Record<string, unknown> = {};
    ring['again'] = { ring };
    expect(refusalOf(ring).pointer).toMatch(/^\/again\/ring\/again/);
    const loop: unknown[] = [];
    loop.push(loop, loop);
    expect(refusalOf(loop).pointer).toMatch(/^\/0\/0\/0/);
  });

  it('the first in canonical order is the one that is named', () => {
    expect(refusalOf({ z: undefined, b: 0.5, c: 1n }).pointer).toBe('/b');
  });

  it('at the top the message speaks of the value, not of an empty pointer', () => {
    expect(refusalOf(0.5).message).toMatch(/^the value is a number/);
  });
});

interface Vectors {
  readonly files: Readonly<Record<string, { readonly input: string; readonly canonicalHex: string }>>;
  readonly numbers: readonly { readonly ieee: string; readonly json: string | null }[];
  readonly sort: { readonly input: string };
}

const vectorsUrl = new URL('../../../shared/vectors/jcs.json', import.meta.url);

if (existsSync(vectorsUrl)) {
  const vectors = JSON.parse(readFileSync(vectorsUrl, 'utf8')) as Vectors;
  describe('the published vectors of RFC 8785', () => published(vectors));
} else {
  it.skip('published vectors of RFC 8785: no file ../shared/vectors/jcs.json', () => {}); // SKIP-VISIBLY
}

/** All use keys or numbers that an event may not have, so they are asked in the parts that it may have. */
function published(vectors: Vectors): void {
  const files = Object.entries(vectors.files).map(
    ([name, { input, canonicalHex }]) =>
      [name, JSON.parse(input) as unknown, Buffer.from(canonicalHex, 'hex').toString('utf8')] as const,
  );

  it.each(files)(
    '%s: every part that an event may hold is written as published',
    (name, input, canonical) => {
      const written = partsOf(input).filter((part) => hasForm(part));
      for (const part of written) expect(canonical).toContain(canonicalJson(part));
      const counts: Record<string, number> = {
        arrays: 4,
        french: 4,
        structures: 9,
        unicode: 0,
        values: 5,
        weird: 9,
      };
      expect(written).toHaveLength(counts[name] ?? -1);
    },
  );

  it.each([
    ...files.map(([name, input]) => [name, input] as const),
    ['sort', JSON.parse(vectors.sort.input)] as const,
  ])('%s as a whole is outside what an event may hold, and is refused rather than changed', (_, input) => {
    expect(refusalOf(input)).toBeInstanceOf(NotCanonical);
  });

  it('the numbers of appendix B: safe integers as published, all others refused', () => {
    const written: string[] = [];
    for (const { ieee, json } of vectors.numbers) {
      const value = Buffer.from(ieee, 'hex').readDoubleBE();
      if (!hasForm(value)) continue;
      expect(canonicalJson(value)).toBe(json);
      written.push(ieee);
    }
    expect(written).toEqual(['0000000000000000', '8000000000000000']);
  });
}

function hasForm(value: unknown): boolean {
  try {
    return canonicalJson(value).length > 0;
  } catch (error) {
    if (error instanceof NotCanonical) return false;
    throw error;
  }
}

/** Every value inside `value`, itself not counted. */
function partsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part: unknown) => [part, ...partsOf(part)]);
}
