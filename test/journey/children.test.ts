import { describe, expect, it } from 'vitest';

import { type JsonObject, textOf } from '../../src/base/json.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';
import { type ChildList, childLists, type Node } from '../../src/journey/apply/children.ts';
import { childKindsOf } from '../../src/journey/plan/order.ts';
import type { Kind, RecordLike, Reference } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';

const request = (method: string, more: Partial<ListRequest> = {}): ListRequest => ({
  method,
  rows: [],
  idField: 'ID',
  pager: { by: 'id' },
  ...more,
});
const list = (method: string, more: Partial<ListRequest> = {}): Kind['take'] => ({
  how: 'list',
  request: request(method, more),
});
const lookBy = (method: string, filter: string, more: Partial<ListRequest> = {}): NonNullable<Kind['look']> =>
  ({
    by: 'ids',
    request: (ids: readonly string[]) =>
      request(method, { params: { [more.filterParam ?? 'filter']: { [filter]: [...ids] } }, ...more }),
  }) as unknown as NonNullable<Kind['look']>;
const under = (to: string, field = 'PARENT_ID', more: Partial<Reference> = {}): Kind['references'] => [
  { field, to, parent: true, ...more },
];
const folderOf = (parent: RecordLike): ListRequest => request('folder.children', { params: { id: parent.id } });

const deal = kindOf('deal');
const node = (kind: Kind, id: string, more: Partial<RecordLike> = {}): Node => ({
  kind,
  record: { id, row: {}, ...more },
});

function listsBelow(nodes: readonly Node[], ...below: readonly Kind[]): readonly ChildList[] {
  const all = [...new Set([...nodes.map(({ kind }) => kind), ...below])];
  return childLists(nodes, new Map(all.map((kind) => [kind.id, kind])), childKindsOf(all));
}
const paramsOf = (lists: readonly ChildList[]): readonly unknown[] => lists.map((each) => each.request.params);
const seen = (lists: readonly ChildList[], rows: readonly JsonObject[]): readonly string[] =>
  lists.flatMap((each) =>
    each
      .children(rows)
      .map(({ kind, row, under: parent }) => `${kind.id} ${textOf(row['ID'])} under ${parent.kind} ${parent.id}`),
  );

/** What is asked for below deal 1, by a list of notes like this. */
const by = (more: Partial<ListRequest>): unknown => {
  const note = kindOf('note', { take: list('note.list', more), references: under('deal') });
  return paramsOf(listsBelow([node(deal, '1')], note));
};

const sorts = (row: JsonObject): string => (row['TYPE'] === 'folder' ? 'folder' : 'file');

const setTake = (more: Partial<ListRequest>): Kind['take'] =>
  ({ ...list('note.list', more), set: '@' }) as Kind['take'];

