import { describe, expect, it } from 'vitest';

import { keysetParams } from '../../src/bitrix24/lists/keyset-params.ts';
import { idOf, offsetParams } from '../../src/bitrix24/lists/rows.ts';
import { Seen, stepsOf } from '../../src/bitrix24/lists/steps.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';

const plain: ListRequest = { method: 'x.list', rows: [], idField: 'ID', pager: { by: 'offset' } };

describe('how a list is asked', () => {
  it('names offset and page size as the method does', () => {
    expect(offsetParams(plain, 50)).toEqual({ start: 50 });
    expect(
      offsetParams({ ...plain, pager: { by: 'offset', param: 'OFFSET', limitParam: 'LIMIT' }, pageSize: 200 }, 200),
    ).toEqual({
      OFFSET: 200,
      LIMIT: 200,
    });
    const nested: ListRequest = {
      ...plain,
      params: { scope: 'KNOWLEDGE', params: { select: ['*'] } },
      pager: { by: 'offset', param: 'params.offset' },
    };
    expect(offsetParams(nested, 100)).toEqual({ scope: 'KNOWLEDGE', params: { select: ['*'], offset: 100 } });
  });

  it('tells the order in two words where the method wants words', () => {
    const users: ListRequest = {
      ...plain,
      pager: { by: 'id' },
      filterParam: 'FILTER',
      sortParam: 'sort',
      orderParam: 'order',
    };
    expect(keysetParams(users, { after: '7' })).toEqual({ sort: 'ID', order: 'ASC', FILTER: { '>ID': '7' } });
  });

  it('goes on after the last row by an object where the cursor is one', () => {
    const notes: ListRequest = {
      ...plain,
      rows: ['items'],
      idField: 'id',
      pageSize: 2,
      params: { pagination: { limit: 2 } },
      pager: { by: 'cursor', param: 'pagination.afterCursor', from: { position: 'position', id: 'id' } },
    };
    const steps = stepsOf(notes, new Seen(notes));
    steps.next();
    const { value } = steps.next({
      result: {
        items: [
          { id: 1, position: 5 },
          { id: 2, position: 6 },
        ],
      },
    });
    expect(value?.params).toEqual({ pagination: { limit: 2, afterCursor: { position: 6, id: 2 } } });
  });

  it('tells rows without an id apart by all that they hold', () => {
    const addresses = { ...plain, idField: '' };
    expect(idOf(addresses, { A: 1, B: 2 })).toBe(idOf(addresses, { B: 2, A: 1 }));
    expect(idOf(addresses, { A: 1 })).not.toBe(idOf(addresses, { A: 2 }));
  });
});
