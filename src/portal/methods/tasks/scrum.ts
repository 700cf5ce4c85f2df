import { type JsonObject, textOf } from '../../../base/json.ts';
import type { FieldLookup } from '../../filter.ts';
import { type Context, type Method, read, type Reply } from '../../method.ts';
import { Refusal } from '../../refusal.ts';
import { idsWith, listOfShelf, removeChildren, type Shelf, shelfDelete } from '../../shelf.ts';
import { workShelves } from '../../shelves/work.ts';
import { seenTask } from './task-access.ts';

const { epic, sprint, scrumBacklog, sprintStage, scrumTask } = workShelves;

/** Asked for by names in capitals, answered with names in camel case. */
function byCapitals(from: Shelf): FieldLookup {
  const names = Object.entries(from.fields).map(([name, type]) => {
    const upper = name.replaceAll(/[A-Z]/gu, '_$&').toUpperCase();
    return [upper, { path: name, type }] as const;
  });
  const known = new Map(names);
  return (name) => known.get(name.toUpperCase());
}

/** `NAME: "%epic%"` is a pattern in the value. */
function patterns({ params }: Context): JsonObject {
  const entries = Object.entries(params.struct('filter')).map(([key, value]) =>
    /^\w/u.test(key) && textOf(value).includes('%') ? ([`%=${key}`, value] as const) : ([key, value] as const),
  );
  return Object.fromEntries(entries);
}

function scrumList(from: Shelf): (context: Context) => Reply {
  return (context) => {
    const params = context.params.with({ filter: patterns(context), select: [] });
    return listOfShelf(from, { ...context, params }, { lookup: byCapitals(from) });
  };
}

const absent = (noun: string) => (): Refusal => new Refusal('0', `${noun} not found`);

/** The one backlog of a group that is a scrum. */
function backlog({ core, params }: Context): Reply {
  const group = params.integer('id') ?? 0;
  if (group <= 0) throw new Refusal('0', 'Group id not found');
  const [id] = idsWith(core, scrumBacklog, 'groupId', group);
  const found = id === undefined ? undefined : core.store.table(scrumBacklog.table).get(id);
  if (found === undefined) throw new Refusal('0', 'Backlog not found');
  return { result: found };
}

function stages({ core, params }: Context): Reply {
  const id = params.integer('sprintId') ?? 0;
  if (id <= 0) throw new Refusal('0', 'Sprint id not found');
  if (!core.store.table(sprint.table).has(id)) throw new Refusal('0', 'Sprint not found');
  const table = core.store.table(sprintStage.table);
  return { result: idsWith(core, sprintStage, 'sprintId', id).map((each) => table.get(each) ?? {}) };
}

/** What a task is in a scrum; of one that is in none, as of one that is not there. */
function task(context: Context): Reply {
  const { core, params } = context;
  if (!params.has('id')) throw new Refusal('100', 'Could not find value for parameter {id}');
  const id = params.integer('id') ?? 0;
  const found = core.store.table(scrumTask.table).get(id);
  if (found === undefined || seenTask(context, id) === undefined) throw new Refusal('0', 'Task not found');
  return { result: found };
}

function removeStages({ id }: JsonObject, { core }: Context): void {
  removeChildren(core, Number(textOf(id)), [[sprintStage, 'sprintId']]);
}

/** https://apidocs.bitrix24.ru/api-reference/sonet-group/scrum/ */
export const scrum: readonly Method[] = [
  read('tasks.api.scrum.epic.list', 'task', scrumList(epic)),
  shelfDelete(epic, 'tasks.api.scrum.epic.delete', { missing: absent('Epic'), answer: [] }),
  read('tasks.api.scrum.sprint.list', 'task', scrumList(sprint)),
  shelfDelete(sprint, 'tasks.api.scrum.sprint.delete', { missing: absent('Sprint'), answer: [], check: removeStages }),
  read('tasks.api.scrum.backlog.get', 'task', backlog),
  read('tasks.api.scrum.kanban.getStages', 'task', stages),
  read('tasks.api.scrum.task.get', 'task', task),
];

/** Epics, sprints and the backlog of a group go with it. */
export function removeScrum(context: Context, groupId: number): void {
  const { core } = context;
  for (const id of idsWith(core, sprint, 'groupId', groupId)) removeStages({ id }, context);
  removeChildren(core, groupId, [
    [epic, 'groupId'],
    [sprint, 'groupId'],
    [scrumBacklog, 'groupId'],
  ]);
}
