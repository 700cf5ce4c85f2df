import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { ofList } from './of-list.ts';

/** api-reference/lists/fields/lists-field-add.md. */
const types: Codes = {
  S: { ru: 'Строка', en: 'String' },
  N: { ru: 'Число', en: 'Number' },
  L: { ru: 'Список', en: 'List' },
  F: { ru: 'Файл', en: 'File' },
  G: { ru: 'Привязка к разделам', en: 'Link to sections' },
  E: { ru: 'Привязка к элементам', en: 'Link to elements' },
  'S:Date': { ru: 'Дата', en: 'Date' },
  'S:DateTime': { ru: 'Дата и время', en: 'Date and time' },
  'S:HTML': { ru: 'HTML или текст', en: 'HTML or text' },
  'E:EList': { ru: 'Привязка к элементам в виде списка', en: 'Link to elements, as a list' },
  'N:Sequence': { ru: 'Счётчик', en: 'Counter' },
  'S:ECrm': { ru: 'Привязка к элементам CRM', en: 'Link to CRM elements' },
  'S:Money': { ru: 'Деньги', en: 'Money' },
  'S:DiskFile': { ru: 'Файл Диска', en: 'Drive file' },
  'S:map_yandex': { ru: 'Точка на Яндекс Карте', en: 'Place on a Yandex map' },
  'S:employee': { ru: 'Сотрудник', en: 'Employee' },
  SORT: { ru: 'Сортировка', en: 'Sorting' },
  ACTIVE_FROM: { ru: 'Начало активности', en: 'Active from' },
  ACTIVE_TO: { ru: 'Окончание активности', en: 'Active until' },
  PREVIEW_PICTURE: { ru: 'Изображение для анонса', en: 'Preview picture' },
  PREVIEW_TEXT: { ru: 'Текст анонса', en: 'Preview text' },
  DETAIL_PICTURE: { ru: 'Детальное изображение', en: 'Detailed picture' },
  DETAIL_TEXT: { ru: 'Детальный текст', en: 'Detailed text' },
  DATE_CREATE: { ru: 'Дата создания', en: 'Date of creation' },
  CREATED_BY: { ru: 'Кем создан', en: 'Created by' },
  TIMESTAMP_X: { ru: 'Дата изменения', en: 'Date of change' },
  MODIFIED_BY: { ru: 'Кем изменён', en: 'Changed by' },
};

/** A field of a list. Its code holds only within the list. */
export const listField: Kind = {
  id: 'list-field',
  group: 'processes',
  title: { one: { ru: 'Поле списка', en: 'List field' }, many: { ru: 'Поля списков', en: 'List fields' } },
  scope: 'lists',
  docs: ['api-reference/lists/fields/lists-field-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'list',
    request: ({ id }) => ({
      method: 'lists.field.get',
      params: ofList(id),
      rows: [],
      idField: 'FIELD_ID',
      pager: { by: 'none' },
    }),
  },
  key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'FIELD_ID')}`,
  name: (row) => firstText(row, 'NAME', 'FIELD_ID'),
  references: [],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ parent }) => ({
      method: 'lists.field.get',
      params: ofList(parent?.id),
      rows: [],
      idField: 'FIELD_ID',
      pager: { by: 'none' },
    }),
    absent: [{ code: 'ERROR_IBLOCK_NOT_FOUND' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'FIELD_ID', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'TYPE', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: types },
  ],
};
