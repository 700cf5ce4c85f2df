import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmItem } from './item.ts';
import { commonColumns, dealStages, stageReference } from './item-parts.ts';

export const deal: Kind = crmItem({
  id: 'deal',
  page: 'deal',
  title: { one: { ru: 'Сделка', en: 'Deal' }, many: { ru: 'Сделки', en: 'Deals' } },
  docs: ['api-reference/crm/deals/crm-deal-delete.md'],
  name: (row) => firstText(row, 'title'),
  references: [
    { field: 'contactIds[]', to: 'contact' },
    { field: 'companyId', to: 'company' },
    { field: 'leadId', to: 'lead' },
    { field: 'quoteId', to: 'quote' },
    // The first funnel of deals has the number 0.
    { field: 'categoryId', to: 'funnel', id: (value) => value },
    stageReference(dealStages),
  ],
  personal: { comments: 'other', additionalInfo: 'other' },
  // Quotes go first and leave this empty.
  volatile: ['quoteId'],
  after: ['quote', 'smart-invoice', 'smart-process-item'],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'categoryId', title: { ru: 'Воронка', en: 'Pipeline' }, type: 'reference', to: 'funnel' },
    { field: 'stageId', title: { ru: 'Стадия', en: 'Stage' }, type: 'reference', to: 'status' },
    { field: 'opportunity', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'contactIds[]', title: { ru: 'Контакты', en: 'Contacts' }, type: 'reference', to: 'contact' },
    { field: 'companyId', title: { ru: 'Компания', en: 'Company' }, type: 'reference', to: 'company' },
    { field: 'closed', title: { ru: 'Закрыта', en: 'Closed' }, type: 'boolean' },
    ...commonColumns,
  ],
});
