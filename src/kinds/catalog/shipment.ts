import { firstText, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { wholeUpdate } from './whole-update.ts';

/** What an update takes; left out, the status and the prices fall back to their defaults. */
const SENT = words(`
  allowDelivery deducted deliveryId statusId deliveryDocDate deliveryDocNum trackingNumber basePriceDelivery priceDelivery
  comments companyId xmlId`);

export const shipment: Kind = listed({
  id: 'shipment',
  group: 'catalog',
  title: { one: { ru: 'Отгрузка', en: 'Shipment' }, many: { ru: 'Отгрузки', en: 'Shipments' } },
  scope: 'sale',
  docs: [
    'api-reference/sale/shipment/sale-shipment-list.md',
    'api-reference/sale/shipment/sale-shipment-delete.md',
    'api-reference/sale/shipment/sale-shipment-update.md',
  ],
  list: { method: 'sale.shipment.list', rows: ['shipments'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'accountNumber', 'id'),
  createdAt: 'dateInsert',
  volatile: ['trackingLastCheck', 'trackingStatus'],
  references: [
    { field: 'orderId', to: 'order', parent: true },
    { field: 'deliveryId', to: 'delivery-service' },
    { field: 'responsibleId', to: 'user' },
  ],
  people: [
    {
      field: 'responsibleId',
      title: { ru: 'Ответственный', en: 'Responsible' },
      set: wholeUpdate('sale.shipment.update', SENT),
    },
  ],
  remove: 'sale.shipment.delete',
  texts: [
    { field: 'comments', form: 'plain' },
    { field: 'reasonMarked', form: 'plain' },
    { field: 'reasonUndoDeducted', form: 'plain' },
  ],
  columns: [
    { field: 'accountNumber', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'orderId', title: { ru: 'Заказ', en: 'Order' }, type: 'reference', to: 'order' },
    { field: 'priceDelivery', title: { ru: 'Доставка', en: 'Delivery price' }, type: 'money' },
    { field: 'deducted', title: { ru: 'Отгружена', en: 'Shipped' }, type: 'boolean' },
  ],
  limits: { ru: 'Отгруженную отгрузку сначала надо отменить.', en: 'A shipped one has to be cancelled first.' },
});
