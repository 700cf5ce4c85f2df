import { propertyTypes } from '../codes.ts';
import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const orderProperty: Kind = listed({
  id: 'order-property',
  group: 'catalog',
  title: {
    one: { ru: 'Свойство заказа', en: 'Order property' },
    many: { ru: 'Свойства заказов', en: 'Order properties' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/property/sale-property-list.md', 'api-reference/sale/property/sale-property-delete.md'],
  list: { method: 'sale.property.list', rows: ['properties'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'code'),
  references: [{ field: 'personTypeId', to: 'person-type' }],
  remove: 'sale.property.delete',
  after: ['order'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'code', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'type', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: propertyTypes },
  ],
});
