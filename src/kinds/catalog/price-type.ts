import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { priceTypeCreation } from './creation.ts';

export const priceType: Kind = listed({
  id: 'price-type',
  group: 'catalog',
  title: { one: { ru: 'Тип цены', en: 'Price type' }, many: { ru: 'Типы цен', en: 'Price types' } },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/price-type/catalog-price-type-list.md',
    'api-reference/catalog/price-type/catalog-price-type-delete.md',
  ],
  list: { method: 'catalog.priceType.list', rows: ['priceTypes'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'id'),
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'catalog.priceType.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ row }) =>
      textAt(row, 'base') === 'Y'
        ? { ru: 'Базовый тип цены удалить нельзя.', en: 'The base price type cannot be deleted.' }
        : undefined,
  },
  after: ['price', 'product', 'product-offer'],
  creation: priceTypeCreation,
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'xmlId', title: { ru: 'Внешний код', en: 'External code' }, type: 'text' },
  ],
  limits: { ru: 'Базовый тип цены удалить нельзя.', en: 'The base price type cannot be deleted.' },
});
