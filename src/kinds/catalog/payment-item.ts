import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const paymentItem: Kind = listed({
  id: 'payment-item',
  group: 'catalog',
  title: {
    one: { ru: 'Состав оплаты', en: 'Item of a payment' },
    many: { ru: 'Состав оплат', en: 'Items of payments' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/payment-item-basket/sale-payment-item-basket-list.md'],
  list: { method: 'sale.paymentitembasket.list', rows: ['paymentItemsBasket'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'id'),
  calledBy: ['basketId'],
  createdAt: 'dateInsert',
  references: [
    { field: 'paymentId', to: 'order-payment', parent: true },
    { field: 'basketId', to: 'basket-item' },
  ],
  columns: [
    { field: 'paymentId', title: { ru: 'Оплата', en: 'Payment' }, type: 'reference', to: 'order-payment' },
    { field: 'basketId', title: { ru: 'Позиция', en: 'Item' }, type: 'reference', to: 'basket-item' },
    { field: 'quantity', title: { ru: 'Количество', en: 'Quantity' }, type: 'number' },
  ],
});
