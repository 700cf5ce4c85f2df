import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { removeBound } from '../crm/cascade.ts';
import { description } from '../crm/describe.ts';
import { keepOnDrive } from '../crm/drive-files.ts';
import { bind, bindingsOf, childrenOf, maySeeOwner, ownerItem } from '../crm/owners.ts';
import { activitiesTable, activityBindingsTable, activityExtrasTable } from '../crm/tables.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { flagOf, integerOf, listOf, mapOf } from '../params.ts';
import { blankRow, plainFields, plainLookup, plainValues, selected } from '../plain.ts';
import type { Where } from '../query.ts';
import { refuse } from '../refusal.ts';
import { toldOf } from '../told.ts';

const fields = plainFields(`
  ID id OWNER_ID int OWNER_TYPE_ID int TYPE_ID int PROVIDER_ID text PROVIDER_TYPE_ID text PROVIDER_GROUP_ID text
  ASSOCIATED_ENTITY_ID int SUBJECT text CREATED datetime LAST_UPDATED datetime START_TIME datetime END_TIME datetime
  DEADLINE datetime COMPLETED flag STATUS int RESPONSIBLE_ID int PRIORITY int NOTIFY_TYPE int NOTIFY_VALUE int
  DESCRIPTION text DESCRIPTION_TYPE int DIRECTION int LOCATION text SETTINGS text ORIGINATOR_ID text ORIGIN_ID text
  AUTHOR_ID int EDITOR_ID int PROVIDER_PARAMS text PROVIDER_DATA text RESULT_MARK int RESULT_VALUE text
  RESULT_SUM text RESULT_CURRENCY_ID text RESULT_STATUS int RESULT_STREAM int RESULT_SOURCE_ID text
  AUTOCOMPLETE_RULE int`);

const call = 2;
const email = 4;
const extras = ['COMMUNICATIONS', 'FILES', 'BINDINGS'];

const notFound = 'Activity is not found';

function ownOnly({ caller }: Context): readonly Where[] {
  return caller.isAdmin
    ? []
    : [{ field: { path: 'RESPONSIBLE_ID', type: 'digits' }, is: '=', value: String(caller.userId) }];
}

function existing(context: Context): JsonObject {
  const activity = context.core.store.table(activitiesTable).get(context.params.integer('id') ?? 0);
  if (activity === undefined) throw refuse(notFound);
  if (!context.caller.isAdmin && integerOf(activity['RESPONSIBLE_ID']) !== context.caller.userId) {
    throw refuse('Access denied.');
  }
  return activity;
}

/** `BINDINGS: [{OWNER_TYPE_ID, OWNER_ID}]`: activities of any of these items, or of all items of a type. */
function boundTo({ core }: Context, value: Json | undefined): readonly Where[] {
  const wanted = listOf(value)?.map((each) => mapOf(each) ?? {});
  if (wanted === undefined) return [];
  const owners = wanted.map((each) => ({
    entityTypeId: integerOf(each['OWNER_TYPE_ID']) ?? 0,
    entityId: integerOf(each['OWNER_ID']),
  }));
  return [childrenOf(core, activityBindingsTable, owners)];
}

function withExtras(context: Context, activity: JsonObject, select: readonly string[]): JsonObject {
  const asked = extras.filter((name) => select.includes(name));
  if (asked.length === 0) return selected(activity, select);
  const id = integerOf(activity['ID']) ?? 0;
  const kept = context.core.store.table(activityExtrasTable).get(id) ?? {};
  const bindings = bindingsOf(context.core, activityBindingsTable, id).map(({ entityTypeId, entityId }) => ({
    OWNER_ID: String(entityId),
    OWNER_TYPE_ID: String(entityTypeId),
  }));
  const all: JsonObject = {
    COMMUNICATIONS: kept['COMMUNICATIONS'] ?? [],
    FILES: (listOf(kept['FILES']) ?? []).map((file) => shownFile(context, mapOf(file) ?? {})),
    BINDINGS: bindings,
  };
  const chosen = Object.fromEntries(asked.map((name) => [name, all[name] ?? []]));
  const plain = select.filter((name) => !extras.includes(name));
  return { ...(plain.length === 0 ? {} : selected(activity, plain)), ...chosen };
}

