import { type JsonObject, textOf } from '../../../base/json.ts';
import { hasTables, textOfCell, upper } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

/** Values of the fields of the type "list", with the field itself: so the old methods give them. */
export async function fieldLists({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const values = (await hasTables(sql, ['b_user_field_enum']))
    ? await sql.rows(`SELECT * FROM b_user_field_enum WHERE USER_FIELD_ID IN (${ids.join(', ')}) ORDER BY SORT, ID`)
    : [];
  const byField = Map.groupBy(values.map(upper), (row) => Number(row['USER_FIELD_ID']));
  return (record, row) => {
    if (row['USER_TYPE_ID'] !== 'enumeration') return;
    record['LIST'] = (byField.get(Number(row['ID'])) ?? []).map((value): JsonObject => {
      const text = (column: string): string => textOfCell(value[column]);
      return { ID: text('ID'), SORT: text('SORT'), VALUE: text('VALUE'), DEF: text('DEF'), XML_ID: text('XML_ID') };
    });
  };
}

/** Labels in Russian, as the export over REST asks for them. */
async function labels({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = (await hasTables(sql, ['b_user_field_lang']))
    ? await sql.rows(
        `SELECT * FROM b_user_field_lang WHERE LANGUAGE_ID = 'ru' AND USER_FIELD_ID IN (${ids.join(', ')})`,
      )
    : [];
  const byField = new Map(found.map(upper).map((row) => [Number(row['USER_FIELD_ID']), row]));
  return (record, row) => {
    const own = byField.get(Number(row['ID']));
    const label = (column: string): JsonObject | null => {
      const cell = own?.[column];
      return cell === null || cell === undefined || cell === '' ? null : { ru: textOfCell(cell) };
    };
    record['languageId'] = own === undefined ? null : { ru: 'ru' };
    record['editFormLabel'] = label('EDIT_FORM_LABEL');
    record['listColumnLabel'] = label('LIST_COLUMN_LABEL');
    record['listFilterLabel'] = label('LIST_FILTER_LABEL');
    record['errorMessage'] = label('ERROR_MESSAGE');
    record['helpMessage'] = label('HELP_MESSAGE');
  };
}

const columns = `ID ENTITY_ID FIELD_NAME USER_TYPE_ID XML_ID SORT MULTIPLE MANDATORY SHOW_FILTER SHOW_IN_LIST EDIT_IN_LIST
  IS_SEARCHABLE SETTINGS:php`;

export const fieldTables: readonly TableKind[] = [
  {
    kind: 'custom-field',
    table: 'b_user_field',
    where: `ENTITY_ID LIKE 'CRM%'`,
    shows: columns,
    spelling: 'camel',
    numbers: 'text',
    add: [labels],
  },
  {
    kind: 'custom-field-value',
    table: 'b_user_field_enum',
    needs: ['b_user_field'],
    where: `USER_FIELD_ID IN (SELECT ID FROM b_user_field WHERE ENTITY_ID LIKE 'CRM%')`,
    shows: 'ID USER_FIELD_ID VALUE DEF SORT XML_ID',
    spelling: 'camel',
    numbers: 'text',
    parent: (record) => ({ kind: 'custom-field', id: textOf(record['userFieldId']) }),
  },
  {
    kind: 'task-field',
    table: 'b_user_field',
    where: `ENTITY_ID = 'TASKS_TASK'`,
    shows: columns,
    spelling: 'same',
    numbers: 'text',
    add: [fieldLists],
  },
];
