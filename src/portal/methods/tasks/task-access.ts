import { isList, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { Context } from '../../method.ts';
import { integerOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';

/** Conditions under which a caller sees a task: an administrator sees all, others those that they take part in. */
export function visibleTasks({ caller }: Context): readonly Where[] {
  return caller.isAdmin ? [] : [membership(String(caller.userId))];
}

/** Creator, responsible, accomplice or auditor. */
export function membership(userId: string): Where {
  return {
    any: [
      [{ field: { path: 'createdBy', type: 'text' }, is: '=', value: userId }],
      [{ field: { path: 'responsibleId', type: 'text' }, is: '=', value: userId }],
      [{ field: { path: 'accomplices', type: 'list' }, is: '=', value: userId }],
      [{ field: { path: 'auditors', type: 'list' }, is: '=', value: userId }],
    ],
  };
}

export function takesPart(task: JsonObject, userId: number): boolean {
  const id = String(userId);
  const among = (list: Json | undefined): boolean => isList(list) && list.some((each) => textOf(each) === id);
  return (
    textOf(task['createdBy']) === id ||
    textOf(task['responsibleId']) === id ||
    among(task['accomplices']) ||
    among(task['auditors'])
  );
}

/** The task, when it exists and the caller may see it. */
export function seenTask(context: Context, id: number): JsonObject | undefined {
  const task = context.core.store.table(tables.task).get(id);
  if (task === undefined) return undefined;
  return context.caller.isAdmin || takesPart(task, context.caller.userId) ? task : undefined;
}

/** Who may delete it: administrators and the one who set it. */
export function mayRemove({ caller }: Context, task: JsonObject): boolean {
  return caller.isAdmin || textOf(task['createdBy']) === String(caller.userId);
}

/** The `taskId` of a request of REST 2.0, or the documented refusals of one that is absent or no number. */
export function taskIdOf({ params }: Context): number {
  const given = params.get('taskId');
  if (given === undefined) {
    throw new Refusal('100', 'CTaskItem All parameters in the constructor must have real class type (internal error)');
  }
  const id = integerOf(given);
  if (id === undefined || id <= 0 || !/^\d+$/u.test(textOf(given))) throw new Refusal('0', 'wrong task id');
  return id;
}

/** The task that a request of REST 2.0 names; refused as the portal refuses one that is hidden or absent. */
export function taskOf(context: Context): JsonObject {
  const task = seenTask(context, taskIdOf(context));
  if (task === undefined) throw new Refusal('0', 'Access denied.');
  return task;
}
