import { identity, type ImportColumn, importerFormat } from './importers/importer.ts';
import {
  companyOf,
  contactOf,
  dateOf,
  field,
  furtherReaches,
  lastNameOf,
  plain,
  reach,
  reaches,
  titleOf,
} from './importers/world.ts';

const owner = (name: string): ImportColumn => [name, (record, world) => world.userEmail(field(record, 'assignedById'))];
const host = (site: string): string =>
  /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,})/iu.exec(site.trim())?.[1]?.toLowerCase() ?? '';

/** The e-mail of the contact that a deal has: that is how HubSpot finds it. */
const contactEmail: ImportColumn[1] = (record, { archive }) => {
  const contact = archive.record({ kind: 'contact', id: contactOf(record) });
  return contact === undefined ? '' : reach(contact, 'EMAIL');
};

export const hubspot = importerFormat({
  id: 'hubspot',
  title: { ru: 'HubSpot: импорт CSV', en: 'HubSpot: CSV import' },
  rowsMax: 249_999,
  first: [
    {
      ru: 'Пригласите сотрудников с теми же e-mail, создайте воронки и стадии с теми же названиями (переименовать можно в mapping.csv).',
      en: 'Invite people with the same e-mails, make pipelines and stages with the same titles (mapping.csv renames them).',
    },
    {
      ru: 'Создайте свойства b24_id и b24_url у компаний, контактов и сделок. HubSpot узнаёт контакты по e-mail, компании по домену; остальные при повторном импорте удвоятся.',
      en: 'Make the properties b24_id and b24_url of companies, contacts and deals. HubSpot knows contacts by e-mail and companies by domain; the others are doubled by a repeated import.',
    },
  ],
  files: [
    {
      name: '1-companies',
      title: { ru: 'Компании', en: 'Companies' },
      kinds: ['company'],
      columns: [
        ['Company name', titleOf],
        ['Company domain name', (record) => host(reach(record, 'WEB'))],
        ['Phone number', (record) => reach(record, 'PHONE')],
        ['Website URL', (record) => reach(record, 'WEB')],
        ['Description', (record) => plain(field(record, 'comments'))],
        ['b24_emails', (record) => furtherReaches(record, 'EMAIL', 0)],
        ['b24_phones', (record) => furtherReaches(record, 'PHONE', 1)],
        owner('Company owner'),
        ...identity,
      ],
    },
    {
      name: '2-contacts',
      title: { ru: 'Контакты', en: 'Contacts' },
      kinds: ['contact'],
      unique: ['Email'],
      columns: [
        ['First name', (record) => (field(record, 'lastName') === '' ? '' : field(record, 'name'))],
        ['Last name', lastNameOf],
        ['Email', (record) => reach(record, 'EMAIL')],
        ['Phone number', (record) => reaches(record, 'PHONE').find(({ use }) => use !== 'MOBILE')?.value ?? ''],
        ['Mobile phone number', (record) => reaches(record, 'PHONE').find(({ use }) => use === 'MOBILE')?.value ?? ''],
        ['Job title', (record) => field(record, 'post')],
        ['Company name', (record, world) => world.name('company', companyOf(record))],
        ['b24_emails', (record) => furtherReaches(record, 'EMAIL', 1)],
        ['b24_phones', (record) => furtherReaches(record, 'PHONE', 0)],
        ['b24_comments', (record) => plain(field(record, 'comments'))],
        owner('Contact owner'),
        ...identity,
      ],
    },
    {
      name: '3-deals',
      title: { ru: 'Сделки и лиды', en: 'Deals and leads' },
      kinds: ['deal', 'lead'],
      columns: [
        ['Deal name', titleOf],
        [
          'Pipeline',
          (record, world) => (record.key.kind === 'lead' ? 'Leads' : world.funnel(record) || 'Sales pipeline'),
        ],
        ['Deal stage', (record, world) => world.stage(record)],
        ['Amount', (record) => field(record, 'opportunity')],
        ['Currency', (record) => field(record, 'currencyId')],
        ['Close date', (record) => dateOf(record, 'closedate')],
        ['Deal description', (record) => plain(field(record, 'comments'))],
        ['Email', (record, world) => contactEmail(record, world) || reach(record, 'EMAIL')],
        ['Company name', (record, world) => world.name('company', companyOf(record)) || field(record, 'companyTitle')],
        owner('Deal owner'),
        ...identity,
      ],
    },
  ],
});
