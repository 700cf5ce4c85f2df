import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { csvExcel, guard } from '../../src/formats/csv-excel.ts';
import { csvLine, parseCsv } from '../../src/formats/csv-text.ts';
import { csv } from '../../src/formats/csv.ts';
import { jsonl } from '../../src/formats/jsonl.ts';
import { xlsx } from '../../src/formats/xlsx.ts';
import { describeWith } from '../support/needs.ts';
import { archiveOf, emptyFolder, hostileTexts, written } from './support.ts';

const contacts: readonly JsonObject[] = hostileTexts.map((text, index) => ({
  id: index + 1,
  name: text,
  lastName: index === 0 ? 'x'.repeat(32_767) : index === 1 ? 'я'.repeat(40_000) : `Иванов ${index}`,
  assignedById: 7,
  createdTime: '2026-01-02T03:04:05+03:00',
  ufCrm5_1700000000: ['список', { вложен: true }],
  fm: [{ id: index, typeId: 'PHONE', valueType: 'WORK', value: '+79161234567' }],
}));
const rows = {
  user: [{ ID: '7', NAME: 'Пётр', LAST_NAME: 'Щёголев', EMAIL: 'p@acme.example' }],
  contact: contacts,
  deal: [{ id: 1, title: 'Сделка', opportunity: 150_000.5, stageId: 'NEW', categoryId: 0, closed: 'N' }],
  activity: [
    { ID: '3', SUBJECT: 'Позвонить', TYPE_ID: '2', DIRECTION: '2', PROVIDER_ID: 'VOXIMPLANT_CALL' },
    { ID: '4', SUBJECT: 'Написать', TYPE_ID: '99', DIRECTION: 'constructor', PROVIDER_ID: 'CRM_TODO' },
  ],
  status: [{ ID: '1', ENTITY_ID: 'DEAL_STAGE', STATUS_ID: 'NEW', NAME: 'Новая' }],
  'custom-field': [{ id: 5, fieldName: 'UF_CRM_5_1700000000', editFormLabel: { ru: 'Откуда узнали' } }],
};

describe('CSV for programs', () => {
  it('gives back every value as the portal gave it', async () => {
    const { folder, losses } = await written(csv, await archiveOf(rows));
    const bytes = readFileSync(join(folder, 'contact.csv'), 'utf8');
    expect(bytes.startsWith('\uFEFF')).toBe(false);
    const [header = [], ...lines] = parseCsv(bytes);
    const at = (name: string): number => header.indexOf(name);
    expect(lines.map((line) => line[at('name')])).toEqual(hostileTexts);
    expect(lines[1]?.[at('lastName')]).toBe('я'.repeat(40_000));
    expect(lines[0]?.[at('b24_id')]).toBe('CONTACT_1');
    expect(lines[0]?.[at('b24_url')]).toBe('https://acme.bitrix24.ru/crm/contact/details/1/');
    expect(lines[0]?.[at('fm[typeId=PHONE].value')]).toBe('+79161234567');
    expect(JSON.parse(lines[0]?.[at('fm')] ?? '')).toEqual(contacts[0]?.['fm']);
    expect(losses.list.every(({ count }) => count === 0)).toBe(true);
  });

  it('keeps codes and ids as the portal gave them, each field once: once there were two equal columns of one name', async () => {
    const { folder } = await written(csv, await archiveOf(rows));
    const table = (kind: string) => parseCsv(readFileSync(join(folder, `${kind}.csv`), 'utf8'));
    const [header = [], first = []] = table('activity');
    expect(first.filter((_, index) => header[index] === 'TYPE_ID')).toEqual(['2']);
    const [titles = [], person = []] = table('contact');
    expect(person.filter((_, index) => titles[index] === 'assignedById')).toEqual(['7']);
    for (const kind of Object.keys(rows)) {
      const [names = []] = table(kind);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('is read back cell by cell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 }), (cells) => {
        expect(parseCsv(csvLine(cells.map((cell) => cell.replaceAll('\r', ''))))).toEqual([
          cells.map((cell) => cell.replaceAll('\r', '')),
        ]);
      }),
    );
  });
});