function shownFile({ origin }: Context, file: JsonObject): JsonObject {
  const id = integerOf(file['id']) ?? 0;
  return { id, url: `${origin}/bitrix/tools/crm_show_file.php?fileId=${id}&auth=` };
}

function list(context: Context): Reply {
  const { core, params, start } = context;
  const { BINDINGS: bindings, ...filter } = params.map('filter');
  const rules = { fields: plainLookup(fields), zone: core.zone };
  const select = params.list('select').map((name) => textOf(name).toUpperCase());
  const plain = select.length === 0 || (select.includes('*') && !select.some((name) => extras.includes(name)));
  return listPage({
    table: core.store.table(activitiesTable),
    selection: {
      where: [...ownOnly(context), ...boundTo(context, bindings), ...parseFilter(filter, rules)],
      order: parseOrder(params.map('order'), rules),
    },
    start,
    ...(plain ? {} : { row: (activity: JsonObject) => withExtras(context, activity, select) }),
  });
}

interface Communication {
  readonly row: JsonObject;
  readonly entityTypeId: number;
  readonly entityId: number;
}

function communications(given: JsonObject, number: () => number): readonly Communication[] {
  return (listOf(given['COMMUNICATIONS']) ?? []).map((each) => {
    const map = mapOf(each) ?? {};
    const [entityTypeId, entityId] = [integerOf(map['ENTITY_TYPE_ID']) ?? 0, integerOf(map['ENTITY_ID']) ?? 0];
    const type = textOf(map['TYPE']) || (textOf(map['VALUE']).includes('@') ? 'EMAIL' : 'PHONE');
    const row = {
      ID: String(number()),
      TYPE: type,
      VALUE: textOf(map['VALUE']),
      ENTITY_ID: String(entityId),
      ENTITY_TYPE_ID: String(entityTypeId),
      ENTITY_SETTINGS: mapOf(map['ENTITY_SETTINGS']) ?? [],
    };
    return { row, entityTypeId, entityId };
  });
}

function checked(given: JsonObject): void {
  const type = integerOf(given['TYPE_ID']) ?? 0;
  if (type <= 0) throw refuse('The field TYPE_ID is not defined or invalid');
  if (textOf(given['SUBJECT']) === '') throw refuse('The field SUBJECT is not defined or empty');
  if ((integerOf(given['RESPONSIBLE_ID']) ?? 0) <= 0)
    throw refuse('The field RESPONSIBLE_ID is not defined or invalid');
  const talk = listOf(given['COMMUNICATIONS']) ?? [];
  if ((type === call || type === email) && talk.length === 0) {
    throw refuse('The field COMMUNICATIONS is not defined or invalid');
  }
  if (type === call && talk.length > 1) {
    throw refuse('The only one communication is allowed for activity of specified type');
  }
}

function filesOf({ core, caller }: Context, value: Json | undefined): readonly JsonObject[] {
  return (listOf(value) ?? []).flatMap((each) => {
    const [name, content] = listOf(mapOf(each)?.['fileData']) ?? [];
    if (content === undefined) return [];
    return [{ id: keepOnDrive(core, caller, textOf(name), Buffer.from(textOf(content), 'base64')) }];
  });
}

/** A mail that goes out and is completed leaves for its addressee: tutorials/crm/how-to-add-crm-objects/how-to-send-email.md */
function isSent(given: JsonObject): boolean {
  return textOf(given['TYPE_ID']) === String(email) && textOf(given['DIRECTION']) === '2' && flagOf(given['COMPLETED']);
}

