import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** api-reference/catalog/document/catalog-document-add.md. */
const types: Codes = {
  A: { ru: 'Поступление', en: 'Receipt' },
  S: { ru: 'Оприходование', en: 'Stock adjustment' },
  M: { ru: 'Перемещение между складами', en: 'Transfer between warehouses' },
  R: { ru: 'Возврат', en: 'Return' },
  D: { ru: 'Списание', en: 'Write-off' },
};

export const stockDocument: Kind = listed({
  id: 'stock-document',
  group: 'catalog',
  title: {
    one: { ru: 'Складской документ', en: 'Stock document' },
    many: { ru: 'Складские документы', en: 'Stock documents' },
  },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/document/catalog-document-list.md',
    'api-reference/catalog/document/catalog-document-delete.md',
    'api-reference/catalog/document/catalog-document-cancel-list.md',
    'api-reference/catalog/document/catalog-document-add.md',
    'api-reference/catalog/document/catalog-document-update.md',
  ],
  list: { method: 'catalog.document.list', rows: ['documents'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'title', 'id'),
  changedAt: { field: 'dateModify' },
  createdAt: 'dateCreate',
  references: [
    { field: 'responsibleId', to: 'user' },
    { field: 'createdBy', to: 'user' },
  ],
  people: [
    {
      field: 'responsibleId',
      title: { ru: 'Ответственный', en: 'Responsible' },
      set: ({ id }, to) => ({
        method: 'catalog.document.update',
        params: { id: Number(id), fields: { responsibleId: Number(to) } },
        effect: 'write',
      }),
    },
    { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } },
  ],
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'catalog.document.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ row }) =>
      textAt(row, 'status') === 'Y'
        ? { ru: 'Проведённый документ сначала надо отменить.', en: 'A conducted document has to be cancelled first.' }
        : undefined,
  },
  texts: [{ field: 'commentary', form: 'plain' }],
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'docType', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'status', title: { ru: 'Проведён', en: 'Conducted' }, type: 'boolean' },
    { field: 'dateCreate', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Проведённый документ сначала надо отменить. На некоторых тарифах складского учёта нет.',
    en: 'A conducted document has to be cancelled first. Some plans have no inventory management.',
  },
});
