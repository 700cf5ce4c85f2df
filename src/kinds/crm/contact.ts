import { firstText, joined } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmItem } from './item.ts';
import { commonColumns, emailColumn, multiFields, phoneColumn } from './item-parts.ts';

export const contact: Kind = crmItem({
  id: 'contact',
  page: 'contact',
  title: { one: { ru: 'Контакт', en: 'Contact' }, many: { ru: 'Контакты', en: 'Contacts' } },
  docs: ['api-reference/crm/contacts/crm-contact-delete.md'],
  name: (row) => joined(row, 'lastName', 'name', 'secondName') || firstText(row, 'fm[].value'),
  references: [
    { field: 'companyIds[]', to: 'company' },
    { field: 'leadId', to: 'lead' },
  ],
  personal: {
    name: 'name',
    lastName: 'name',
    secondName: 'name',
    birthdate: 'birthday',
    photo: 'photo',
    post: 'position',
    comments: 'other',
    ...multiFields,
  },
  // Leads go first.
  volatile: ['leadId'],
  after: ['deal', 'lead', 'quote', 'smart-invoice', 'smart-process-item'],
  columns: [
    { field: 'lastName', title: { ru: 'Фамилия', en: 'Last name' }, type: 'text' },
    { field: 'name', title: { ru: 'Имя', en: 'First name' }, type: 'text' },
    { field: 'secondName', title: { ru: 'Отчество', en: 'Middle name' }, type: 'text' },
    { field: 'post', title: { ru: 'Должность', en: 'Position' }, type: 'text' },
    phoneColumn,
    emailColumn,
    { field: 'companyIds[]', title: { ru: 'Компании', en: 'Companies' }, type: 'reference', to: 'company' },
    ...commonColumns,
  ],
});
