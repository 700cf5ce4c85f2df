import type { ArchivedRecord } from '../../archive/types.ts';
import type { Language, Text } from '../../base/text.ts';
import type { Archive } from '../../archive/archive.ts';
import { guard } from '../csv-excel.ts';
import type { Losses } from '../losses.ts';
import { type Cell, cellOf } from '../tables/cells.ts';
import type { Table, TableColumn } from '../tables/dictionary.ts';
import { type NamesOf, valuesOf } from '../tables/values.ts';
import { columnName, sheetHead, sheetTail, styles, xmlText } from './parts.ts';

/** Excel's own limits. */
export const rowsMax = 1_048_576;
export const columnsMax = 16_384;
const charactersMax = 32_767;

const dayMs = 86_400_000;
/** 1970-01-01 in Excel's count of days. */
const epochDays = 25_569;
const pieceCharacters = 1 << 16;

const cut: Text = {
  ru: 'Текст длиннее 32 767 знаков не помещается в ячейку: в ней его начало, весь он лежит файлом в long-texts.',
  en: 'A text of more than 32,767 characters does not fit a cell: it holds the beginning, a file in long-texts holds all.',
};
const signs: Text = {
  ru: 'Из текста убраны управляющие знаки: XML их не хранит.',
  en: 'Control characters were taken out of the text: XML can’t carry them.',
};

export interface SheetWork {
  readonly archive: Archive;
  readonly table: Table;
  readonly columns: readonly TableColumn[];
  readonly names: NamesOf;
  readonly losses: Losses;
  readonly language: Language;
  /** Keeps a text that is too long for a cell and tells where. */
  readonly keepLong: (record: ArchivedRecord, column: TableColumn, text: string) => Promise<string>;
}

/** One sheet as XML, piece by piece: at most `rowsMax` rows, taken from `records`, which another sheet goes on with. */
export async function* sheetXml(
  work: SheetWork,
  records: Iterator<ArchivedRecord, void>,
  rows: number,
): AsyncGenerator<string, void, void> {
  const { columns, language } = work;
  const letters = columns.map((_, index) => columnName(index));
  const header = columns.map(({ title }, index) => textCell(`${letters[index]}1`, title[language], styles.header));
  let piece = `${sheetHead(columns.map(widthOf))}<row r="1">${header.join('')}</row>`;
  let row = 1;
  while (row < rows) {
    const next = records.next();
    if (next.done === true) break;
    row++;
    piece += `<row r="${row}">${await rowXml(work, next.value, letters, row)}</row>`;
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  yield piece + sheetTail(columns.length, row);
}

async function rowXml(work: SheetWork, record: ArchivedRecord, letters: readonly string[], row: number) {
  let xml = '';
  for (const [index, column] of work.columns.entries()) {
    const values = valuesOf(work.archive, work.table, column, record);
    const cell = cellOf(work.table, column, values, record, work.names, work.language);
    xml += await cellXml(work, cell, `${letters[index]}${row}`, record, column);
  }
  return xml;
}

async function cellXml(work: SheetWork, cell: Cell, place: string, record: ArchivedRecord, column: TableColumn) {
  switch (cell.is) {
    case 'nothing':
      return '';
    case 'number':
      return `<c r="${place}" s="${styles.plain}"><v>${cell.number}</v></c>`;
    case 'boolean':
      return textCell(place, yesOrNo(cell.yes, work.language), styles.text);
    case 'moment':
      return `<c r="${place}" s="${cell.withTime ? styles.moment : styles.date}"><v>${cell.wallMs / dayMs + epochDays}</v></c>`;
    case 'text': {
      const text = await fitting(work, cell.text, record, column);
      return textCell(place, text, guard(text) === text ? styles.text : styles.guarded);
    }
    default:
      return cell satisfies never;
  }
}

/** What a cell can hold of a text; what it can't is kept beside the workbook or named. */
async function fitting(work: SheetWork, text: string, record: ArchivedRecord, column: TableColumn): Promise<string> {
  const lines = text.replaceAll(/\r\n?/gu, '\n');
  const clean = lines.replaceAll(/[^\t\n\P{Cc}]/gu, '');
  if (clean !== lines) work.losses.add(signs, record.key);
  if (clean.length <= charactersMax) return clean;
  work.losses.add(cut, record.key);
  const place = await work.keepLong(record, column, text);
  const pointer = ` … [${place}]`;
  return clean.slice(0, charactersMax - pointer.length).toWellFormed() + pointer;
}

function yesOrNo(yes: boolean, language: Language): string {
  if (language === 'ru') return yes ? 'да' : 'нет';
  return yes ? 'yes' : 'no';
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function widthOf({ type, title }: TableColumn): number {
  const wide = { text: 28, bbcode: 48, html: 48, user: 24, reference: 24, email: 26, phone: 20 };
  return Math.max(
    12,
    Math.min(40, title.ru.length + 3),
    Object.hasOwn(wide, type) ? wide[type as keyof typeof wide] : 0,
  );
}
