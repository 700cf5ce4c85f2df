import { textAt } from '../fields.ts';
import { tuples } from './tuples.ts';

export const orderSource = tuples({
  id: 'order-source',
  title: {
    one: { ru: 'Откуда заказ', en: 'Where an order came from' },
    many: { ru: 'Откуда заказы', en: 'Where orders came from' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/trade-binding/sale-trade-binding-list.md'],
  method: 'sale.tradeBinding.list',
  rows: 'tradeBindings',
  fields: ['orderId', 'tradingPlatformId'],
  name: (row) => textAt(row, 'orderId'),
  calledBy: ['orderId', 'tradingPlatformId'],
  references: [
    { field: 'orderId', to: 'order', parent: true },
    { field: 'tradingPlatformId', to: 'trade-platform' },
  ],
  columns: [
    { field: 'orderId', title: { ru: 'Заказ', en: 'Order' }, type: 'reference', to: 'order' },
    { field: 'tradingPlatformId', title: { ru: 'Источник', en: 'Source' }, type: 'reference', to: 'trade-platform' },
  ],
});
