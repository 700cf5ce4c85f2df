import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';
import { mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { lookupOf, type Shelf, shown } from '../shelf.ts';
import { appShelves } from '../shelves/apps.ts';

const { appStorage, appSection, appItem, appProperty, appOption, signedDocument } = appShelves;

/** The longest name that a storage may have beside the application's own. */
const mostLetters = 13;

function appOf({ caller }: Context): string {
  if (caller.connection.kind === 'webhook') {
    throw new Refusal('ACCESS_DENIED', 'Access denied! Application context required');
  }
  return caller.connection.key;
}

const is = (path: string, value: string): Where => ({ field: { path, type: 'text' }, is: '=', value });

function nameOf({ params }: Context): string {
  const name = params.text('ENTITY').replaceAll(/\W/gu, '');
  if (name === '') throw new Refusal('ERROR_ARGUMENT', "Argument 'ENTITY' is null or empty");
  if (name.length > mostLetters) {
    throw new Refusal('ERROR_ARGUMENT', `Entity code is too long. Max length is ${mostLetters} characters.`);
  }
  return name;
}

/** The calling application's storage that a request names. */
function storageOf(context: Context): { readonly app: string; readonly name: string; readonly row: JsonObject } {
  const app = appOf(context);
  const name = nameOf(context);
  const row = context.core.store.table(appStorage.table).get(`${app}|${name}`);
  if (row === undefined) throw new Refusal('ERROR_ENTITY_NOT_FOUND', 'Entity not found');
  return { app, name, row };
}

function storages(context: Context): Reply {
  const app = appOf(context);
  if (context.params.has('ENTITY')) return { result: shown(storageOf(context).row) };
  const rows = context.core.store.table(appStorage.table).select({ where: [is('_app', app)] });
  return { result: rows.map(shown) };
}

/** Rows of a storage, 50 a page. */
function rowsOf(from: Shelf, context: Context): Reply {
  const { app, name } = storageOf(context);
  const { core, params, start } = context;
  const fields = lookupOf(from);
  const order = parseOrder(params.struct('SORT'), { fields });
  return listPage({
    table: core.store.table(from.table),
    selection: {
      where: [
        is('_app', app),
        is('ENTITY', name),
        ...parseFilter(params.struct('FILTER'), { fields, zone: core.zone }),
      ],
      order: order.length > 0 ? order : parseOrder({ ID: 'ASC' }, { fields }),
    },
    start,
    row: (row) => withAddresses(row, context),
  });
}

const picture = { contentType: 'image/png' } as const;

/** A file of a row is kept beside it under its field's name; the answer tells its address. */
function withAddresses(row: JsonObject, context: Context): JsonObject {
  const addressOf = (field: string): Json | undefined => {
    const blob = row[`_${field}`];
    if (blob === undefined) return undefined;
    return context.core.links.plain(context, { blob: Number(blob), name: `${field.toLowerCase()}.png`, ...picture });
  };
  const made = (fields: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, addressOf(field) ?? value]));
  const values = mapOf(row['PROPERTY_VALUES']);
  return shown({ ...made(row), ...(values && { PROPERTY_VALUES: made(values) }) });
}

function properties(context: Context): Reply {
  const { app, name } = storageOf(context);
  const table = context.core.store.table(appProperty.table);
  const code = context.params.text('PROPERTY');
  if (code === '') {
    return { result: table.select({ where: [is('_app', app), is('_entity', name)] }).map(shown) };
  }
  const found = table.get(`${app}|${name}|${code}`);
  if (found === undefined) throw new Refusal('ERROR_PROPERTY_NOT_FOUND', 'Property not found');
  return { result: shown(found) };
}

function optionsApp({ caller }: Context): string {
  if (caller.connection.kind === 'webhook') throw new Refusal('AccessException', 'Application context required');
  return caller.connection.key;
}

/** Options of the application (`user` is ''), or those that it keeps for one person. An empty map is a list, as in PHP. */
function optionsOf(context: Context, user: string): Reply {
  const app = optionsApp(context);
  const rows = context.core.store.table(appOption.table).select({ where: [is('_app', app), is('_user', user)] });
  const values = Object.fromEntries(rows.map((row) => [textOf(row['name']), row['value'] ?? null] as const));
  const asked = context.params.text('option');
  if (asked !== '') return { result: values[asked] ?? null };
  return { result: rows.length === 0 ? [] : values };
}

/** Signed documents, newest first; a person sees their own, an administrator the safe of the company. */
function signed(context: Context, whose: 'all' | 'own', view: (row: JsonObject) => JsonObject): Reply {
  if (context.caller.connection.kind === 'webhook') {
    throw new Refusal('ACCESS_DENIED', 'Access denied! Application context required');
  }
  const { core, params, caller } = context;
  const limit = Math.min(1000, Math.max(1, params.integer('limit') ?? 20));
  const fields = lookupOf(signedDocument);
  const own: Where = { field: { path: 'member_id', type: 'integer' }, is: '=', value: caller.userId };
  if (whose === 'all' && !caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Access denied');
  const rows = core.store.table(signedDocument.table).select({
    where: whose === 'own' ? [own] : [],
    order: parseOrder({ id: 'DESC' }, { fields }),
    limit,
    offset: Math.max(0, params.integer('offset') ?? 0),
  });
  const result: Json = rows.map((row) => {
    const file = { blob: Number(row['_blob']), name: `${textOf(row['title'])}.pdf`, contentType: 'application/pdf' };
    return { ...view(shown(row)), file_url: core.links.download(context, file, 'sign.b2e') };
  });
  return { result };
}

const asOwn = ({ id = null, title = null, signed_date = null }: JsonObject): JsonObject => ({ id, title, signed_date });

const app = { applicationOnly: true } as const;

/** What applications keep for themselves, and what only applications may read (https://apidocs.bitrix24.ru/api-reference/entity/). */
export const apps: readonly Method[] = [
  read('entity.get', 'entity', storages, app),
  read('entity.section.get', 'entity', (context) => rowsOf(appSection, context), app),
  read('entity.item.get', 'entity', (context) => rowsOf(appItem, context), app),
  read('entity.item.property.get', 'entity', properties, app),
  read('app.option.get', '', (context) => optionsOf(context, ''), app),
  read('user.option.get', '', (context) => optionsOf(context, String(context.caller.userId)), app),
  read('sign.b2e.mysafe.tail', 'sign.b2e', (context) => signed(context, 'all', (row) => row), app),
  read('sign.b2e.personal.tail', 'sign.b2e', (context) => signed(context, 'own', asOwn), app),
];
