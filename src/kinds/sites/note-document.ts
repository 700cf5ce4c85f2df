import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { noteBin } from './note-bin.ts';

const tree = (collectionId: number) =>
  ({
    method: 'note.document.tree.list',
    api: 'v3',
    params: { collectionId },
    rows: ['items'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Deepest place in a tree of documents that is looked at. */
const depth = 12;

/** Tops of the trees of documents, with the branches inside them. Only titles; the texts are documents of their own. */
export const noteTree: Kind = {
  id: 'note-tree',
  group: 'sites',
  title: {
    one: { ru: 'Оглавление базы знаний', en: 'Contents of a knowledge base' },
    many: { ru: 'Оглавления баз знаний', en: 'Contents of knowledge bases' },
  },
  scope: 'note',
  api: 'v3',
  docs: ['api-reference/note/document/note-document-tree-list.md'],
  take: { how: 'each', moves: 'nothing', parent: 'note-collection', request: ({ id }) => tree(Number(id)) },
  key: 'id',
  name: (row) => textAt(row, 'title'),
  volatile: ['position', 'children'],
  references: [{ field: 'collectionId', to: 'note-collection', parent: true }],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ row }) => tree(Number(textAt(row, 'collectionId'))) },
  deletion: { how: 'withParent' },
  columns: [{ field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' }],
  limits: {
    ru: 'Документы в архиве базы знаний в оглавление не входят.',
    en: 'Archived documents are not among the contents.',
  },
};

/** A document with its Markdown text. */
export const noteDocument: Kind = {
  id: 'note-document',
  group: 'sites',
  title: {
    one: { ru: 'Документ базы знаний', en: 'Document of a knowledge base' },
    many: { ru: 'Документы баз знаний', en: 'Documents of knowledge bases' },
  },
  scope: 'note',
  api: 'v3',
  docs: [
    'api-reference/note/document/note-document-get.md',
    'api-reference/note/file/note-file-get.md',
    'api-reference/note/document/note-document-delete.md',
  ],
  take: {
    how: 'ids',
    from: Array.from({ length: depth }, (_, level) => ({
      kind: 'note-tree',
      field: `${'children[].'.repeat(level)}id`,
    })),
    get: (id) => ({ method: 'note.document.get', api: 'v3', params: { id: Number(id) } }),
    at: ['item'],
  },
  key: 'id',
  name: (row) => textAt(row, 'title'),
  changedAt: { field: 'updatedAt', filter: false },
  createdAt: 'createdAt',
  volatile: ['position'],
  references: [
    { field: 'collectionId', to: 'note-collection', parent: true },
    { field: 'parentId', to: 'note-document', parent: true },
    { field: 'createdBy', to: 'user' },
  ],
  texts: [{ field: 'markdown', form: 'markdown' }],
  personal: { title: 'correspondence', markdown: 'correspondence' },
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  files: [
    {
      slot: 'inline',
      byHand: true,
      files: (row) => {
        const ids = [...textAt(row, 'markdown').matchAll(/\[\[\w+ fileId=(\d+)\]\]/gu)].map(([, id = '']) => id);
        return [...new Set(ids)].map((id) => ({ fileId: id, name: `${textAt(row, 'title')}: ${id}` }));
      },
    },
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'note.document.get', api: 'v3', params: { id: Number(id) } }),
    at: ['item'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'note.document.delete', api: 'v3', params: { id: Number(id) }, effect: 'write' }),
    fate: noteBin,
  },
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    {
      field: 'collectionId',
      title: { ru: 'База знаний', en: 'Knowledge base' },
      type: 'reference',
      to: 'note-collection',
    },
    { field: 'updatedAt', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
  ],
  limits: { ru: 'Файлы внутри документов REST не отдаёт.', en: 'REST does not give the files inside documents.' },
};
