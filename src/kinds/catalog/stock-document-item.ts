import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const stockDocumentItem: Kind = listed({
  id: 'stock-document-item',
  group: 'catalog',
  title: {
    one: { ru: 'Строка складского документа', en: 'Line of a stock document' },
    many: { ru: 'Строки складских документов', en: 'Lines of stock documents' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/document/document-element/catalog-document-element-list.md'],
  list: { method: 'catalog.document.element.list', rows: ['documentElements'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'id'),
  calledBy: ['elementId'],
  references: [
    { field: 'docId', to: 'stock-document', parent: true },
    { field: 'elementId', to: 'product' },
    { field: 'storeFrom', to: 'store' },
    { field: 'storeTo', to: 'store' },
  ],
  columns: [
    { field: 'docId', title: { ru: 'Документ', en: 'Document' }, type: 'reference', to: 'stock-document' },
    { field: 'elementId', title: { ru: 'Товар', en: 'Product' }, type: 'reference', to: 'product' },
    { field: 'amount', title: { ru: 'Количество', en: 'Amount' }, type: 'number' },
  ],
});
