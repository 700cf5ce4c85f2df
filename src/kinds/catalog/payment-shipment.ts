import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** Which shipment a payment pays for. */
export const paymentShipment: Kind = listed({
  id: 'payment-shipment',
  group: 'catalog',
  title: {
    one: { ru: 'Отгрузка в оплате', en: 'Shipment of a payment' },
    many: { ru: 'Отгрузки в оплатах', en: 'Shipments of payments' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/payment-item-shipment/sale-payment-item-shipment-list.md'],
  list: {
    method: 'sale.paymentItemShipment.list',
    rows: ['paymentItemsShipment'],
    idField: 'id',
    pager: { by: 'id' },
  },
  name: (row) => firstText(row, 'id'),
  calledBy: ['paymentId', 'shipmentId'],
  createdAt: 'dateInsert',
  references: [
    { field: 'paymentId', to: 'order-payment', parent: true },
    { field: 'shipmentId', to: 'shipment', parent: true },
  ],
  columns: [
    { field: 'paymentId', title: { ru: 'Оплата', en: 'Payment' }, type: 'reference', to: 'order-payment' },
    { field: 'shipmentId', title: { ru: 'Отгрузка', en: 'Shipment' }, type: 'reference', to: 'shipment' },
  ],
});
