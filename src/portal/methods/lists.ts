import { isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { type FieldLookup, splitPrefix } from '../filter.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { idsWith, listOfShelf, lookupOf, removeChildren, type Shelf, shown } from '../shelf.ts';
import { listShelves } from '../shelves/lists.ts';

const { list, listField, listSection, listElement } = listShelves;

function need({ params }: Context, name: string): string {
  const text = params.text(name);
  if (text !== '') return text;
  throw new Refusal('ERROR_REQUIRED_PARAMETERS_MISSING', `Required parameter \`${name}\` is missing`);
}

/** The number of the list that a request is about. */
function listOf(context: Context): number {
  const type = need(context, 'IBLOCK_TYPE_ID');
  const id = Number.parseInt(need(context, 'IBLOCK_ID'), 10);
  const found = Number.isNaN(id) ? undefined : context.core.store.table(list.table).get(id);
  if (found?.['IBLOCK_TYPE_ID'] !== type) throw new Refusal('ERROR_IBLOCK_NOT_FOUND', 'Iblock not found');
  return id;
}

const inList = (id: number): Where => ({ field: { path: '_list', type: 'integer' }, is: '=', value: id });

/** Shown in the site's own form, compared by the moment behind it. */
function dated(from: Shelf): FieldLookup {
  const plain = lookupOf(from);
  return (name) => (name === 'DATE_CREATE' ? { path: '_created', type: 'datetime' } : plain(name));
}

/** `"NAME": "%text%"`: a pattern in the value instead of a prefix. */
function patterns(filter: JsonObject): JsonObject {
  const entries = Object.entries(filter).map(([key, value]): [string, Json] => {
    const isPattern = splitPrefix(key)[0] === '' && textOf(value).includes('%');
    return isPattern ? [`%=${key}`, value] : [key, value];
  });
  return Object.fromEntries(entries);
}

function rows(context: Context, from: Shelf, order: string, where: readonly Where[]): Reply {
  const { params } = context;
  const asked = params.with({ filter: patterns(params.struct('filter')), order: params.struct(order) });
  return listOfShelf(from, { ...context, params: asked }, { where: () => where, lookup: dated(from) });
}

function lists(context: Context): Reply {
  const type = need(context, 'IBLOCK_TYPE_ID');
  const { params } = context;
  const only = ['IBLOCK_ID', 'SOCNET_GROUP_ID'].flatMap((name): Where[] => {
    const value = params.integer(name);
    if (value === undefined) return [];
    return name === 'IBLOCK_ID'
      ? [{ field: { path: 'ID', type: 'id' }, is: '=', value }]
      : [{ field: { path: name, type: 'digits' }, is: '=', value: String(value) }];
  });
  const ofType: Where = { field: { path: 'IBLOCK_TYPE_ID', type: 'text' }, is: '=', value: type };
  return rows({ ...context, params: params.with({ filter: {}, select: [] }) }, list, 'IBLOCK_ORDER', [ofType, ...only]);
}

/** Fields come as a map by their codes; one alone by its type. */
function fields(context: Context): Reply {
  const table = context.core.store.table(listField.table);
  const all = idsWith(context.core, listField, '_list', listOf(context)).map((key) => shown(table.get(key) ?? {}));
  const one = context.params.text('FIELD_ID');
  const wanted = one === '' ? all : all.filter((field) => field['FIELD_ID'] === one);
  return {
    result: Object.fromEntries(wanted.map((field) => [textOf(field[one === '' ? 'FIELD_ID' : 'TYPE']), field])),
  };
}

function elements(context: Context): Reply {
  const id = context.params.integer('ELEMENT_ID');
  const only: readonly Where[] = id === undefined ? [] : [{ field: { path: 'ID', type: 'id' }, is: '=', value: id }];
  return rows(context, listElement, 'ELEMENT_ORDER', [inList(listOf(context)), ...only]);
}

/** The values of a property by their numbers: those that were there keep theirs, new ones get the next. */
function numbered(value: Json, last: number): JsonObject {
  const values = mapOf(value) ?? { [String(last + 1)]: value };
  const entries = Object.entries(values).filter(([, each]) => each !== null && each !== '');
  const isMap = isObject(value) && entries.every(([number]) => /^\d+$/u.test(number));
  return Object.fromEntries(entries.map(([number, each], index) => [isMap ? number : String(last + 1 + index), each]));
}

/** The whole element is written anew: what is not sent is emptied. A file can't be given by its id. */
function updateElement(context: Context): Reply {
  const listId = listOf(context);
  const { core, params } = context;
  const table = core.store.table(listElement.table);
  const id = Number.parseInt(need(context, 'ELEMENT_ID'), 10);
  const found = Number.isNaN(id) ? undefined : table.get(id);
  if (found === undefined || integerOf(found['_list']) !== listId) {
    throw new Refusal('ERROR_ELEMENT_NOT_FOUND', 'Element not found');
  }
  const fields = params.struct('FIELDS');
  if (Object.keys(fields).length === 0) {
    throw new Refusal('ERROR_REQUIRED_PARAMETERS_MISSING', 'Required parameter `FIELDS` is missing');
  }
  if (textOf(fields['NAME']) === '') throw new Refusal('ERROR_UPDATE_ELEMENT', 'The "NAME" field is required');
  const fieldTable = core.store.table(listField.table);
  const known = Object.entries(fields).filter(([name]) => fieldTable.get(`${listId}:${name}`) !== undefined);
  const sent = known.map(([name, value], index): [string, Json] => {
    if (!name.startsWith('PROPERTY_')) return [name, textOf(value)];
    const type = textOf(fieldTable.get(`${listId}:${name}`)?.['TYPE']);
    const values = numbered(value, id * 100 + index * 10);
    if (type === 'F' && Object.values(values).some((each) => /^\d+$/u.test(textOf(each)))) {
      throw new Refusal('ERROR_ELEMENT_FIELD_VALUE', 'Writing file values by ID is not supported');
    }
    return [name, values];
  });
  const lasting = Object.entries(found).filter(([name]) => LASTING.has(name) || name.startsWith('_'));
  table.put(id, { ...Object.fromEntries(lasting), ...Object.fromEntries(sent), NAME: textOf(fields['NAME']) });
  return { result: true };
}

/** What a change of an element leaves as it is. */
const LASTING: ReadonlySet<string> = new Set(['ID', 'CODE', 'CREATED_BY', 'DATE_CREATE', 'IBLOCK_SECTION_ID']);

/** Where a browser that signed in finds the files of one field: by their attachments, or by the element. */
function fileUrls(context: Context): Reply {
  const listId = listOf(context);
  const id = Number.parseInt(need(context, 'ELEMENT_ID'), 10);
  const field = need(context, 'FIELD_ID').replace(/^PROPERTY_/u, '');
  const element = context.core.store.table(listElement.table).get(id);
  if (integerOf(element?.['_list']) !== listId) throw new Refusal('ERROR_ELEMENT_NOT_FOUND', 'Element not found');
  const code = `PROPERTY_${field}`;
  const type = textOf(context.core.store.table(listField.table).get(`${listId}:${code}`)?.['TYPE']);
  const values = Object.values(mapOf(element?.[code]) ?? {}).map(textOf);
  const result = values.map((value) =>
    type === 'S:DiskFile'
      ? `/bitrix/tools/disk/uf.php?attachedId=${value}&action=download&ncc=1`
      : `/company/lists/${listId}/file/0/${id}/${code}/${value}/?ncc=y&download=y`,
  );
  return { result };
}

/** A section goes with the sections and the elements inside it. */
function removeSection(core: PortalCore, id: number): void {
  for (const inner of idsWith(core, listSection, 'IBLOCK_SECTION_ID', id)) removeSection(core, Number(inner));
  removeChildren(core, id, [[listElement, 'IBLOCK_SECTION_ID']]);
  core.store.table(listSection.table).remove(id);
}

function remove(from: Shelf, param: string, missing: readonly [string, string]): (context: Context) => Reply {
  return (context) => {
    const listId = listOf(context);
    const id = Number.parseInt(need(context, param), 10);
    const table = context.core.store.table(from.table);
    if (Number.isNaN(id) || integerOf(table.get(id)?.['_list']) !== listId) throw new Refusal(...missing);
    if (from === listSection) removeSection(context.core, id);
    else table.remove(id);
    return { result: true };
  };
}

function removeWhole(core: PortalCore, id: number): void {
  removeChildren(core, id, [
    [listField, '_list'],
    [listSection, '_list'],
    [listElement, '_list'],
  ]);
  core.store.table(list.table).remove(id);
}

function removeList(context: Context): Reply {
  removeWhole(context.core, listOf(context));
  return { result: true };
}

/** The lists of a group go with it. */
export function removeGroupLists(core: PortalCore, groupId: number): void {
  for (const id of idsWith(core, list, 'SOCNET_GROUP_ID', groupId)) removeWhole(core, Number(id));
}

/** Universal lists, with their fields, sections and elements. */
export const listMethods: readonly Method[] = [
  read('lists.get', 'lists', lists),
  write('lists.delete', 'lists', removeList),
  read('lists.field.get', 'lists', fields),
  read('lists.section.get', 'lists', (context) =>
    rows(context, listSection, 'IBLOCK_SECTION_ORDER', [inList(listOf(context))]),
  ),
  write(
    'lists.section.delete',
    'lists',
    remove(listSection, 'SECTION_ID', ['ERROR_SECTION_NOT_FOUND', 'Section not found']),
  ),
  read('lists.element.get', 'lists', elements),
  read('lists.element.get.file.url', 'lists', fileUrls),
  write('lists.element.update', 'lists', updateElement),
  write(
    'lists.element.delete',
    'lists',
    remove(listElement, 'ELEMENT_ID', ['ERROR_ELEMENT_NOT_FOUND', 'Element not found']),
  ),
];
