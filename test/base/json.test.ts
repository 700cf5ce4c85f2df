import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { at, canonical, textOf, type Json } from '../../src/base/json.ts';

describe('canonical', () => {
  it('gives equal text for equal values, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonical(reversed as Json)).toBe(canonical(value as Json));
      }),
    );
  });

  it('is JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('at', () => {
  it('walks objects and lists, and never reaches the prototype', () => {
    expect(at({ items: [{ id: 7 }] }, ['items', '0', 'id'])).toBe(7);
    expect(at({ items: null }, ['items', '0'])).toBeUndefined();
    expect(at({}, ['constructor'])).toBeUndefined();
  });
});

describe('textOf', () => {
  it('never says [object Object]', () => {
    expect(textOf({ a: 1 })).toBe('');
    expect(textOf(null)).toBe('');
    expect(textOf(5)).toBe('5');
  });
});
