import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const order: Kind = listed({
  id: 'order',
  group: 'catalog',
  title: { one: { ru: 'Заказ', en: 'Order' }, many: { ru: 'Заказы', en: 'Orders' } },
  scope: 'sale',
  docs: [
    'api-reference/sale/order/sale-order-list.md',
    'api-reference/sale/order/sale-order-delete.md',
    'api-reference/sale/order/sale-order-update.md',
  ],
  list: { method: 'sale.order.list', rows: ['orders'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'accountNumber', 'id'),
  changedAt: { field: 'dateUpdate' },
  createdAt: 'dateInsert',
  volatile: ['version', 'dateLock', 'lockedBy'],
  references: [
    { field: 'responsibleId', to: 'user' },
    { field: 'companyId', to: 'company' },
    { field: 'personTypeId', to: 'person-type' },
    { field: 'statusId', to: 'order-status' },
  ],
  texts: [
    { field: 'userDescription', form: 'plain' },
    { field: 'comments', form: 'plain' },
    { field: 'reasonCanceled', form: 'plain' },
    { field: 'reasonMarked', form: 'plain' },
  ],
  personal: { userDescription: 'correspondence', comments: 'other' },
  people: [
    {
      field: 'responsibleId',
      title: { ru: 'Ответственный', en: 'Responsible' },
      set: ({ id }, to) => ({
        method: 'sale.order.update',
        params: { id: Number(id), fields: { responsibleId: Number(to) } },
        effect: 'write',
      }),
    },
  ],
  remove: 'sale.order.delete',
  after: ['order-payment', 'shipment'],
  columns: [
    { field: 'accountNumber', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'price', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'statusId', title: { ru: 'Статус', en: 'Status' }, type: 'reference', to: 'order-status' },
    { field: 'payed', title: { ru: 'Оплачен', en: 'Paid' }, type: 'boolean' },
    { field: 'responsibleId', title: { ru: 'Ответственный', en: 'Responsible' }, type: 'user' },
    { field: 'dateInsert', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
    { field: 'dateUpdate', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Заказы видит только администратор. Заказ с активной оплатой удалить нельзя: оплаты удаляются раньше.',
    en: 'Only an administrator sees orders. An order with an active payment cannot be deleted: payments go first.',
  },
});
