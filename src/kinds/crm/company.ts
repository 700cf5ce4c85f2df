import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmItem } from './item.ts';
import { commonColumns, emailColumn, multiFields, phoneColumn } from './item-parts.ts';

export const company: Kind = crmItem({
  id: 'company',
  page: 'company',
  title: { one: { ru: 'Компания', en: 'Company' }, many: { ru: 'Компании', en: 'Companies' } },
  docs: ['api-reference/crm/companies/crm-company-delete.md'],
  name: (row) => firstText(row, 'title'),
  references: [
    { field: 'contactIds[]', to: 'contact' },
    { field: 'leadId', to: 'lead' },
  ],
  personal: { bankingDetails: 'requisites', comments: 'other', ...multiFields },
  // Contacts and leads go first and leave these empty; who works where also stands in each contact.
  volatile: ['contactIds', 'leadId'],
  after: ['contact', 'deal', 'lead', 'quote', 'smart-invoice', 'smart-process-item'],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    phoneColumn,
    emailColumn,
    { field: 'industry', title: { ru: 'Сфера деятельности', en: 'Industry' }, type: 'text' },
    { field: 'revenue', title: { ru: 'Годовой оборот', en: 'Annual revenue' }, type: 'money' },
    { field: 'isMyCompany', title: { ru: 'Моя компания', en: 'Own company' }, type: 'boolean' },
    ...commonColumns,
  ],
});
