import { textAt } from '../fields.ts';
import type { Kind, Parent } from '../kind.ts';
import { entityTypeIds } from './entity.ts';

const list = (entityId: number) =>
  ({
    method: 'crm.item.payment.list',
    params: { entityId, entityTypeId: entityTypeIds.deal },
    rows: [],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Payments asked for from a deal. Its row does not name the deal; the list that it came in does. */
export const elementPayment: Kind = {
  id: 'deal-payment',
  group: 'crm',
  title: {
    one: { ru: 'Оплата в сделке', en: 'Payment of a deal' },
    many: { ru: 'Оплаты в сделках', en: 'Payments of deals' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/universal/payment/crm-item-payment-list.md',
    'api-reference/crm/universal/payment/crm-item-payment-delete.md',
  ],
  // The order that it is of outlives the deal.
  take: { how: 'each', moves: 'nothing', parent: 'deal', request: ({ id }) => list(Number(id)), stays: true },
  key: 'id',
  name: (row) => textAt(row, 'accountNumber'),
  references: [
    { field: 'id', to: 'order-payment', parent: true },
    { field: 'paySystemId', to: 'pay-system' },
    { field: 'empPaidId', to: 'user' },
  ],
  personal: {},
  people: [{ field: 'empPaidId', title: { ru: 'Кто отметил', en: 'Marked by' } }],
  look: { by: 'siblings', request: ({ parent }) => list(dealOf(parent)) },
  // One record with the payment of the order, which is deleted as such.
  deletion: { how: 'withParent' },
  columns: [
    { field: 'accountNumber', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'sum', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'paid', title: { ru: 'Оплачена', en: 'Paid' }, type: 'boolean' },
    { field: 'datePaid', title: { ru: 'Когда', en: 'Paid at' }, type: 'datetime' },
  ],
};

function dealOf(parent: Parent | undefined): number {
  return Number(parent?.id ?? 0);
}
