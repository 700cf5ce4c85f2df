import type { Json } from '../../../base/json.ts';
import { moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { hostileTexts, sentences } from '../words.ts';
import { siteDate } from './dates.ts';
import { type Stock, stock } from './stock.ts';

type Row = Record<string, Json>;

const types = ['lists', 'lists', 'bitrix_processes', 'lists_socnet'];
const names = ['Договоры', 'Приказы', 'Заявления на отпуск', 'Список группы'];
const firstList = 47;
const listId = (index: number): number => firstList + index * 2;
const elements = (plan: Plan): number => Math.max(12, plan.counts.orders * 2);
const fixed = (rows: number) => (): number => rows;
const none = (list: string): Row => Object.fromEntries(list.split(' ').map((name) => [name, null]));

function list(index: number): Row {
  return {
    ID: String(listId(index)),
    TIMESTAMP_X: siteDate(Date.UTC(2025, 4, 17, 9, 0, 0)),
    IBLOCK_TYPE_ID: types[index] ?? '',
    LID: 's1',
    NAME: names[index] ?? '',
    ACTIVE: 'Y',
    SORT: String(500 + index),
    ...none('CODE API_CODE LIST_PAGE_URL DETAIL_PAGE_URL SECTION_PAGE_URL CANONICAL_PAGE_URL PICTURE'),
    DESCRIPTION: '',
    DESCRIPTION_TYPE: 'text',
    RSS_TTL: '24',
    RSS_ACTIVE: 'Y',
    RSS_FILE_ACTIVE: 'N',
    RSS_YANDEX_ACTIVE: 'N',
    ...none('RSS_FILE_LIMIT RSS_FILE_DAYS XML_ID TMP_ID LIST_MODE SECTION_PROPERTY PROPERTY_INDEX'),
    INDEX_ELEMENT: 'Y',
    INDEX_SECTION: 'N',
    WORKFLOW: 'N',
    BIZPROC: 'Y',
    SECTION_CHOOSER: 'L',
    RIGHTS_MODE: 'E',
    VERSION: '1',
    LAST_CONV_ELEMENT: '0',
    SOCNET_GROUP_ID: types[index] === 'lists_socnet' ? '1' : null,
    ...none('EDIT_FILE_BEFORE EDIT_FILE_AFTER EXTERNAL_ID SERVER_NAME'),
    SECTIONS_NAME: 'Разделы',
    SECTION_NAME: 'Раздел',
    ELEMENTS_NAME: 'Элементы',
    ELEMENT_NAME: 'Элемент',
    REST_ON: 'N',
    FULLTEXT_INDEX: 'N',
    LANG_DIR: '/',
  };
}

const fieldCodes = ['NAME', 'PROPERTY_951', 'PROPERTY_1003', 'PROPERTY_423'];

/** A field of every list: its name, a person, a choice, and a file of the Drive. */
function field(at: number, id: number): Row {
  const isProperty = at > 0;
  const settings = {
    SHOW_ADD_FORM: 'Y',
    SHOW_EDIT_FORM: 'Y',
    ADD_READ_ONLY_FIELD: 'N',
    EDIT_READ_ONLY_FIELD: 'Y',
    SHOW_FIELD_PREVIEW: 'N',
  };
  return {
    FIELD_ID: fieldCodes[at] ?? '',
    SORT: 10 * (at + 1),
    NAME: ['Название', 'Кто отвечает', 'Состояние', 'Скан'][at] ?? '',
    IS_REQUIRED: at === 0 ? 'Y' : 'N',
    MULTIPLE: 'N',
    DEFAULT_VALUE: '',
    TYPE: ['NAME', 'S:employee', 'L', 'S:DiskFile'][at] ?? '',
    PROPERTY_TYPE: isProperty ? (at === 2 ? 'L' : 'S') : false,
    PROPERTY_USER_TYPE: false,
    CODE: isProperty ? `FIELD_${id}` : '',
    ID: isProperty ? (fieldCodes[at] ?? '').replace('PROPERTY_', '') : null,
    LINK_IBLOCK_ID: null,
    ROW_COUNT: '1',
    COL_COUNT: '30',
    USER_TYPE_SETTINGS: null,
    SETTINGS: settings,
    ...(at === 2 ? { DISPLAY_VALUES_FORM: { 1669: 'Планирование', 1671: 'В работе', 1675: 'Завершён' } } : {}),
  };
}

const lists: readonly Stock[] = [
  stock('list', fixed(types.length), ({ index }) => list(index), 'ID'),
  {
    family: 'listField',
    count: fixed(types.length * fieldCodes.length),
    make: ({ index }) => {
      const [of, at] = [listId(Math.floor(index / fieldCodes.length)), index % fieldCodes.length];
      return { key: `${of}:${fieldCodes[at] ?? ''}`, row: { ...field(at, 951 + index), _list: of } };
    },
  },
  stock(
    'listSection',
    fixed(3),
    ({ chance, staff, index }) => {
      const created = past(chance, 300);
      const name = ['Действующие', 'Архив', 'Прошлый год'][index] ?? '';
      return {
        ID: String(169 + index),
        CODE: `section_${index}`,
        XML_ID: null,
        EXTERNAL_ID: null,
        IBLOCK_SECTION_ID: index === 2 ? '170' : null,
        TIMESTAMP_X: siteDate(created),
        SORT: '500',
        NAME: name,
        ACTIVE: 'Y',
        GLOBAL_ACTIVE: 'Y',
        LEFT_MARGIN: String(index * 2 + 1),
        RIGHT_MARGIN: String(index * 2 + 2),
        DEPTH_LEVEL: index === 2 ? '2' : '1',
        SEARCHABLE_CONTENT: `${name.toUpperCase()}\r\n`,
        MODIFIED_BY: String(chance.pick(staff.userIds)),
        DATE_CREATE: siteDate(created),
        CREATED_BY: String(chance.pick(staff.userIds)),
        _list: firstList,
        _created: moment(created),
      };
    },
    'ID',
  ),
  stock(
    'listElement',
    elements,
    ({ chance, staff, index }) => {
      const created = past(chance, 300);
      const id = idAt(index, 6990);
      const of = listId(index % types.length);
      const text = index % 20 === 13 ? (hostileTexts[index % hostileTexts.length] ?? '') : chance.pick(sentences);
      return {
        ID: String(id),
        NAME: text,
        IBLOCK_SECTION_ID: of === firstList && index % 3 === 0 ? String(169 + (index % 2)) : null,
        CREATED_BY: String(chance.pick(staff.userIds)),
        CODE: `element_${id}`,
        DATE_CREATE: siteDate(created),
        PROPERTY_951: { [String(id * 2)]: String(chance.pick(staff.userIds)) },
        PROPERTY_1003: { [String(id * 2 + 1)]: '1671' },
        // The first file that is pinned to a task is pinned to some of these as well.
        ...(index % 6 === 1 ? { PROPERTY_423: { [String(id * 2 + 100_000)]: '1' } } : {}),
        _list: of,
        _created: moment(created),
      };
    },
    'ID',
  ),
];

const processes = 2;

export const listStock: readonly Stock[] = [
  ...lists,
  stock('rpaType', fixed(processes), ({ index }) => ({
    id: index + 1,
    title: ['Согласование счёта', 'Приём на работу'][index] ?? '',
    image: 'list',
    createdBy: 1,
    settings: [],
    permissions: [],
  })),
  stock('rpaStage', fixed(processes * 2), ({ index }) => ({
    id: index + 1,
    name: index % 2 === 0 ? 'Запуск' : 'Готово',
    code: '',
    color: '22B9FF',
    sort: 1000 * ((index % 2) + 1),
    semantic: index % 2 === 0 ? null : 'SUCCESS',
    typeId: Math.floor(index / 2) + 1,
    isFirst: index % 2 === 0,
    isSuccess: index % 2 === 1,
    isFail: false,
  })),
  stock('rpaTimeline', fixed(2), ({ chance, staff, index }) => {
    const userId = chance.pick(staff.userIds);
    return {
      id: 321 + index,
      typeId: (index % processes) + 1,
      itemId: Math.floor(index / processes) + 1,
      createdTime: moment(past(chance, 200)),
      userId,
      title: 'Выполнено задание',
      description: '',
      action: 'task_complete',
      isFixed: false,
      data: {
        item: { name: 'Счёт' },
        scope: 'task',
        stageFrom: { id: 1, name: 'Запуск' },
        stageTo: { id: 2, name: 'Готово' },
      },
      createdTimestamp: 1_585_247_337_000,
      users: [],
    };
  }),
  {
    family: 'rpaItem',
    count: (plan) => Math.max(6, plan.counts.orders),
    make: ({ chance, staff, index }) => {
      const [type, id] = [(index % processes) + 1, Math.floor(index / processes) + 1];
      const created = siteDate(past(chance, 200));
      const person = chance.pick(staff.userIds);
      return {
        key: `${type}:${id}`,
        row: {
          id,
          stageId: 4,
          previousStageId: 3,
          name: chance.pick(sentences),
          typeId: type,
          createdBy: person,
          updatedBy: person,
          movedBy: person,
          createdTime: created,
          updatedTime: created,
          movedTime: created,
          detailUrl: `/rpa/item/${type}/${id}/`,
          [`UF_RPA_${type}_NAME`]: chance.pick(sentences),
          _type: type,
        },
      };
    },
  },
];
