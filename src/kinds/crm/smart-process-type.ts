import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { smartTypeCreation } from './smart-creation.ts';

const list = { method: 'crm.type.list', rows: ['types'], idField: 'id', pager: { by: 'offset' } } as const;

/** A type that the portal made for itself. Everything names it by `entityTypeId`; only its own methods use `id`. */
export const smartProcessType: Kind = {
  id: 'smart-process-type',
  group: 'crm',
  title: { one: { ru: 'Смарт-процесс', en: 'Smart process' }, many: { ru: 'Смарт-процессы', en: 'Smart processes' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/universal/user-defined-object-types/crm-type-list.md',
    'api-reference/crm/universal/user-defined-object-types/crm-type-delete.md',
    'api-reference/crm/universal/user-defined-object-types/crm-type-update.md',
  ],
  take: { how: 'list', request: { ...list, params: { order: { id: 'ASC' } } } },
  key: 'entityTypeId',
  name: (row) => textAt(row, 'title'),
  changedAt: { field: 'updatedTime' },
  createdAt: 'createdTime',
  references: [
    { field: 'createdBy', to: 'user' },
    { field: 'customSectionId', to: 'automated-solution' },
  ],
  personal: {},
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'ids',
    request: (ids) => ({ ...list, params: { filter: { '@entityTypeId': ids.map(Number) } } }),
  },
  bin: {
    of: 'smart-process-item',
    isOn: (row) => textAt(row, 'isRecyclebinEnabled') === 'Y',
    off: ({ row }) => ({
      method: 'crm.type.update',
      params: { id: Number(textAt(row, 'id')), fields: { isRecyclebinEnabled: 'N' } },
      effect: 'write',
    }),
    writes: ['isRecyclebinEnabled', 'updatedTime', 'updatedBy'],
  },
  deletion: {
    how: 'call',
    call: ({ row }) => ({ method: 'crm.type.delete', params: { id: Number(textAt(row, 'id')) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['smart-process-item', 'custom-field'],
  creation: smartTypeCreation,
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'entityTypeId', title: { ru: 'Номер типа', en: 'Type number' }, type: 'number' },
    { field: 'isRecyclebinEnabled', title: { ru: 'С корзиной', en: 'With recycle bin' }, type: 'boolean' },
    { field: 'createdTime', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
  path: ({ id }) => `/crm/type/${id}/list/category/0/`,
  limits: {
    ru: 'Тип удаляется, только когда в нём не осталось элементов; элементы в корзине могут мешать.',
    en: 'A type can be deleted only when it has no items left; items in the recycle bin may be in the way.',
  },
};
