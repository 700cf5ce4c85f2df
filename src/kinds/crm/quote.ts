import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmItem } from './item.ts';
import { commonColumns, stageReference } from './item-parts.ts';

export const quote: Kind = crmItem({
  id: 'quote',
  page: 'type/7',
  title: {
    one: { ru: 'Коммерческое предложение', en: 'Quote' },
    many: { ru: 'Коммерческие предложения', en: 'Quotes' },
  },
  docs: ['api-reference/crm/quote/crm-quote-delete.md'],
  name: (row) => firstText(row, 'title', 'quoteNumber'),
  references: [
    { field: 'dealId', to: 'deal' },
    { field: 'leadId', to: 'lead' },
    { field: 'companyId', to: 'company' },
    { field: 'mycompanyId', to: 'company' },
    { field: 'contactIds[]', to: 'contact' },
    stageReference(() => 'QUOTE_STATUS'),
  ],
  personal: { content: 'other', terms: 'other', comments: 'other' },
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'opportunity', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    { field: 'stageId', title: { ru: 'Статус', en: 'Status' }, type: 'reference', to: 'status' },
    { field: 'dealId', title: { ru: 'Сделка', en: 'Deal' }, type: 'reference', to: 'deal' },
    ...commonColumns,
  ],
});
