import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { flagOf, integerOf, listOf, mapOf } from '../params.ts';
import { Refusal } from '../refusal.ts';
import {
  company,
  contact,
  deal,
  isParentField,
  isSmartType,
  isUserField,
  type ItemField,
  type ItemType,
  itemTypeOf,
  lead,
} from './fields.ts';
import { readFileValue } from './files.ts';
import { linkItem } from './links.ts';
import { itemsTable, statusesTable, typesTable } from './tables.ts';

/** The kind of item that a request names, or the refusal that the portal has for it. */
export function knownType(core: PortalCore, entityTypeId: number | undefined): ItemType {
  const type = entityTypeId === undefined ? undefined : itemTypeOf(entityTypeId);
  const isThere =
    type !== undefined && (!isSmartType(type.entityTypeId) || smartType(core, type.entityTypeId) !== undefined);
  if (!isThere) throw new Refusal('NOT_FOUND', 'Смарт-процесс не найден');
  return type;
}

/** The definition of a smart process. */
export function smartType(core: PortalCore, entityTypeId: number): JsonObject | undefined {
  const [found] = core.store.table(typesTable).select({
    where: [{ field: { path: 'entityTypeId', type: 'integer' }, is: '=', value: entityTypeId }],
    limit: 1,
  });
  return found;
}

interface Writing {
  readonly core: PortalCore;
  readonly userId: number;
  readonly type: ItemType;
  readonly id: number;
}

function fieldValue(writing: Writing, field: ItemField, value: Json): Json {
  const empty = value === null || value === '';
  switch (field.type) {
    case 'int':
    case 'user':
      return empty ? null : (integerOf(value) ?? 0);
    case 'double':
      return empty ? null : Number.parseFloat(textOf(value)) || 0;
    case 'flag':
      return flagOf(value) ? 'Y' : 'N';
    case 'date':
    case 'datetime':
      return writing.core.zone.normal(textOf(value)) ?? null;
    case 'ints':
      return (listOf(value) ?? [value]).map((item) => integerOf(item) ?? 0).filter((item) => item > 0);
    case 'file':
      return readFileValue(writing.core, `${writing.type.entityTypeId}:${writing.id}`, value);
    case 'text':
    case 'status':
      return value === null ? null : textOf(value);
    case 'fm':
      return value;
  }
}

const isFile = (candidate: Json): boolean => isObject(candidate) && 'fileData' in candidate;

function userFieldValue(writing: Writing, value: Json): Json {
  const owner = `${writing.type.entityTypeId}:${writing.id}`;
  if (isFile(value)) return readFileValue(writing.core, owner, value);
  if (isList(value) && value.some(isFile)) return value.map((each) => readFileValue(writing.core, owner, each));
  return value;
}

/** A phone, an e-mail and the like, as crm.item.* shows it. */
export interface MultiField {
  readonly id: number;
  readonly valueType: string;
  readonly value: string;
  readonly typeId: string;
}

export function multiFieldsOf(item: JsonObject): readonly MultiField[] {
  return (listOf(item['fm']) ?? []).filter(isObject).map((each) => ({
    id: integerOf(each['id']) ?? 0,
    valueType: textOf(each['valueType']),
    value: textOf(each['value']),
    typeId: textOf(each['typeId']),
  }));
}

/** Changes of multi-fields: one with an id replaces or (when empty, or told so) deletes its namesake; others are added. */
export function mergeMultiFields(
  core: PortalCore,
  before: readonly MultiField[],
  changes: readonly JsonObject[],
): Json {
  const result = new Map(before.map((each) => [each.id, each]));
  for (const change of changes) {
    const id = integerOf(change['id']);
    const old = id === undefined ? undefined : result.get(id);
    const value = change['value'] === undefined ? (old?.value ?? '') : textOf(change['value']);
    if (value === '' || flagOf(change['delete'])) {
      if (id !== undefined) result.delete(id);
      continue;
    }
    const number = old?.id ?? id ?? core.store.nextNumber('crm_multifield');
    const valueType = textOf(change['valueType']) || (old?.valueType ?? 'WORK');
    result.set(number, { id: number, valueType, value, typeId: textOf(change['typeId']) || (old?.typeId ?? 'PHONE') });
  }
  return [...result.values()].map((each) => ({ ...each }));
}

