import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { parseCsv } from '../../src/formats/csv-text.ts';
import type { Format } from '../../src/formats/format.ts';
import { espocrm } from '../../src/formats/espocrm.ts';
import { hubspot } from '../../src/formats/hubspot.ts';
import { kommo } from '../../src/formats/kommo.ts';
import { Mapping, mappingTable } from '../../src/formats/mapping.ts';
import { odoo } from '../../src/formats/odoo.ts';
import { pipedrive } from '../../src/formats/pipedrive.ts';
import { planfix } from '../../src/formats/planfix.ts';
import { twenty, uuidOf } from '../../src/formats/twenty.ts';
import { archiveOf, written } from './support.ts';

const all: readonly Format[] = [espocrm, kommo, odoo, planfix, twenty, hubspot, pipedrive];

const phones = [
  { typeId: 'PHONE', valueType: 'WORK', value: '+7 (495) 123-45-67, доб. 12' },
  { typeId: 'PHONE', valueType: 'MOBILE', value: '8 916 123-45-67' },
  { typeId: 'EMAIL', valueType: 'WORK', value: 'Anna@Romashka.example' },
  { typeId: 'EMAIL', valueType: 'HOME', value: 'anna@home.example' },
];

function sample(): Promise<Archive> {
  return archiveOf({
    user: [{ ID: '7', NAME: 'Пётр', LAST_NAME: 'Щёголев', EMAIL: 'p@acme.example' }],
    funnel: [{ id: 0, name: 'Продажи' }],
    status: [
      { ID: '1', ENTITY_ID: 'DEAL_STAGE', STATUS_ID: 'NEW', NAME: 'Новая' },
      { ID: '2', ENTITY_ID: 'STATUS', STATUS_ID: 'IN', NAME: 'В работе' },
    ],
    company: [
      { id: 5, title: 'ООО «Ромашка»', fm: [{ typeId: 'WEB', value: 'romashka.example/about' }], assignedById: 7 },
      { id: 6, title: 'Двойник', fm: [{ typeId: 'WEB', value: 'https://Romashka.example' }] },
    ],
    contact: [
      { id: 17, name: 'Анна', lastName: '=Ёлкина', companyIds: [5], fm: phones, assignedById: 7, ufCrm_1: 'VIP' },
      { id: 18, name: 'Только имя', fm: [phones[2] ?? {}] },
    ],
    lead: [{ id: 3, title: 'Звонок', companyTitle: 'ИП', stageId: 'IN', fm: phones.slice(0, 1) }],
    deal: [
      {
        id: 42,
        title: 'Поставка; "срочно"',
        categoryId: 0,
        stageId: 'NEW',
        opportunity: -150_000.5,
        currencyId: 'RUB',
        companyId: 5,
        contactIds: [17],
        closedate: '2026-12-01T03:00:00+03:00',
        comments: '[B]Важно[/B]',
        assignedById: 7,
      },
    ],
    task: [{ id: '9', title: 'Позвонить', status: '2' }],
  });
}

type Row = Readonly<Record<string, string>>;

function rowsOf(folder: string, name: string): readonly Row[] {
  const [header = [], ...lines] = parseCsv(readFileSync(join(folder, name), 'utf8'));
  return lines.map((line) => Object.fromEntries(header.map((title, index) => [title, line[index] ?? ''])));
}

/** Columns without which an importer refuses a row, by the vendors' own pages about their imports. */
const required: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  espocrm: {
    '1-Account': ['id', 'name'],
    '2-Contact': ['id', 'lastName'],
    '3-Lead': ['id', 'lastName'],
    '4-Opportunity': ['id', 'name'],
  },
  kommo: { '2-contacts': ['Полное имя контакта'], '3-deals': ['Название сделки', 'Воронка', 'Этап сделки'] },
  odoo: { '1-res.partner-companies': ['id', 'name'], '2-res.partner-people': ['id', 'name'] },
  planfix: { '2-contacts': ['ФИО'], '3-deals': ['Название'], '4-tasks': ['Название'] },
  hubspot: { '1-companies': ['Company name'], '3-deals': ['Deal name', 'Pipeline', 'Deal stage'] },
  pipedrive: { '2-people': ['Person - Name'], '3-deals': ['Deal - Title'] },
};

