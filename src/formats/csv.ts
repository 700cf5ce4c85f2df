import { join } from 'node:path';

import { csvLine } from './csv-text.ts';
import type { Format } from './format.ts';
import { Losses } from './losses.ts';
import { Output } from './output.ts';
import { asGiven, tablesOf } from './tables/dictionary.ts';
import { joinedText, valuesOf } from './tables/values.ts';
import { walk } from './tables/walk.ts';

/**
 * Tables for programs: UTF-8 without a mark, commas, CRLF, quotes by RFC 4180. Headers are the portal's own field codes,
 * values stand as the portal gave them: nothing is escaped, so a sum stays negative and a phone keeps its plus.
 */
export const csv: Format = {
  id: 'csv',
  title: { ru: 'CSV для программ', en: 'CSV for programs' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Файлы записей сюда не входят (формат drive). Списки и вложенные значения записаны как JSON в ячейке.',
      en: 'Files of records are not here (format drive). Lists and nested values stand as JSON in their cell.',
    });
    for (const table of tablesOf(archive, options.kinds)) {
      const output = await Output.create(join(folder, `${table.kind}.csv`));
      try {
        const columns = asGiven(table.columns);
        await output.write(csvLine(columns.map(({ field }) => field)));
        for (const record of walk(archive, table.kind, options)) {
          const cells = columns.map((column) => joinedText(valuesOf(archive, table, column, record)));
          await output.write(csvLine(cells));
        }
      } finally {
        await output.close();
      }
    }
    return losses;
  },
};
