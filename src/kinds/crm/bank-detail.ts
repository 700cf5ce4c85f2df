import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { bankDetailCreation } from './details-creation.ts';

const list = { method: 'crm.requisite.bankdetail.list', rows: [], idField: 'ID', pager: { by: 'id' } } as const;
const select = ['*'];

export const bankDetail: Kind = {
  id: 'bank-detail',
  group: 'crm',
  title: {
    one: { ru: 'Банковские реквизиты', en: 'Bank details' },
    many: { ru: 'Банковские реквизиты', en: 'Bank details' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/requisites/bank-detail/crm-requisite-bank-detail-list.md',
    'api-reference/crm/requisites/bank-detail/crm-requisite-bank-detail-delete.md',
  ],
  take: { how: 'list', request: { ...list, params: { select } } },
  key: 'ID',
  name: (row) => firstText(row, 'NAME', 'RQ_BANK_NAME'),
  changedAt: { field: 'DATE_MODIFY', filter: false },
  createdAt: 'DATE_CREATE',
  references: [{ field: 'ENTITY_ID', to: 'requisite', parent: true }],
  texts: [{ field: 'COMMENTS', form: 'plain' }],
  personal: {
    RQ_ACC_NAME: 'name',
    RQ_ACC_NUM: 'requisites',
    RQ_IBAN: 'requisites',
    RQ_IIK: 'requisites',
    COMMENTS: 'other',
  },
  people: [{ field: 'CREATED_BY_ID', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { select, filter: { '@ID': ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.requisite.bankdetail.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: bankDetailCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'RQ_BANK_NAME', title: { ru: 'Банк', en: 'Bank' }, type: 'text' },
    { field: 'RQ_BIK', title: { ru: 'БИК', en: 'BIK' }, type: 'text' },
    { field: 'RQ_ACC_NUM', title: { ru: 'Расчётный счёт', en: 'Account number' }, type: 'text' },
  ],
};
