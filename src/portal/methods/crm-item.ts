import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { deleteItem } from '../crm/cascade.ts';
import { fieldDescriptions } from '../crm/describe.ts';
import { camelName, isParentField, isUserField, type ItemType, storedField, userFieldName } from '../crm/fields.ts';
import { hasFiles, withFileLinks } from '../crm/files.ts';
import { addItem, knownType, updateItem } from '../crm/items.ts';
import { maySee, visibleItems } from '../crm/rights.ts';
import { itemsTable } from '../crm/tables.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import type { Field } from '../query.ts';
import { notAllowedIn, Refusal } from '../refusal.ts';

const denied = (): Refusal => new Refusal('ACCESS_DENIED', 'У Вас нет прав на просмотр этого элемента');
const notFound = (): Refusal => new Refusal('NOT_FOUND', 'Элемент не найден');

function typeOf({ core, params }: Context): ItemType {
  return knownType(core, params.integer('entityTypeId'));
}

function lookup(type: ItemType): (name: string) => Field | undefined {
  return (name) => {
    const field = type.fields.get(name);
    if (field !== undefined) return storedField(field);
    if (name.startsWith('UF_')) return { path: camelName(name), type: 'text' };
    if (isUserField(name)) return { path: name, type: 'text' };
    return isParentField(name) ? { path: name, type: 'integer' } : undefined;
  };
}

/** With `useOriginalUfNames: Y` custom fields go by the names under which they were made. */
function named(context: Context, item: JsonObject): JsonObject {
  if (!context.params.flag('useOriginalUfNames')) return item;
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [isUserField(name) ? userFieldName(name) : name, value]),
  );
}

function publicItem(context: Context, item: JsonObject): JsonObject {
  return named(context, withFileLinks(context, item, 'item'));
}

/** Custom fields of a request under the names in which items are stored. */
function givenFields({ params }: Context): JsonObject {
  if (params.get('fields') === undefined) throw new Refusal('100', 'Could not find value for parameter {fields}');
  const entries = Object.entries(params.struct('fields'));
  return Object.fromEntries(entries.map(([name, value]) => [name.startsWith('UF_') ? camelName(name) : name, value]));
}

function pick(item: JsonObject, select: readonly string[]): JsonObject {
  const all = select.includes('*');
  const everyUserField = select.some((name) => name.toLowerCase() === 'uf_*');
  const wanted = new Set(select.map((name) => (name.startsWith('UF_') ? camelName(name) : name)));
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => all || wanted.has(name) || (everyUserField && isUserField(name))),
  );
}

function list(context: Context): Reply {
  const { core, caller, params, start } = context;
  const type = typeOf(context);
  const filter = parseFilter(params.struct('filter'), {
    fields: lookup(type),
    zone: core.zone,
    onUnknown: notAllowedIn('filter'),
  });
  for (const [name, direction] of Object.entries(params.struct('order'))) {
    if (/^(?:asc|desc)$/iu.test(textOf(direction))) continue;
    throw new Refusal(
      'INVALID_ARG_VALUE',
      `Invalid order: allowed sort directions are ASC, DESC. But got '${textOf(direction)}' for field '${name}'`,
    );
  }
  const order = parseOrder(params.struct('order'), { fields: lookup(type), onUnknown: notAllowedIn('order') });
  const select = params.list('select').map(textOf);
  const whole = select.includes('*') || select.length === 0;
  const hidesMultiFields = select.length === 0 && type.fields.has('fm');
  const asStored =
    whole && !hidesMultiFields && !params.flag('useOriginalUfNames') && !hasFiles(core, type.entityTypeId);
  const row = (item: JsonObject): Json => {
    if (!whole) return pick(publicItem(context, item), select);
    const { fm, ...rest } = publicItem(context, item);
    return hidesMultiFields || fm === undefined ? rest : { ...rest, fm };
  };
  return listPage({
    table: core.store.table(itemsTable(type.entityTypeId)),
    selection: { where: [...filter, ...visibleItems(caller)], order },
    start,
    path: ['items'],
    ...(asStored ? {} : { row }),
  });
}

function get(context: Context): Reply {
  const type = typeOf(context);
  return { result: { item: publicItem(context, existing(context, type)) } };
}

function existing({ core, caller, params }: Context, type: ItemType): JsonObject {
  const item = core.store.table(itemsTable(type.entityTypeId)).get(params.integer('id') ?? 0);
  if (item === undefined) throw notFound();
  if (!maySee(caller, item)) throw denied();
  return item;
}

function add(context: Context): Reply {
  const type = typeOf(context);
  const item = addItem(context.core, type.entityTypeId, givenFields(context), { userId: context.caller.userId });
  return { result: { item: publicItem(context, item) } };
}

/** Like add, but dates and authors are kept, and only the new id is told. */
function importItem(context: Context): Reply {
  const type = typeOf(context);
  const fields = givenFields(context);
  const { createdTime, updatedTime, createdBy, updatedBy } = fields;
  const date = (value: Json | undefined): { readonly at?: string } => {
    const at = context.core.zone.normal(textOf(value));
    return at === undefined ? {} : { at };
  };
  const [created, updated] = [date(createdTime), date(updatedTime)];
  const item = addItem(context.core, type.entityTypeId, fields, {
    userId: context.caller.userId,
    as: {
      ...(created.at === undefined ? {} : { createdTime: created.at }),
      ...(updated.at === undefined ? {} : { updatedTime: updated.at }),
      ...(createdBy === undefined ? {} : { createdBy: Number(createdBy) }),
      ...(updatedBy === undefined ? {} : { updatedBy: Number(updatedBy) }),
    },
  });
  return { result: { item: { id: item['id'] ?? null } } };
}

function update(context: Context): Reply {
  const type = typeOf(context);
  const before = existing(context, type);
  const fields = givenFields(context);
  const item = updateItem(context.core, type.entityTypeId, Number(before['id']), fields, context.caller.userId);
  return { result: { item: publicItem(context, item ?? before) } };
}

function remove(context: Context): Reply {
  const type = typeOf(context);
  existing(context, type);
  deleteItem(context.core, type.entityTypeId, context.params.integer('id') ?? 0);
  return { result: [] };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/universal/ */
export const crmItem: readonly Method[] = [
  read('crm.item.list', 'crm', list),
  read('crm.item.get', 'crm', get),
  write('crm.item.add', 'crm', add),
  write('crm.item.import', 'crm', importItem),
  write('crm.item.update', 'crm', update),
  write('crm.item.delete', 'crm', remove),
  read('crm.item.fields', 'crm', (context) => {
    const descriptions = fieldDescriptions(context.core, typeOf(context), 'item');
    return { result: { fields: named(context, descriptions) } };
  }),
];
