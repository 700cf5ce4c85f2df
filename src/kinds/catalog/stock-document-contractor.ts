import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (documentId: string) =>
  ({
    method: 'catalog.documentcontractor.list',
    params: { filter: { documentId: Number(documentId) }, order: { id: 'asc' } },
    rows: ['documentContractor'],
    idField: 'id',
    pager: { by: 'offset' },
  }) as const;

/** The company or contact of the CRM that a stock document names as its contractor. */
export const stockDocumentContractor: Kind = {
  id: 'stock-document-contractor',
  group: 'catalog',
  title: {
    one: { ru: 'Контрагент складского документа', en: 'Contractor of a stock document' },
    many: { ru: 'Контрагенты складских документов', en: 'Contractors of stock documents' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/documentcontractor/catalog-documentcontractor-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'stock-document',
    request: ({ id }) => list(id),
    // Elsewhere contractors are no records of the CRM, and a document says itself who they are.
    none: [{ code: '0', says: 'Contractors should be provided by CRM' }],
  },
  key: 'id',
  name: (row) => firstText(row, 'id'),
  calledBy: ['documentId'],
  references: [{ field: 'documentId', to: 'stock-document', parent: true }],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => list(parent?.id ?? '0') },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'documentId', title: { ru: 'Документ', en: 'Document' }, type: 'reference', to: 'stock-document' },
  ],
};