/** What a new activity holds where a request says nothing. */
const usual: JsonObject = {
  STATUS: '1',
  PRIORITY: '2',
  DESCRIPTION: '',
  DESCRIPTION_TYPE: '1',
  DIRECTION: '0',
  LOCATION: '',
  SETTINGS: [],
  PROVIDER_PARAMS: [],
  NOTIFY_TYPE: '0',
  NOTIFY_VALUE: '0',
  ASSOCIATED_ENTITY_ID: '0',
  RESULT_MARK: '0',
  RESULT_STATUS: '0',
  RESULT_STREAM: '0',
  AUTOCOMPLETE_RULE: '0',
};

function add(context: Context): Reply {
  const { core, caller, params } = context;
  const given = params.map('fields');
  checked(given);
  const talk = communications(given, () => core.store.nextNumber('crm_communication'));
  const owner = { type: integerOf(given['OWNER_TYPE_ID']) ?? 0, id: integerOf(given['OWNER_ID']) ?? 0 };
  const owners = [{ entityTypeId: owner.type, entityId: owner.id }, ...talk].filter((each) => each.entityId > 0);
  if (owners[0] === undefined) {
    throw refuse('Could not build binding. Please ensure that owner info and communications are defined correctly');
  }
  const now = core.zone.format(core.clock.now());
  const table = core.store.table(activitiesTable);
  const id = table.nextId();
  table.insert(id, {
    ...blankRow(fields),
    ...usual,
    DEADLINE: now,
    ...plainValues(context, fields, given),
    OWNER_TYPE_ID: String(owners[0].entityTypeId),
    OWNER_ID: String(owners[0].entityId),
    ID: String(id),
    CREATED: now,
    LAST_UPDATED: now,
    AUTHOR_ID: String(caller.userId),
    EDITOR_ID: String(caller.userId),
  });
  const files = filesOf(context, given['FILES']);
  if (talk.length + files.length > 0) {
    core.store.table(activityExtrasTable).put(id, { COMMUNICATIONS: talk.map((each) => each.row), FILES: files });
  }
  for (const { entityTypeId, entityId } of owners) bind(core, activityBindingsTable, id, entityTypeId, entityId);
  if (isSent(given)) core.store.nextNumber('sent_letters');
  return { result: id };
}

/** The new kind of plan ("todo"): a title, a deadline, and whose it is. */
function addTodo(context: Context): Reply {
  const { core, caller, params } = context;
  const [type, owner] = [params.integer('ownerTypeId') ?? 0, params.integer('ownerId') ?? 0];
  if (!core.zone.normal(params.text('deadline'))) throw refuse('Could not find value for parameter {deadline}', '100');
  if (ownerItem(core, type, owner) === undefined) throw refuse('Элемент не найден', 'NOT_FOUND');
  const now = core.zone.format(core.clock.now());
  const deadline = core.zone.normal(params.text('deadline')) ?? now;
  const table = core.store.table(activitiesTable);
  const id = table.nextId();
  table.insert(id, {
    ...blankRow(fields),
    ...usual,
    TYPE_ID: '6',
    PROVIDER_ID: 'CRM_TODO',
    PROVIDER_TYPE_ID: 'TODO',
    SUBJECT: params.text('title'),
    DESCRIPTION: params.text('description'),
    START_TIME: deadline,
    END_TIME: deadline,
    DEADLINE: deadline,
    COMPLETED: 'N',
    RESPONSIBLE_ID: String(params.integer('responsibleId') ?? caller.userId),
    OWNER_TYPE_ID: String(type),
    OWNER_ID: String(owner),
    ID: String(id),
    CREATED: now,
    LAST_UPDATED: now,
    AUTHOR_ID: String(caller.userId),
    EDITOR_ID: String(caller.userId),
  });
  bind(core, activityBindingsTable, id, type, owner);
  return { result: { id } };
}

