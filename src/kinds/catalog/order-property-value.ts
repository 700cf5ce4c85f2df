import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const orderPropertyValue: Kind = listed({
  id: 'order-property-value',
  group: 'catalog',
  title: {
    one: { ru: 'Данные покупателя в заказе', en: 'Buyer’s data of an order' },
    many: { ru: 'Данные покупателей в заказах', en: 'Buyers’ data of orders' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/property-value/sale-property-value-list.md'],
  list: { method: 'sale.propertyvalue.list', rows: ['propertyValues'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'code'),
  references: [
    { field: 'orderId', to: 'order', parent: true },
    { field: 'orderPropsId', to: 'order-property' },
  ],
  personal: { value: 'other' },
  columns: [
    { field: 'orderId', title: { ru: 'Заказ', en: 'Order' }, type: 'reference', to: 'order' },
    { field: 'name', title: { ru: 'Поле', en: 'Field' }, type: 'text' },
    { field: 'value', title: { ru: 'Значение', en: 'Value' }, type: 'text' },
  ],
});
