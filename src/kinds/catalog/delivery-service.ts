import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const deliveryService: Kind = listed({
  id: 'delivery-service',
  group: 'catalog',
  title: {
    one: { ru: 'Служба доставки', en: 'Delivery service' },
    many: { ru: 'Службы доставки', en: 'Delivery services' },
  },
  scope: 'delivery',
  docs: [
    'api-reference/sale/delivery/delivery/sale-delivery-get-list.md',
    'api-reference/sale/delivery/delivery/sale-delivery-delete.md',
  ],
  list: {
    method: 'sale.delivery.getlist',
    params: { SELECT: ['*'], ORDER: { ID: 'ASC' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
    filterParam: 'FILTER',
    orderParam: 'ORDER',
  },
  name: (row) => firstText(row, 'NAME'),
  secrets: ['CONFIG', 'SETTINGS'],
  references: [{ field: 'PARENT_ID', to: 'delivery-service' }],
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'sale.delivery.delete', params: { ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['shipment', 'order'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ACTIVE', title: { ru: 'Работает', en: 'Active' }, type: 'boolean' },
  ],
});
