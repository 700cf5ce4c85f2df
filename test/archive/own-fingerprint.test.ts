import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { ownFingerprint } from '../../src/archive/verify/own-fingerprint.ts';
import type { JsonObject } from '../../src/base/json.ts';

const agree = (row: JsonObject, volatile: readonly string[]): void => {
  expect(ownFingerprint(row, new Set(volatile))).toBe(fingerprintOf({ volatile }, row));
};

describe('the verifier’s own fingerprint', () => {
  it('is the writer’s, for rows of every shape and in any order of their fields', () => {
    const row: JsonObject = {
      b: [1, [2, { y: null, x: 'я' }], []],
      a: { c: true, b: '', 'd"': 1.5 },
      A: {},
      z: null,
    };
    agree(row, []);
    agree(Object.fromEntries(Object.entries(row).toReversed()), []);
    expect(ownFingerprint({ a: 1, b: 2 }, new Set())).toBe(ownFingerprint({ b: 2, a: 1 }, new Set()));
    expect(ownFingerprint({ a: [1, 2] }, new Set())).not.toBe(ownFingerprint({ a: [2, 1] }, new Set()));
  });

  it('passes over what changes by itself: fields of the row, and members that are named with their way', () => {
    const row = {
      a: 1,
      views: 2,
      chat: { views: 3, role: 'x', deep: { role: 'y', views: 1 } },
      list: [{ views: 4, role: 'z' }],
    };
    for (const volatile of [
      ['views'],
      ['a'],
      ['chat.role'],
      ['chat.deep.role', 'a'],
      ['role'],
      ['chat'],
      ['list.role'],
    ]) {
      agree(row, volatile);
    }
    const without = (more: object, ...volatile: readonly string[]): string =>
      ownFingerprint({ ...row, ...more }, new Set(volatile));
    expect(without({ views: 9 }, 'views')).toBe(without({}, 'views'));
    expect(without({ views: 9 })).not.toBe(without({}));
    expect(without({ chat: { ...row.chat, views: 9 } }, 'views')).not.toBe(without({}, 'views'));
    expect(without({ chat: { ...row.chat, role: 9 } }, 'chat.role')).toBe(without({}, 'chat.role'));
    expect(without({ list: [{ views: 4, role: 9 }] }, 'list.role')).not.toBe(without({}, 'list.role'));
  });

  it('agrees with the writer’s by chance, too', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonObject[string]);
    const rows = fc.dictionary(fc.string(), json) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(rows, (row) => agree(row, Object.keys(row).slice(0, 2))),
      { numRuns: 50 },
    );
  });
});
