import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { machineFile } from './document-files.ts';

export const crmDocumentTemplate: Kind = listed({
  id: 'crm-document-template',
  group: 'crm',
  title: {
    one: { ru: 'Шаблон документа CRM', en: 'CRM document template' },
    many: { ru: 'Шаблоны документов CRM', en: 'CRM document templates' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/document-generator/templates/crm-document-generator-template-list.md',
    'api-reference/crm/document-generator/templates/crm-document-generator-template-delete.md',
    'api-reference/crm/document-generator/templates/crm-document-generator-template-get.md',
  ],
  list: {
    method: 'crm.documentgenerator.template.list',
    params: { select: ['*', 'users', 'entityTypeId'] },
    rows: ['templates'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  volatile: ['download', 'downloadMachine'],
  references: [{ field: 'numeratorId', to: 'document-numerator' }],
  remove: 'crm.documentgenerator.template.delete',
  files: [machineFile('file', 'fileId', 'downloadMachine', 'name')],
  after: ['crm-document'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'region', title: { ru: 'Страна', en: 'Country' }, type: 'text' },
    { field: 'active', title: { ru: 'Действует', en: 'Active' }, type: 'boolean' },
  ],
});
