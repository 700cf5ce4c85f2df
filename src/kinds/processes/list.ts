import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { keyOfList, ofList } from './of-list.ts';
import { formByWord } from '../texts.ts';

/** api-reference/lists/elements/lists-element-get.md. */
const places: Codes = {
  lists: { ru: 'Список', en: 'List' },
  bitrix_processes: { ru: 'Процесс', en: 'Process' },
  lists_socnet: { ru: 'Список группы', en: 'List of a workgroup' },
};

/** Types of lists: universal lists, processes of the Feed, and lists of groups. */
const types = ['lists', 'bitrix_processes', 'lists_socnet'] as const;

const list = (type: string) =>
  ({
    method: 'lists.get',
    params: { IBLOCK_TYPE_ID: type, IBLOCK_ORDER: { ID: 'ASC' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'offset' },
  }) as const;

export const universalList: Kind = {
  id: 'list',
  group: 'processes',
  title: {
    one: { ru: 'Универсальный список', en: 'Universal list' },
    many: { ru: 'Универсальные списки', en: 'Universal lists' },
  },
  scope: 'lists',
  docs: ['api-reference/lists/lists/lists-get.md', 'api-reference/lists/lists/lists-delete.md'],
  take: { how: 'lists', requests: types.map(list) },
  key: keyOfList,
  name: (row) => textAt(row, 'NAME'),
  changedAt: { field: 'TIMESTAMP_X', filter: false },
  volatile: ['TIMESTAMP_X', 'SERVER_NAME', 'LAST_CONV_ELEMENT'],
  references: [{ field: 'SOCNET_GROUP_ID', to: 'workgroup', parent: true }],
  texts: [{ field: 'DESCRIPTION', form: formByWord('DESCRIPTION_TYPE') }],
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'lists.get', params: ofList(id) }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'lists.delete', params: ofList(id), effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['bp-instance'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'IBLOCK_TYPE_ID', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: places },
    { field: 'DESCRIPTION', title: { ru: 'Описание', en: 'Description' }, type: 'text' },
  ],
  path: ({ row }) => `/company/lists/${textAt(row, 'ID')}/view/0/`,
};
