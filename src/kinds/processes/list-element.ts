import type { JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { inPlaceOf } from '../crm/item-parts.ts';
import { textAt } from '../fields.ts';
import type { Kind, PersonField } from '../kind.ts';
import { listFiles } from './list-files.ts';
import { ofList } from './of-list.ts';

/** The portal's own fields of an element that can be set (api-reference/lists/fields/lists-field-type-get.md). */
const OWN = new Set(['NAME', 'SORT', 'ACTIVE_FROM', 'ACTIVE_TO', 'PREVIEW_TEXT', 'DETAIL_TEXT']);

/** What an element must be sent back with in order to keep it. An empty field is not sent: it is to stay empty. */
function settable(row: JsonObject): JsonObject {
  const kept = Object.entries(row).filter(
    ([name, value]) => (OWN.has(name) || name.startsWith('PROPERTY_')) && value !== null && value !== '',
  );
  return Object.fromEntries(kept);
}

/**
 * A property of the type "employee". lists.element.update empties what it is not sent, so the whole element goes back as
 * it was read, with this one property changed. Files it does not take back by their ids: elements that have some are
 * not handed over (api-reference/lists/elements/lists-element-update.md).
 */
function listPerson(field: string, title: Text): PersonField {
  const name = field.replace(/\[\]$/u, '');
  return {
    field,
    title,
    set: ({ id, row, parent }, to, from) => ({
      method: 'lists.element.update',
      params: {
        ...ofList(parent?.id),
        ELEMENT_ID: Number(id),
        FIELDS: {
          ...settable(row),
          [name]: inPlaceOf(row[name], to, from).map(String),
        },
      },
      effect: 'write',
    }),
  };
}

/** A record of a list. Its row does not say which list it is in; the list that it came with does. */
export const listElement: Kind = {
  id: 'list-element',
  group: 'processes',
  title: { one: { ru: 'Элемент списка', en: 'List element' }, many: { ru: 'Элементы списков', en: 'List elements' } },
  scope: 'lists',
  docs: [
    'api-reference/lists/elements/lists-element-get-file-url.md',
    'api-reference/lists/elements/lists-element-get.md',
    'api-reference/lists/elements/lists-element-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'list',
    request: ({ id }) => ({
      method: 'lists.element.get',
      params: { ...ofList(id), ELEMENT_ORDER: { ID: 'asc' } },
      rows: [],
      idField: 'ID',
      pager: { by: 'offset' },
    }),
  },
  key: 'ID',
  name: (row) => textAt(row, 'NAME'),
  references: [
    { field: 'CREATED_BY', to: 'user' },
    { field: 'IBLOCK_SECTION_ID', to: 'list-section', parent: true },
  ],
  texts: [
    { field: 'PREVIEW_TEXT', form: 'document' },
    { field: 'DETAIL_TEXT', form: 'document' },
    { field: 'PROPERTY_*', form: 'plain' },
  ],
  personal: { NAME: 'other' },
  files: [listFiles],
  people: [{ field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } }],
  customPerson: listPerson,
  look: {
    by: 'get',
    call: ({ id, parent }) => ({
      method: 'lists.element.get',
      params: { ...ofList(parent?.id), ELEMENT_ID: Number(id) },
    }),
    at: ['0'],
    absent: [{ code: 'ERROR_IBLOCK_NOT_FOUND' }],
  },
  deletion: {
    how: 'call',
    call: ({ id, parent }) => ({
      method: 'lists.element.delete',
      params: { ...ofList(parent?.id), ELEMENT_ID: Number(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  after: ['bp-instance'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
  ],
  limits: {
    ru: 'Свойства «Файл» открываются только в браузере после входа: такие файлы скачайте вручную.',
    en: 'Properties of the type File open only in a browser after signing in: download such files by hand.',
  },
};
