import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmItem } from './item.ts';
import { commonColumns, stageReference } from './item-parts.ts';

export const smartInvoice: Kind = crmItem({
  id: 'smart-invoice',
  page: 'type/31',
  title: { one: { ru: 'Счёт', en: 'Invoice' }, many: { ru: 'Счета', en: 'Invoices' } },
  docs: ['api-reference/crm/universal/invoice.md'],
  name: (row) => firstText(row, 'title', 'accountNumber'),
  references: [
    { field: 'parentId2', to: 'deal' },
    { field: 'parentId7', to: 'quote' },
    { field: 'companyId', to: 'company' },
    { field: 'mycompanyId', to: 'company' },
    { field: 'contactIds[]', to: 'contact' },
    stageReference((categoryId) => `SMART_INVOICE_STAGE_${categoryId}`),
  ],
  personal: { comments: 'other' },
  columns: [
    { field: 'title', title: { ru: 'Тема', en: 'Title' }, type: 'text' },
    { field: 'opportunity', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'stageId', title: { ru: 'Статус', en: 'Status' }, type: 'reference', to: 'status' },
    { field: 'companyId', title: { ru: 'Компания', en: 'Company' }, type: 'reference', to: 'company' },
    { field: 'begindate', title: { ru: 'Дата выставления', en: 'Issued' }, type: 'date' },
    { field: 'closedate', title: { ru: 'Срок оплаты', en: 'Due' }, type: 'date' },
    ...commonColumns,
  ],
});