/** `P` for a stage in process, `S` for success, `F` for failure. */
export function stageSemantics(core: PortalCore, stageId: string): string {
  const [status] = core.store.table(statusesTable).select({
    where: [{ field: { path: 'STATUS_ID', type: 'text' }, is: '=', value: stageId }],
    limit: 1,
  });
  const known = textOf(status?.['SEMANTICS']);
  if (known !== '') return known;
  const code = stageId.replace(/^\w+:/u, '');
  if (['WON', 'CONVERTED', 'SUCCESS', 'APPROVED'].includes(code)) return 'S';
  return ['LOSE', 'JUNK', 'FAIL', 'DECLAINED', 'APOLOGY'].includes(code) ? 'F' : 'P';
}

function withLinks(type: ItemType, before: JsonObject, given: JsonObject): JsonObject {
  const links: Record<string, Json> = {};
  const pairs = [['contactId', 'contactIds'], ...(type.entityTypeId === contact ? [['companyId', 'companyIds']] : [])];
  for (const [one = '', many = ''] of pairs) {
    if (!type.fields.has(many)) continue;
    const list = listOf(given[many]);
    const single = integerOf(given[one]);
    if (list !== undefined) {
      links[many] = list;
      if (type.fields.has(one)) links[one] = single ?? list[0] ?? (before['id'] === undefined ? null : 0);
    } else if (single !== undefined) {
      const rest = (listOf(before[many]) ?? []).filter((id) => id !== single && id !== before[one]);
      links[many] = single > 0 ? [single, ...rest] : rest;
    }
  }
  return links;
}

function derived(core: PortalCore, type: ItemType, item: JsonObject): JsonObject {
  const changes: Record<string, Json> = {};
  if (type.fields.has('fm')) {
    const fm = multiFieldsOf(item);
    const first = (typeId: string, valueType?: string): string =>
      fm.find((each) => each.typeId === typeId && (valueType === undefined || each.valueType === valueType))?.value ??
      '';
    const has = (typeId: string): string => (fm.some((each) => each.typeId === typeId) ? 'Y' : 'N');
    Object.assign(changes, { hasPhone: has('PHONE'), hasEmail: has('EMAIL'), hasImol: has('IM') });
    if (type.entityTypeId === lead) {
      for (const kind of ['MOBILE', 'WORK', 'MAILING']) changes[`phone${title(kind)}`] = first('PHONE', kind);
      for (const kind of ['HOME', 'WORK', 'MAILING']) changes[`email${title(kind)}`] = first('EMAIL', kind);
      Object.assign(changes, { imol: first('IM'), email: first('EMAIL') || null, phone: first('PHONE') || null });
    }
  }
  if (type.fields.has('stageId')) {
    const semantics = stageSemantics(core, textOf(item['stageId']));
    if (type.fields.has('stageSemanticId')) changes['stageSemanticId'] = semantics;
    if (type.fields.has('closed')) changes['closed'] = semantics === 'P' ? 'N' : 'Y';
  }
  return changes;
}

const title = (word: string): string => word.charAt(0) + word.slice(1).toLowerCase();

function firstStage(type: ItemType, categoryId: number): string {
  if (type.entityTypeId === deal) return categoryId === 0 ? 'NEW' : `C${categoryId}:NEW`;
  if (isSmartType(type.entityTypeId)) return `DT${type.entityTypeId}_${categoryId}:NEW`;
  return type.entityTypeId === 7 ? 'DRAFT' : type.entityTypeId === 31 ? `DT31_${categoryId}:N` : 'NEW';
}

function blank(type: ItemType): Record<string, Json> {
  const item: Record<string, Json> = {};
  for (const { name, type: kind } of type.fields.values()) {
    if (kind === 'flag') item[name] = 'N';
    else item[name] = kind === 'ints' || kind === 'fm' ? [] : null;
  }
  return item;
}