describe('CSV for Excel', () => {
  it('has no cell that could run, and says how many it guarded', async () => {
    const { folder, losses } = await written(csvExcel, await archiveOf(rows));
    const text = readFileSync(join(folder, 'contact.csv'), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const lines = parseCsv(text);
    for (const cell of lines.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\0]/u);
    const at = lines[0]?.indexOf('Имя') ?? -1;
    expect(lines[7]?.[at]).toBe("'007");
    expect(lines.flat()).toContain('Щёголев Пётр');
    expect(losses.list.some(({ count }) => count > 0)).toBe(true);
  });

  it('writes decimals as a Russian Excel reads them', async () => {
    const { folder } = await written(csvExcel, await archiveOf(rows));
    expect(parseCsv(readFileSync(join(folder, 'deal.csv'), 'utf8')).flat()).toContain('150000,5');
  });

  it('guards whatever could begin a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\0', '＝', ' ='), fc.string(), (sign, rest) => {
        expect(guard(sign + rest)).toBe(`'${sign}${rest}`);
      }),
    );
  });
});

/** A column of CSV for Excel. */
async function shownIn(
  language: 'ru' | 'en',
  kind: string,
  rowsOfKinds: Parameters<typeof archiveOf>[0],
  title: string,
): Promise<readonly (string | undefined)[]> {
  const { folder } = await written(csvExcel, await archiveOf(rowsOfKinds), { language });
  const [header = [], ...lines] = parseCsv(readFileSync(join(folder, `${kind}.csv`), 'utf8'));
  return lines.map((line) => line[header.indexOf(title)]);
}

/** A line of a task's history. */
const event = (id: number, field: string, from: string | null, to: string | null): JsonObject => ({
  id,
  createdDate: '2026-01-02T03:04:05+03:00',
  field,
  value: { from, to },
  user: { id: 7 },
});

describe('words for codes', () => {
  const history = {
    user: rows.user,
    task: [{ id: '3', title: 'Позвонить' }],
    'task-comment': [{ ID: '3411', POST_MESSAGE: 'Готово' }],
    'task-history': [
      event(1, 'STATUS', '2', '5'),
      event(2, 'PRIORITY', '1', '2'),
      event(3, 'RESPONSIBLE_ID', '9', '7'),
      event(4, 'TITLE', 'Было', '5'),
      event(5, 'MARK', null, 'P'),
      event(6, 'COMMENT', null, '3411'),
      event(7, 'AUDITORS', '', '7,9'),
      event(8, 'constructor', '2', '5'),
    ],
  };

  it('are said for what changed in a task by what it is: once a status went from 2 to 5', async () => {
    const was = ['Ждёт выполнения', 'Средний', '9', 'Было', '', '', '', '2'];
    expect(await shownIn('ru', 'task-history', history, 'Было')).toEqual(was);
    const is = ['Done', 'High', 'Щёголев Пётр', '5', 'Positive', 'Готово', '7,9', '5'];
    expect(await shownIn('en', 'task-history', history, 'After')).toEqual(is);
  });

  it('are those of the portal’s own lists, where these are in the archive', async () => {
    const shop = {
      order: [
        { id: 1, accountNumber: '7', statusId: 'N' },
        { id: 2, accountNumber: '8', statusId: 'ZZ' },
      ],
      'order-status': [{ id: 'N', type: 'O' }],
      'order-status-name': [
        { statusId: 'N', lid: 'de', name: 'Angenommen' },
        { statusId: 'N', lid: 'ru', name: 'Принят' },
        { statusId: 'N', lid: 'en', name: 'Accepted' },
      ],
      'old-invoice': [{ ID: '3', ORDER_TOPIC: 'Счёт', STATUS_ID: 'P' }],
      status: [{ ID: '1', ENTITY_ID: 'INVOICE_STATUS', STATUS_ID: 'P', NAME: 'Оплачен' }],
      'order-property': [{ id: 1, name: 'Согласие', type: 'Y/N' }],
    };
    expect(await shownIn('ru', 'order', shop, 'Статус')).toEqual(['Принят', 'ZZ']);
    expect(await shownIn('ru', 'old-invoice', shop, 'Статус')).toEqual(['Оплачен']);
    expect(await shownIn('ru', 'status', shop, 'Справочник')).toEqual(['Статусы старых счетов']);
    expect(await shownIn('en', 'order-property', shop, 'Type')).toEqual(['Yes/no']);
  });
});

