import { isList, isObject, type JsonObject, textOf } from '../../base/json.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { chosen, idsWith, lookupOf, removeChildren, type Shelf, shown } from '../shelf.ts';
import { workShelves } from '../shelves/work.ts';

const { site, page, pageBlock } = workShelves;
const named = ['GROUP', 'KNOWLEDGE', 'MAINPAGE'];

/** Knowledge bases and group sites are shown only to who asks for them by name; the rest without a name. */
function types({ params }: Context): readonly string[] {
  const scope = params.text('scope').toUpperCase();
  return named.includes(scope) ? [scope] : ['PAGE', 'STORE', 'SMN', 'VIBE'];
}

/** `always`: told whether it was asked for or not. */
function rows(
  context: Context,
  from: Shelf,
  where: readonly Where[],
  always: readonly string[] = [],
): readonly JsonObject[] {
  const { core } = context;
  const params = selectionOf(context);
  const filter = mapOf(params['filter']) ?? {};
  const fields = lookupOf(from);
  const isAsked = Object.keys(filter).some((name) => name.endsWith('DELETED'));
  const alive: readonly Where[] = isAsked ? [] : [{ field: { path: 'DELETED', type: 'flag' }, is: '=', value: 'N' }];
  const select = (listOf(params['select']) ?? []).map(textOf);
  return core.store
    .table(from.table)
    .select({
      where: [...where, ...alive, ...parseFilter(filter, { fields, zone: core.zone })],
      order: parseOrder(mapOf(params['order']) ?? {}, { fields }),
      limit: integerOf(params['limit']) ?? -1,
      offset: integerOf(params['offset']) ?? 0,
    })
    .map((row) => shown(chosen(row, select.length === 0 ? [] : [...select, ...always])));
}

function sites(context: Context): Reply {
  const ofType: Where = { field: { path: 'TYPE', type: 'text' }, is: 'in', values: types(context) };
  return { result: rows(context, site, [ofType]) };
}

function siteIds(context: Context): readonly string[] {
  const ofType: Where = { field: { path: 'TYPE', type: 'text' }, is: 'in', values: types(context) };
  return context.core.store
    .table(site.table)
    .ids({ where: [ofType] })
    .map(String);
}

function pages(context: Context): Reply {
  const ofSites: Where = { field: { path: 'SITE_ID', type: 'digits' }, is: 'in', values: siteIds(context) };
  return { result: rows(context, page, [ofSites], ['DOMAIN_ID']) };
}

/** PHP's own complaint of a value that a parameter can't take. */
function wrongType(name: string, type: string): Refusal {
  return new Refusal('TYPE_ERROR', `Argument ($${name}) must be of type ${type}`);
}

function need({ params }: Context, name: string): number {
  if (!params.has(name)) throw new Refusal('MISSING_PARAMS', `Не хватает параметров вызова, пропущены: ${name}`);
  const given = params.get(name);
  if (isList(given) || isObject(given)) throw wrongType(name, 'int');
  return params.integer(name) ?? 0;
}

/** What a list is asked by comes as one parameter, a map. */
function selectionOf({ params }: Context): JsonObject {
  const given = params.get('params') ?? {};
  const selection = given === '' ? {} : mapOf(given);
  if (selection === undefined) throw wrongType('params', 'array');
  return selection;
}

function blocks(context: Context): Reply {
  const lid = need(context, 'lid');
  const { core } = context;
  const found = core.store.table(page.table).get(lid);
  if (found === undefined || !siteIds(context).includes(textOf(found['SITE_ID']))) {
    throw new Refusal('LANDING_NOT_EXIST', 'Лендинг не найден');
  }
  const table = core.store.table(pageBlock.table);
  const content = selectionOf(context)['get_content'];
  const all = idsWith(core, pageBlock, 'lid', lid).map((id) => table.get(id) ?? {});
  return {
    result: all.map(({ content: html, css, js, ...row }) =>
      content === true || textOf(content) === '1' ? { ...row, content: html ?? '', css: css ?? [], js: js ?? [] } : row,
    ),
  };
}

function removePage(context: Context): Reply {
  const lid = need(context, 'lid');
  const { core } = context;
  const found = core.store.table(page.table).get(lid);
  if (found === undefined) throw new Refusal('LANDING_NOT_EXIST', 'Лендинг не найден');
  // Only the product's own pages lock one.
  if (found['_locked'] === true) throw new Refusal('LANDING_IS_LOCK', 'Страница заблокирована на удаление');
  removeChildren(core, lid, [[pageBlock, 'lid']]);
  core.store.table(page.table).remove(lid);
  return { result: true };
}

function removeSite(context: Context): Reply {
  const id = need(context, 'id');
  const { core } = context;
  const found = core.store.table(site.table).get(id);
  if (found === undefined) throw new Refusal('ACCESS_DENIED', 'Доступ на удаление сайта запрещен.');
  if (found['_locked'] === true) throw new Refusal('SITE_IS_LOCK', 'Сайт заблокирован на удаление');
  if (idsWith(core, page, 'SITE_ID', id).length > 0) throw new Refusal('SITE_IS_NOT_EMPTY', 'Сайт содержит страницы.');
  core.store.table(site.table).remove(id);
  return { result: true };
}

/** https://apidocs.bitrix24.ru/api-reference/landing/ */
export const landing: readonly Method[] = [
  read('landing.site.getList', 'landing', sites),
  write('landing.site.delete', 'landing', removeSite),
  read('landing.landing.getList', 'landing', pages),
  write('landing.landing.delete', 'landing', removePage),
  read('landing.block.getlist', 'landing', blocks),
];
