import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const store: Kind = listed({
  id: 'store',
  group: 'catalog',
  title: { one: { ru: 'Склад', en: 'Warehouse' }, many: { ru: 'Склады', en: 'Warehouses' } },
  scope: 'catalog',
  docs: ['api-reference/catalog/store/catalog-store-list.md', 'api-reference/catalog/store/catalog-store-delete.md'],
  list: { method: 'catalog.store.list', rows: ['stores'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'title', 'address'),
  changedAt: { field: 'dateModify' },
  createdAt: 'dateCreate',
  references: [
    { field: 'userId', to: 'user' },
    { field: 'modifiedBy', to: 'user' },
  ],
  texts: [{ field: 'description', form: 'plain' }],
  personal: { phone: 'phone', email: 'email', address: 'address' },
  people: [
    { field: 'userId', title: { ru: 'Кто создал', en: 'Created by' } },
    { field: 'modifiedBy', title: { ru: 'Кто изменил', en: 'Changed by' } },
  ],
  remove: 'catalog.store.delete',
  after: ['stock-document'],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'address', title: { ru: 'Адрес', en: 'Address' }, type: 'text' },
    { field: 'phone', title: { ru: 'Телефон', en: 'Phone' }, type: 'phone' },
  ],
  limits: { ru: 'Склад с документами удалить нельзя.', en: 'A warehouse with documents cannot be deleted.' },
});
