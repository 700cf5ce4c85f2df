import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const shipmentItem: Kind = listed({
  id: 'shipment-item',
  group: 'catalog',
  title: {
    one: { ru: 'Состав отгрузки', en: 'Item of a shipment' },
    many: { ru: 'Состав отгрузок', en: 'Items of shipments' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/shipment-item/sale-shipment-item-list.md'],
  list: { method: 'sale.shipmentitem.list', rows: ['shipmentItems'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'id'),
  calledBy: ['basketId'],
  createdAt: 'dateInsert',
  references: [
    { field: 'orderDeliveryId', to: 'shipment', parent: true },
    { field: 'basketId', to: 'basket-item' },
  ],
  columns: [
    { field: 'orderDeliveryId', title: { ru: 'Отгрузка', en: 'Shipment' }, type: 'reference', to: 'shipment' },
    { field: 'basketId', title: { ru: 'Позиция', en: 'Item' }, type: 'reference', to: 'basket-item' },
    { field: 'quantity', title: { ru: 'Количество', en: 'Quantity' }, type: 'number' },
  ],
});
