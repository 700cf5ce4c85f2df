import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import yazl from 'yazl';

import type { Archive } from '../archive/archive.ts';
import type { Language, Text } from '../base/text.ts';
import type { Group } from '../kinds/kind.ts';
import type { ConvertOptions, Format } from './format.ts';
import { Losses } from './losses.ts';
import { Names } from './names.ts';
import { writeText } from './output.ts';
import { type Table, tablesOf } from './tables/dictionary.ts';
import { NamesOf } from './tables/values.ts';
import { walk } from './tables/walk.ts';
import { contentTypes, packageRelations, stylesPart, workbook, workbookRelations } from './xlsx/parts.ts';
import { columnsMax, rowsMax, sheetXml, type SheetWork } from './xlsx/sheet.ts';

const groupTitles: Readonly<Record<Group, Text>> = {
  crm: { ru: 'CRM', en: 'CRM' },
  tasks: { ru: 'Задачи', en: 'Tasks' },
  drive: { ru: 'Диск', en: 'Drive' },
  people: { ru: 'Люди', en: 'People' },
  processes: { ru: 'Процессы', en: 'Processes' },
  communication: { ru: 'Общение', en: 'Communication' },
  calendar: { ru: 'Календарь', en: 'Calendar' },
  catalog: { ru: 'Каталог', en: 'Catalogue' },
  sites: { ru: 'Сайты', en: 'Sites' },
  other: { ru: 'Прочее', en: 'Other' },
};

const split: Text = {
  ru: 'Записей больше, чем строк в листе (1 048 576): они продолжаются на следующем листе.',
  en: 'There are more records than a sheet has rows (1,048,576): they go on in the next sheet.',
};
const narrow: Text = {
  ru: 'Полей больше, чем столбцов в листе (16 384): остальные — в csv и jsonl.',
  en: 'There are more fields than a sheet has columns (16,384): the others are in csv and jsonl.',
};
/** The same archive gives the same bytes. */
const moment = new Date(Date.UTC(2000, 0, 1));

/** At most 31 characters without the signs that Excel forbids in the name of a sheet. */
function sheetName(title: string, names: Names, part: number): string {
  const tail = part === 0 ? '' : ` ${part + 1}`;
  const plain = title.replaceAll(/[[\]:*?/\\']/gu, ' ').trim();
  let name = plain.slice(0, 31 - tail.length).toWellFormed() + tail;
  for (let number = 2; names.take(name) !== name; number++) {
    const other = ` (${number})`;
    name = plain.slice(0, 31 - tail.length - other.length).toWellFormed() + tail + other;
  }
  return name;
}

interface Sheet {
  readonly name: string;
  readonly stream: () => Readable;
}

async function writeWorkbook(path: string, sheets: readonly Sheet[], language: Language): Promise<void> {
  const zip = new yazl.ZipFile();
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name, { mtime: moment });
  add('[Content_Types].xml', contentTypes(sheets.length));
  add('_rels/.rels', packageRelations);
  add('xl/workbook.xml', workbook(sheets.map(({ name }) => name)));
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length));
  add('xl/styles.xml', stylesPart(language));
  for (const [index, { stream }] of sheets.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, { mtime: moment }, (give) => {
      const readable = stream();
      readable.once('error', (error) => zip.emit('error', error));
      give(null, readable);
    });
  }
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  zip.end();
  await pipeline(output, createWriteStream(path, { flags: 'wx' }));
}

function sheetsOf(work: SheetWork, names: Names, options: ConvertOptions): readonly Sheet[] {
  const { table, archive, losses, language } = work;
  const perSheet = rowsMax - 1;
  const count = Math.max(1, Math.ceil(table.size / perSheet));
  if (count > 1) losses.add(split);
  if (table.columns.length > columnsMax) losses.add(narrow);
  // Sheets are written one after another: each takes up where the one before stopped.
  const records = walk(archive, table.kind, options);
  return Array.from({ length: count }, (_, part) => ({
    name: sheetName(table.title[language], names, part),
    stream: () => Readable.from(sheetXml(work, records, rowsMax), { objectMode: false }),
  }));
}

async function writeGroup(
  archive: Archive,
  folder: string,
  group: Group,
  tables: readonly Table[],
  losses: Losses,
  options: ConvertOptions,
): Promise<void> {
  const { language } = options;
  const names = new NamesOf(archive);
  const sheetNames = new Names();
  const longNames = new Names();
  const sheets = tables.flatMap((table) =>
    sheetsOf(
      {
        archive,
        table,
        columns: table.columns.slice(0, columnsMax),
        names,
        losses,
        language,
        keepLong: async (record, column, text) => {
          const place = join(
            'long-texts',
            group,
            longNames.take(`${record.key.kind}-${record.key.id}-${column.field}.txt`),
          );
          await writeText(join(folder, place), text);
          return place;
        },
      },
      sheetNames,
      options,
    ),
  );
  await writeWorkbook(join(folder, `${groupTitles[group][language]}.xlsx`), sheets, language);
}

/**
 * Workbooks for people, one for each part of the portal: titles and names in words, dates as dates, phones and numbers
 * of documents as text, the first row in sight, filters. Written as a stream: memory does not grow with the rows.
 */
export const xlsx: Format = {
  id: 'xlsx',
  title: { ru: 'Excel (XLSX)', en: 'Excel (XLSX)' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Разметка (BBCode, HTML) показана простым текстом, время — по часам портала. Исходное — в csv и jsonl.',
      en: 'Markup (BBCode, HTML) is shown as plain text, times by the portal’s clock. The original is in csv and jsonl.',
    });
    losses.note({
      ru: 'Файлы записей сюда не входят (формат drive).',
      en: 'Files of records are not here (format drive).',
    });
    const groups = Map.groupBy(tablesOf(archive, options.kinds), ({ declared }) => declared?.group ?? 'other');
    for (const [group, tables] of groups) await writeGroup(archive, folder, group, tables, losses, options);
    return losses;
  },
};
