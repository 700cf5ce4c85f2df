import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { addFunnelStages } from '../crm/funnels.ts';
import { smartType } from '../crm/items.ts';
import { categoriesTable, itemsTable, typesTable } from '../crm/tables.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { flagOf, integerOf, listOf, mapOf } from '../params.ts';
import type { Field } from '../query.ts';
import { notAllowedIn, Refusal } from '../refusal.ts';

const flags = [
  'isCategoriesEnabled',
  'isStagesEnabled',
  'isBeginCloseDatesEnabled',
  'isClientEnabled',
  'isUseInUserfieldEnabled',
  'isLinkWithProductsEnabled',
  'isMycompanyEnabled',
  'isDocumentsEnabled',
  'isSourceEnabled',
  'isObserversEnabled',
  'isRecyclebinEnabled',
  'isAutomationEnabled',
  'isBizProcEnabled',
  'isSetOpenPermissions',
  'isPaymentsEnabled',
  'isCountersEnabled',
] as const;
const numbers = ['entityTypeId', 'createdBy', 'updatedBy', 'customSectionId'];

function lookup(name: string): Field | undefined {
  if (name === 'id') return { path: 'id', type: 'id' };
  if ((flags as readonly string[]).includes(name)) return { path: name, type: 'flag' };
  if (numbers.includes(name)) return { path: name, type: 'integer' };
  if (name === 'createdTime' || name === 'updatedTime') return { path: name, type: 'datetime' };
  return name === 'title' || name === 'code' ? { path: name, type: 'text' } : undefined;
}

function adminOnly({ caller }: Context): void {
  if (!caller.isAdmin) throw new Refusal('ACCESS_DENIED', 'Доступ запрещен');
}

function list(context: Context): Reply {
  adminOnly(context);
  const { core, params, start } = context;
  return listPage({
    table: core.store.table(typesTable),
    selection: {
      where: parseFilter(params.struct('filter'), {
        fields: lookup,
        zone: core.zone,
        onUnknown: notAllowedIn('filter'),
      }),
      order: parseOrder(params.struct('order'), { fields: lookup, onUnknown: notAllowedIn('order') }),
    },
    start,
    path: ['types'],
    row: ({ relations: _relations, ...type }) => type,
  });
}

function existing(context: Context): JsonObject {
  adminOnly(context);
  const type = context.core.store.table(typesTable).get(context.params.integer('id') ?? 0);
  if (type === undefined) throw new Refusal('0', 'Смарт-процесс не найден');
  return type;
}

function relationsOf(given: Json | undefined): JsonObject {
  const side = (name: string): readonly JsonObject[] =>
    (listOf(mapOf(given)?.[name]) ?? []).map((each) => ({
      entityTypeId: integerOf(mapOf(each)?.['entityTypeId']) ?? 0,
      isChildrenListEnabled: flagOf(mapOf(each)?.['isChildrenListEnabled'] ?? null) ? 'Y' : 'N',
      isPredefined: 'N',
    }));
  return { parent: side('parent'), child: side('child') };
}

/** Relations are told of one type only, never in lists. */
const whole = ({ relations, ...type }: JsonObject): Json => ({
  ...type,
  relations: relations ?? { parent: [], child: [] },
  linkedUserFields: {
    'CALENDAR_EVENT|UF_CRM_CAL_EVENT': 'N',
    'TASKS_TASK|UF_CRM_TASK': 'N',
    'TASKS_TASK_TEMPLATE|UF_CRM_TASK': 'N',
  },
  customSections: [],
});

function settingsOf(given: JsonObject): JsonObject {
  const chosen = flags.flatMap((flag) =>
    given[flag] === undefined ? [] : [[flag, flagOf(given[flag]) ? 'Y' : 'N'] as const],
  );
  const texts = ['title', 'code'].flatMap((name) =>
    given[name] === undefined ? [] : [[name, textOf(given[name])] as const],
  );
  const relations = given['relations'] === undefined ? {} : { relations: relationsOf(given['relations']) };
  return { ...Object.fromEntries(chosen), ...Object.fromEntries(texts), ...relations };
}

function freeEntityType(context: Context): number {
  const used = context.core.store
    .table(typesTable)
    .select()
    .map((type) => integerOf(type['entityTypeId']) ?? 0);
  return Math.max(1028, ...used) + 2;
}

function add(context: Context): Reply {
  adminOnly(context);
  const { core, caller, params } = context;
  const given = params.struct('fields');
  if (textOf(given['title']) === '') throw new Refusal('100', 'The title of the type is not defined');
  const entityTypeId = integerOf(given['entityTypeId']) ?? freeEntityType(context);
  if (smartType(core, entityTypeId) !== undefined) throw new Refusal('BX_ERROR', 'entityTypeId is taken');
  const now = core.zone.format(core.clock.now());
  const table = core.store.table(typesTable);
  const id = table.add((number) => ({
    id: number,
    title: '',
    code: '',
    createdBy: caller.userId,
    entityTypeId,
    customSectionId: null,
    ...Object.fromEntries(flags.map((flag) => [flag, 'N'])),
    createdTime: now,
    updatedTime: now,
    updatedBy: caller.userId,
    ...settingsOf(given),
  }));
  const category = { id: 0, name: 'Общая', sort: 500, entityTypeId, isDefault: 'Y' };
  core.store.table(categoriesTable).put(`${entityTypeId}:0`, category);
  addFunnelStages(core, entityTypeId, 0);
  return { result: { type: whole(table.get(id) ?? {}) } };
}

function remove(context: Context): Reply {
  const type = existing(context);
  const items = context.core.store.table(itemsTable(integerOf(type['entityTypeId']) ?? 0));
  if (items.count() > 0) throw new Refusal('BX_ERROR', 'Нельзя удалить смарт-процесс, в котором есть элементы');
  context.core.store.table(typesTable).remove(integerOf(type['id']) ?? 0);
  return { result: null };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/universal/user-defined-object-types/ */
export const crmType: readonly Method[] = [
  read('crm.type.list', 'crm', list),
  read('crm.type.get', 'crm', (context) => ({ result: { type: whole(existing(context)) } })),
  write('crm.type.add', 'crm', add),
  write('crm.type.update', 'crm', (context) => {
    const id = integerOf(existing(context)['id']) ?? 0;
    const { core, caller, params } = context;
    const changed = { updatedTime: core.zone.format(core.clock.now()), updatedBy: caller.userId };
    core.store.table(typesTable).patch(id, { ...settingsOf(params.struct('fields')), ...changed });
    return { result: { type: whole(core.store.table(typesTable).get(id) ?? {}) } };
  }),
  write('crm.type.delete', 'crm', remove),
];
