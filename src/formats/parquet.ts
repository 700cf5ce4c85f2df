import { join } from 'node:path';

import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';

import { type Json } from '../base/json.ts';
import { portalMoment } from '../kinds/calendar/portal-date.ts';
import type { Format } from './format.ts';
import { Losses } from './losses.ts';
import { asGiven, type TableColumn, tablesOf } from './tables/dictionary.ts';
import { joinedText, plainText, valuesOf } from './tables/values.ts';
import { walk } from './tables/walk.ts';

/** So many rows lie in memory at once. */
const groupRows = 5_000;

type ParquetType = 'STRING' | 'DOUBLE' | 'TIMESTAMP';
type Value = string | number | Date | null;

const mistyped = {
  ru: 'Значение не число или не дата, как его столбец: вместо него пусто, исходное — в csv и jsonl.',
  en: 'A value is no number or date as its column is: it is left out, the original is in csv and jsonl.',
};

function typeOf({ type }: TableColumn): ParquetType {
  if (type === 'number' || type === 'money' || type === 'bytes') return 'DOUBLE';
  return type === 'datetime' ? 'TIMESTAMP' : 'STRING';
}

/** undefined for a value that the type can't hold. */
function valueFor(type: ParquetType, values: readonly Json[]): Value | undefined {
  const [value] = values;
  if (value === undefined || plainText(value) === '') return null;
  if (type === 'STRING') return joinedText(values).toWellFormed();
  if (values.length > 1) return undefined;
  const text = plainText(value);
  const number = type === 'DOUBLE' ? Number(text) : portalMoment(text);
  if (!Number.isFinite(number)) return undefined;
  return type === 'DOUBLE' ? number : new Date(number);
}

/** Columns with types, for DuckDB, pandas and the like. Moments are in UTC. */
export const parquet: Format = {
  id: 'parquet',
  title: { ru: 'Parquet (для аналитики)', en: 'Parquet (for analysis)' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Файлы записей сюда не входят (формат drive). Списки и вложенные значения записаны как JSON в тексте, время — в UTC.',
      en: 'Files of records are not here (format drive). Lists and nested values stand as JSON in a text, times are in UTC.',
    });
    for (const table of tablesOf(archive, options.kinds)) {
      const columns = asGiven(table.columns).map((column) => ({
        column,
        type: typeOf(column),
        name: column.field,
      }));
      const shape = columns.map(({ name, type }) => ({ name, type, data: [], nullable: true }));
      const writer = new ParquetWriter({
        writer: fileWriter(join(folder, `${table.kind}.parquet`)),
        schema: schemaFromColumnData({ columnData: shape }),
      });
      let data: Value[][] = columns.map(() => []);
      const flush = async (): Promise<void> => {
        await writer.write({
          columnData: columns.map(({ name, type }, index) => ({ name, type, data: data[index] ?? [], nullable: true })),
          rowGroupSize: groupRows,
        });
        data = columns.map(() => []);
      };
      for (const record of walk(archive, table.kind, options)) {
        for (const [index, { column, type }] of columns.entries()) {
          const value = valueFor(type, valuesOf(archive, table, column, record));
          if (value === undefined) losses.add(mistyped, record.key);
          data[index]?.push(value ?? null);
        }
        if ((data[0]?.length ?? 0) >= groupRows) await flush();
      }
      if ((data[0]?.length ?? 0) > 0) await flush();
      await writer.finish();
    }
    return losses;
  },
};
