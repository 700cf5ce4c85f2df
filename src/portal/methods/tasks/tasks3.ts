import { isList, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { FieldLookup } from '../../filter.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { mapOf } from '../../params.ts';
import { Refusal, refusal3 } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { invalid } from './invalid3.ts';
import { filter3, order3, page3, type Rules3, select3 } from './query3.ts';
import { markNames, priorityNames, statusNames, taskRow3 } from './task3.ts';
import { mayRemove, seenTask, visibleTasks } from './task-access.ts';
import { checkTask, newTask, removeTask, updateTask } from './task-write.ts';

const idField: FieldLookup = (name) => (name === 'id' ? { path: 'id', type: 'id' } : undefined);

const stored: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'description',
  creatorId: 'createdBy',
  responsibleId: 'responsibleId',
  deadline: 'deadline',
  needsControl: 'taskControl',
  startPlan: 'startDatePlan',
  endPlan: 'endDatePlan',
  groupId: 'groupId',
  parentId: 'parentId',
  priority: 'priority',
  status: 'status',
  mark: 'mark',
  allowsChangeDeadline: 'allowChangeDeadline',
  allowsTimeTracking: 'allowTimeTracking',
  estimatedTime: 'timeEstimate',
  crmItemIds: 'ufCrmTask',
  xmlId: 'xmlId',
  accompliceIds: 'accomplices',
  auditorIds: 'auditors',
};
const sortDates: Readonly<Record<string, string>> = {
  deadline: 'deadline',
  created: 'createdDate',
  changed: 'changedDate',
  closed: 'closedDate',
  activity: 'activityDate',
};

/** Only the id can be filtered by (https://apidocs.bitrix24.ru/api-reference/tasks/tasks-task-list-rest-v3.html). */
const rules: Rules3 = {
  dto: 'TaskDto',
  filterable: idField,
  sortable: (name) => {
    if (name === 'title') return { path: 'title', type: 'text' };
    const path = sortDates[name];
    return path === undefined ? idField(name) : { path, type: 'datetime' };
  },
  maximumLimit: 1000,
};

function idOf({ params }: Context): number {
  const given = params.get('id');
  if (given === undefined) throw invalid('id', 'Обязательное поле `id` не указано');
  if (!/^\d+$/u.test(textOf(given))) throw invalid('id', 'В поле `id` требуется тип данных `int` для такого запроса');
  return Number(textOf(given));
}

function list(context: Context): Reply {
  const { params, core } = context;
  const select = select3(params.get('select')) ?? ['id'];
  const order = order3(params.get('order'), rules);
  const rows = core.store.table(tables.task).select({
    where: [...visibleTasks(context), ...filter3(params.get('filter'), rules)],
    order,
    ...page3(mapOf(params.get('pagination')) ?? {}, rules),
  });
  return { result: { items: rows.map((task) => taskRow3(context, task, select)) } };
}

function get(context: Context): Reply {
  const id = idOf(context);
  const task = seenTask(context, id);
  if (task === undefined) throw refusal3.other('ENTITYNOTFOUNDEXCEPTION', `Запись с ID = \`${id}\` не найдена`);
  return { result: { item: taskRow3(context, task, select3(context.params.get('select'))) } };
}

function key(names: Readonly<Record<string, string>>, name: Json): string | undefined {
  return Object.entries(names).find(([, each]) => each === textOf(name))?.[0];
}

function valueOf(context: Context, field: string, value: Json): Json {
  switch (field) {
    case 'deadline':
    case 'startPlan':
    case 'endPlan': {
      if (value === null) return null;
      const date = context.core.zone.normal(textOf(value));
      if (date === undefined)
        throw invalid(field, `В поле \`${field}\` требуется тип данных \`DateTime\` для такого запроса`);
      return date;
    }
    case 'creatorId':
    case 'responsibleId':
    case 'groupId':
    case 'parentId':
    case 'estimatedTime': {
      if (value === null) return null;
      if (!/^\d+$/u.test(textOf(value)))
        throw invalid(field, `В поле \`${field}\` требуется тип данных \`int\` для такого запроса`);
      return textOf(value);
    }
    case 'needsControl':
    case 'allowsChangeDeadline':
    case 'allowsTimeTracking':
      return value === true ? 'Y' : 'N';
    case 'priority':
      return key(priorityNames, value) ?? '1';
    case 'status':
      return key(statusNames, value) ?? '2';
    case 'mark':
      return key(markNames, value) ?? null;
    case 'accompliceIds':
    case 'auditorIds':
      return isList(value) ? value.map((id) => textOf(id)) : [];
    default:
      return value;
  }
}

function changesOf(context: Context): JsonObject {
  const fields = mapOf(context.params.get('fields'));
  if (fields === undefined) throw invalid('fields', 'Обязательное поле `fields` не указано');
  const changes: Record<string, Json> = {};
  for (const [field, value] of Object.entries(fields)) {
    const own = stored[field];
    if (own === undefined)
      throw refusal3.other('UNKNOWNDTOPROPERTYEXCEPTION', `Неизвестное поле \`${field}\` для сущности \`TaskDto\``);
    changes[own] = valueOf(context, field, value);
  }
  return changes;
}

/** What is wrong with a task in REST 2.0 is wrong in 3.0, in its own form. */
function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'ERROR_CORE') throw error;
    throw invalid('fields', error.message.replace('<br>', '').replaceAll('&quot;', '"'));
  }
}

function add(context: Context): Reply {
  const changes = changesOf(context);
  for (const [field, own] of [
    ['title', 'title'],
    ['creatorId', 'createdBy'],
    ['responsibleId', 'responsibleId'],
  ] as const) {
    if (changes[own] === undefined) throw invalid(field, `Обязательное поле \`${field}\` не указано`);
  }
  const table = context.core.store.table(tables.task);
  const task = newTask(context, table.nextId(), changes);
  checked(() => checkTask(context, task));
  table.insert(Number(task['id']), task);
  return { result: { item: taskRow3(context, task, undefined) } };
}

function change(context: Context): Reply {
  const id = idOf(context);
  const changes = changesOf(context);
  const task = seenTask(context, id);
  if (task === undefined) throw refusal3.denied();
  checked(() => updateTask(context, id, task, changes));
  return { result: { result: true } };
}

function remove(context: Context): Reply {
  const id = idOf(context);
  const task = seenTask(context, id);
  if (task === undefined || !mayRemove(context, task)) {
    throw refusal3.other('ACCESSDENIEDEXCEPTION', 'Доступ запрещен', 400);
  }
  removeTask(context, id);
  return { result: { result: true } };
}

/** Tasks of REST 3.0 (https://apidocs.bitrix24.ru/api-reference/tasks/). */
export const tasks3: readonly Method[] = [
  read('tasks.task.list', 'tasks', list, { api: 'v3' }),
  read('tasks.task.get', 'tasks', get, { api: 'v3' }),
  write('tasks.task.add', 'tasks', add, { api: 'v3' }),
  write('tasks.task.update', 'tasks', change, { api: 'v3' }),
  write('tasks.task.delete', 'tasks', remove, { api: 'v3' }),
];
