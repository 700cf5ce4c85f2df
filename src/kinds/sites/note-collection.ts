import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { noteBin } from './note-bin.ts';

export const noteCollection: Kind = {
  id: 'note-collection',
  group: 'sites',
  title: {
    one: { ru: 'База знаний 2.0', en: 'Knowledge base 2.0' },
    many: { ru: 'Базы знаний 2.0', en: 'Knowledge bases 2.0' },
  },
  scope: 'note',
  api: 'v3',
  docs: [
    'api-reference/note/collection/note-collection-list.md',
    'api-reference/note/collection/note-collection-get.md',
    'api-reference/note/collection/note-collection-delete.md',
  ],
  take: {
    how: 'list',
    request: {
      method: 'note.collection.list',
      api: 'v3',
      params: { pagination: { limit: 200 } },
      rows: ['items'],
      idField: 'id',
      pager: { by: 'cursor', param: 'pagination.afterCursor', from: { position: 'position', id: 'id' } },
      pageSize: 200,
    },
  },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  changedAt: { field: 'updatedAt', filter: false },
  createdAt: 'createdAt',
  volatile: ['position', 'policyLevel', 'updatedAt', 'updatedBy'],
  references: [{ field: 'createdBy', to: 'user' }],
  personal: {},
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'note.collection.get', api: 'v3', params: { id: Number(id) } }),
    at: ['item'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'note.collection.delete', api: 'v3', params: { id: Number(id) }, effect: 'write' }),
    fate: noteBin,
  },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'updatedAt', title: { ru: 'Изменена', en: 'Changed' }, type: 'datetime' },
  ],
};
