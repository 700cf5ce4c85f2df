import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { machineFile } from '../crm/document-files.ts';

export const documentTemplate: Kind = listed({
  id: 'document-template',
  group: 'other',
  title: {
    one: { ru: 'Шаблон документа', en: 'Document template' },
    many: { ru: 'Шаблоны документов', en: 'Document templates' },
  },
  scope: 'documentgenerator',
  docs: [
    'api-reference/document-generator/templates/document-generator-template-list.md',
    'api-reference/document-generator/templates/document-generator-template-delete.md',
  ],
  list: {
    method: 'documentgenerator.template.list',
    params: { select: ['*'], order: { id: 'ASC' } },
    rows: ['templates'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  changedAt: { field: 'updateTime' },
  createdAt: 'createTime',
  volatile: ['download', 'downloadMachine'],
  references: [{ field: 'createdBy', to: 'user' }],
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  remove: 'documentgenerator.template.delete',
  files: [machineFile('file', 'fileId', 'downloadMachine', 'name', '.docx')],
  after: ['generated-document'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'active', title: { ru: 'Действует', en: 'Active' }, type: 'boolean' },
    { field: 'updateTime', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
  ],
});
