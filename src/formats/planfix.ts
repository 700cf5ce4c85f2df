import { identity, type ImportColumn, importerFormat } from './importers/importer.ts';
import {
  companyOf,
  dateOf,
  field,
  fullNameOf,
  furtherReaches,
  momentOf,
  plain,
  reach,
  titleOf,
} from './importers/world.ts';

const reachColumns: readonly ImportColumn[] = [
  ['Телефон', (record) => reach(record, 'PHONE')],
  ['Другие телефоны', (record) => furtherReaches(record, 'PHONE', 1)],
  ['Email', (record) => reach(record, 'EMAIL')],
  ['Другие email', (record) => furtherReaches(record, 'EMAIL', 1)],
  ['Сайт', (record) => reach(record, 'WEB')],
  ['Описание', (record) => plain(field(record, 'comments'))],
  ['Ответственный', (record, world) => world.userName(field(record, 'assignedById'))],
  ...identity,
];

/** https://planfix.com/ru/help: a header equal to a field's name maps itself; companies go before their people. */
export const planfix = importerFormat({
  id: 'planfix',
  title: { ru: 'Планфикс: импорт CSV', en: 'Planfix: CSV import' },
  first: [
    {
      ru: 'Пригласите сотрудников с теми же именами. В шаблоны компании, контакта и задачи добавьте поля b24_id и b24_url: поле попадёт в импорт, только если оно есть в выбранном шаблоне.',
      en: 'Invite people with the same names. Add the fields b24_id and b24_url to the templates of companies, contacts and tasks: a field is imported only when the chosen template has it.',
    },
    {
      ru: 'Сначала компании, потом контакты: контакт находит компанию по точному названию.',
      en: 'Companies first, then contacts: a contact finds its company by the exact name.',
    },
  ],
  files: [
    {
      name: '1-companies',
      title: { ru: 'Компании', en: 'Companies' },
      kinds: ['company'],
      columns: [['Название', titleOf], ...reachColumns],
    },
    {
      name: '2-contacts',
      title: { ru: 'Контакты', en: 'Contacts' },
      kinds: ['contact'],
      columns: [
        ['ФИО', fullNameOf],
        ['Должность', (record) => field(record, 'post')],
        ['Компания', (record, world) => world.name('company', companyOf(record))],
        ...reachColumns,
      ],
    },
    {
      name: '3-deals',
      title: { ru: 'Сделки и лиды (как задачи)', en: 'Deals and leads (as tasks)' },
      kinds: ['deal', 'lead'],
      columns: [
        ['Название', titleOf],
        ['Проект', (record, world) => (record.key.kind === 'lead' ? 'Лиды' : world.funnel(record) || 'Сделки')],
        ['Статус', (record, world) => world.stage(record)],
        ['Сумма', (record) => field(record, 'opportunity')],
        ['Валюта', (record) => field(record, 'currencyId')],
        ['Контрагент', (record, world) => world.name('company', companyOf(record)) || fullNameOf(record)],
        ['Планируемая дата окончания', (record) => dateOf(record, 'closedate')],
        ...reachColumns,
      ],
    },
    {
      name: '4-tasks',
      title: { ru: 'Задачи', en: 'Tasks' },
      kinds: ['task'],
      columns: [
        ['Название', titleOf],
        ['Описание', (record) => plain(field(record, 'description'))],
        ['Проект', (record, world) => world.name('workgroup', field(record, 'groupId'))],
        ['Исполнители', (record, world) => world.userName(field(record, 'responsibleId'))],
        ['Постановщик', (record, world) => world.userName(field(record, 'createdBy'))],
        ['Дата создания', (record) => momentOf(record, 'createdDate')],
        ['Планируемая дата начала', (record) => momentOf(record, 'startDatePlan')],
        ['Планируемая дата окончания', (record) => momentOf(record, 'deadline')],
        ['Надзадача', (record) => (field(record, 'parentId') === '' ? '' : `TASK_${field(record, 'parentId')}`)],
        ...identity,
      ],
    },
  ],
});
