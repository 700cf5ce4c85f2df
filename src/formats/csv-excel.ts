import { join } from 'node:path';

import type { Language } from '../base/text.ts';
import { csvLine } from './csv-text.ts';
import type { Format } from './format.ts';
import { Losses } from './losses.ts';
import { Output } from './output.ts';
import { type Cell, cellOf, momentText } from './tables/cells.ts';
import { tablesOf } from './tables/dictionary.ts';
import { NamesOf, valuesOf } from './tables/values.ts';
import { walk } from './tables/walk.ts';

const guarded = {
  ru: 'Перед значениями, которые Excel принял бы за формулу или исказил (=, +, -, @, ведущие нули, длинные номера), стоит апостроф.',
  en: 'An apostrophe stands before values that Excel would take for a formula or distort (=, +, -, @, leading zeros, long numbers).',
};

/**
 * What Excel would run as a formula, or change: a text that begins like one, a number with leading zeros or more digits
 * than it keeps. Full-width twins of the signs count too.
 */
export function guard(text: string): string {
  const formula = /^[\s\0]*[=+\-@＝＋－＠|%\t\r\n\0]/u.test(text);
  return formula || /^0\d|^\d{12,}$/u.test(text) ? `'${text}` : text;
}

function shown(cell: Cell, language: Language): string {
  switch (cell.is) {
    case 'nothing':
      return '';
    case 'text':
      return guard(cell.text);
    case 'number':
      // Russian Excel takes 1.5 for the first of May.
      return language === 'ru' ? String(cell.number).replace('.', ',') : String(cell.number);
    case 'boolean':
      return language === 'ru' ? (cell.yes ? 'да' : 'нет') : cell.yes ? 'yes' : 'no';
    case 'moment':
      return momentText(cell);
    default:
      return cell satisfies never;
  }
}

/** Tables that open by a double click: a mark of UTF-8, semicolons, titles and names in words, no cell that could run. */
export const csvExcel: Format = {
  id: 'csv-excel',
  title: { ru: 'CSV для Excel', en: 'CSV for Excel' },
  async write(archive, folder, options) {
    const { language } = options;
    const losses = new Losses();
    const names = new NamesOf(archive);
    losses.note({
      ru: 'Разметка (BBCode, HTML) показана простым текстом, время — по часам портала. Исходное — в csv и jsonl.',
      en: 'Markup (BBCode, HTML) is shown as plain text, times by the portal’s clock. The original is in csv and jsonl.',
    });
    for (const table of tablesOf(archive, options.kinds)) {
      const output = await Output.create(join(folder, `${table.kind}.csv`));
      try {
        await output.write(
          `\uFEFF${csvLine(
            table.columns.map(({ title }) => guard(title[language])),
            ';',
          )}`,
        );
        for (const record of walk(archive, table.kind, options)) {
          const cells = table.columns.map((column) => {
            const cell = cellOf(table, column, valuesOf(archive, table, column, record), record, names, language);
            const text = shown(cell, language);
            if (cell.is === 'text' && text !== cell.text) losses.add(guarded, record.key);
            return text;
          });
          await output.write(csvLine(cells, ';'));
        }
      } finally {
        await output.close();
      }
    }
    return losses;
  },
};
