import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const rpaType: Kind = listed({
  id: 'rpa-type',
  group: 'processes',
  title: { one: { ru: 'Процесс RPA', en: 'RPA process' }, many: { ru: 'Процессы RPA', en: 'RPA processes' } },
  scope: 'rpa',
  docs: [
    'api-reference/outdated/rpa/type/rpa-type-list.md',
    'api-reference/outdated/rpa/type/rpa-type-get.md',
    'api-reference/outdated/rpa/type/rpa-type-delete.md',
  ],
  list: {
    method: 'rpa.type.list',
    params: { order: { id: 'ASC' } },
    rows: ['types'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'title', 'id'),
  references: [{ field: 'createdBy', to: 'user' }],
  remove: 'rpa.type.delete',
  after: ['rpa-item'],
  columns: [{ field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' }],
});
