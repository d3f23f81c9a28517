/** What counts as the same statement, so that a correction that changes nothing is found out. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { same } from './same.ts';

describe('two statements', () => {
  it('are the same whatever the order of their members', () => {
    expect(same({ a: 1, b: [{ c: null, d: 'x' }] }, { b: [{ d: 'x', c: null }], a: 1 })).toBe(true);
  });

  it.each([
    ['a value', { a: '1' }, { a: '2' }],
    ['a type', { a: 1 }, { a: '1' }],
    ['null for a value', { a: null }, { a: {} }],
    ['a member more', { a: 1 }, { a: 1, b: 2 }],
    ['a member less', { a: 1, b: 2 }, { a: 1 }],
    ['another name of a member', { a: undefined }, { b: 1 }],
    ['a name that every object inherits', { toString: Object.prototype.toString }, { a: 1 }],
    ['the order of a list', [1, 2], [2, 1]],
    ['a list for an object', [1], { 0: 1 }],
  ])('are not the same with %s', (_, a, b) => {
    expect(same(a, b)).toBe(false);
    expect(same(b, a)).toBe(false);
  });

  it('are each the same as their own copy', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(same(value, structuredClone(value))).toBe(true)));
  });
});
