import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { listOf, mapOf } from '../../params.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import type { Where } from '../../query.ts';
import { Refusal, refusal3 } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { invalid } from './invalid3.ts';
import { filter3, order3, page3, type Rules3, select3 } from './query3.ts';
import { seenTask } from './task-access.ts';

function ofTask(taskId: number): Where {
  return { field: { path: 'taskId', type: 'integer' }, is: '=', value: taskId };
}

/** All results of a task, the newest first. */
function list2(context: Context): Reply {
  const given = context.params.get('taskId');
  if (!/^\d+$/u.test(textOf(given))) {
    const shown = textOf(given);
    throw new Refusal('100', `Invalid value {${shown}} to match with parameter {taskId}. Should be value of type int.`);
  }
  const taskId = Number(textOf(given));
  if (seenTask(context, taskId) === undefined) throw new Refusal('0', 'Access denied.');
  const rows = context.core.store
    .table(tables.taskResult)
    .select({ where: [ofTask(taskId)], order: [{ field: { path: 'id', type: 'id' }, descending: true }] });
  return { result: rows };
}

const rules: Rules3 = {
  dto: 'ResultDto',
  filterable: (name) =>
    name === 'id' ? { path: 'id', type: 'id' } : name === 'taskId' ? { path: 'taskId', type: 'integer' } : undefined,
  sortable: (name) => {
    if (name === 'id') return { path: 'id', type: 'id' };
    return name === 'createdAt' || name === 'updatedAt' ? { path: name, type: 'datetime' } : undefined;
  },
  maximumLimit: 1000,
};

function row3(context: Context, result: JsonObject): JsonObject {
  const own = result['createdBy'] === context.caller.userId;
  const messageId = result['messageId'] ?? null;
  return {
    id: result['id'] ?? 0,
    taskId: result['taskId'] ?? 0,
    text: result['text'] ?? '',
    authorId: result['createdBy'] ?? 0,
    createdAt: result['createdAt'] ?? null,
    updatedAt: result['updatedAt'] === result['createdAt'] ? null : (result['updatedAt'] ?? null),
    status: result['status'] === 0 ? 'open' : 'closed',
    fileIds: result['files'] ?? [],
    rights: { edit: own, remove: own },
    messageId,
  };
}

function taskOfFilter(filter: Json | undefined): number | undefined {
  for (const each of listOf(filter) ?? []) {
    const [name, second, third] = listOf(each) ?? [];
    const value = third ?? second;
    if (name === 'taskId' && /^\d+$/u.test(textOf(value))) return Number(textOf(value));
  }
  return undefined;
}

function list3(context: Context): Reply {
  const { params, core } = context;
  const filter = params.get('filter');
  if ((listOf(filter) ?? []).length === 0) throw invalid('filter', 'Значение поля не может быть пустым');
  const taskId = taskOfFilter(filter);
  if (taskId === undefined) throw invalid('filter', 'Требуется указать фильтр по обязательному полю `taskId`');
  if (seenTask(context, taskId) === undefined) throw refusal3.denied();
  const select = select3(params.get('select'));
  const rows = core.store.table(tables.taskResult).select({
    where: filter3(filter, rules),
    order: order3(params.get('order'), rules),
    ...page3(mapOf(params.get('pagination')) ?? {}, rules),
  });
  const items = rows.map((result) => {
    const row = row3(context, result);
    if (select === undefined) return row;
    return Object.fromEntries(Object.entries(row).filter(([name]) => select.includes(name)));
  });
  return { result: { items } };
}

function add(context: Context): Reply {
  const fields = mapOf(context.params.get('fields'));
  if (fields === undefined) throw invalid('fields', 'Обязательное поле `fields` не указано');
  const taskId = fields['taskId'];
  if (taskId === undefined) throw invalid('taskId', 'Обязательное поле `taskId` не указано');
  if (typeof taskId !== 'number')
    throw invalid('taskId', 'В поле `taskId` требуется тип данных `int` для такого запроса');
  const text = textOf(fields['text']);
  if (text === '') {
    throw new Refusal('BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION', 'Validation error', {
      validation: [{ field: 'text', message: 'Не заполнено обязательное поле "text"' }],
    });
  }
  if (seenTask(context, taskId) === undefined) throw refusal3.denied();
  const now = context.core.zone.format(context.core.clock.now());
  const table = context.core.store.table(tables.taskResult);
  const id = table.add((resultId) => ({
    id: resultId,
    taskId,
    commentId: 0,
    createdBy: context.caller.userId,
    createdAt: now,
    updatedAt: now,
    status: 0,
    text,
    formattedText: text,
    files: [],
  }));
  return { result: { item: row3(context, table.get(id) ?? {}) } };
}

/** Only its author may take a result back. */
function remove(context: Context): Reply {
  const id = context.params.integer('id');
  if (id === undefined) {
    throw invalid(
      'id',
      'Не заполнено значение хотя бы одного обязательного поля: `id`, `filter`',
      'Должно быть передано только одно из значений: `id`, `filter`',
    );
  }
  const table = context.core.store.table(tables.taskResult);
  if (table.get(id)?.['createdBy'] !== context.caller.userId) throw refusal3.denied();
  table.remove(id);
  return { result: { result: true } };
}

/** What was reported as done (https://apidocs.bitrix24.ru/api-reference/tasks/result/). */
export const results: readonly Method[] = [
  read('tasks.task.result.list', 'task', list2),
  read('tasks.task.result.list', 'tasks', list3, { api: 'v3' }),
  write('tasks.task.result.add', 'tasks', add, { api: 'v3' }),
  write('tasks.task.result.delete', 'tasks', remove, { api: 'v3' }),
];
