import { propertyTypes } from '../codes.ts';
import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const shipmentProperty: Kind = listed({
  id: 'shipment-property',
  group: 'catalog',
  title: {
    one: { ru: 'Свойство отгрузок', en: 'Shipment property' },
    many: { ru: 'Свойства отгрузок', en: 'Shipment properties' },
  },
  scope: 'sale',
  docs: [
    'api-reference/sale/shipment-property/sale-shipment-property-list.md',
    'api-reference/sale/shipment-property/sale-shipment-property-delete.md',
  ],
  list: { method: 'sale.shipmentproperty.list', rows: ['properties'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'code'),
  references: [{ field: 'personTypeId', to: 'person-type' }],
  remove: 'sale.shipmentproperty.delete',
  after: ['order'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'code', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'type', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: propertyTypes },
  ],
});
