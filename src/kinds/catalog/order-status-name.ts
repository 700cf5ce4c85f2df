import { textAt } from '../fields.ts';
import { tuples } from './tuples.ts';

export const orderStatusName = tuples({
  id: 'order-status-name',
  title: {
    one: { ru: 'Название статуса на языке', en: 'Name of a status in a language' },
    many: { ru: 'Названия статусов на языках', en: 'Names of statuses in languages' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/status-lang/sale-status-lang-list.md'],
  method: 'sale.statusLang.list',
  rows: 'statusLangs',
  fields: ['statusId', 'lid'],
  name: (row) => textAt(row, 'name'),
  references: [{ field: 'statusId', to: 'order-status', parent: true }],
  columns: [
    { field: 'statusId', title: { ru: 'Статус', en: 'Status' }, type: 'reference', to: 'order-status' },
    { field: 'lid', title: { ru: 'Язык', en: 'Language' }, type: 'text' },
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
  ],
});
