import { identity, type ImportColumn, importerFormat } from './importers/importer.ts';
import {
  companyOf,
  contactOf,
  dateOf,
  field,
  fullNameOf,
  furtherReaches,
  momentOf,
  plain,
  reach,
  titleOf,
} from './importers/world.ts';

const own = (object: string): readonly ImportColumn[] => [
  [`${object} - Owner`, (record, world) => world.userName(field(record, 'assignedById'))],
  [
    `${object} - ${object === 'Deal' ? 'Deal created' : `${object} created`}`,
    (record) => momentOf(record, 'createdTime'),
  ],
  ...identity.map(([name, value]): ImportColumn => [`${object} - ${name}`, value]),
  ['Note', (record) => plain(field(record, 'comments'))],
];
const reachColumns = (object: string): readonly ImportColumn[] => [
  [`${object} - Phone`, (record) => reach(record, 'PHONE')],
  [`${object} - Other phones`, (record) => furtherReaches(record, 'PHONE', 1)],
  [`${object} - Email`, (record) => reach(record, 'EMAIL')],
  [`${object} - Other emails`, (record) => furtherReaches(record, 'EMAIL', 1)],
];

export const pipedrive = importerFormat({
  id: 'pipedrive',
  title: { ru: 'Pipedrive: импорт CSV', en: 'Pipedrive: CSV import' },
  rowsMax: 50_000,
  first: [
    {
      ru: 'Создайте воронки и стадии с теми же названиями (переименовать можно в mapping.csv) и поля b24_id, b24_url, Other phones, Other emails: импорт полей не создаёт.',
      en: 'Make pipelines and stages with the same titles (mapping.csv renames them) and the fields b24_id, b24_url, Other phones, Other emails: the import makes no fields.',
    },
    {
      ru: 'Pipedrive связывает человека и организацию по имени в одной строке; при повторном импорте выберите «Объединить дубликаты».',
      en: 'Pipedrive links a person and an organization by their names in one row; for a repeated import choose “Merge duplicates”.',
    },
  ],
  files: [
    {
      name: '1-organizations',
      title: { ru: 'Организации', en: 'Organizations' },
      kinds: ['company'],
      columns: [['Organization - Name', titleOf], ...reachColumns('Organization'), ...own('Organization')],
    },
    {
      name: '2-people',
      title: { ru: 'Люди', en: 'People' },
      kinds: ['contact'],
      columns: [
        ['Person - Name', fullNameOf],
        ['Person - Job title', (record) => field(record, 'post')],
        ['Organization - Name', (record, world) => world.name('company', companyOf(record))],
        ...reachColumns('Person'),
        ...own('Person'),
      ],
    },
    {
      name: '3-deals',
      title: { ru: 'Сделки и лиды', en: 'Deals and leads' },
      kinds: ['deal', 'lead'],
      columns: [
        ['Deal - Title', titleOf],
        ['Deal - Value', (record) => field(record, 'opportunity')],
        ['Deal - Currency of Value', (record) => field(record, 'currencyId')],
        ['Deal - Pipeline', (record, world) => (record.key.kind === 'lead' ? 'Leads' : world.funnel(record))],
        ['Deal - Stage', (record, world) => world.stage(record)],
        ['Deal - Expected close date', (record) => dateOf(record, 'closedate')],
        [
          'Person - Name',
          (record, world) =>
            world.name('contact', contactOf(record)) || (record.key.kind === 'lead' ? fullNameOf(record) : ''),
        ],
        [
          'Organization - Name',
          (record, world) => world.name('company', companyOf(record)) || field(record, 'companyTitle'),
        ],
        ...reachColumns('Person'),
        ...own('Deal'),
      ],
    },
  ],
});
