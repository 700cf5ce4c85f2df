import { Readable } from 'node:stream';

import type { Language } from '../../base/text.ts';
import { guard } from '../csv-excel.ts';
import { type ZipEntry, zipStream } from '../zip.ts';
import {
  columnName,
  contentTypes,
  packageRelations,
  sheetHead,
  sheetTail,
  styles,
  stylesPart,
  workbook,
  workbookRelations,
  xmlText,
} from './parts.ts';
import { rowsMax } from './sheet.ts';

export type SimpleCell = string | number;

/** A table of texts and numbers for a workbook; rows beyond Excel's own limit are left out. */
export interface SimpleSheet {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: AsyncIterable<readonly SimpleCell[]>;
}

const charactersMax = 32_767;
const pieceCharacters = 1 << 16;

function cellXml(value: SimpleCell, place: string): string {
  if (typeof value === 'number') return `<c r="${place}" s="${styles.plain}"><v>${value}</v></c>`;
  if (value === '') return '';
  const text = value.slice(0, charactersMax).toWellFormed();
  const style = guard(text) === text ? styles.text : styles.guarded;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

async function* sheetXml({ columns, rows }: SimpleSheet): AsyncGenerator<string, void, void> {
  const letters = columns.map((_, index) => columnName(index));
  const header = columns
    .map(
      ({ title }, index) =>
        `<c r="${letters[index]}1" s="${styles.header}" t="inlineStr"><is><t>${xmlText(title)}</t></is></c>`,
    )
    .join('');
  let piece = `${sheetHead(columns.map(({ width }) => width))}<row r="1">${header}</row>`;
  let row = 1;
  for await (const cells of rows) {
    if (row >= rowsMax) break;
    row++;
    piece += `<row r="${row}">${cells.map((cell, index) => cellXml(cell, `${letters[index]}${row}`)).join('')}</row>`;
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  yield piece + sheetTail(columns.length, row);
}

function text(path: string, content: string): ZipEntry {
  return { path, open: () => Readable.from([Buffer.from(content)]) };
}

/** A workbook of one sheet as a stream: memory does not grow with the rows. */
export function simpleWorkbook(sheet: SimpleSheet, language: Language): Readable {
  return zipStream([
    text('[Content_Types].xml', contentTypes(1)),
    text('_rels/.rels', packageRelations),
    text('xl/workbook.xml', workbook([sheet.title])),
    text('xl/_rels/workbook.xml.rels', workbookRelations(1)),
    text('xl/styles.xml', stylesPart(language)),
    { path: 'xl/worksheets/sheet1.xml', open: () => Readable.from(sheetXml(sheet), { objectMode: false }) },
  ]);
}
