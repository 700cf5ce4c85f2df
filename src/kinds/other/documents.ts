import { documentOf, type Generator, templateOf } from '../crm/document-generator.ts';

const common: Generator = {
  group: 'other',
  scope: 'documentgenerator',
  prefix: 'documentgenerator',
  kinds: { template: 'document-template', document: 'generated-document' },
  titles: {
    template: {
      one: { ru: 'Шаблон документа', en: 'Document template' },
      many: { ru: 'Шаблоны документов', en: 'Document templates' },
    },
    document: {
      one: { ru: 'Документ генератора', en: 'Generated document' },
      many: { ru: 'Документы генератора', en: 'Generated documents' },
    },
  },
  docs: {
    template: [
      'api-reference/document-generator/templates/document-generator-template-list.md',
      'api-reference/document-generator/templates/document-generator-template-delete.md',
    ],
    document: [
      'api-reference/document-generator/document-generator-document-list.md',
      'api-reference/document-generator/document-generator-document-get.md',
      'api-reference/document-generator/document-generator-document-delete.md',
    ],
  },
  templateParams: { select: ['*'], order: { id: 'ASC' } },
  documentParams: { select: ['*'], order: { id: 'ASC' } },
  tellsAuthors: true,
  references: { template: [{ field: 'createdBy', to: 'user' }] },
};

export const documentTemplate = templateOf(common);
export const generatedDocument = documentOf(common);
