import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { vatCreation } from './creation.ts';

export const vat: Kind = listed({
  id: 'vat',
  group: 'catalog',
  title: { one: { ru: 'Ставка НДС', en: 'VAT rate' }, many: { ru: 'Ставки НДС', en: 'VAT rates' } },
  scope: 'catalog',
  docs: ['api-reference/catalog/vat/catalog-vat-list.md', 'api-reference/catalog/vat/catalog-vat-delete.md'],
  list: { method: 'catalog.vat.list', rows: ['vats'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'id'),
  remove: 'catalog.vat.delete',
  after: ['product', 'product-offer', 'product-service'],
  creation: vatCreation,
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'rate', title: { ru: 'Ставка', en: 'Rate' }, type: 'number' },
  ],
});
