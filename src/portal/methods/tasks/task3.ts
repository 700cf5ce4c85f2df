import { isList, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { Context } from '../../method.ts';
import type { Where } from '../../query.ts';
import { refusal3 } from '../../refusal.ts';
import { tables } from '../../tables.ts';
import { ofTask } from './checklist.ts';
import { mayRemove } from './task-access.ts';

export const statusNames: Readonly<Record<string, string>> = {
  2: 'pending',
  3: 'in_progress',
  4: 'supposedly_completed',
  5: 'completed',
  6: 'deferred',
};
export const priorityNames: Readonly<Record<string, string>> = { 0: 'low', 1: 'average', 2: 'high' };
export const markNames: Readonly<Record<string, string>> = { P: 'positive', N: 'negative' };

type Maker = (task: JsonObject, context: Context) => Json;

const number =
  (field: string): Maker =>
  (task) => {
    const value = textOf(task[field]);
    return value === '' || value === '0' ? null : Number(value);
  };
const whole =
  (field: string): Maker =>
  (task) =>
    Number(textOf(task[field]) || '0');
const same =
  (field: string): Maker =>
  (task) =>
    task[field] ?? null;
const flag =
  (field: string): Maker =>
  (task) =>
    task[field] === 'Y';
const always =
  (value: Json): Maker =>
  () =>
    value;

function has(context: Context, spec: (typeof tables)[keyof typeof tables], where: Where): boolean {
  return context.core.store.table(spec).count([where]) > 0;
}

function checklistIds(task: JsonObject, { core }: Context): readonly number[] {
  return core.store
    .table(tables.checklistItem)
    .ids({ where: [ofTask(textOf(task['id']))] })
    .map(Number);
}

function rightsOf(task: JsonObject, context: Context): JsonObject {
  const own = mayRemove(context, task);
  const done = task['status'] === '5';
  return {
    read: true,
    watch: true,
    mute: true,
    createResult: true,
    edit: own,
    remove: own,
    complete: !done,
    approve: false,
    disapprove: false,
    start: !done,
    take: false,
    delegate: true,
    defer: !done,
    renew: done,
    deadline: own,
    datePlan: own,
    changeDirector: false,
    changeResponsible: own,
    changeAccomplices: own,
    pause: false,
    timeTracking: false,
    mark: own,
    changeStatus: true,
    reminder: true,
    addAuditors: true,
    elapsedTime: true,
    favorite: true,
    checklistAdd: true,
    checklistEdit: true,
    checklistSave: true,
    checklistToggle: true,
    automate: own,
    resultEdit: false,
    completeResult: true,
    removeResult: false,
    resultRead: false,
    admin: context.caller.isAdmin,
    createSubtask: true,
    copy: true,
    saveAsTemplate: true,
    attachFile: true,
    detachFile: true,
    detachParent: true,
    createGanttDependence: true,
    sort: false,
  };
}

/** The fields of TaskDto (https://apidocs.bitrix24.ru/api-reference/tasks/fields-rest-v3.html). */
const makers: Readonly<Record<string, Maker>> = {
  id: whole('id'),
  title: same('title'),
  description: same('description'),
  creatorId: number('createdBy'),
  responsibleId: number('responsibleId'),
  deadline: same('deadline'),
  needsControl: flag('taskControl'),
  startPlan: same('startDatePlan'),
  endPlan: same('endDatePlan'),
  fileIds: (task) => {
    const files = task['ufTaskWebdavFiles'];
    return isList(files) && files.length > 0 ? files : null;
  },
  checklist: checklistIds,
  groupId: number('groupId'),
  stageId: number('stageId'),
  epicId: always(null),
  storyPoints: always(null),
  flowId: number('flowId'),
  priority: (task) => priorityNames[textOf(task['priority'])] ?? 'average',
  status: (task) => statusNames[textOf(task['status'])] ?? 'pending',
  statusChanged: same('statusChangedDate'),
  statusChangerId: number('statusChangedBy'),
  parentId: number('parentId'),
  containsChecklist: (task, context) => has(context, tables.checklistItem, ofTask(textOf(task['id']))),
  containsSubTasks: (task, context) =>
    has(context, tables.task, { field: { path: 'parentId', type: 'text' }, is: '=', value: textOf(task['id']) }),
  containsRelatedTasks: always(false),
  containsGanttLinks: always(false),
  containsPlacements: always(true),
  containsResults: (task, context) =>
    has(context, tables.taskResult, { field: { path: 'taskId', type: 'integer' }, is: '=', value: Number(task['id']) }),
  numberOfReminders: always(0),
  chatId: same('chatId'),
  plannedDuration: whole('durationPlan'),
  actualDuration: whole('durationFact'),
  durationType: same('durationType'),
  started: same('dateStart'),
  estimatedTime: whole('timeEstimate'),
  replicate: flag('replicate'),
  created: same('createdDate'),
  changed: same('changedDate'),
  changedById: number('changedBy'),
  closed: same('closedDate'),
  closedById: number('closedBy'),
  activity: same('activityDate'),
  guid: same('guid'),
  xmlId: same('xmlId'),
  exchangeId: same('exchangeId'),
  exchangeModified: same('exchangeModified'),
  outlookVersion: whole('outlookVersion'),
  mark: (task) => markNames[textOf(task['mark'])] ?? 'none',
  allowsChangeDeadline: flag('allowChangeDeadline'),
  allowsTimeTracking: flag('allowTimeTracking'),
  matchesWorkTime: flag('matchWorkTime'),
  addInReport: always(null),
  isMultitask: flag('multitask'),
  siteId: same('siteId'),
  deadlineCount: always(null),
  declineReason: always(null),
  forumTopicId: number('forumTopicId'),
  link: (task) => `/company/personal/user/${textOf(task['responsibleId'])}/tasks/task/view/${textOf(task['id'])}/`,
  rights: rightsOf,
  archiveLink: (task) => `/bitrix/tools/disk/uf.php?entityId=${textOf(task['id'])}&entity=TASKS_TASK&action=downloadArchiveByEntity&ncc=1`, // prettier-ignore
  crmItemIds: (task) => task['ufCrmTask'] ?? [],
  requireResult: always(false),
  matchesSubTasksTime: always(false),
  autocompleteSubTasks: always(false),
  allowsChangeDatePlan: always(false),
  maxDeadlineChangeDate: always(null),
  maxDeadlineChanges: always(null),
  requireDeadlineChangeReason: always(false),
  inFavorite: always([]),
  inPin: always([]),
  inGroupPin: always([]),
  inMute: always([]),
  dependsOn: always([]),
  scenarios: always(['default']),
};

/** What a whole task has in the answers of REST 3.0: the numbers of people and groups come only when asked for. */
const base = Object.keys(makers).filter(
  (field) =>
    ![
      'creatorId',
      'responsibleId',
      'groupId',
      'stageId',
      'flowId',
      'statusChangerId',
      'created',
      'changedById',
      'closedById',
    ].includes(field),
);

const people: Readonly<Record<string, string>> = { responsible: 'responsibleId', creator: 'createdBy' };
const personFields: Readonly<Record<string, string>> = {
  id: 'ID',
  name: 'NAME',
  lastName: 'LAST_NAME',
  email: 'EMAIL',
  gender: 'PERSONAL_GENDER',
};

function related(context: Context, task: JsonObject, relation: string, field: string): Json {
  const [own, name] = [people[relation], personFields[field]];
  if (own === undefined || name === undefined) {
    throw refusal3.other(
      'UNKNOWNDTOPROPERTYEXCEPTION',
      `Неизвестное поле \`${relation}.${field}\` для сущности \`TaskDto\``,
    );
  }
  const value = context.core.store.table(tables.user).get(Number(task[own]))?.[name] ?? null;
  return field === 'id' ? Number(value) : value;
}

/**
 * A task as REST 3.0 answers it. `select` undefined or of relations alone: the base fields, too. Unknown fields of its own are passed over, unknown
 * fields of a relation are refused (https://apidocs.bitrix24.ru/api-reference/rest-v3.html).
 */
export function taskRow3(context: Context, task: JsonObject, select: readonly string[] | undefined): JsonObject {
  const row: Record<string, Json> = {};
  const deep: Record<string, Record<string, Json>> = {};
  const own = (select ?? base).filter((name) => !name.includes('.'));
  const deepNames = (select ?? []).filter((name) => name.includes('.'));
  for (const name of ['id', ...(own.length > 0 ? own : base), ...deepNames]) {
    const [relation = '', field] = name.split('.');
    const make = makers[name];
    if (make !== undefined) row[name] = make(task, context);
    else if (field !== undefined) (deep[relation] ??= {})[field] = related(context, task, relation, field);
  }
  return { ...row, ...deep };
}
