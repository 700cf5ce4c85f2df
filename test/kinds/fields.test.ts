import { describe, expect, it } from 'vitest';

import { joined, textAt, valuesAt } from '../../src/kinds/fields.ts';

const row = {
  id: 7,
  name: 'Ада',
  last: null,
  contactIds: [3, 5],
  fm: [
    { typeId: 'PHONE', value: '+7 900' },
    { typeId: 'EMAIL', value: 'ada@example.com' },
  ],
  files: { '1': { id: 1, url: 'a' }, '2': { id: 2, url: 'b' } },
  photo: { id: 9, url: 'c' },
};

describe('field paths', () => {
  it('reads plain fields, elements, chosen elements, and objects that stand for lists', () => {
    expect(valuesAt(row, 'id')).toEqual([7]);
    expect(valuesAt(row, 'contactIds[]')).toEqual([3, 5]);
    expect(valuesAt(row, 'fm[typeId=PHONE].value')).toEqual(['+7 900']);
    expect(valuesAt(row, 'fm[].value')).toEqual(['+7 900', 'ada@example.com']);
    expect(valuesAt(row, 'files[].id')).toEqual([1, 2]);
  });

  it('finds nothing where there is nothing', () => {
    expect(valuesAt(row, 'last')).toEqual([]);
    expect(valuesAt(row, 'absent.deeper')).toEqual([]);
    expect(valuesAt(row, 'name[]')).toEqual([]);
    expect(textAt(row, 'photo')).toBe('');
    expect(joined(row, 'last', 'name')).toBe('Ада');
  });
});
