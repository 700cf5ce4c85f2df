import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { requisitePresetCreation } from './details-creation.ts';

const list = { method: 'crm.requisite.preset.list', rows: [], idField: 'ID', pager: { by: 'id' } } as const;
const select = ['*'];

export const requisitePreset: Kind = {
  id: 'requisite-preset',
  group: 'crm',
  title: {
    one: { ru: 'Шаблон реквизитов', en: 'Template of company details' },
    many: { ru: 'Шаблоны реквизитов', en: 'Templates of company details' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/requisites/presets/crm-requisite-preset-list.md',
    'api-reference/crm/requisites/presets/crm-requisite-preset-delete.md',
  ],
  take: { how: 'list', request: { ...list, params: { select } } },
  key: 'ID',
  name: (row) => textAt(row, 'NAME'),
  changedAt: { field: 'DATE_MODIFY', filter: false },
  createdAt: 'DATE_CREATE',
  references: [{ field: 'CREATED_BY_ID', to: 'user' }],
  personal: {},
  people: [],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { select, filter: { '@ID': ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.requisite.preset.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['requisite'],
  creation: requisitePresetCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ACTIVE', title: { ru: 'Действует', en: 'Active' }, type: 'boolean' },
    { field: 'DATE_CREATE', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
};