/** Fields that a request sets, as they are stored; unknown names and read-only ones are dropped, as the portal does. */
function accepted(writing: Writing, given: JsonObject): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = writing.type.fields.get(name);
    if (field !== undefined && !field.readOnly && field.type !== 'fm') {
      if (field.type === 'ints' && value !== null && typeof value !== 'object') {
        const kind = typeof value === 'number' ? 'int' : typeof value;
        throw new Refusal('100', `Expected iterable value for multiple field, but got ${kind} instead`);
      }
      values[name] = fieldValue(writing, field, value);
    } else if (isUserField(name)) values[name] = userFieldValue(writing, value);
    else if (isParentField(name)) values[name] = integerOf(value) ?? null;
  }
  return values;
}

export interface NewItem {
  readonly userId: number;
  /** Own id, dates and authors: for imports and for filling a portal. */
  readonly as?: {
    readonly id?: number;
    readonly createdTime?: string;
    readonly updatedTime?: string;
    readonly createdBy?: number;
    readonly updatedBy?: number;
  };
}

/** Writes a new item; `fields` as crm.item.add takes them. Returns the whole item. */
export function addItem(
  core: PortalCore,
  entityTypeId: number,
  fields: JsonObject,
  { userId, as = {} }: NewItem,
): JsonObject {
  const type = knownType(core, entityTypeId);
  const table = core.store.table(itemsTable(entityTypeId));
  const id = as.id ?? table.nextId();
  const now = core.zone.format(core.clock.now());
  const given = accepted({ core, userId, type, id }, fields);
  const item: Record<string, Json> = {
    ...blank(type),
    assignedById: userId,
    ...given,
    id,
    createdTime: as.createdTime ?? now,
    updatedTime: as.updatedTime ?? as.createdTime ?? now,
    createdBy: as.createdBy ?? userId,
    updatedBy: as.updatedBy ?? userId,
    lastActivityBy: userId,
    lastActivityTime: as.createdTime ?? now,
    entityTypeId,
  };
  if (type.fields.has('fm')) item['fm'] = mergeMultiFields(core, [], multiFieldChanges(fields['fm']));
  if (type.fields.has('categoryId') && item['categoryId'] === null) item['categoryId'] = 0;
  if (type.fields.has('stageId')) {
    item['stageId'] ??= firstStage(type, integerOf(item['categoryId']) ?? 0);
    Object.assign(item, { movedBy: userId, movedTime: as.createdTime ?? now });
  }
  if (textOf(item['title']) === '' && type.fields.has('title')) item['title'] = `${titles[entityTypeId] ?? ''}#${id}`;
  Object.assign(item, withLinks(type, {}, given));
  Object.assign(item, derived(core, type, item));
  table.insert(id, item);
  linkItem(core, item);
  return item;
}

const titles: Readonly<Record<number, string>> = { [lead]: 'Лид ', [deal]: 'Сделка ', [company]: 'Компания ' };

/** A request's multi-fields: a list, or a map by number as PHP writes it. */
export function multiFieldChanges(value: Json | undefined): readonly JsonObject[] {
  return (listOf(value) ?? []).map((each) => mapOf(each)).filter((each) => each !== undefined);
}

/** Changes an item; returns it whole, or undefined when there is none. */
export function updateItem(
  core: PortalCore,
  entityTypeId: number,
  id: number,
  fields: JsonObject,
  userId: number,
): JsonObject | undefined {
  const type = knownType(core, entityTypeId);
  const table = core.store.table(itemsTable(entityTypeId));
  const before = table.get(id);
  if (before === undefined) return undefined;
  const now = core.zone.format(core.clock.now());
  const given = accepted({ core, userId, type, id }, fields);
  const item: Record<string, Json> = { ...before, ...given, updatedTime: now, updatedBy: userId };
  if (type.fields.has('fm') && fields['fm'] !== undefined) {
    item['fm'] = mergeMultiFields(core, multiFieldsOf(before), multiFieldChanges(fields['fm']));
  }
  if (given['stageId'] !== undefined && given['stageId'] !== before['stageId']) {
    Object.assign(item, { movedBy: userId, movedTime: now });
  }
  Object.assign(item, withLinks(type, before, given));
  Object.assign(item, derived(core, type, item));
  table.put(id, item);
  linkItem(core, item);
  return item;
}