describe('every importer', () => {
  it.each(all.filter(({ id }) => id !== 'twenty').map((format) => [format.id, format] as const))(
    '%s gets what it refuses a row without, a person with one name included',
    async (id, format) => {
      const { folder } = await written(format, await sample());
      for (const [name, columns] of Object.entries(required[id] ?? {})) {
        const rows = rowsOf(folder, `${name}.csv`);
        expect([name, rows.length > 0]).toEqual([name, true]);
        for (const row of rows) {
          for (const column of columns)
            expect([name, column, row[column]?.trim() ?? '']).not.toEqual([name, column, '']);
        }
      }
    },
  );

  it.each(all.map((format) => [format.id, format] as const))(
    '%s names each record and its place',
    async (_, format) => {
      const { folder } = await written(format, await sample());
      const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
      const rows = files.flatMap((name) => rowsOf(folder, name));
      for (const row of rows) {
        const [id, url] = ['b24_id', 'b24_url'].map(
          (end) => Object.entries(row).find(([name]) => name.endsWith(end))?.[1],
        );
        expect(id).toMatch(/^(?:COMPANY|CONTACT|LEAD|DEAL|TASK)_\d+$/u);
        expect(url).toMatch(/^https:\/\/acme\.bitrix24\.ru\/(?:crm|company)\//u);
      }
      const ids = rows.map((row) => Object.entries(row).find(([name]) => name.endsWith('b24_id'))?.[1]);
      for (const id of ['COMPANY_5', 'CONTACT_17', 'CONTACT_18', 'LEAD_3', 'DEAL_42']) expect(ids).toContain(id);
      expect(new Set(ids).size).toBe(ids.length);
      const page = readFileSync(join(folder, 'README.md'), 'utf8');
      for (const name of files) expect(page.split(name).length - 1).toBe(2);
      expect(page).toMatch(/Сделайте сначала[\s\S]*Do this first/u);
    },
  );

  it.each(all.map((format) => [format.id, format] as const))(
    '%s says which fields and kinds it leaves',
    async (_, format) => {
      const { losses } = await written(format, await sample());
      const texts = losses.list.map(({ what }) => what.en).join('\n');
      expect(texts).toContain('Contacts: the field ufCrm_1 is not taken along (records that have it: 1)');
      if (format !== planfix) expect(texts).toContain('Not taken along: Tasks, records: 1.');
    },
  );

  it.each(all.map((format) => [format.id, format] as const))('%s writes the same again', async (_, format) => {
    const archive = await sample();
    const [one, other] = [await written(format, archive), await written(format, archive)];
    for (const name of readdirSync(one.folder)) {
      expect(readFileSync(join(other.folder, name))).toEqual(readFileSync(join(one.folder, name)));
    }
  });

  it('takes the owner’s words for stages', async () => {
    const archive = await sample();
    const mapping = Mapping.read(
      mappingTable(archive).replace('DEAL_STAGE,NEW,Новая,Новая', 'DEAL_STAGE,NEW,Новая,Prospecting'),
    );
    const { folder } = await written(espocrm, archive, { mapping });
    expect(rowsOf(folder, '4-Opportunity.csv')[0]?.['stage']).toBe('Prospecting');
    expect(rowsOf(folder, '3-Lead.csv')[0]?.['status']).toBe('В работе');
  });
});

describe('EspoCRM', () => {
  it('gets ids that a repeated import finds again, and links by them', async () => {
    const { folder } = await written(espocrm, await sample());
    const [contact, nameless] = rowsOf(folder, '2-Contact.csv');
    expect(contact).toMatchObject({
      id: 'b24ct17',
      lastName: '=Ёлкина',
      accountId: 'b24co5',
      emailAddress2: 'anna@home.example',
      phoneNumberMobile: '8 916 123-45-67',
      assignedUserName: 'Щёголев Пётр',
    });
    expect(nameless?.['lastName']).toBe('Только имя');
    expect(rowsOf(folder, '4-Opportunity.csv')[0]).toMatchObject({
      amount: '-150000.5',
      closeDate: '2026-12-01',
      description: 'Важно',
      accountId: rowsOf(folder, '1-Account.csv')[0]?.['id'],
    });
  });
});

describe('Twenty', () => {
  it('gets UUIDs of version 5, split phones, and no domain or e-mail twice', async () => {
    const { folder, losses } = await written(twenty, await sample());
    const companies = rowsOf(folder, '1-companies.csv');
    const people = rowsOf(folder, '2-people.csv');
    const id = uuidOf('acme.bitrix24.ru', 'company', '5');
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
    expect(companies.map((row) => row['Domain / Domain URL'])).toEqual(['https://romashka.example', '']);
    expect(people[0]).toMatchObject({ 'Company / Id': id, 'Emails / Additional Emails': '["anna@home.example"]' });
    expect(people[1]?.['Emails / Primary Email']).toBe('');
    expect(losses.list.filter(({ count }) => count > 0)).toHaveLength(2);
  });

  it('gets at most ten thousand rows a file', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => ({ id: index + 1, title: `Компания ${index}` }));
    const { folder } = await written(twenty, await archiveOf({ company: many }));
    expect(rowsOf(folder, '1-companies.csv')).toHaveLength(10_000);
    expect(rowsOf(folder, '1-companies-2.csv')).toHaveLength(1);
  });
});

describe('Odoo', () => {
  it('gets external ids of small letters, digits and strokes, and links by them', async () => {
    const { folder } = await written(odoo, await sample());
    expect(rowsOf(folder, '2-res.partner-people.csv')[0]).toMatchObject({
      id: 'b24.contact_17',
      'parent_id/id': 'b24.company_5',
      is_company: 'False',
    });
    expect(rowsOf(folder, '4-crm.lead-opportunities.csv')[0]).toMatchObject({
      type: 'opportunity',
      'partner_id/id': 'b24.company_5',
      expected_revenue: '-150000.5',
    });
    for (const row of rowsOf(folder, '3-crm.lead-leads.csv')) expect(row['id']).toMatch(/^b24\.[a-z0-9_]+$/u);
  });
});

describe('HubSpot and Pipedrive', () => {
  it('get owners by e-mail, and deals with what they require', async () => {
    const { folder } = await written(hubspot, await sample());
    for (const row of rowsOf(folder, '3-deals.csv')) {
      for (const needed of ['Deal name', 'Pipeline', 'Deal stage']) expect(row[needed]).not.toBe('');
    }
    expect(rowsOf(folder, '3-deals.csv')[0]).toMatchObject({
      'Deal owner': 'p@acme.example',
      Email: 'Anna@Romashka.example',
    });
    const pipe = await written(pipedrive, await sample());
    expect(rowsOf(pipe.folder, '3-deals.csv')[0]).toMatchObject({
      'Deal - Title': 'Поставка; "срочно"',
      'Person - Name': '=Ёлкина Анна',
      'Organization - Name': 'ООО «Ромашка»',
    });
  });
});
