import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Context } from '../method.ts';
import { mapOf } from '../params.ts';
import type { Field } from '../query.ts';
import {
  camelName,
  type ItemField,
  type ItemType,
  itemTypeOf,
  storedField,
  upperName,
  userFieldName,
} from './fields.ts';
import { withFileLinks } from './files.ts';
import { emptyAddress, isUnseen } from './old-fields.ts';
import { multiFieldsOf } from './items.ts';

/** Kinds of multi-fields, each a field of its own in the old methods. */
export const multiFieldTypes = ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK'] as const;

function oldValue(field: ItemField, value: Json): Json {
  if (value === null || value === undefined) return null;
  if (field.type === 'double') return field.name === 'revenue' ? textOf(value) : Number(value).toFixed(2);
  return typeof value === 'number' ? String(value) : value;
}

function oldUserValue(value: Json): Json {
  if (isList(value)) return value.map(oldUserValue);
  if (isObject(value) || value === null || typeof value === 'boolean') return value;
  return textOf(value);
}

function multiFields(item: JsonObject): JsonObject {
  const lists: Record<string, Json> = {};
  for (const { id, valueType, value, typeId } of multiFieldsOf(item)) {
    const row = { ID: String(id), VALUE_TYPE: valueType, VALUE: value, TYPE_ID: typeId };
    lists[typeId] = [...((lists[typeId] ?? []) as readonly Json[]), row];
  }
  return lists;
}

/** A CRM item as the old methods show it: upper-case names, numbers as text, phones and e-mails each in a list. */
export function oldItem(context: Context, type: ItemType, stored: JsonObject): JsonObject {
  const item = withFileLinks(context, stored, 'old');
  const shown: Record<string, Json> = {};
  for (const [name, value] of Object.entries(item)) {
    const field = type.fields.get(name);
    if (isUnseen(type, name)) continue;
    if (field !== undefined) shown[field.old] = oldValue(field, value);
    else if (name.startsWith('uf')) shown[userFieldName(name)] = oldUserValue(value);
    else if (name.startsWith('parentId')) shown[`PARENT_ID_${name.slice(8)}`] = value === null ? null : textOf(value);
  }
  for (const name of emptyAddress(type.entityTypeId)) shown[name] = null;
  if (type.entityTypeId === 4) shown['LAST_COMMUNICATION_TIME'] = null;
  return { ...shown, ...multiFields(item) };
}

const isMulti = (name: string): boolean => (multiFieldTypes as readonly string[]).includes(name);
const isOwn = (name: string): boolean => !isMulti(name) && !name.startsWith('UF_');

/** A row of an old list: what `select` names; without one, all but custom and multi-fields. */
export function oldRow(row: JsonObject, select: readonly string[]): JsonObject {
  // Phones and e-mails are looked up by the number of their owner, which then shows as well.
  const names = select.length === 0 ? ['*'] : select.some(isMulti) ? ['ID', ...select] : select;
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name]) =>
        names.includes(name) ||
        (names.includes('*') && isOwn(name)) ||
        (names.includes('UF_*') && name.startsWith('UF_')),
    ),
  );
}

/** Finds the stored field behind an old name. Phones and e-mails are looked for among the multi-fields. */
export function oldLookup(type: ItemType): (name: string) => Field | undefined {
  return (name) => {
    const upper = name.toUpperCase();
    const field = type.byOldName.get(upper);
    if (field !== undefined) return storedField(field);
    if ((multiFieldTypes as readonly string[]).includes(upper)) {
      return { path: 'fm', type: 'list', item: { value: 'value', where: ['typeId', upper] } };
    }
    if (upper.startsWith('UF_')) return { path: camelName(upper), type: 'text' };
    return upper.startsWith('PARENT_ID_') ? { path: `parentId${upper.slice(10)}`, type: 'integer' } : undefined;
  };
}

function multiFieldChange(typeId: string, value: Json): JsonObject {
  const map = mapOf(value) ?? {};
  const change: Record<string, Json> = { typeId };
  for (const [from, to] of [
    ['ID', 'id'],
    ['VALUE_TYPE', 'valueType'],
    ['VALUE', 'value'],
    ['DELETE', 'delete'],
  ] as const) {
    const part = map[from];
    if (part !== undefined) change[to] = part;
  }
  return change;
}

/** Fields of an old request as crm.item.* would be given them. */
export function newFields(type: ItemType, fields: JsonObject): JsonObject {
  const changes: Record<string, Json> = {};
  const fm: Json[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const upper = name.toUpperCase();
    const field = type.byOldName.get(upper);
    if (field !== undefined) changes[field.name] = value;
    else if ((multiFieldTypes as readonly string[]).includes(upper)) {
      fm.push(...Object.values(mapOf(value) ?? {}).map((each) => multiFieldChange(upper, each)));
    } else if (upper.startsWith('UF_')) changes[camelName(upper)] = value;
    else if (upper.startsWith('PARENT_ID_')) changes[`parentId${upper.slice(10)}`] = value;
  }
  return fm.length === 0 ? changes : { ...changes, fm };
}

/** The kind of item behind `crm.lead.*` and its kin. */
export function oldType(entityTypeId: number): ItemType {
  const type = itemTypeOf(entityTypeId);
  if (type === undefined) throw new TypeError(`no CRM item ${upperName(String(entityTypeId))}`);
  return type;
}
