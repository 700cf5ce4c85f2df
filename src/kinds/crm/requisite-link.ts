import { textAt } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';
import { ownTypeReference, typedReferences } from './entity.ts';
import { requisiteLinkCreation } from './details-creation.ts';

const own = ({ row }: RecordLike) => ({
  ENTITY_TYPE_ID: Number(textAt(row, 'ENTITY_TYPE_ID')),
  ENTITY_ID: Number(textAt(row, 'ENTITY_ID')),
});

/** Which company details a deal, a quote or an invoice uses. It has no number of its own. */
export const requisiteLink: Kind = {
  id: 'requisite-link',
  group: 'crm',
  title: {
    one: { ru: 'Связь реквизитов', en: 'Link of company details' },
    many: { ru: 'Связи реквизитов', en: 'Links of company details' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/requisites/links/crm-requisite-link-list.md'],
  take: {
    how: 'list',
    request: {
      method: 'crm.requisite.link.list',
      params: { order: { ENTITY_TYPE_ID: 'ASC', ENTITY_ID: 'ASC' } },
      rows: [],
      idField: '',
      pager: { by: 'offset' },
    },
  },
  key: (row) => `${textAt(row, 'ENTITY_TYPE_ID')}:${textAt(row, 'ENTITY_ID')}`,
  name: (row) => textAt(row, 'ENTITY_ID'),
  calledBy: ['ENTITY_ID'],
  // Details that go leave zeros.
  volatile: ['REQUISITE_ID', 'BANK_DETAIL_ID', 'MC_REQUISITE_ID', 'MC_BANK_DETAIL_ID'],
  references: [
    ...typedReferences('ENTITY_TYPE_ID', 'ENTITY_ID', ['lead', 'deal', 'quote', 'smart-invoice'], true),
    ownTypeReference('ENTITY_TYPE_ID', 'ENTITY_ID', true),
    { field: 'REQUISITE_ID', to: 'requisite' },
    { field: 'BANK_DETAIL_ID', to: 'bank-detail' },
    { field: 'MC_REQUISITE_ID', to: 'requisite' },
    { field: 'MC_BANK_DETAIL_ID', to: 'bank-detail' },
  ],
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: (record) => ({ method: 'crm.requisite.link.list', params: { filter: own(record) } }),
    at: ['0'],
  },
  deletion: { how: 'withParent' },
  creation: requisiteLinkCreation,
  columns: [
    { field: 'ENTITY_ID', title: { ru: 'Элемент', en: 'Element' }, type: 'reference' },
    { field: 'REQUISITE_ID', title: { ru: 'Реквизиты', en: 'Company details' }, type: 'reference', to: 'requisite' },
    {
      field: 'MC_REQUISITE_ID',
      title: { ru: 'Реквизиты моей компании', en: 'Own company details' },
      type: 'reference',
      to: 'requisite',
    },
  ],
};