describe('the lists that show what is new below records (I5)', () => {
  it('ask for many parents at once where the method can, by its own word for a set', () => {
    for (const [filter, field] of [
      ['@id', '@PARENT_ID'],
      ['ID', 'PARENT_ID'],
    ] as const) {
      const note = kindOf('note', {
        take: list('note.list'),
        look: lookBy('note.list', filter),
        references: under('deal'),
      });
      const lists = listsBelow([node(deal, '1'), node(deal, '2')], note);
      expect(paramsOf(lists)).toEqual([{ filter: { [field]: ['1', '2'] } }]);
      const rows = [
        { ID: '5', PARENT_ID: '2' },
        { ID: '6', PARENT_ID: '3' },
        { ID: '7', PARENT_ID: '' },
      ];
      expect(seen(lists, rows)).toEqual(['note 5 under deal 2']);
    }
  });

  it('ask for many parents at once where the kind names its word for a set, and know a row that was not asked for', () => {
    const take = { ...list('address.list'), set: '@' } as Kind['take'];
    const lists = listsBelow([node(deal, '1'), node(deal, '2')], kindOf('note', { take, references: under('deal') }));
    expect(paramsOf(lists)).toEqual([{ filter: { '@PARENT_ID': ['1', '2'] } }]);
    expect([{ PARENT_ID: 2 }, { PARENT_ID: '3' }, {}].map((row) => lists[0]?.isForeign(row))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('name so few parents at once that one child each fits on a page', () => {
    const note = kindOf('note', {
      take: list('note.list'),
      look: lookBy('note.list', '@id'),
      references: under('deal'),
    });
    const nodes = Array.from({ length: 99 }, (_, index) => node(deal, String(index + 1)));
    const sizes = listsBelow(nodes, note).map(({ request: { params } }) => {
      const { filter } = params as { readonly filter: Readonly<Record<string, readonly string[]>> };
      return filter['@PARENT_ID']?.length;
    });
    expect(sizes).toEqual([49, 49, 1]);
    expect(listsBelow(nodes.slice(0, 98), note)).toHaveLength(2);
  });

  it('name no parents but those that the row lies under by its own word', () => {
    const note = kindOf('note', {
      take: { ...list('note.list'), set: '@' } as Kind['take'],
      references: [...under('lead', 'LEAD_ID'), { field: 'SEEN_IN', to: 'deal' }, ...under('deal')],
    });
    const lists = listsBelow([node(deal, '1'), node(deal, '2')], note);
    expect(paramsOf(lists)).toEqual([{ filter: { '@PARENT_ID': ['1', '2'] } }]);
    expect(seen(lists, [{ ID: '5', LEAD_ID: '1', SEEN_IN: '2', PARENT_ID: '3' }])).toEqual([]);
    expect(seen(lists, [{ ID: '5', LEAD_ID: '1', PARENT_ID: '2' }])).toEqual(['note 5 under deal 2']);
  });

  it('are none where a set can not be asked for: no field names the parent, or parameters go by unknown places', () => {
    const nameless = kindOf('note', { take: setTake({}), references: under('deal', 'DATA.PARENT') });
    const positional = kindOf('note', { take: setTake({ params: [{ ID: 'asc' }] }), references: under('deal') });
    for (const note of [nameless, positional]) expect(listsBelow([node(deal, '1')], note)).toEqual([]);
  });

  it('ask for each parent where the method takes no set, keeping what the list asks for anyhow', () => {
    const take = list('note.list', { params: { order: { ID: 'ASC' }, filter: { TYPE: 'x' } } });
    for (const look of [undefined, lookBy('note.get', '@id'), { by: 'each' } as unknown as NonNullable<Kind['look']>]) {
      const note = kindOf('note', { take, references: under('deal'), ...(look === undefined ? {} : { look }) });
      expect(paramsOf(listsBelow([node(deal, '1'), node(deal, '2')], note))).toEqual([
        { order: { ID: 'ASC' }, filter: { TYPE: 'x', PARENT_ID: '1' } },
        { order: { ID: 'ASC' }, filter: { TYPE: 'x', PARENT_ID: '2' } },
      ]);
    }
    const single = kindOf('note', {
      take,
      look: lookBy('note.list', 'ID', { params: { filter: { ID: '0' } } }),
      references: under('deal'),
    });
    expect(listsBelow([node(deal, '1'), node(deal, '2')], single)).toHaveLength(2);
  });

  it('put the filter where the method has it: under another name, beside the others, or at its place', () => {
    expect(by({ filterParam: 'FILTER' })).toEqual([{ FILTER: { PARENT_ID: '1' } }]);
    expect(by({ filterParam: '', params: { a: 1 } })).toEqual([{ a: 1, PARENT_ID: '1' }]);
    expect(by({ filterParam: '1', params: [{ ID: 'asc' }, { A: 1 }, []] })).toEqual([
      [{ ID: 'asc' }, { A: 1, PARENT_ID: '1' }, []],
    ]);
    expect(by({ params: [{ ID: 'asc' }] })).toEqual([]);
  });

  it('find nothing where no plain field names the parent', () => {
    const cases: readonly Kind['references'][] = [
      under('deal', 'DATA.PARENT'),
      under('deal', 'PARENT_ID', { id: (text: string) => text }),
      [{ field: 'PARENT_ID', to: 'deal' }],
      under('lead'),
    ];
    for (const references of cases) {
      expect(listsBelow([node(deal, '1')], kindOf('note', { take: list('note.list'), references }))).toEqual([]);
    }
    const many = kindOf('note', { take: list('note.list'), references: under('deal', 'PARENTS[]') });
    expect(paramsOf(listsBelow([node(deal, '1')], many))).toEqual([{ filter: { PARENTS: '1' } }]);
  });

  it('are the own lists of records that have some; below a point of such a list it is that list again', () => {
    const item = kindOf('item', {
      take: {
        how: 'each',
        moves: 'nothing',
        parent: ['deal', 'lead'],
        request: (parent, kind) => request('item.list', { params: { owner: `${kind} ${parent.id}` } }),
      },
      references: [...under('deal', 'DEAL_ID'), ...under('item', 'ITEM_ID')],
    });
    expect(paramsOf(listsBelow([node(deal, '3')], item))).toEqual([{ owner: 'deal 3' }]);
    const point = node(item, '9', { parent: { kind: 'deal', id: '3' } });
    const again = listsBelow([point], deal);
    expect(paramsOf(again)).toEqual([{ owner: 'deal 3' }]);
    expect(
      seen(again, [
        { ID: '10', ITEM_ID: '9' },
        { ID: '11', ITEM_ID: '8' },
      ]),
    ).toEqual(['item 10 under item 9']);
    expect(listsBelow([node(item, '9')], deal)).toEqual([]);
    expect(listsBelow([node(item, '9', { parent: { kind: 'task', id: '3' } })], deal)).toEqual([]);
  });

  it('take a row of a record’s own list for a child of it even where no field says so', () => {
    const item = kindOf('item', {
      take: {
        how: 'each',
        moves: 'nothing',
        parent: 'deal',
        request: (parent) => request('item.list', { params: { id: parent.id } }),
      },
      references: under('deal', 'DEAL_ID', { when: () => false }),
    });
    const lists = listsBelow([node(deal, '3')], item);
    expect(seen(lists, [{ ID: '1' }, { ID: '' }, {}])).toEqual(['item 1 under deal 3']);
    const named = kindOf('item', { ...item, references: under('deal', 'DEAL_ID') });
    expect(
      seen(listsBelow([node(deal, '3')], named), [
        { ID: '1', DEAL_ID: '3' },
        { ID: '2', DEAL_ID: '4' },
      ]),
    ).toEqual(['item 1 under deal 3']);
    // In a list of all records, a row that names nobody belongs to nobody.
    const note = kindOf('note', {
      take: list('note.list'),
      references: under('deal', 'DEAL_ID', { when: () => false }),
    });
    expect(seen(listsBelow([node(deal, '3')], note), [{ ID: '1' }])).toEqual([]);
  });

  it('take a row for a child of each record that it names, and of none whose list it is not', () => {
    const item = kindOf('item', {
      take: {
        how: 'each',
        moves: 'nothing',
        parent: 'deal',
        request: (parent) => request('item.list', { params: { id: parent.id } }),
      },
      references: [...under('deal', 'DEAL_ID'), ...under('item', 'ITEM_ID')],
    });
    const both = { ID: '1', DEAL_ID: '3', ITEM_ID: '9' };
    expect(seen(listsBelow([node(deal, '3')], item), [both])).toEqual(['item 1 under deal 3']);
    const silent = kindOf('item', { ...item, references: under('item', 'ITEM_ID', { when: () => false }) });
    const point = node(silent, '9', { parent: { kind: 'deal', id: '3' } });
    expect(seen(listsBelow([point], deal), [{ ID: '10' }])).toEqual([]);
    const folder = kindOf('folder', {
      take: { how: 'tree', roots: 'storage', request: folderOf },
      references: under('folder', 'PARENT_ID', { when: () => false }),
    });
    expect(seen(listsBelow([node(folder, '7')]), [{ ID: '1' }])).toEqual(['folder 1 under folder 7']);
  });

  it('ask once for kinds that come in the same list, and tell them apart as it does', () => {
    const folder = kindOf('folder', {
      take: { how: 'tree', roots: 'storage', request: folderOf },
      references: under('folder'),
      sorts,
    });
    const file = kindOf('file', { take: { how: 'with', of: 'folder' }, references: under('folder') });
    const lists = listsBelow([node(folder, '7')], file);
    expect(paramsOf(lists)).toEqual([{ id: '7' }]);
    const rows = [
      { ID: '1', TYPE: 'folder', PARENT_ID: '7' },
      { ID: '2', TYPE: 'file', PARENT_ID: '7' },
      { ID: '3', TYPE: 'file', PARENT_ID: '8' },
    ];
    expect(seen(lists, rows)).toEqual(['folder 1 under folder 7', 'file 2 under folder 7']);
    const lost = kindOf('file', { take: { how: 'with', of: 'nobody' }, references: under('folder') });
    expect(seen(listsBelow([node(folder, '7')], lost), rows)).toEqual(['folder 1 under folder 7']);
    expect(listsBelow([node(folder, '7'), node(folder, '8')], file)).toHaveLength(2);
  });

  it('are none for kinds that are asked for by id, or that only a box’s tables hold', () => {
    for (const take of [
      { how: 'ids', from: [], get: () => ({ method: 'x' }), at: [] },
      { how: 'tables' },
      { how: 'lists', requests: [request('x')] },
    ] as unknown as readonly Kind['take'][]) {
      expect(listsBelow([node(deal, '1')], kindOf('note', { take, references: under('deal') }))).toEqual([]);
    }
  });

  it('ask for nothing that the portal writes by itself, for nothing of it stops a deletion', () => {
    const history = kindOf('history', { take: list('history.list'), references: under('deal'), selfWritten: true });
    expect(listsBelow([node(deal, '1')], history)).toEqual([]);
  });

  it('know by which refusals a parent has none', () => {
    const none = [{ code: 'NOT_FOUND' }];
    const note = kindOf('note', {
      take: { how: 'each', parent: 'deal', moves: 'nothing', request: () => request('note.get'), none },
    });
    expect(listsBelow([node(deal, '1')], note)).toMatchObject([{ none }]);
  });
});
