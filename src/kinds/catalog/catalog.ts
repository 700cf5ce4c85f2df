import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { catalogCreation } from './creation.ts';

export const catalog: Kind = listed({
  id: 'catalog',
  group: 'catalog',
  title: { one: { ru: 'Каталог', en: 'Catalog' }, many: { ru: 'Каталоги', en: 'Catalogs' } },
  scope: 'catalog',
  docs: ['api-reference/catalog/catalog/catalog-catalog-list.md'],
  list: { method: 'catalog.catalog.list', rows: ['catalogs'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'id'),
  deletion: { how: 'never', why: { ru: 'Торговые каталоги REST не удаляет.', en: 'REST does not delete catalogs.' } },
  creation: catalogCreation,
  columns: [{ field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' }],
});
