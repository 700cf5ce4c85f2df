import type { Json } from '../../base/json.ts';
import type { Cell } from '../services/sql.ts';
import { hasTables, rowsFor, type Shape, textOfCell, upper, valueOf } from './schema.ts';
import type { Adder, Raw, Reading } from './table-kind.ts';
import { midnightOf } from './zone.ts';

export interface CustomField {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly multiple: boolean;
}

const shapes: Readonly<Record<string, Shape>> = {
  integer: 'integer',
  enumeration: 'integer',
  employee: 'integer',
  iblock_section: 'integer',
  iblock_element: 'integer',
  disk_file: 'integer',
  file: 'integer',
  mail_message: 'integer',
  double: 'number',
  date: 'day',
  datetime: 'moment',
};
/** Columns of a table of multiple values. */
const columns: Readonly<Record<Shape, string>> = {
  integer: 'VALUE_INT',
  number: 'VALUE_DOUBLE',
  moment: 'VALUE_DATE',
  day: 'VALUE_DATE',
  text: 'VALUE',
};

/** The custom fields of an entity, by `b_user_field`. */
export async function customFieldsOf({ sql }: Reading, entity: string): Promise<readonly CustomField[]> {
  const rows = await sql.rows(
    'SELECT ID, FIELD_NAME, USER_TYPE_ID, MULTIPLE FROM b_user_field WHERE ENTITY_ID = ? ORDER BY ID',
    [entity],
  );
  return rows.map(upper).map((row) => ({
    id: Number(row['ID']),
    name: textOfCell(row['FIELD_NAME']),
    type: textOfCell(row['USER_TYPE_ID']),
    multiple: row['MULTIPLE'] === 'Y',
  }));
}

/** How the methods that show an entity write its custom fields. */
export interface Writing {
  readonly nameOf: (field: CustomField) => string;
  /** Days as the universal methods of the CRM write them. */
  readonly greenwich?: true;
}

function one(cell: Cell | undefined, type: string, zone: string, { greenwich }: Writing): Json {
  if (type === 'boolean') return textOfCell(cell) === '1' ? 'Y' : 'N';
  const text = textOfCell(cell);
  if (type === 'date' && greenwich !== true) return text === '' ? '' : midnightOf(text, zone);
  return valueOf(cell, shapes[type] ?? 'text', zone);
}

function grouped(rows: readonly Raw[]): ReadonlyMap<number, readonly Raw[]> {
  return Map.groupBy(rows, (row) => Number(row['VALUE_ID']));
}

/** Adds the values of an entity's custom fields, each under the name that `nameOf` gives it. */
export async function customValues(
  reading: Reading,
  entity: string,
  ids: readonly number[],
  writing: Writing,
): Promise<Adder> {
  const { sql, zone } = reading;
  const tail = entity.toLowerCase();
  if (!(await hasTables(sql, ['b_user_field']))) return () => undefined;
  const fields = await customFieldsOf(reading, entity);
  const single = grouped(await rowsFor(sql, `b_uts_${tail}`, 'VALUE_ID', ids));
  const hasSeveral = fields.some(({ multiple }) => multiple);
  const several = grouped(hasSeveral ? await rowsFor(sql, `b_utm_${tail}`, 'VALUE_ID', ids, '', 'ORDER BY ID') : []);
  return (record, row) => {
    const id = Number(row['ID']);
    for (const field of fields) {
      const { type, multiple, name } = field;
      const column = columns[shapes[type] ?? 'text'];
      record[writing.nameOf(field)] = multiple
        ? (several.get(id) ?? [])
            .filter((each) => Number(each['FIELD_ID']) === field.id)
            .map((each) => one(each[column], type, zone, writing))
        : one(single.get(id)?.[0]?.[name], type, zone, writing);
    }
  };
}

/** The same as something that a kind declares. */
export function withCustomValues(
  entity: string | ((rows: readonly Raw[]) => string),
  nameOf: (field: CustomField) => string = ({ name }) => name,
): (reading: Reading, rows: readonly Raw[]) => Promise<Adder> {
  return (reading, rows) =>
    customValues(
      reading,
      typeof entity === 'string' ? entity : entity(rows),
      rows.map((row) => Number(row['ID'])),
      { nameOf },
    );
}
