import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const shipmentPropertyValue: Kind = listed({
  id: 'shipment-property-value',
  group: 'catalog',
  title: {
    one: { ru: 'Данные доставки', en: 'Data of a shipment' },
    many: { ru: 'Данные доставок', en: 'Data of shipments' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/shipment-property-value/sale-shipment-property-value-list.md'],
  list: { method: 'sale.shipmentpropertyvalue.list', rows: ['propertyValues'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'id'),
  references: [{ field: 'shipmentId', to: 'shipment', parent: true }],
  personal: { value: 'other' },
  columns: [
    { field: 'shipmentId', title: { ru: 'Отгрузка', en: 'Shipment' }, type: 'reference', to: 'shipment' },
    { field: 'name', title: { ru: 'Поле', en: 'Field' }, type: 'text' },
    { field: 'value', title: { ru: 'Значение', en: 'Value' }, type: 'text' },
  ],
});
