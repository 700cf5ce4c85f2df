import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { machineFile } from '../crm/document-files.ts';

export const generatedDocument: Kind = listed({
  id: 'generated-document',
  group: 'other',
  title: {
    one: { ru: 'Документ генератора', en: 'Generated document' },
    many: { ru: 'Документы генератора', en: 'Generated documents' },
  },
  scope: 'documentgenerator',
  docs: [
    'api-reference/document-generator/document-generator-document-list.md',
    'api-reference/document-generator/document-generator-document-delete.md',
  ],
  list: {
    method: 'documentgenerator.document.list',
    params: { select: ['*'], order: { id: 'ASC' } },
    rows: ['documents'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'title', 'number'),
  changedAt: { field: 'updateTime' },
  createdAt: 'createTime',
  volatile: [
    'downloadUrl',
    'pdfUrl',
    'imageUrl',
    'downloadUrlMachine',
    'pdfUrlMachine',
    'imageUrlMachine',
    'pdfId',
    'imageId',
  ],
  references: [
    { field: 'templateId', to: 'document-template' },
    { field: 'createdBy', to: 'user' },
  ],
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  remove: 'documentgenerator.document.delete',
  files: [
    machineFile('docx', 'fileId', 'downloadUrlMachine', 'title', '.docx'),
    machineFile('pdf', 'pdfId', 'pdfUrlMachine', 'title', '.pdf'),
  ],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'number', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'createTime', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
});