describe('JSON Lines', () => {
  it('hold the portal’s own rows', async () => {
    const { folder } = await written(jsonl, await archiveOf(rows));
    const lines = readFileSync(join(folder, 'contact.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { row: JsonObject }).row)).toEqual(contacts);
  });
});

const readWorkbook = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({sheet.title: [[None if c.value is None else [c.data_type, c.value.isoformat() if hasattr(c.value, 'isoformat') else c.value] for c in row] for row in sheet.iter_rows()] for sheet in book}))
`;
type Cells = Readonly<Record<string, readonly (readonly (readonly [string, string | number] | null)[])[]>>;

describeWith('openpyxl', 'XLSX, read by openpyxl', (python) => {
  const read = (path: string): Cells =>
    JSON.parse(execFileSync(python, ['-c', readWorkbook, path], { encoding: 'utf8', maxBuffer: 1 << 28 })) as Cells;

  it('keeps texts as texts, numbers as numbers, dates as dates', async () => {
    const { folder, losses } = await written(xlsx, await archiveOf(rows));
    expect(readdirSync(folder).toSorted()).toEqual(['CRM.xlsx', 'long-texts', 'Люди.xlsx']);
    const book = read(join(folder, 'CRM.xlsx'));
    const [header = [], ...lines] = book['Контакты'] ?? [];
    const at = (title: string): number => header.findIndex((cell) => cell?.[1] === title);
    const texts = lines.map((line) => line[at('Имя')]);
    // openpyxl leaves the standard's own escape as it stands; Excel and LibreOffice read it.
    const expected = hostileTexts.map((text) => text.replace('_x0041_', '_x005F_x0041_'));
    expect(texts.map((cell) => cell?.[1])).toEqual(expected);
    for (const cell of texts) expect(['s', 'inlineStr']).toContain(cell?.[0]);
    expect(lines[0]?.[at('Телефон')]?.[1]).toBe('+79161234567');
    expect(lines[0]?.[at('Создан')]).toEqual(['d', '2026-01-02T03:04:05']);
    expect(lines[0]?.[at('Ответственный')]?.[1]).toBe('Щёголев Пётр');
    expect(lines[0]?.[at('Ответственный: ID')]?.[1]).toBe(7);
    expect(lines[0]?.[at('Откуда узнали')]?.[1]).toBe('["список",{"вложен":true}]');
    const deal = book['Сделки']?.[1] ?? [];
    expect(deal).toContainEqual(['n', 150_000.5]);
    expect(deal.map((cell) => cell?.[1])).toContain('Новая');
    const [titles = [], ...activities] = book['Дела'] ?? [];
    const column = (title: string) => activities.map((line) => line[titles.findIndex((cell) => cell?.[1] === title)]);
    const words = (title: string) => column(title).map((cell) => cell?.[1]);
    expect(words('Вид')).toEqual(['Звонок', '99']);
    expect(words('Вид: код')).toEqual(['2', '99']);
    expect(words('Направление')).toEqual(['Исходящее', 'constructor']);
    expect(words('Провайдер')).toEqual(['VOXIMPLANT_CALL', 'Универсальное дело']);
    expect(losses.list.map(({ count }) => count)).toContain(1);
  });

  it('keeps a text that fits a cell whole, and one that does not beside the workbook', async () => {
    const { folder } = await written(xlsx, await archiveOf(rows));
    const [header = [], ...lines] = read(join(folder, 'CRM.xlsx'))['Контакты'] ?? [];
    const at = header.findIndex((cell) => cell?.[1] === 'Фамилия');
    expect(lines[0]?.[at]?.[1]).toBe('x'.repeat(32_767));
    const cut = String(lines[1]?.[at]?.[1]);
    expect(cut.length).toBeLessThanOrEqual(32_767);
    const [, place = ''] = /\[(long-texts.+)\]$/u.exec(cut) ?? [];
    expect(readFileSync(join(folder, place), 'utf8')).toBe('я'.repeat(40_000));
  });
});

describeWith('libreoffice', 'XLSX, opened by LibreOffice', (soffice) => {
  it('shows what the portal held', { timeout: 120_000 }, async () => {
    const { folder } = await written(xlsx, await archiveOf(rows));
    const out = await emptyFolder();
    mkdirSync(join(out, 'profile'));
    execFileSync(
      soffice,
      [
        `-env:UserInstallation=file://${join(out, 'profile')}`,
        '--headless',
        '--convert-to',
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
        '--outdir',
        out,
        join(folder, 'CRM.xlsx'),
      ],
      { stdio: 'ignore' },
    );
    const [header = [], ...lines] = parseCsv(readFileSync(join(out, 'CRM-Контакты.csv'), 'utf8'));
    expect(lines.map((line) => line[header.indexOf('Имя')])).toEqual(hostileTexts);
    expect(lines[0]?.[header.indexOf('Создан')]).toBe('01/02/2026 03:04:05');
  });
});
