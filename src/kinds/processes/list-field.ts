import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { ofList } from './of-list.ts';

/** A field of a list. Its code holds only within the list. */
export const listField: Kind = {
  id: 'list-field',
  group: 'processes',
  title: { one: { ru: 'Поле списка', en: 'List field' }, many: { ru: 'Поля списков', en: 'List fields' } },
  scope: 'lists',
  docs: ['api-reference/lists/fields/lists-field-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'list',
    request: ({ id }) => ({
      method: 'lists.field.get',
      params: ofList(id),
      rows: [],
      idField: 'FIELD_ID',
      pager: { by: 'none' },
    }),
  },
  key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'FIELD_ID')}`,
  name: (row) => firstText(row, 'NAME', 'FIELD_ID'),
  references: [],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ parent }) => ({
      method: 'lists.field.get',
      params: ofList(parent?.id),
      rows: [],
      idField: 'FIELD_ID',
      pager: { by: 'none' },
    }),
    absent: [{ code: 'ERROR_IBLOCK_NOT_FOUND' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'FIELD_ID', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'TYPE', title: { ru: 'Тип', en: 'Type' }, type: 'text' },
  ],
};
