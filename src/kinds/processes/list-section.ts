import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { ofList } from './of-list.ts';

export const listSection: Kind = {
  id: 'list-section',
  group: 'processes',
  title: { one: { ru: 'Раздел списка', en: 'List section' }, many: { ru: 'Разделы списков', en: 'List sections' } },
  scope: 'lists',
  docs: ['api-reference/lists/sections/lists-section-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'list',
    request: ({ id }) => ({
      method: 'lists.section.get',
      params: { ...ofList(id), SELECT: ['*'] },
      rows: [],
      idField: 'ID',
      pager: { by: 'offset' },
    }),
  },
  key: 'ID',
  name: (row) => textAt(row, 'NAME'),
  createdAt: 'DATE_CREATE',
  // Places in the tree, and what search makes of the name.
  volatile: ['LEFT_MARGIN', 'RIGHT_MARGIN', 'SEARCHABLE_CONTENT'],
  references: [
    { field: 'IBLOCK_SECTION_ID', to: 'list-section', parent: true },
    { field: 'CREATED_BY', to: 'user' },
  ],
  personal: {},
  people: [{ field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'siblings',
    request: ({ parent }) => ({
      method: 'lists.section.get',
      params: { ...ofList(parent?.id), SELECT: ['*'] },
      rows: [],
      idField: 'ID',
      pager: { by: 'offset' },
    }),
    absent: [{ code: 'ERROR_IBLOCK_NOT_FOUND' }],
  },
  deletion: {
    how: 'call',
    call: ({ id, parent }) => ({
      method: 'lists.section.delete',
      params: { ...ofList(parent?.id), SECTION_ID: Number(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  after: ['list-element'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
  ],
};
