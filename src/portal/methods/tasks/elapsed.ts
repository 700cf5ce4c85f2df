import { isList, isObject, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type FieldLookup, parseFilter, parseOrder } from '../../filter.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { integerOf, listOf, mapOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { ofTask } from './checklist.ts';
import { seenTask } from './task-access.ts';

const notAllowed = (): Refusal => new Refusal('ERROR_CORE', 'ACTION_NOT_ALLOWED');
const maximumPage = 50;

const fields: FieldLookup = (name) => {
  if (name === 'ID') return { path: 'ID', type: 'id' };
  if (name === 'USER_ID' || name === 'TASK_ID') return { path: name, type: 'text' };
  if (name === 'MINUTES' || name === 'SECONDS') return { path: name, type: 'text' };
  return /^(?:CREATED_DATE|DATE_START|DATE_STOP)$/u.test(name) ? { path: name, type: 'datetime' } : undefined;
};

/** The time of one's own tasks; an administrator sees everybody's. */
function visible(context: Context, row: JsonObject): boolean {
  return context.caller.isAdmin || seenTask(context, Number(row['TASK_ID'])) !== undefined;
}

interface Asked {
  readonly taskId: number | undefined;
  readonly order: JsonObject;
  readonly filter: JsonObject;
  readonly select: readonly Json[];
  readonly page: { readonly size: number; readonly number: number };
}

/** The task may be left out, and then everything moves one place to the left. */
function asked({ params }: Context): Asked {
  const values = ['0', '1', '2', '3', '4'].map((name) => params.get(name));
  const first = values[0];
  const withTask = first !== undefined && !isObject(first) && !isList(first);
  if (!withTask) values.unshift(undefined);
  const [task, order, filter, select, options] = values;
  const page = mapOf(mapOf(options)?.['NAV_PARAMS']) ?? {};
  return {
    taskId: withTask ? integerOf(task) : undefined,
    order: mapOf(order) ?? {},
    filter: mapOf(filter) ?? {},
    select: listOf(select) ?? [],
    page: {
      size: Math.min(maximumPage, Math.max(1, integerOf(page['nPageSize']) ?? maximumPage)),
      number: Math.max(1, integerOf(page['iNumPage']) ?? 1),
    },
  };
}

function pick(row: JsonObject, select: readonly Json[]): JsonObject {
  const names = new Set(select.map((name) => textOf(name)));
  if (names.size === 0 || names.has('*')) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
}

function list(context: Context): Reply {
  const { taskId, order, filter, select, page } = asked(context);
  if (taskId !== undefined && seenTask(context, taskId) === undefined) throw notAllowed();
  const table = context.core.store.table(tables.elapsedTime);
  const where: Where[] = [...parseFilter(filter, { fields, zone: context.core.zone })];
  if (taskId !== undefined) where.push(ofTask(taskId));
  const selection = { where, order: parseOrder(order, { fields }) };
  const offset = (page.number - 1) * page.size;
  if (context.caller.isAdmin || taskId !== undefined) {
    const rows = table.select({ ...selection, limit: page.size, offset });
    return { result: rows.map((row) => pick(row, select)), total: table.count(where) };
  }
  const mine = table.select(selection).filter((row) => visible(context, row));
  return { result: mine.slice(offset, offset + page.size).map((row) => pick(row, select)), total: mine.length };
}

function itemOf(context: Context): JsonObject {
  const { params } = context;
  const taskId = integerOf(params.get('TASKID')) ?? 0;
  if (seenTask(context, taskId) === undefined) throw new Refusal('ERROR_CORE', 'Задача не найдена');
  const row = context.core.store.table(tables.elapsedTime).get(integerOf(params.get('ITEMID')) ?? 0);
  if (row === undefined || textOf(row['TASK_ID']) !== String(taskId)) throw notAllowed();
  return row;
}

function add(context: Context): Reply {
  const taskId = integerOf(context.params.get('TASKID')) ?? 0;
  if (seenTask(context, taskId) === undefined) throw new Refusal('ERROR_CODE', 'ACTION_NOT_ALLOWED');
  const given = mapOf(context.params.get('ARFIELDS')) ?? {};
  const seconds = integerOf(given['SECONDS']) ?? 0;
  const now = context.core.zone.format(context.core.clock.now());
  const id = context.core.store.table(tables.elapsedTime).add((itemId) => ({
    ID: String(itemId),
    TASK_ID: String(taskId),
    USER_ID: textOf(given['USER_ID']) || String(context.caller.userId),
    COMMENT_TEXT: textOf(given['COMMENT_TEXT']),
    SECONDS: String(seconds),
    MINUTES: String(Math.floor(seconds / 60)),
    SOURCE: '2',
    CREATED_DATE: context.core.zone.normal(textOf(given['CREATED_DATE'])) ?? now,
    DATE_START: now,
    DATE_STOP: now,
  }));
  return { result: id };
}

/** Only one's own time can be taken back, unless one is an administrator. */
function remove(context: Context): Reply {
  const row = itemOf(context);
  if (!context.caller.isAdmin && textOf(row['USER_ID']) !== String(context.caller.userId)) throw notAllowed();
  context.core.store.table(tables.elapsedTime).remove(Number(row['ID']));
  return { result: null };
}

const withItem = { positional: ['TASKID', 'ITEMID'] };

/** Time spent on tasks (https://apidocs.bitrix24.ru/api-reference/tasks/elapsed-item/). */
export const elapsed: readonly Method[] = [
  read('task.elapseditem.getlist', 'task', list, { positional: ['0', '1', '2', '3', '4'] }),
  read('task.elapseditem.get', 'task', (context) => ({ result: [itemOf(context)] }), withItem),
  write('task.elapseditem.add', 'task', add, { positional: ['TASKID', 'ARFIELDS'] }),
  write('task.elapseditem.delete', 'task', remove, withItem),
];
