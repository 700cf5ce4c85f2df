import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { machineFile } from './document-files.ts';
import { typedReferences } from './entity.ts';

export const crmDocument: Kind = listed({
  id: 'crm-document',
  group: 'crm',
  title: { one: { ru: 'Документ CRM', en: 'CRM document' }, many: { ru: 'Документы CRM', en: 'CRM documents' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/document-generator/documents/crm-document-generator-document-list.md',
    'api-reference/crm/document-generator/documents/crm-document-generator-document-delete.md',
  ],
  list: {
    method: 'crm.documentgenerator.document.list',
    params: { select: ['*'] },
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
    ...typedReferences('entityTypeId', 'entityId', ['lead', 'deal', 'contact', 'company', 'quote', 'smart-invoice']),
    { field: 'templateId', to: 'crm-document-template' },
    { field: 'createdBy', to: 'user' },
  ],
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  remove: 'crm.documentgenerator.document.delete',
  files: [
    machineFile('docx', 'fileId', 'downloadUrlMachine', 'title', '.docx'),
    machineFile('pdf', 'pdfId', 'pdfUrlMachine', 'title', '.pdf'),
  ],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'number', title: { ru: 'Номер', en: 'Number' }, type: 'text' },
    { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
    { field: 'createTime', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
  limits: {
    ru: 'PDF бывает готов не сразу: первые 30–40 секунд есть только DOCX.',
    en: 'The PDF may be late: for the first 30 to 40 seconds there is only the DOCX.',
  },
});
