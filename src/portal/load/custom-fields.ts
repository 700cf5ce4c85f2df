import { isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { userFieldsTable } from '../crm/tables.ts';
import type { LoadSource } from './load.ts';
import { upper } from './spelling.ts';

/** Texts by language, without the languages that have none. */
function texts(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, text]) => text !== null));
}

const LABELS: ReadonlySet<string> = new Set([
  'editFormLabel',
  'listColumnLabel',
  'listFilterLabel',
  'errorMessage',
  'helpMessage',
]);

/** A definition as userfieldconfig.* answers it, put as the portal keeps it: upper case, with its values in `LIST`. */
export function putCustomField(core: PortalCore, archive: LoadSource, row: JsonObject): void {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === 'languageId' || name === 'enum') continue;
    const stored = LABELS.has(name) ? texts(value) : value;
    if (!LABELS.has(name) || (isObject(stored) && Object.keys(stored).length > 0)) kept[upper(name)] = stored;
  }
  if (row['userTypeId'] === 'enumeration') kept['LIST'] = valuesOf(archive, textOf(row['id']));
  core.store.table(userFieldsTable).put(Number(row['id']), kept);
}

function valuesOf(archive: LoadSource, field: string): Json {
  const values: Json[] = [];
  for (const { row, vanishedAtMs } of archive.records('custom-field-value')) {
    if (textOf(row['userFieldId']) !== field || vanishedAtMs !== undefined) continue;
    const { id = '', value = '', def = 'N', sort = '', xmlId = '' } = row;
    values.push({ ID: id, VALUE: value, DEF: def, SORT: sort, XML_ID: xmlId });
  }
  return values;
}
