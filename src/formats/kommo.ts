import { identity, type ImportColumn, importerFormat } from './importers/importer.ts';
import {
  companyOf,
  contactOf,
  field,
  fullNameOf,
  furtherReaches,
  momentOf,
  plain,
  reach,
  titleOf,
} from './importers/world.ts';

const person: readonly ImportColumn[] = [
  ['Рабочий телефон', (record) => reach(record, 'PHONE')],
  ['Другой телефон', (record) => furtherReaches(record, 'PHONE', 1)],
  ['Рабочий email', (record) => reach(record, 'EMAIL')],
  ['Другой email', (record) => furtherReaches(record, 'EMAIL', 1)],
  ['Мессенджеры', (record) => furtherReaches(record, 'IM', 0)],
  ['Web', (record) => reach(record, 'WEB')],
];
const common: readonly ImportColumn[] = [
  ['Примечание', (record) => plain(field(record, 'comments'))],
  ['Ответственный', (record, world) => world.userName(field(record, 'assignedById'))],
  ['Дата создания', (record) => momentOf(record, 'createdTime')],
  ...identity,
];

/** https://www.amocrm.ru/support/import: the columns are matched by hand, one file may hold deals with people. */
export const kommo = importerFormat({
  id: 'kommo',
  title: { ru: 'amoCRM / Kommo: импорт CSV', en: 'amoCRM / Kommo: CSV import' },
  first: [
    {
      ru: 'Пригласите сотрудников с теми же именами, создайте воронки и этапы с теми же названиями (переименовать можно в mapping.csv) и воронку «Лиды» для лидов: отдельных лидов в amoCRM нет.',
      en: 'Invite people with the same names, make pipelines and stages with the same titles (mapping.csv renames them) and a pipeline “Лиды” for leads: amoCRM has no leads of their own.',
    },
    {
      ru: 'Создайте поля b24_id и b24_url у сделок, контактов и компаний. Первая строка файла — заголовки.',
      en: 'Add the fields b24_id and b24_url to deals, contacts and companies. The first row holds the headers.',
    },
    {
      ru: 'amoCRM не узнаёт записи по своему номеру: второй импорт того же файла удвоит их, если не включён поиск дублей.',
      en: 'amoCRM does not know records by an outer id: a second import of a file doubles them unless duplicates are searched for.',
    },
  ],
  files: [
    {
      name: '1-companies',
      title: { ru: 'Компании', en: 'Companies' },
      kinds: ['company'],
      columns: [['Название компании', titleOf], ...person, ...common],
    },
    {
      name: '2-contacts',
      title: { ru: 'Контакты', en: 'Contacts' },
      kinds: ['contact'],
      columns: [
        ['Полное имя контакта', fullNameOf],
        ['Имя', (record) => field(record, 'name')],
        ['Фамилия', (record) => field(record, 'lastName')],
        ['Должность', (record) => field(record, 'post')],
        ['Название компании', (record, world) => world.name('company', companyOf(record))],
        ...person,
        ...common,
      ],
    },
    {
      name: '3-deals',
      title: { ru: 'Сделки и лиды', en: 'Deals and leads' },
      kinds: ['deal', 'lead'],
      columns: [
        ['Название сделки', titleOf],
        ['Воронка', (record, world) => (record.key.kind === 'lead' ? 'Лиды' : world.funnel(record))],
        ['Этап сделки', (record, world) => world.stage(record)],
        ['Бюджет', (record) => field(record, 'opportunity')],
        ['Валюта', (record) => field(record, 'currencyId')],
        ['Источник', (record, world) => world.word('SOURCE', field(record, 'sourceId'))],
        [
          'Полное имя контакта',
          (record, world) =>
            world.name('contact', contactOf(record)) || (record.key.kind === 'lead' ? fullNameOf(record) : ''),
        ],
        [
          'Название компании',
          (record, world) => world.name('company', companyOf(record)) || field(record, 'companyTitle'),
        ],
        ...person,
        ...common,
      ],
    },
  ],
});
