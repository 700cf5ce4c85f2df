import { firstText } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** api-reference/sale/data-types.md. */
const types: Codes = {
  O: { ru: 'Статус заказа', en: 'Status of an order' },
  D: { ru: 'Статус доставки', en: 'Status of a delivery' },
};

export const orderStatus: Kind = listed({
  id: 'order-status',
  group: 'catalog',
  title: {
    one: { ru: 'Статус заказа или доставки', en: 'Status of an order or delivery' },
    many: { ru: 'Статусы заказов и доставок', en: 'Statuses of orders and deliveries' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/status/sale-status-list.md', 'api-reference/sale/status/sale-status-delete.md'],
  list: {
    method: 'sale.status.list',
    params: { order: { id: 'ASC' } },
    rows: ['statuses'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'id'),
  calledBy: { translations: 'order-status-name', language: 'lid' },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'sale.status.delete', params: { id }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ id }) =>
      ['N', 'F', 'DN', 'DF'].includes(id)
        ? { ru: 'Системный статус удалить нельзя.', en: 'A system status cannot be deleted.' }
        : undefined,
  },
  after: ['order', 'shipment'],
  columns: [
    { field: 'id', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'type', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'sort', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
  ],
});
