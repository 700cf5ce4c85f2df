import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { PortalCore } from '../../core.ts';
import type { Context } from '../../method.ts';
import { camelOf, listOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal } from '../../refusal.ts';
import { blankTask } from '../../task-row.ts';
import { workShelves } from '../../shelves/work.ts';
import { tables } from '../../tables.ts';

/** Fields that a request may set, by how their values are kept. */
const strings = new Set([
  'title',
  'description',
  'mark',
  'xmlId',
  'guid',
  'siteId',
  'durationType',
  'descriptionInBbcode',
]);
const numbers = new Set([
  'parentId',
  'priority',
  'stageId',
  'createdBy',
  'responsibleId',
  'timeEstimate',
  'groupId',
  'flowId',
  'durationPlan',
  'status',
  'forkedByTemplateId',
  'sorting',
]);
const flags = new Set([
  'multitask',
  'replicate',
  'allowChangeDeadline',
  'allowTimeTracking',
  'taskControl',
  'addInReport',
  'matchWorkTime',
  'favorite',
]);
const dates = new Set(['deadline', 'startDatePlan', 'endDatePlan', 'dateStart', 'closedDate', 'createdDate']);
const people = new Set(['accomplices', 'auditors']);
const statuses = new Set(['2', '3', '4', '5', '6']);

/** Values of `fields` as tasks keep them; names that no task has are passed over, as the portal does. */
export function taskChanges({ core }: Context, fields: JsonObject): Record<string, Json> {
  const changes: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = camelOf(name);
    if (strings.has(field)) changes[field] = textOf(value);
    else if (numbers.has(field)) changes[field] = textOf(value) === '' ? null : textOf(value);
    else if (flags.has(field)) changes[field] = ['Y', '1', 'true'].includes(textOf(value)) ? 'Y' : 'N';
    else if (dates.has(field)) changes[field] = textOf(value) === '' ? null : (core.zone.normal(textOf(value)) ?? null);
    else if (people.has(field)) changes[field] = (listOf(value) ?? []).map((id) => textOf(id));
    else if (field === 'tags') changes['tags'] = listOf(value) ?? [textOf(value)];
    else if (field === 'ufCrmTask') changes['ufCrmTask'] = listOf(value) ?? [];
  }
  return changes;
}

const refused = (text: string): Refusal => new Refusal('ERROR_CORE', `${text}<br>`);

/** The documented refusals of values that can't be (https://apidocs.bitrix24.ru/api-reference/tasks/tasks-task-add.html). */
export function checkTask({ core }: Context, task: JsonObject, id?: number): void {
  if (textOf(task['title']).trim() === '') throw refused('Не указано название задачи');
  const responsible = textOf(task['responsibleId']);
  if (responsible === '' || responsible === '0') throw refused('Не указан исполнитель');
  const users = core.store.table(tables.user);
  if (users.count() > 0 && !users.has(Number(responsible))) {
    throw refused('Пользователь указанный в поле &quot;Исполнитель&quot; не найден');
  }
  if (!statuses.has(textOf(task['status']))) throw refused('Некорректный статус');
  checkParent(core.store.table(tables.task), task, id);
  const [start, end] = [textOf(task['startDatePlan']), textOf(task['endDatePlan'])];
  if (start !== '' && end !== '' && end < start) {
    throw refused('В планировании сроков указана дата окончания меньшая даты старта');
  }
}

function checkParent(
  table: { get(id: number): JsonObject | undefined },
  task: JsonObject,
  id: number | undefined,
): void {
  let parent = Number(textOf(task['parentId']));
  if (parent === 0) return;
  if (parent === id) throw refused('Невозможно привязать узел к самому себе');
  if (table.get(parent) === undefined) throw refused('Задача указанная в поле &quot;Надзадача&quot; не найдена');
  for (let depth = 0; parent !== 0 && depth < 1000; depth += 1) {
    if (parent === id) throw refused('Создание зацикленных связей в задачах запрещено');
    parent = Number(textOf(table.get(parent)?.['parentId']));
  }
}

/** Who sets a task, and where. */
export interface Author {
  readonly core: PortalCore;
  readonly caller: { readonly userId: number };
}

/** A task that has just been set and that nobody has touched. */
export function newTask({ core, caller }: Author, id: number, changes: JsonObject): JsonObject {
  const now = core.zone.format(core.clock.now());
  const author = String(caller.userId);
  return {
    ...blankTask,
    id: String(id),
    createdBy: author,
    createdDate: now,
    changedBy: author,
    changedDate: now,
    activityDate: now,
    guid: `{00000000-0000-4000-8000-${String(id).padStart(12, '0')}}`,
    statusChangedDate: now,
    chatId: 1_000_000 + id,
    ...changes,
  };
}

/** Writes the changes with what they bring along: who changed it and when, and the close of a task that is done. */
export function updateTask(context: Context, id: number, task: JsonObject, changes: JsonObject): JsonObject {
  const now = context.core.zone.format(context.core.clock.now());
  const author = String(context.caller.userId);
  const next: Record<string, Json> = { ...task, ...changes, changedBy: author, changedDate: now, activityDate: now };
  if (changes['status'] !== undefined && changes['status'] !== task['status']) {
    const closed = changes['status'] === '5';
    next['statusChangedBy'] = author;
    next['statusChangedDate'] = now;
    next['closedBy'] = closed ? author : '0';
    next['closedDate'] = closed ? now : null;
  }
  checkTask(context, next, id);
  context.core.store.table(tables.task).put(id, next);
  return next;
}

function whose(path: string, value: string | number): readonly Where[] {
  return [{ field: { path, type: 'text' }, is: '=', value }];
}

/**
 * Takes a task to the recycle bin with all that hangs on it. Its subtasks stay and lose their parent; time spent, results
 * and checklists go for good with the task.
 */
export function removeTask({ core }: Context, id: number): void {
  const { store } = core;
  store.toBin(tables.task, id, core.clock.now());
  for (const spec of [tables.checklistItem, tables.elapsedTime, tables.taskComment]) {
    const table = store.table(spec);
    for (const child of table.ids({ where: whose('TASK_ID', String(id)) })) table.remove(child);
  }
  const results = store.table(tables.taskResult);
  for (const child of results.ids({ where: whose('taskId', id) })) results.remove(child);
  const attached = store.table(tables.attachedObject);
  for (const child of attached.ids({ where: whose('ENTITY_ID', String(id)) })) attached.remove(child);
  store.table(workShelves.scrumTask.table).remove(id);
  const tasks = store.table(tables.task);
  for (const child of tasks.ids({ where: whose('parentId', String(id)) })) tasks.patch(child, { parentId: null });
}
