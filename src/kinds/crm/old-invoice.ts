import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** Invoices of portals that were there before smart invoices; the module is no longer developed. */
export const oldInvoice: Kind = listed({
  id: 'old-invoice',
  group: 'crm',
  title: { one: { ru: 'Счёт (старый)', en: 'Invoice (old)' }, many: { ru: 'Счета (старые)', en: 'Invoices (old)' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/outdated/invoice/crm-invoice-list.md',
    'api-reference/crm/outdated/invoice/crm-invoice-delete.md',
    'api-reference/crm/outdated/invoice/crm-invoice-fields.md',
  ],
  list: {
    method: 'crm.invoice.list',
    params: { select: ['*', 'UF_*'] },
    rows: [],
    idField: 'ID',
    pager: { by: 'id' },
  },
  name: (row) => firstText(row, 'ORDER_TOPIC', 'ACCOUNT_NUMBER'),
  createdAt: 'DATE_INSERT',
  references: [
    { field: 'RESPONSIBLE_ID', to: 'user' },
    { field: 'UF_DEAL_ID', to: 'deal' },
    { field: 'UF_COMPANY_ID', to: 'company' },
    { field: 'UF_CONTACT_ID', to: 'contact' },
    { field: 'STATUS_ID', to: 'status', id: (value) => `INVOICE_STATUS:${value}` },
  ],
  texts: [
    { field: 'COMMENTS', form: 'document' },
    { field: 'USER_DESCRIPTION', form: 'document' },
  ],
  personal: { COMMENTS: 'other', USER_DESCRIPTION: 'other' },
  people: [
    {
      field: 'RESPONSIBLE_ID',
      title: { ru: 'Ответственный', en: 'Responsible' },
      byHand: {
        ru: 'смените в карточке счёта: что метод делает с товарами, которых ему не прислали, не описано.',
        en: 'change it in the invoice itself: what the method does to goods that it is not sent is not documented.',
      },
    },
  ],
  remove: 'crm.invoice.delete',
  columns: [
    { field: 'ACCOUNT_NUMBER', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'ORDER_TOPIC', title: { ru: 'Тема', en: 'Topic' }, type: 'text' },
    { field: 'PRICE', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'STATUS_ID', title: { ru: 'Статус', en: 'Status' }, type: 'reference', to: 'status' },
  ],
});
