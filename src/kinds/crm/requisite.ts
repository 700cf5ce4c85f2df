import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { typedReferences } from './entity.ts';
import { requisiteCreation } from './details-creation.ts';

const list = { method: 'crm.requisite.list', rows: [], idField: 'ID', pager: { by: 'id' } } as const;
const select = ['*', 'UF_*'];

/**
 * The set of official details of a contact or company. DATE_MODIFY stays empty until the first change, so it can't tell
 * an incremental export what is new.
 */
export const requisite: Kind = {
  id: 'requisite',
  group: 'crm',
  title: { one: { ru: 'Реквизиты', en: 'Company details' }, many: { ru: 'Реквизиты', en: 'Company details' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/requisites/universal/crm-requisite-list.md',
    'api-reference/crm/requisites/universal/crm-requisite-get.md',
    'api-reference/crm/requisites/universal/crm-requisite-delete.md',
  ],
  take: { how: 'list', request: { ...list, params: { select } } },
  key: 'ID',
  name: (row) => firstText(row, 'RQ_COMPANY_NAME', 'RQ_NAME', 'NAME'),
  changedAt: { field: 'DATE_MODIFY', filter: false },
  createdAt: 'DATE_CREATE',
  references: [
    ...typedReferences('ENTITY_TYPE_ID', 'ENTITY_ID', ['contact', 'company'], true),
    { field: 'PRESET_ID', to: 'requisite-preset' },
    { field: 'CREATED_BY_ID', to: 'user' },
  ],
  personal: {
    RQ_NAME: 'name',
    RQ_FIRST_NAME: 'name',
    RQ_LAST_NAME: 'name',
    RQ_SECOND_NAME: 'name',
    RQ_DIRECTOR: 'name',
    RQ_ACCOUNTANT: 'name',
    RQ_CEO_NAME: 'name',
    RQ_CONTACT: 'name',
    RQ_EMAIL: 'email',
    RQ_PHONE: 'phone',
    RQ_FAX: 'phone',
    RQ_IDENT_DOC: 'requisites',
    RQ_IDENT_DOC_SER: 'requisites',
    RQ_IDENT_DOC_NUM: 'requisites',
    RQ_IDENT_DOC_ISSUED_BY: 'requisites',
    RQ_INN: 'requisites',
    RQ_OGRNIP: 'requisites',
    RQ_IIN: 'requisites',
    RQ_PESEL: 'requisites',
    RQ_CPF: 'requisites',
  },
  people: [
    { field: 'CREATED_BY_ID', title: { ru: 'Кто создал', en: 'Created by' } },
    { field: 'MODIFY_BY_ID', title: { ru: 'Кто изменил', en: 'Changed by' } },
  ],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { select, filter: { '@ID': ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.requisite.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: requisiteCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'RQ_COMPANY_NAME', title: { ru: 'Организация', en: 'Organisation' }, type: 'text' },
    { field: 'RQ_INN', title: { ru: 'ИНН', en: 'Taxpayer number' }, type: 'text' },
    { field: 'RQ_KPP', title: { ru: 'КПП', en: 'KPP' }, type: 'text' },
    { field: 'RQ_OGRN', title: { ru: 'ОГРН', en: 'OGRN' }, type: 'text' },
    { field: 'DATE_CREATE', title: { ru: 'Созданы', en: 'Created' }, type: 'datetime' },
  ],
};
