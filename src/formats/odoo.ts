import { identity, type ImportColumn, importerFormat } from './importers/importer.ts';
import {
  companyOf,
  contactOf,
  dateOf,
  field,
  fullNameOf,
  furtherReaches,
  plain,
  reach,
  reaches,
  titleOf,
} from './importers/world.ts';

/** An external id: small letters, digits and strokes, for Odoo takes others for one another. */
const external = (kind: string, id: string): string => (id === '' ? '' : `b24.${kind}_${id}`);

const reachColumns: readonly ImportColumn[] = [
  ['email', (record) => reach(record, 'EMAIL')],
  ['phone', (record) => reaches(record, 'PHONE').find(({ use }) => use !== 'MOBILE')?.value ?? ''],
  ['mobile', (record) => reaches(record, 'PHONE').find(({ use }) => use === 'MOBILE')?.value ?? ''],
  ['website', (record) => reach(record, 'WEB')],
];
/** What the model has one place for, and the portal many. */
const more = (record: Parameters<ImportColumn[1]>[0]): string =>
  [
    plain(field(record, 'comments')),
    furtherReaches(record, 'PHONE', 0),
    furtherReaches(record, 'EMAIL', 1),
    furtherReaches(record, 'IM', 0),
  ]
    .filter((text) => text !== '')
    .join('\n');

const leadColumns: readonly ImportColumn[] = [
  ['id', ({ key }) => external(key.kind, key.id)],
  ['name', titleOf],
  ['type', ({ key }) => (key.kind === 'lead' ? 'lead' : 'opportunity')],
  ['partner_id/id', (record) => external('company', companyOf(record)) || external('contact', contactOf(record))],
  ['contact_name', (record, world) => world.name('contact', contactOf(record)) || field(record, 'lastName')],
  ['partner_name', (record, world) => world.name('company', companyOf(record)) || field(record, 'companyTitle')],
  ['email_from', (record) => reach(record, 'EMAIL')],
  ['phone', (record) => reach(record, 'PHONE')],
  ['stage_id', (record, world) => world.stage(record)],
  ['tag_ids', (record, world) => world.funnel(record)],
  ['expected_revenue', (record) => field(record, 'opportunity')],
  ['date_deadline', (record) => dateOf(record, 'closedate')],
  ['user_id', (record, world) => world.userName(field(record, 'assignedById'))],
  ['description', more],
  ...identity.map(([name, value]): ImportColumn => [`x_${name}`, value]),
];

/** https://www.odoo.com/documentation: the column `id` is the external id, by which a repeated import updates. */
export const odoo = importerFormat({
  id: 'odoo',
  title: { ru: 'Odoo: импорт CSV', en: 'Odoo: CSV import' },
  first: [
    {
      ru: 'Заведите пользователей с теми же именами и стадии воронки с теми же названиями; включите «Лиды» в настройках CRM.',
      en: 'Make users with the same names and stages with the same titles; switch “Leads” on in the settings of CRM.',
    },
    {
      ru: 'Создайте поля x_b24_id и x_b24_url у моделей res.partner и crm.lead (режим разработчика), или уберите эти столбцы.',
      en: 'Add the fields x_b24_id and x_b24_url to res.partner and crm.lead (developer mode), or leave those columns out.',
    },
    {
      ru: 'Столбец id — внешний идентификатор: повторный импорт обновит те же записи.',
      en: 'The column id is the external id: a repeated import updates the same records.',
    },
  ],
  files: [
    {
      name: '1-res.partner-companies',
      title: { ru: 'Компании (Контакты → Импорт)', en: 'Companies (Contacts → Import)' },
      kinds: ['company'],
      columns: [
        ['id', ({ key }) => external('company', key.id)],
        ['name', titleOf],
        ['is_company', () => 'True'],
        ...reachColumns,
        ['comment', more],
        ['user_id', (record, world) => world.userName(field(record, 'assignedById'))],
        ...identity.map(([name, value]): ImportColumn => [`x_${name}`, value]),
      ],
    },
    {
      name: '2-res.partner-people',
      title: { ru: 'Люди (Контакты → Импорт)', en: 'People (Contacts → Import)' },
      kinds: ['contact'],
      columns: [
        ['id', ({ key }) => external('contact', key.id)],
        ['name', fullNameOf],
        ['is_company', () => 'False'],
        ['parent_id/id', (record) => external('company', companyOf(record))],
        ['function', (record) => field(record, 'post')],
        ...reachColumns,
        ['comment', more],
        ['user_id', (record, world) => world.userName(field(record, 'assignedById'))],
        ...identity.map(([name, value]): ImportColumn => [`x_${name}`, value]),
      ],
    },
    {
      name: '3-crm.lead-leads',
      title: { ru: 'Лиды (CRM → Лиды → Импорт)', en: 'Leads (CRM → Leads → Import)' },
      kinds: ['lead'],
      columns: leadColumns,
    },
    {
      name: '4-crm.lead-opportunities',
      title: { ru: 'Сделки (CRM → Воронка → Импорт)', en: 'Opportunities (CRM → Pipeline → Import)' },
      kinds: ['deal'],
      columns: leadColumns,
    },
  ],
});
