import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const callList: Kind = listed({
  id: 'call-list',
  group: 'crm',
  title: { one: { ru: 'Список обзвона', en: 'Call list' }, many: { ru: 'Списки обзвона', en: 'Call lists' } },
  scope: 'crm',
  docs: ['api-reference/crm/call-list/crm-calllist-list.md', 'api-reference/crm/call-list/crm-calllist-get.md'],
  list: {
    method: 'crm.calllist.list',
    params: { SELECT: ['*'], ORDER: { ID: 'ASC' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
    filterParam: 'FILTER',
    orderParam: 'ORDER',
  },
  name: (row) => firstText(row, 'ID'),
  references: [{ field: 'CREATED_BY_ID', to: 'user' }],
  people: [{ field: 'CREATED_BY_ID', title: { ru: 'Кто создал', en: 'Created by' } }],
  deletion: { how: 'never', why: { ru: 'REST не удаляет списки обзвона.', en: 'REST does not delete call lists.' } },
  columns: [
    { field: 'ID', title: { ru: 'Номер', en: 'Number' }, type: 'number' },
    { field: 'CREATED_BY_ID', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
  ],
});
