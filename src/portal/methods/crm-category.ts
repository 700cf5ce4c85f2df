import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { description } from '../crm/describe.ts';
import { deal, isSmartType } from '../crm/fields.ts';
import { knownType } from '../crm/items.ts';
import { addFunnelStages, stagesOf } from '../crm/funnels.ts';
import { categoriesTable, itemsTable, statusesTable } from '../crm/tables.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { flagOf, integerOf } from '../params.ts';
import { Refusal } from '../refusal.ts';
import type { Where } from '../query.ts';

/** Funnels are there for deals, invoices and smart processes, and (hidden ones) for contacts and companies. */
function entityOf({ core, params }: Context): number {
  const { entityTypeId } = knownType(core, params.integer('entityTypeId'));
  if (entityTypeId === 1 || entityTypeId === 7) {
    throw new Refusal(
      'ENTITY_TYPE_NOT_SUPPORTED',
      `Entity type ${entityTypeId === 1 ? 'LEAD' : 'QUOTE'} is not supported`,
    );
  }
  return entityTypeId;
}

const ofType = (entityTypeId: number): readonly Where[] => [
  { field: { path: 'entityTypeId', type: 'integer' }, is: '=', value: entityTypeId },
];

function all({ core }: Context, entityTypeId: number): readonly JsonObject[] {
  return core.store
    .table(categoriesTable)
    .select({ where: ofType(entityTypeId), order: [{ field: { path: 'sort', type: 'integer' } }] });
}

function existing(context: Context): JsonObject {
  const key = `${entityOf(context)}:${context.params.integer('id') ?? -1}`;
  const category = context.core.store.table(categoriesTable).get(key);
  if (category === undefined) throw new Refusal('NOT_FOUND', 'Элемент не найден');
  return category;
}

function adminOnly({ caller }: Context): void {
  if (!caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Доступ запрещен');
}

/** Only one funnel of a kind is the default one. */
function makeDefault(context: Context, entityTypeId: number, id: number): void {
  const table = context.core.store.table(categoriesTable);
  for (const other of all(context, entityTypeId)) {
    const number = integerOf(other['id']) ?? 0;
    table.patch(`${entityTypeId}:${number}`, { isDefault: number === id ? 'Y' : 'N' });
  }
}

function add(context: Context): Reply {
  adminOnly(context);
  const entityTypeId = entityOf(context);
  const given = context.params.struct('fields');
  if (textOf(given['name']) === '') throw new Refusal('0', "Field 'NAME' is required");
  const table = context.core.store.table(categoriesTable);
  const id = Math.max(0, ...all(context, entityTypeId).map((each) => integerOf(each['id']) ?? 0)) + 1;
  const fields = {
    id,
    name: textOf(given['name']),
    sort: integerOf(given['sort']) ?? 500,
    entityTypeId,
    isDefault: 'N',
  };
  const origin =
    entityTypeId === deal ? { originId: textOf(given['originId']), originatorId: textOf(given['originatorId']) } : {};
  table.insert(`${entityTypeId}:${id}`, { ...fields, ...origin });
  if (flagOf(given['isDefault']) && entityTypeId !== deal) makeDefault(context, entityTypeId, id);
  addFunnelStages(context.core, entityTypeId, id);
  return { result: { category: table.get(`${entityTypeId}:${id}`) ?? null } };
}

function update(context: Context): Reply {
  adminOnly(context);
  const category = existing(context);
  const [entityTypeId, id] = [entityOf(context), integerOf(category['id']) ?? 0];
  const given = context.params.struct('fields');
  const changes: Record<string, Json> = {};
  if (given['name'] !== undefined) changes['name'] = textOf(given['name']);
  if (given['sort'] !== undefined) changes['sort'] = integerOf(given['sort']) ?? 500;
  const table = context.core.store.table(categoriesTable);
  table.patch(`${entityTypeId}:${id}`, changes);
  if (flagOf(given['isDefault']) && entityTypeId !== deal) makeDefault(context, entityTypeId, id);
  return { result: { category: table.get(`${entityTypeId}:${id}`) ?? null } };
}

function remove(context: Context): Reply {
  adminOnly(context);
  const category = existing(context);
  const { core } = context;
  const [entityTypeId, id] = [entityOf(context), integerOf(category['id']) ?? 0];
  const isDeal = entityTypeId === deal;
  if (category['isDefault'] === 'Y') {
    throw isDeal
      ? new Refusal('0', 'Default deal category can not be deleted')
      : new Refusal('BX_ERROR', 'Эта воронка является воронкой по умолчанию');
  }
  const inIt: Where = { field: { path: 'categoryId', type: 'integer' }, is: '=', value: id };
  if (core.store.table(itemsTable(entityTypeId)).count([inIt]) > 0) {
    throw isDeal
      ? new Refusal('0', `Найдены сделки, относящиеся к воронке ${textOf(category['name'])}`)
      : new Refusal('BX_ERROR', 'Найдены элементы, относящиеся к воронке');
  }
  core.store.table(categoriesTable).remove(`${entityTypeId}:${id}`);
  for (const stage of stagesOf(core, entityTypeId, id)) core.store.table(statusesTable).remove(stage);
  return { result: null };
}

const field = (type: string, upperName: string, rest: JsonObject = {}): JsonObject =>
  description(type, upperName, { ...rest, upperName });

/** https://apidocs.bitrix24.ru/api-reference/crm/universal/category/ */
export const crmCategory: readonly Method[] = [
  read('crm.category.list', 'crm', (context) => {
    const categories = all(context, entityOf(context));
    return { result: { categories }, total: categories.length };
  }),
  read('crm.category.get', 'crm', (context) => ({ result: { category: existing(context) } })),
  write('crm.category.add', 'crm', add),
  write('crm.category.update', 'crm', update),
  write('crm.category.delete', 'crm', remove),
  read('crm.category.fields', 'crm', (context) => {
    const entityTypeId = entityOf(context);
    const origin = isSmartType(entityTypeId)
      ? {}
      : { originId: field('string', 'ORIGIN_ID'), originatorId: field('string', 'ORIGINATOR_ID') };
    return {
      result: {
        fields: {
          id: field('integer', 'ID', { isReadOnly: true }),
          name: field('string', 'NAME'),
          sort: field('integer', 'SORT'),
          entityTypeId: field('integer', 'ENTITY_TYPE_ID', { isRequired: true, isReadOnly: true }),
          isDefault: field('boolean', 'IS_DEFAULT'),
          ...origin,
        },
      },
    };
  }),
];
