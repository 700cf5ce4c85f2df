import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { integerOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import type { PortalCore } from '../../core.ts';
import type { TableSpec } from '../../store.ts';
import { tables } from '../../tables.ts';
import { toldOf } from '../../told.ts';
import { ofTask } from './checklist.ts';
import { seenTask, taskIdOf } from './task-access.ts';

function author({ core }: Context, id: number): JsonObject {
  const user = core.store.table(tables.user).get(id) ?? {};
  return {
    id,
    name: textOf(user['NAME']),
    lastName: textOf(user['LAST_NAME']),
    secondName: textOf(user['SECOND_NAME']),
    login: textOf(user['EMAIL']),
  };
}

interface Happened {
  readonly date: Json;
  readonly field: string;
  readonly to: string | null;
  readonly by: Json | undefined;
}

function eventsOf({ core }: Context, task: JsonObject): readonly Happened[] {
  const where = [ofTask(textOf(task['id']))];
  const set = { date: task['createdDate'] ?? '', by: task['createdBy'] };
  const events: Happened[] = [{ ...set, field: 'NEW', to: null }];
  for (const point of core.store.table(tables.checklistItem).select({ where })) {
    events.push({ ...set, field: 'CHECKLIST_ITEM_CREATE', to: textOf(point['TITLE']) });
  }
  for (const comment of core.store.table(tables.taskComment).select({ where })) {
    events.push({
      date: comment['POST_DATE'] ?? '',
      field: 'COMMENT',
      to: textOf(comment['ID']),
      by: comment['AUTHOR_ID'],
    });
  }
  const status = textOf(task['status']);
  const changed = { date: task['statusChangedDate'] ?? '', by: task['statusChangedBy'] };
  return status === '2' ? events : [...events, { ...changed, field: 'STATUS', to: status }];
}

/** What happened to a task, told from what it and its parts remember of themselves. */
function historyOf(context: Context, id: number, task: JsonObject): readonly JsonObject[] {
  return eventsOf(context, task).map(({ date, field, to, by }, at): JsonObject => ({
    id: id * 1000 + at,
    createdDate: date,
    field,
    value: { from: null, to },
    user: author(context, Number(textOf(by))),
  }));
}

function history(context: Context): Reply {
  const id = taskIdOf(context);
  // The page: an empty list for a task that does not exist, a refusal for one that is hidden.
  if (!context.core.store.table(tables.task).has(id)) return { result: { list: [] } };
  const task = seenTask(context, id);
  if (task === undefined) throw new Refusal('0', 'Access denied. (internal error)');
  const events = toldOf(context.core, `history:${id}`) ?? historyOf(context, id, task);
  const wanted = textOf(context.params.map('filter')['FIELD']);
  const rising = Object.values(context.params.map('order')).some((way) => textOf(way).toUpperCase() === 'ASC');
  const shown = events.filter((each) => wanted === '' || each['field'] === wanted);
  return { result: { list: rising ? shown : shown.toReversed() } };
}

const planStages = [
  ['Не спланированы', '00C4FB', 'NEW'],
  ['Сделаю на неделе', '47D1E2', null],
] as const;
const groupStages = [
  ['Новые', '00C4FB', 'NEW'],
  ['Выполняются', '47D1E2', 'WORK'],
  ['Сделаны', '75D900', 'FINISH'],
] as const;

/** Stages of a group's board, or of one's own plan. */
function stages(context: Context): Reply {
  const { caller, core, params } = context;
  const groupId = params.integer('entityId') ?? 0;
  const owner = groupId === 0 ? caller.userId : groupId;
  if (groupId !== 0) {
    const members = core.store.table(tables.groupMember).select({
      where: [{ field: { path: 'GROUP_ID', type: 'text' }, is: '=', value: String(groupId) }],
    });
    const member = members.some((each) => textOf(each['USER_ID']) === String(caller.userId));
    if (members.length === 0 || (!caller.isAdmin && !member)) {
      throw new Refusal('ACCESS_DENIED', 'Вы не можете просматривать стадии в этой группе');
    }
  }
  const told = toldOf(core, `stages:${groupId}`);
  if (told !== undefined) return { result: Object.fromEntries(told.map((stage) => [textOf(stage['ID']), stage])) };
  const list = groupId === 0 ? planStages : groupStages;
  const first = owner * 10 + (groupId === 0 ? 100_000 : 1);
  const rows = list.map(([title, color, system], at) => {
    const id = String(first + at);
    const stage: JsonObject = {
      ID: id,
      TITLE: title,
      SORT: String((at + 1) * 100),
      COLOR: color,
      SYSTEM_TYPE: system,
      ENTITY_ID: String(owner),
      ENTITY_TYPE: groupId === 0 ? 'U' : 'G',
      ADDITIONAL_FILTER: [],
      TO_UPDATE: [],
      TO_UPDATE_ACCESS: null,
    };
    return [id, stage] as const;
  });
  return { result: Object.fromEntries(rows) };
}

function systemField(id: string, name: string, type: string, rest: JsonObject): JsonObject {
  return {
    ID: id,
    ENTITY_ID: 'TASKS_TASK',
    FIELD_NAME: name,
    USER_TYPE_ID: type,
    XML_ID: '',
    SORT: '100',
    MULTIPLE: 'Y',
    MANDATORY: 'N',
    SHOW_FILTER: 'N',
    SHOW_IN_LIST: 'N',
    EDIT_IN_LIST: 'N',
    IS_SEARCHABLE: 'N',
    SETTINGS: [],
    ...rest,
  };
}

/** The custom fields that tasks of every portal have. */
const userFields: readonly JsonObject[] = [
  systemField('1295', 'UF_CRM_TASK', 'crm', { SETTINGS: { LEAD: 'Y', CONTACT: 'Y', COMPANY: 'Y', DEAL: 'Y' } }),
  systemField('662', 'UF_MAIL_MESSAGE', 'mail_message', { MULTIPLE: 'N' }),
  systemField('229', 'UF_TASK_WEBDAV_FILES', 'disk_file', {
    XML_ID: 'TASK_WEBDAV_FILES',
    SHOW_IN_LIST: 'Y',
    EDIT_IN_LIST: 'Y',
    IS_SEARCHABLE: 'Y',
    SETTINGS: { IBLOCK_ID: 0, SECTION_ID: 0, UF_TO_SAVE_ALLOW_EDIT: '' },
  }),
];

const fieldsTable: TableSpec = { name: 'task_fields' };
/** Set once the table says which fields there are; until then there are those of every portal. */
const fieldsKnown = 'task_fields_known';

export function putTaskField({ store }: PortalCore, row: JsonObject): void {
  store.setSetting(fieldsKnown, true);
  store.table(fieldsTable).put(integerOf(row['ID']) ?? 0, row);
}

function fieldsOf({ store }: PortalCore): readonly JsonObject[] {
  return store.setting(fieldsKnown) === true ? store.table(fieldsTable).select() : userFields;
}

function removeField({ core, caller, params }: Context): Reply {
  const id = params.integer('ID') ?? 0;
  if (id <= 0) throw new Refusal('ERROR_CORE', 'ID is not defined or invalid.');
  if (!caller.isAdmin) throw new Refusal('ERROR_CORE', 'Access denied.');
  const fields = fieldsOf(core);
  if (!fields.some((row) => integerOf(row['ID']) === id))
    throw new Refusal('ERROR_NOT_FOUND', `The entity with ID '${id}' is not found`);
  for (const row of fields) putTaskField(core, row);
  core.store.table(fieldsTable).remove(id);
  return { result: true };
}

function fieldList({ core, params }: Context): Reply {
  const filter = Object.entries(params.map('FILTER'));
  const [by = 'SORT', way] = Object.entries(params.map('ORDER'))[0] ?? [];
  const key = (row: JsonObject): number | string => integerOf(row[by]) ?? textOf(row[by]);
  const sign = textOf(way).toUpperCase() === 'DESC' ? -1 : 1;
  const rows = fieldsOf(core)
    .filter((row) => filter.every(([name, value]) => textOf(row[name]) === textOf(value)))
    .toSorted((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
  return { result: rows, total: rows.length };
}

/** History, boards and custom fields of tasks (https://apidocs.bitrix24.ru/api-reference/tasks/). */
export const taskMore: readonly Method[] = [
  read('tasks.task.history.list', 'task', history),
  read('task.stages.get', 'task', stages),
  read('task.item.userfield.getlist', 'task', fieldList),
  write('task.item.userfield.delete', 'task', removeField),
];