function update(context: Context): Reply {
  const { core, caller, params } = context;
  const activity = existing(context);
  const changes = plainValues(context, fields, params.map('fields'));
  if (changes['SUBJECT'] === '') throw refuse('The field SUBJECT is not defined or empty');
  const id = integerOf(activity['ID']) ?? 0;
  const now = core.zone.format(core.clock.now());
  const done = changes['COMPLETED'] === undefined ? {} : { STATUS: changes['COMPLETED'] === 'Y' ? '2' : '1' };
  const { ID: _id, OWNER_ID: _owner, OWNER_TYPE_ID: _type, ...rest } = changes;
  core.store
    .table(activitiesTable)
    .patch(id, { ...rest, ...done, LAST_UPDATED: now, EDITOR_ID: String(caller.userId) });
  return { result: true };
}

function describedFields(): JsonObject {
  const shown = { id: 'integer', int: 'integer', text: 'string', flag: 'char', datetime: 'datetime' } as const;
  const readOnly = ['ID', 'CREATED', 'LAST_UPDATED', 'AUTHOR_ID', 'EDITOR_ID', 'ASSOCIATED_ENTITY_ID'];
  const plain = Object.entries(fields).map(([name, type]) => [
    name,
    description(shown[type], name, { isReadOnly: readOnly.includes(name) }),
  ]);
  return {
    ...(Object.fromEntries(plain) as JsonObject),
    BINDINGS: description('crm_activity_binding', 'BINDINGS', { isReadOnly: true, isMultiple: true }),
    COMMUNICATIONS: description('crm_activity_communication', 'COMMUNICATIONS', { isRequired: true, isMultiple: true }),
    FILES: description('diskfile', 'FILES', { isMultiple: true }),
    WEBDAV_ELEMENTS: description('diskfile', 'WEBDAV_ELEMENTS', { isMultiple: true, isDeprecated: true }),
    IS_INCOMING_CHANNEL: description('char', 'IS_INCOMING_CHANNEL', { isReadOnly: true }),
  };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/timeline/activities/activity-base/ */
/** What was said in a call, as the portal wrote it down. */
function transcript({ core, params, caller }: Context): Reply {
  const activity = core.store.table(activitiesTable).get(params.integer('activityId') ?? 0);
  if (activity === undefined) throw refuse('Элемент не найден', 'NOT_FOUND');
  const owner = { type: integerOf(activity['OWNER_TYPE_ID']) ?? 0, id: integerOf(activity['OWNER_ID']) ?? 0 };
  if (!maySeeOwner(core, caller, owner.type, owner.id)) throw refuse('Доступ запрещен', 'ACCESS_DENIED');
  const [told] = toldOf(core, `transcript:${textOf(activity['ID'])}`) ?? [];
  return { result: told ?? { transcription: `${textOf(activity['SUBJECT'])}: добрый день, чем могу помочь?` } };
}

export const crmActivity: readonly Method[] = [
  read('crm.activity.list', 'crm', list),
  read('crm.activity.get', 'crm', (context) => ({ result: existing(context) })),
  write('crm.activity.add', 'crm', add),
  write('crm.activity.todo.add', 'crm', addTodo),
  write('crm.activity.update', 'crm', update),
  write('crm.activity.delete', 'crm', (context) => {
    const id = integerOf(existing(context)['ID']) ?? 0;
    return { result: removeBound(context.core, activitiesTable, id) };
  }),
  read('crm.activity.call.getTranscript', 'crm', transcript),
  read('crm.activity.fields', 'crm', () => ({ result: describedFields() })),
  read('crm.activity.binding.list', 'crm', ({ core, params }) => {
    const id = params.integer('activityId') ?? 0;
    if (!core.store.table(activitiesTable).has(id)) throw refuse('Элемент не найден', 'NOT_FOUND');
    const rows = bindingsOf(core, activityBindingsTable, id);
    return { result: rows.map(({ entityTypeId, entityId }) => ({ entityTypeId, entityId })) };
  }),
];
