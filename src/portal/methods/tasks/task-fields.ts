import { isList, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { FieldLookup } from '../../filter.ts';
import type { Context } from '../../method.ts';
import { camelOf } from '../../params.ts';
import { tables } from '../../tables.ts';

const dates = new Set([
  'createdDate',
  'changedDate',
  'closedDate',
  'activityDate',
  'statusChangedDate',
  'deadline',
  'dateStart',
  'startDatePlan',
  'endDatePlan',
  'viewedDate',
]);
const lists: Readonly<Record<string, string>> = {
  accomplice: 'accomplices',
  accomplices: 'accomplices',
  auditor: 'auditors',
  auditors: 'auditors',
  tag: 'tags',
  ufCrmTask: 'ufCrmTask',
};
const texts = new Set([
  'parentId',
  'groupId',
  'createdBy',
  'responsibleId',
  'changedBy',
  'statusChangedBy',
  'closedBy',
  'priority',
  'status',
  'title',
  'mark',
  'forumTopicId',
  'stageId',
  'guid',
  'xmlId',
  'siteId',
  'favorite',
  'allowTimeTracking',
  'flowId',
  'timeEstimate',
  'timeSpentInLogs',
  'allowChangeDeadline',
  'addInReport',
  'multitask',
  'description',
  'sorting',
]);

/** Fields by which tasks are filtered (https://apidocs.bitrix24.ru/api-reference/tasks/tasks-task-list.html). */
export const taskFilterFields: FieldLookup = (name) => {
  const camel = camelOf(name);
  if (camel === 'id') return { path: 'id', type: 'id' };
  if (camel === 'realStatus') return { path: 'status', type: 'text' };
  const list = lists[camel];
  if (list !== undefined) return { path: list, type: 'list' };
  if (dates.has(camel)) return { path: camel, type: 'datetime' };
  return texts.has(camel) ? { path: camel, type: 'text' } : undefined;
};

const sortable = new Set([
  'ID',
  'TITLE',
  'TIME_SPENT_IN_LOGS',
  'DATE_START',
  'CREATED_DATE',
  'CHANGED_DATE',
  'CLOSED_DATE',
  'ACTIVITY_DATE',
  'START_DATE_PLAN',
  'END_DATE_PLAN',
  'DEADLINE',
  'REAL_STATUS',
  'STATUS',
  'PRIORITY',
  'MARK',
  'CREATED_BY',
  'RESPONSIBLE_ID',
  'GROUP_ID',
  'TIME_ESTIMATE',
  'ALLOW_CHANGE_DEADLINE',
  'ALLOW_TIME_TRACKING',
  'FAVORITE',
  'SORTING',
]);

export const taskOrderFields: FieldLookup = (name) =>
  sortable.has(name.toUpperCase()) ? taskFilterFields(name) : undefined;

const noPicture = '/bitrix/images/tasks/default_avatar.png';

/** What an answer says of a person beside the person's number. */
export function personCard({ core }: Context, id: string): JsonObject {
  const user = core.store.table(tables.user).get(Number(id));
  const name = `${textOf(user?.['NAME'])} ${textOf(user?.['LAST_NAME'])}`.trim();
  return {
    id,
    name,
    link: `/company/personal/user/${id}/`,
    icon: noPicture,
    workPosition: textOf(user?.['WORK_POSITION']),
  };
}

/** PHP's empty map is a list. */
export function phpMap(entries: readonly (readonly [string, Json])[]): Json {
  return entries.length === 0 ? [] : Object.fromEntries(entries);
}

function cards(context: Context, ids: Json | undefined): Json {
  const list = isList(ids) ? ids : [];
  return phpMap(list.map((id) => [textOf(id), personCard(context, textOf(id))]));
}

/** Fields that a task keeps and that are shown only when asked for by name or by a star of their own. */
const userFields = ['ufCrmTask', 'ufTaskWebdavFiles', 'ufMailMessage'];
const onDemand = new Set([...userFields, 'tags', 'chatId']);

/** A list of fields as a request selects them: names in either spelling, `*` for all, `UF_*` for all custom ones. */
export interface Selected {
  readonly has: (field: string) => boolean;
}

export function selectedOf(names: readonly Json[]): Selected {
  if (names.length === 0) return { has: (field) => !onDemand.has(field) };
  const wanted = new Set(names.map((name) => textOf(name)));
  const camel = new Set([...wanted].map((name) => (/[_A-Z]{2}/u.test(name) || name === 'ID' ? camelOf(name) : name)));
  const stars = { all: wanted.has('*'), custom: wanted.has('UF_*') };
  return {
    has: (field) =>
      field === 'id' ||
      camel.has(field) ||
      camel.has(field.toLowerCase()) ||
      (stars.all && !userFields.includes(field)) ||
      (stars.custom && userFields.includes(field)),
  };
}

/** A task as REST 2.0 answers it: the fields asked for, and what always comes along with them. */
export function taskRow2(context: Context, task: JsonObject, selected: Selected): JsonObject {
  const row: Record<string, Json> = {};
  for (const [field, value] of Object.entries(task)) if (selected.has(field)) row[field] = value;
  row['descriptionInBbcode'] = task['descriptionInBbcode'] ?? 'Y';
  row['favorite'] = task['favorite'] ?? 'N';
  row['group'] = groupCard(context, textOf(task['groupId']));
  if (selected.has('createdBy')) row['creator'] = personCard(context, textOf(task['createdBy']));
  if (selected.has('responsibleId')) row['responsible'] = personCard(context, textOf(task['responsibleId']));
  if (selected.has('accomplices')) row['accomplicesData'] = cards(context, task['accomplices']);
  if (selected.has('auditors')) row['auditorsData'] = cards(context, task['auditors']);
  if (selected.has('newCommentsCount')) row['newCommentsCount'] = 0;
  if (selected.has('status')) row['subStatus'] = task['status'] ?? '2';
  if (selected.has('tags')) row['tags'] = tagMap(task['tags']);
  return row;
}

function groupCard({ core }: Context, id: string): Json {
  const group = id === '' || id === '0' ? undefined : core.store.table(tables.group).get(Number(id));
  if (group === undefined) return [];
  return {
    id,
    name: textOf(group['NAME']),
    opened: group['OPENED'] === 'Y',
    membersCount: 0,
    image: '',
    additionalData: [],
  };
}

function tagMap(tags: Json | undefined): Json {
  const list = isList(tags) ? tags : [];
  return phpMap(list.map((title, at) => [String(at + 1), { id: at + 1, title }]));
}

/** What the caller may do with a task; the same for all who can see it, but for removal and the originator. */
export function actionsOf(context: Context, task: JsonObject): JsonObject {
  const own = context.caller.isAdmin || textOf(task['createdBy']) === String(context.caller.userId);
  const done = task['status'] === '5';
  return {
    accept: false,
    decline: false,
    complete: !done,
    approve: false,
    disapprove: false,
    start: !done,
    pause: false,
    delegate: true,
    remove: own,
    edit: own,
    defer: !done,
    renew: done,
    create: true,
    changeDeadline: own,
    checklistAddItems: true,
    addFavorite: true,
    deleteFavorite: false,
    rate: own,
    take: false,
    'edit.originator': false,
    'checklist.reorder': true,
    'elapsedtime.add': true,
    'dayplan.timer.toggle': false,
    'edit.plan': own,
    'checklist.add': true,
    'favorite.add': true,
    'favorite.delete': false,
  };
}
