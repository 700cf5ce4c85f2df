import { firstText, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { wholeUpdate } from './whole-update.ts';

/** What an update takes; left out, some of it falls back to a default ("not paid"). */
const SENT = words(`
  paySystemId paid datePaid empPaidId psStatus psStatusCode psStatusDescription psStatusMessage psSum psCurrency
  psResponseDate payVoucherNum payVoucherDate datePayBefore dateBill xmlId sum companyId payReturnNum priceCod payReturnDate
  empReturnId payReturnComment isReturn comments updated1c id1c version1c externalPayment psInvoiceId marked reasonMarked
  empMarkedId`);

export const orderPayment: Kind = listed({
  id: 'order-payment',
  group: 'catalog',
  title: { one: { ru: 'Оплата заказа', en: 'Order payment' }, many: { ru: 'Оплаты заказов', en: 'Order payments' } },
  scope: 'sale',
  docs: [
    'api-reference/sale/payment/sale-payment-list.md',
    'api-reference/sale/payment/sale-payment-delete.md',
    'api-reference/sale/payment/sale-payment-update.md',
  ],
  list: { method: 'sale.payment.list', rows: ['payments'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'accountNumber', 'id'),
  references: [
    { field: 'orderId', to: 'order', parent: true },
    { field: 'paySystemId', to: 'pay-system' },
    { field: 'responsibleId', to: 'user' },
  ],
  people: [
    {
      field: 'responsibleId',
      title: { ru: 'Ответственный', en: 'Responsible' },
      set: wholeUpdate('sale.payment.update', SENT),
    },
    { field: 'empPaidId', title: { ru: 'Кто оплатил', en: 'Paid by' } },
  ],
  remove: 'sale.payment.delete',
  texts: [
    { field: 'comments', form: 'plain' },
    { field: 'reasonMarked', form: 'plain' },
  ],
  columns: [
    { field: 'accountNumber', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'orderId', title: { ru: 'Заказ', en: 'Order' }, type: 'reference', to: 'order' },
    { field: 'sum', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'paid', title: { ru: 'Оплачена', en: 'Paid' }, type: 'boolean' },
    { field: 'datePaid', title: { ru: 'Когда', en: 'Paid at' }, type: 'datetime' },
  ],
});
