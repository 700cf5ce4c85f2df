import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

/** Items of a process are numbered from one in each, so the key holds the process too. */
export const rpaItem: Kind = {
  id: 'rpa-item',
  group: 'processes',
  title: { one: { ru: 'Элемент RPA', en: 'RPA item' }, many: { ru: 'Элементы RPA', en: 'RPA items' } },
  scope: 'rpa',
  docs: [
    'api-reference/outdated/rpa/item/rpa-item-list.md',
    'api-reference/outdated/rpa/item/rpa-item-get.md',
    'api-reference/outdated/rpa/item/rpa-item-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'rpa-type',
    request: ({ id }) => ({
      method: 'rpa.item.list',
      params: { typeId: Number(id), order: { id: 'ASC' } },
      rows: ['items'],
      idField: 'id',
      pager: { by: 'offset' },
    }),
  },
  key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'id')}`,
  name: (row) => firstText(row, 'name', 'id'),
  references: [{ field: 'createdBy', to: 'user' }],
  personal: {},
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'get',
    call: ({ row, parent }) => ({
      method: 'rpa.item.list',
      params: { typeId: Number(parent?.id ?? 0), filter: { id: Number(textAt(row, 'id')) } },
    }),
    at: ['items', '0'],
  },
  deletion: {
    how: 'call',
    call: ({ row, parent }) => ({
      method: 'rpa.item.delete',
      params: { typeId: Number(parent?.id ?? 0), id: Number(textAt(row, 'id')) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
  ],
};
