import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { formByWord } from '../texts.ts';
import { catalogSectionCreation } from './creation.ts';

export const catalogSection: Kind = {
  id: 'catalog-section',
  group: 'catalog',
  title: {
    one: { ru: 'Раздел каталога', en: 'Catalog section' },
    many: { ru: 'Разделы каталога', en: 'Catalog sections' },
  },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/section/catalog-section-list.md',
    'api-reference/catalog/section/catalog-section-get.md',
    'api-reference/catalog/section/catalog-section-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    long: { idOf: (id) => id },
    parent: 'catalog',
    request: ({ id }) => ({
      method: 'catalog.section.list',
      params: { filter: { iblockId: Number(id) } },
      rows: ['sections'],
      idField: 'id',
      pager: { by: 'id' },
    }),
  },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  references: [
    { field: 'iblockId', to: 'catalog' },
    { field: 'iblockSectionId', to: 'catalog-section', parent: true },
  ],
  texts: [{ field: 'description', form: formByWord('descriptionType') }],
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'catalog.section.get', params: { id: Number(id) } }),
    at: ['section'],
    absent: [{ code: '200700300030' }],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'catalog.section.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: catalogSectionCreation,
  after: ['product', 'product-sku', 'product-offer', 'product-service'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'iblockSectionId', title: { ru: 'Внутри', en: 'Inside' }, type: 'reference', to: 'catalog-section' },
    { field: 'active', title: { ru: 'Активен', en: 'Active' }, type: 'boolean' },
  ],
};
