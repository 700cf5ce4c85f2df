import { documentOf, type Generator, templateOf } from './document-generator.ts';
import { typedReferences } from './entity.ts';

const crm: Generator = {
  group: 'crm',
  scope: 'crm',
  prefix: 'crm.documentgenerator',
  kinds: { template: 'crm-document-template', document: 'crm-document' },
  titles: {
    template: {
      one: { ru: 'Шаблон документа CRM', en: 'CRM document template' },
      many: { ru: 'Шаблоны документов CRM', en: 'CRM document templates' },
    },
    document: { one: { ru: 'Документ CRM', en: 'CRM document' }, many: { ru: 'Документы CRM', en: 'CRM documents' } },
  },
  docs: {
    template: [
      'api-reference/crm/document-generator/templates/crm-document-generator-template-list.md',
      'api-reference/crm/document-generator/templates/crm-document-generator-template-delete.md',
      'api-reference/crm/document-generator/templates/crm-document-generator-template-get.md',
    ],
    document: [
      'api-reference/crm/document-generator/documents/crm-document-generator-document-list.md',
      'api-reference/crm/document-generator/documents/crm-document-generator-document-get.md',
      'api-reference/crm/document-generator/documents/crm-document-generator-document-delete.md',
    ],
  },
  templateParams: { select: ['*', 'users', 'entityTypeId'] },
  documentParams: { select: ['*'] },
  references: {
    template: [{ field: 'numeratorId', to: 'document-numerator' }],
    document: typedReferences('entityTypeId', 'entityId', [
      'lead',
      'deal',
      'contact',
      'company',
      'quote',
      'smart-invoice',
    ]),
  },
};

export const crmDocumentTemplate = templateOf(crm);
export const crmDocument = documentOf(crm);
