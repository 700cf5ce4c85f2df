import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmItem } from './item.ts';
import { commonColumns, emailColumn, multiFields, phoneColumn, stageReference } from './item-parts.ts';

export const lead: Kind = crmItem({
  id: 'lead',
  page: 'lead',
  title: { one: { ru: 'Лид', en: 'Lead' }, many: { ru: 'Лиды', en: 'Leads' } },
  docs: ['api-reference/crm/leads/crm-lead-delete.md'],
  name: (row) => firstText(row, 'title', 'lastName', 'name', 'companyTitle'),
  references: [
    { field: 'contactIds[]', to: 'contact' },
    { field: 'companyId', to: 'company' },
    stageReference(() => 'STATUS'),
  ],
  personal: {
    name: 'name',
    lastName: 'name',
    secondName: 'name',
    companyTitle: 'name',
    birthdate: 'birthday',
    post: 'position',
    comments: 'other',
    ...multiFields,
  },
  // Converting a lead makes a deal of it; the lead goes last so that where the deal came from stays readable.
  after: ['deal', 'quote'],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'lastName', title: { ru: 'Фамилия', en: 'Last name' }, type: 'text' },
    { field: 'name', title: { ru: 'Имя', en: 'First name' }, type: 'text' },
    { field: 'companyTitle', title: { ru: 'Компания', en: 'Company' }, type: 'text' },
    phoneColumn,
    emailColumn,
    { field: 'stageId', title: { ru: 'Стадия', en: 'Stage' }, type: 'reference', to: 'status' },
    { field: 'opportunity', title: { ru: 'Сумма', en: 'Amount' }, type: 'money' },
    ...commonColumns,
  ],
});
