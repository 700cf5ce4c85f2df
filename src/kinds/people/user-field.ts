import { fieldTypes } from '../codes.ts';
import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const userField: Kind = listed({
  id: 'user-field',
  group: 'people',
  title: {
    one: { ru: 'Пользовательское поле сотрудников', en: 'Custom field of employees' },
    many: { ru: 'Пользовательские поля сотрудников', en: 'Custom fields of employees' },
  },
  scope: 'user.userfield',
  docs: [
    'api-reference/user/userfields/user-userfield-list.md',
    'api-reference/user/userfields/user-userfield-delete.md',
  ],
  list: { method: 'user.userfield.list', rows: [], idField: 'ID', pager: { by: 'none' } },
  name: (row) => firstText(row, 'FIELD_NAME'),
  remove: 'user.userfield.delete',
  columns: [
    { field: 'FIELD_NAME', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'USER_TYPE_ID', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: fieldTypes },
  ],
});
