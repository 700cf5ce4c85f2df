import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const documentNumerator: Kind = listed({
  id: 'document-numerator',
  group: 'crm',
  title: {
    one: { ru: 'Нумератор документов', en: 'Document numerator' },
    many: { ru: 'Нумераторы документов', en: 'Document numerators' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/document-generator/numerator/crm-document-generator-numerator-list.md',
    'api-reference/crm/document-generator/numerator/crm-document-generator-numerator-delete.md',
    'api-reference/crm/document-generator/numerator/crm-document-generator-numerator-get.md',
  ],
  list: {
    method: 'crm.documentgenerator.numerator.list',
    rows: ['numerators'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  remove: 'crm.documentgenerator.numerator.delete',
  // One numerator alone is told with more settings than the list tells.
  amongAll: true,
  after: ['crm-document-template'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'template', title: { ru: 'Вид номера', en: 'Pattern' }, type: 'text' },
  ],
  limits: {
    ru: 'Удаляются только нумераторы, созданные через REST.',
    en: 'Only numerators that were made over REST can be deleted.',
  },
});
