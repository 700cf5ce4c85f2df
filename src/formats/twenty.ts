import { createHash } from 'node:crypto';

import { identity, importerFormat } from './importers/importer.ts';
import {
  companyOf,
  contactOf,
  dateOf,
  field,
  furtherReaches,
  lastNameOf,
  reach,
  reaches,
  titleOf,
} from './importers/world.ts';

/** The name space of our ids; any fixed UUID does, as long as it never changes. */
const space = Buffer.from('6f1f4b0c2d6e4a7f9a3eb24b24b24b24', 'hex');

/** The UUID (version 5) of a record: the same portal and record always have the same one. */
export function uuidOf(portal: string, kind: string, id: string): string {
  const bytes = createHash('sha1').update(space).update(`${portal}/${kind}/${id}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** A Russian number without its country; others whole, for nobody says where they are from. */
function phoneParts(phone: string): { readonly number: string; readonly country: string; readonly calling: string } {
  const digits = phone.replaceAll(/[^\d+]/gu, '');
  const russian = /^(?:\+7|8|7)(\d{10})$/u.exec(digits)?.[1];
  return russian === undefined
    ? { number: phone, country: '', calling: '' }
    : { number: russian, country: 'RU', calling: '+7' };
}

/** `https://host` of whatever people put into the field for a site. */
function domainOf(site: string): string {
  const host = /^(?:https?:\/\/)?([\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,})/iu.exec(site.trim())?.[1];
  return host === undefined ? '' : `https://${host.toLowerCase()}`;
}

/** A value of a select, as its API name is written. */
function apiName(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/gu, '');
}

export const twenty = importerFormat({
  id: 'twenty',
  title: { ru: 'Twenty: импорт CSV', en: 'Twenty: CSV import' },
  rowsMax: 10_000,
  first: [
    {
      ru: 'Создайте текстовые поля b24_id и b24_url у Companies, People и Opportunities, и значения Stage с именами API, которые стоят в файле (переименовать их можно в mapping.csv).',
      en: 'Add the text fields b24_id and b24_url to Companies, People and Opportunities, and Stage options with the API names that the file has (mapping.csv renames them).',
    },
    {
      ru: 'Очистите корзину Twenty: удалённые записи тоже занимают e-mail и домен. Повторный импорт узнаёт записи по Id.',
      en: 'Empty Twenty’s bin: deleted records keep their e-mail and domain. A repeated import knows records by Id.',
    },
  ],
  files: [
    {
      name: '1-companies',
      title: { ru: 'Компании (Companies)', en: 'Companies' },
      kinds: ['company'],
      unique: ['Domain / Domain URL'],
      columns: [
        ['Id', ({ key }, { archive }) => uuidOf(archive.portal, 'company', key.id)],
        ['Name', titleOf],
        ['Domain / Domain URL', (record) => domainOf(reach(record, 'WEB'))],
        ['b24_phones', (record) => furtherReaches(record, 'PHONE', 0)],
        ['b24_emails', (record) => furtherReaches(record, 'EMAIL', 0)],
        ['b24_responsible', (record, world) => world.userName(field(record, 'assignedById'))],
        ...identity,
      ],
    },
    {
      name: '2-people',
      title: { ru: 'Люди (People)', en: 'People' },
      kinds: ['contact'],
      unique: ['Emails / Primary Email'],
      columns: [
        ['Id', ({ key }, { archive }) => uuidOf(archive.portal, 'contact', key.id)],
        ['Name / First Name', (record) => (field(record, 'lastName') === '' ? '' : field(record, 'name'))],
        ['Name / Last Name', lastNameOf],
        ['Job Title', (record) => field(record, 'post')],
        ['Emails / Primary Email', (record) => reach(record, 'EMAIL')],
        [
          'Emails / Additional Emails',
          (record) => {
            const rest = reaches(record, 'EMAIL').slice(1);
            return rest.length === 0 ? '' : JSON.stringify(rest.map(({ value }) => value));
          },
        ],
        ['Phones / Primary Phone Number', (record) => phoneParts(reach(record, 'PHONE')).number],
        ['Phones / Primary Phone Country Code', (record) => phoneParts(reach(record, 'PHONE')).country],
        ['Phones / Primary Phone Calling Code', (record) => phoneParts(reach(record, 'PHONE')).calling],
        ['b24_phones', (record) => furtherReaches(record, 'PHONE', 0)],
        [
          'Company / Id',
          (record, { archive }) => {
            const id = companyOf(record);
            return id === '' ? '' : uuidOf(archive.portal, 'company', id);
          },
        ],
        ['b24_responsible', (record, world) => world.userName(field(record, 'assignedById'))],
        ...identity,
      ],
    },
    {
      name: '3-opportunities',
      title: { ru: 'Сделки и лиды (Opportunities)', en: 'Deals and leads (Opportunities)' },
      kinds: ['deal', 'lead'],
      columns: [
        ['Id', ({ key }, { archive }) => uuidOf(archive.portal, key.kind, key.id)],
        ['Name', titleOf],
        ['Amount / Amount', (record) => field(record, 'opportunity')],
        ['Amount / Currency', (record) => field(record, 'currencyId')],
        ['Stage', (record, world) => apiName(world.stage(record))],
        ['Close date', (record) => dateOf(record, 'closedate')],
        [
          'Company / Id',
          (record, { archive }) => {
            const id = companyOf(record);
            return id === '' ? '' : uuidOf(archive.portal, 'company', id);
          },
        ],
        [
          'Point of Contact / Id',
          (record, { archive }) => {
            const id = contactOf(record);
            return id === '' ? '' : uuidOf(archive.portal, 'contact', id);
          },
        ],
        ['b24_responsible', (record, world) => world.userName(field(record, 'assignedById'))],
        ...identity,
      ],
    },
  ],
});
