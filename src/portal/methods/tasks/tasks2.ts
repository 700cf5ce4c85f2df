import { isList, isObject, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { parseFilter, parseOrder, splitPrefix } from '../../filter.ts';
import { listPage } from '../../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { flagOf, integerOf, mapOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { attachGiven } from './attach.ts';
import { checklistTree } from './checklist.ts';
import { mayRemove, membership, seenTask, taskIdOf, taskOf, visibleTasks } from './task-access.ts';
import { actionsOf, selectedOf, taskFilterFields, taskOrderFields, taskRow2 } from './task-fields.ts';
import { checkTask, newTask, removeTask, taskChanges, updateTask } from './task-write.ts';

const peopleFilters = new Set(['ACCOMPLICE', 'AUDITOR', 'ACCOMPLICES', 'AUDITORS']);

/** People are kept as text; a number in a filter means the same. `MEMBER` is any part in the task. */
function conditions(context: Context, filter: JsonObject): readonly Where[] {
  const plain: Record<string, Json> = {};
  const parts: Where[] = [];
  for (const [key, value] of Object.entries(filter)) {
    const name = splitPrefix(key)[1].toUpperCase();
    if (name === 'MEMBER') parts.push(membership(textOf(value)));
    else if (peopleFilters.has(name)) plain[key] = isList(value) ? value.map((id) => textOf(id)) : textOf(value);
    else if (name !== '::SUBFILTER-PARAMS') plain[key] = value;
    else if (isObject(value)) parts.push(...conditions(context, value));
  }
  return [...parts, ...parseFilter(plain, { fields: taskFilterFields, zone: context.core.zone })];
}

function extras(context: Context, task: JsonObject, wanted: JsonObject): JsonObject {
  const row: Record<string, Json> = {};
  const asked = (name: string): boolean => flagOf(wanted[name]);
  if (asked('WITH_RESULT_INFO')) {
    const where = [{ field: { path: 'taskId', type: 'integer' }, is: '=', value: Number(task['id']) }] as const;
    const has = context.core.store.table(tables.taskResult).count(where) > 0;
    Object.assign(row, { taskRequireResult: 'N', taskHasOpenResult: 'N', taskHasResult: has ? 'Y' : 'N' });
  }
  if (asked('WITH_TIMER_INFO')) Object.assign(row, { timeElapsed: null, timerIsRunningForCurrentUser: 'N' });
  if (asked('WITH_PARSED_DESCRIPTION')) row['parsedDescription'] = task['description'] ?? '';
  return row;
}

function wrongSortKey(): never {
  throw new Refusal('0', 'Неверный ключ сортировки (internal error)');
}

function list(context: Context): Reply {
  const { core, params, start } = context;
  const order = parseOrder(params.map('order'), { fields: taskOrderFields, onUnknown: wrongSortKey });
  const names = params.list('select');
  const selected = selectedOf(names);
  const wanted = params.map('params');
  return listPage({
    table: core.store.table(tables.task),
    selection: {
      where: [...visibleTasks(context), ...conditions(context, params.map('filter'))],
      order: order.length > 0 ? order : [{ field: { path: 'id', type: 'id' }, descending: true }],
    },
    start,
    path: ['tasks'],
    row: (task) => ({ ...taskRow2(context, task, selected), ...extras(context, task, wanted) }),
  });
}

function get(context: Context): Reply {
  const given = context.params.get('select');
  if (given !== undefined && !isList(given) && mapOf(given) === undefined) {
    const words = 'Invalid value {} to match with parameter {select}. Should be value of type array. (internal error)';
    throw new Refusal('100', words);
  }
  const task = taskOf(context);
  const selected = selectedOf(context.params.list('select'));
  return { result: { task: { ...taskRow2(context, task, selected), action: actionsOf(context, task) } } };
}

/** The whole task, as the methods that change it answer it. */
function wholeTask(context: Context, task: JsonObject): JsonObject {
  const id = Number(textOf(task['id']));
  const { tags: _tags, chatId: _chat, subStatus: _status, ...rest } = taskRow2(context, task, selectedOf([]));
  return {
    ...rest,
    ...checklistTree(context, id),
    newCommentsCount: 0,
    action: actionsOf(context, task),
    checkListCanAdd: true,
  };
}

function fieldsOf({ params }: Context): JsonObject {
  const fields = mapOf(params.get('fields'));
  if (fields === undefined || Object.keys(fields).length === 0) {
    throw new Refusal('100', 'Could not find value for parameter {fields} (internal error)');
  }
  return fields;
}

function add(context: Context): Reply {
  const changes = taskChanges(context, fieldsOf(context));
  const table = context.core.store.table(tables.task);
  const task = newTask(context, table.nextId(), changes);
  checkTask(context, task);
  const owner = { type: 'tasks_task', id: textOf(task['id']) };
  const files = attachGiven(context, fieldsOf(context)['UF_TASK_WEBDAV_FILES'], owner);
  const whole = { ...task, ufTaskWebdavFiles: files.map(({ id }) => id) };
  table.insert(Number(task['id']), whole);
  return { result: { task: wholeTask(context, whole) } };
}

function change(context: Context): Reply {
  const id = taskIdOf(context);
  const fields = fieldsOf(context);
  const task = seenTask(context, id);
  if (task === undefined) throw new Refusal('0', 'Действие над задачей не разрешено (internal error)');
  // When it was set is said at its making, and never again.
  const { createdDate: _createdDate, ...changes } = taskChanges(context, fields);
  return { result: { task: wholeTask(context, updateTask(context, id, task, changes)) } };
}

function delegate(context: Context): Reply {
  const id = taskIdOf(context);
  const userId = integerOf(context.params.get('userId'));
  if (userId === undefined) throw new Refusal('100', 'Could not find value for parameter {userId}');
  const task = seenTask(context, id);
  if (task === undefined) throw new Refusal('0', 'Действие над задачей не разрешено');
  return { result: { task: wholeTask(context, updateTask(context, id, task, { responsibleId: String(userId) })) } };
}

function remove(context: Context): Reply {
  const id = taskIdOf(context);
  const task = seenTask(context, id);
  if (task === undefined || !mayRemove(context, task)) throw new Refusal('1048582', 'Нет доступа к удалению задачи');
  removeTask(context, id);
  return { result: { task: true } };
}

/** Tasks of REST 2.0 (https://apidocs.bitrix24.ru/api-reference/tasks/). */
export const tasks2: readonly Method[] = [
  read('tasks.task.list', 'task', list),
  read('tasks.task.get', 'task', get),
  write('tasks.task.add', 'task', add),
  write('tasks.task.update', 'task', change),
  write('tasks.task.delegate', 'task', delegate),
  write('tasks.task.delete', 'task', remove),
];
