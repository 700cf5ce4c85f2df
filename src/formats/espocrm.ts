import { identity, type ImportColumn, importerFormat, type ImportFile } from './importers/importer.ts';
import {
  companyOf,
  contactOf,
  dateOf,
  field,
  furtherReaches,
  lastNameOf,
  momentOf,
  plain,
  reach,
  reaches,
  titleOf,
} from './importers/world.ts';

/** At most 17 characters: "update by id" finds the record again and makes it when it is not there. */
const idFor = (kind: string, id: string): string => (id === '' ? '' : `b24${kind}${id}`.slice(0, 17));

const phoneOf =
  (...uses: readonly string[]): ImportColumn[1] =>
  (record) =>
    reaches(record, 'PHONE').find(({ use }) => uses.includes(use))?.value ?? '';

const reachColumns: readonly ImportColumn[] = [
  ['emailAddress', (record) => reach(record, 'EMAIL')],
  ['emailAddress2', (record) => reach(record, 'EMAIL', 1)],
  ['emailAddress3', (record) => reach(record, 'EMAIL', 2)],
  ['phoneNumberOffice', phoneOf('WORK', '')],
  ['phoneNumberMobile', phoneOf('MOBILE')],
  ['phoneNumberHome', phoneOf('HOME')],
  ['phoneNumberFax', phoneOf('FAX')],
  ['b24PhonesAll', (record) => furtherReaches(record, 'PHONE', 0)],
  ['b24EmailsAll', (record) => furtherReaches(record, 'EMAIL', 0)],
  ['website', (record) => reach(record, 'WEB')],
];
const commonColumns: readonly ImportColumn[] = [
  ['description', (record) => plain(field(record, 'comments'))],
  ['assignedUserName', (record, world) => world.userName(field(record, 'assignedById'))],
  ['createdAt', (record) => momentOf(record, 'createdTime')],
  ...identity,
];
const personColumns: readonly ImportColumn[] = [
  ['firstName', (record) => (field(record, 'lastName') === '' ? '' : field(record, 'name'))],
  ['lastName', lastNameOf],
  ['middleName', (record) => field(record, 'secondName')],
];
const sumColumns: readonly ImportColumn[] = [
  ['amount', (record) => field(record, 'opportunity')],
  ['amountCurrency', (record) => field(record, 'currencyId')],
];

const files: readonly ImportFile[] = [
  {
    name: '1-Account',
    title: { ru: 'Контрагенты (Account)', en: 'Accounts' },
    kinds: ['company'],
    columns: [
      ['id', ({ key }) => idFor('co', key.id)],
      ['name', titleOf],
      ...reachColumns,
      ['industry', (record, world) => world.word('INDUSTRY', field(record, 'industry'))],
      ['type', (record, world) => world.word('COMPANY_TYPE', field(record, 'typeId'))],
      ...commonColumns,
    ],
  },
  {
    name: '2-Contact',
    title: { ru: 'Контакты (Contact)', en: 'Contacts' },
    kinds: ['contact'],
    columns: [
      ['id', ({ key }) => idFor('ct', key.id)],
      ...personColumns,
      ['title', (record) => field(record, 'post')],
      ['accountId', (record) => idFor('co', companyOf(record))],
      ['accountName', (record, world) => world.name('company', companyOf(record))],
      ...reachColumns,
      ...commonColumns,
    ],
  },
  {
    name: '3-Lead',
    title: { ru: 'Лиды (Lead)', en: 'Leads' },
    kinds: ['lead'],
    columns: [
      ['id', ({ key }) => idFor('le', key.id)],
      ...personColumns,
      ['title', (record) => field(record, 'post')],
      ['accountName', (record) => field(record, 'companyTitle')],
      ['status', (record, world) => world.stage(record)],
      ['source', (record, world) => world.word('SOURCE', field(record, 'sourceId'))],
      ['opportunityAmount', (record) => field(record, 'opportunity')],
      ['opportunityAmountCurrency', (record) => field(record, 'currencyId')],
      ['b24Title', titleOf],
      ...reachColumns,
      ...commonColumns,
    ],
  },
  {
    name: '4-Opportunity',
    title: { ru: 'Сделки (Opportunity)', en: 'Opportunities' },
    kinds: ['deal'],
    columns: [
      ['id', ({ key }) => idFor('de', key.id)],
      ['name', titleOf],
      ['stage', (record, world) => world.stage(record)],
      ['b24Pipeline', (record, world) => world.funnel(record)],
      ...sumColumns,
      ['closeDate', (record) => dateOf(record, 'closedate')],
      ['leadSource', (record, world) => world.word('SOURCE', field(record, 'sourceId'))],
      ['accountId', (record) => idFor('co', companyOf(record))],
      ['accountName', (record, world) => world.name('company', companyOf(record))],
      ['contactId', (record) => idFor('ct', contactOf(record))],
      ...commonColumns,
    ],
  },
];

/** https://docs.espocrm.com/user-guide/import/: one entity per file, `update by id` makes a repeated import harmless. */
export const espocrm = importerFormat({
  id: 'espocrm',
  title: { ru: 'EspoCRM: импорт CSV', en: 'EspoCRM: CSV import' },
  first: [
    {
      ru: 'Заведите пользователей с теми же именами и стадии с теми же названиями (или переименуйте их в mapping.csv и запишите заново).',
      en: 'Make users with the same names and stages with the same titles (or rename them in mapping.csv and convert again).',
    },
    {
      ru: 'Создайте у каждой сущности текстовые поля b24_id и b24_url.',
      en: 'Add the text fields b24_id and b24_url to each entity.',
    },
    {
      ru: 'Импорт: действие «Создать и обновить», обновлять по `id`; разделитель — запятая, дата YYYY-MM-DD, время HH:mm, дробная часть через точку. Повторный импорт ничего не удвоит.',
      en: 'Import: action “Create & Update”, update by `id`; delimiter comma, date YYYY-MM-DD, time HH:mm, decimal point. A repeated import doubles nothing.',
    },
  ],
  files,
});
