import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const generatorNumerator: Kind = listed({
  id: 'generator-numerator',
  group: 'other',
  title: {
    one: { ru: 'Нумератор генератора документов', en: 'Numerator of the document generator' },
    many: { ru: 'Нумераторы генератора документов', en: 'Numerators of the document generator' },
  },
  scope: 'documentgenerator',
  docs: [
    'api-reference/document-generator/numerators/document-generator-numerator-list.md',
    'api-reference/document-generator/numerators/document-generator-numerator-delete.md',
  ],
  list: {
    method: 'documentgenerator.numerator.list',
    rows: ['numerators'],
    idField: 'id',
    pager: { by: 'offset' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  remove: 'documentgenerator.numerator.delete',
  // One numerator alone is told with more settings than the list tells.
  amongAll: true,
  after: ['document-template', 'crm-document-template'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'template', title: { ru: 'Вид номера', en: 'Pattern' }, type: 'text' },
  ],
  limits: {
    ru: 'Удаляются только нумераторы, созданные через REST.',
    en: 'Only numerators that were made over REST can be deleted.',
  },
});
