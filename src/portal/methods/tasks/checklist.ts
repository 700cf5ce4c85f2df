import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../../method.ts';
import { flagOf, mapOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { mayRemove, seenTask } from './task-access.ts';
import { phpMap } from './task-fields.ts';

const type = 'ctaskchecklistitem';

/** Words in which the old task methods refuse. */
export const old = {
  refusal: (number: number, text: string, name: string): Refusal =>
    new Refusal('ERROR_CORE', `TASKS_ERROR_EXCEPTION_#${number}; ${text}; ${number}/TE/${name}<br>`),
  failed: (text = 'Action failed'): Refusal => old.refusal(8, text, 'ACTION_FAILED_TO_BE_PROCESSED'),
  notFound: (): Refusal =>
    old.refusal(512, 'Check listitem not found or not accessible', 'ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE'),
  notAllowed: (): Refusal => old.refusal(4, 'Action is not allowed', 'ACTION_NOT_ALLOWED'),
  wrongType: (place: number, name: string, method: string): Refusal =>
    old.refusal(256, `Param #${place} (${name}) for method ${method}() expected to be of type "integer", but given something else.`, 'WRONG_ARGUMENTS'), // prettier-ignore
  notGiven: (place: number, name: string, method: string): Refusal =>
    old.refusal(256, `Param #${place} (${name}) expected by method ${method}(), but not given.`, 'WRONG_ARGUMENTS'),
  wrongKey: (place: number, name: string, method: string, key: string): Refusal =>
    old.refusal(256, `Param #${place} (${name}) for method ${method}() must not contain key "${key}".`, 'WRONG_ARGUMENTS'), // prettier-ignore
};

/** A number that an old method reads at a place; refused with its own words when absent or something else. */
export function numberAt({ params }: Context, name: string, place: number, says: string, method: string): number {
  const given = params.get(name);
  if (given === undefined) throw old.notGiven(place, says, method);
  if (!/^\d+$/u.test(textOf(given))) throw old.wrongType(place, says, method);
  return Number(textOf(given));
}

export function ofTask(taskId: number | string): Where {
  return { field: { path: 'TASK_ID', type: 'text' }, is: '=', value: String(taskId) };
}

function seen(context: Context, method: string, refusal: () => Refusal): number {
  const id = numberAt(context, 'TASKID', 0, 'taskId', `${type}::${method}`);
  if (seenTask(context, id) === undefined) throw refusal();
  return id;
}

const orderFields = [
  'ID',
  'PARENT_ID',
  'CREATED_BY',
  'TITLE',
  'SORT_INDEX',
  'IS_COMPLETE',
  'IS_IMPORTANT',
  'TOGGLED_BY',
  'TOGGLED_DATE',
];

function compare(key: string, a: JsonObject, b: JsonObject): number {
  const [left, right] = [textOf(a[key]), textOf(b[key])];
  return /^\d+$/u.test(left) && /^\d+$/u.test(right) ? Number(left) - Number(right) : left.localeCompare(right, 'ru');
}

function list(context: Context): Reply {
  const id = seen(context, 'getlist', () => old.failed());
  const order = Object.entries(context.params.map('ORDER'));
  for (const [key] of order) if (!orderFields.includes(key)) throw old.wrongKey(1, 'arOrder', `${type}::getlist`, key);
  const rows = context.core.store.table(tables.checklistItem).select({ where: [ofTask(id)] });
  const sorted = rows.toSorted((a, b) => {
    for (const [key, direction] of order) {
      const by = compare(key, a, b) * (textOf(direction).toUpperCase().startsWith('DESC') ? -1 : 1);
      if (by !== 0) return by;
    }
    return 0;
  });
  return { result: sorted };
}

function item(context: Context, method: string, refusal: () => Refusal): JsonObject {
  const taskId = seen(context, method, refusal);
  const id = numberAt(context, 'ITEMID', 1, 'itemId', `${type}::${method}`);
  const row = context.core.store.table(tables.checklistItem).get(id);
  if (row === undefined || textOf(row['TASK_ID']) !== String(taskId)) throw refusal();
  return row;
}

const cannotAdd = (): Refusal => old.failed('Добавление элемента: действие недоступно');

function add(context: Context): Reply {
  const taskId = seen(context, 'add', cannotAdd);
  const fields = mapOf(context.params.get('FIELDS'));
  if (fields === undefined) throw old.notGiven(1, 'arFields', `${type}::add`);
  const title = textOf(fields['TITLE']);
  if (title === '') throw old.failed('Не указано название элемента');
  const table = context.core.store.table(tables.checklistItem);
  const parent = textOf(fields['PARENT_ID']);
  const id = table.add((itemId) => ({
    ID: String(itemId),
    TASK_ID: String(taskId),
    PARENT_ID: parent === '' || parent === '0' ? 0 : parent,
    CREATED_BY: String(context.caller.userId),
    TITLE: title,
    SORT_INDEX: textOf(fields['SORT_INDEX']) || String(table.count([ofTask(taskId)])),
    IS_COMPLETE: flagOf(fields['IS_COMPLETE']) ? 'Y' : 'N',
    IS_IMPORTANT: flagOf(fields['IS_IMPORTANT']) ? 'Y' : 'N',
    TOGGLED_BY: null,
    TOGGLED_DATE: '',
    MEMBERS: [],
    ATTACHMENTS: [],
  }));
  return { result: id };
}

/** Points inside a point go with it. */
function removeBelow(context: Context, row: JsonObject): void {
  const table = context.core.store.table(tables.checklistItem);
  const where = [
    ofTask(textOf(row['TASK_ID'])),
    { field: { path: 'PARENT_ID', type: 'text' }, is: '=', value: textOf(row['ID']) },
  ] as const;
  for (const child of table.select({ where })) removeBelow(context, child);
  table.remove(Number(row['ID']));
}

const cannotRemove = (): Refusal => old.failed('Удаление элемента: действие недоступно');

function remove(context: Context): Reply {
  const row = item(context, 'delete', cannotRemove);
  const task = seenTask(context, Number(row['TASK_ID']));
  const own = textOf(row['CREATED_BY']) === String(context.caller.userId);
  if (task === undefined || (!own && !mayRemove(context, task))) throw cannotRemove();
  removeBelow(context, row);
  return { result: true };
}

function camelItem(row: JsonObject): JsonObject {
  return {
    id: row['ID'] ?? '',
    taskId: row['TASK_ID'] ?? '',
    createdBy: row['CREATED_BY'] ?? '',
    parentId: row['PARENT_ID'] ?? 0,
    title: row['TITLE'] ?? '',
    sortIndex: row['SORT_INDEX'] ?? '0',
    isComplete: row['IS_COMPLETE'] ?? 'N',
    isImportant: row['IS_IMPORTANT'] ?? 'N',
    toggledBy: row['TOGGLED_BY'] ?? null,
    toggledDate: row['TOGGLED_DATE'] || null,
    ufChecklistFiles: false,
    members: row['MEMBERS'] ?? [],
    attachments: row['ATTACHMENTS'] ?? [],
    entityId: row['TASK_ID'] ?? '',
    action: { modify: true, remove: true, toggle: true, add: true, addAccomplice: true },
  };
}

/** A task's checklists as the answers to writes carry them: flat by id, and as a tree. */
export function checklistTree(context: Context, taskId: number): JsonObject {
  const rows = context.core.store.table(tables.checklistItem).select({ where: [ofTask(taskId)] });
  const below = (parent: string): Json =>
    rows
      .filter((row) => (textOf(row['PARENT_ID']) || '0') === parent)
      .map((row) => ({
        nodeId: Number(row['ID']),
        fields: treeFields(context, row),
        action: { modify: true, remove: true, toggle: true, add: true, addAccomplice: true },
        descendants: below(textOf(row['ID'])),
      }));
  return {
    checklist: phpMap(rows.map((row) => [textOf(row['ID']), camelItem(row)])),
    checkListTree: { nodeId: 0, fields: treeFields(context, undefined), action: [], descendants: below('0') },
  };
}

function treeFields({ caller }: Context, row: JsonObject | undefined): JsonObject {
  const number = (name: string): Json => (row === undefined ? null : Number(textOf(row[name]) || 0));
  return {
    id: number('ID'),
    copiedId: null,
    entityId: number('TASK_ID'),
    userId: caller.userId,
    createdBy: number('CREATED_BY'),
    parentId: number('PARENT_ID'),
    title: row?.['TITLE'] ?? '',
    sortIndex: number('SORT_INDEX'),
    displaySortIndex: '',
    isComplete: row?.['IS_COMPLETE'] === 'Y',
    isImportant: row?.['IS_IMPORTANT'] === 'Y',
    completedCount: 0,
    members: [],
    attachments: [],
    nodeId: null,
  };
}

const withItem = { positional: ['TASKID', 'ITEMID'] };

/** Checklists (https://apidocs.bitrix24.ru/api-reference/tasks/checklist-item/). */
export const checklist: readonly Method[] = [
  read('task.checklistitem.getlist', 'task', list, { positional: ['TASKID', 'ORDER'] }),
  read('task.checklistitem.get', 'task', (context) => ({ result: item(context, 'get', old.notFound) }), withItem),
  write('task.checklistitem.add', 'task', add, { positional: ['TASKID', 'FIELDS'] }),
  write('task.checklistitem.delete', 'task', remove, withItem),
];
