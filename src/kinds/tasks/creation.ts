import { type JsonObject, textOf } from '../../base/json.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { boundThere } from '../crm/item-values.ts';
import { elementsOf, textAt, words } from '../fields.ts';

/** Fields of a task by their names in rows, and by those that tasks.task.add takes. */
const fields: Readonly<Record<string, string>> = Object.fromEntries(
  words(`
    title description mark priority status deadline startDatePlan endDatePlan dateStart closedDate
    allowChangeDeadline allowTimeTracking taskControl addInReport timeEstimate matchWorkTime durationPlan
    durationType multitask xmlId descriptionInBbcode
  `).map((name) => [name, upper(name)]),
);

function upper(name: string): string {
  return name.replaceAll(/[A-Z]/gu, '_$&').toUpperCase();
}

const peopleOf = (row: JsonObject, field: string, there: There): readonly string[] => [
  ...new Set(elementsOf(row[field]).map((id) => there.person(textOf(id)))),
];

function taskThere(row: JsonObject, there: There): ReturnType<Creation['row']> {
  const parent = textAt(row, 'parentId');
  const parentId = thereNumber(there, 'task', parent);
  const groupId = thereNumber(there, 'workgroup', textAt(row, 'groupId'));
  const accomplices = peopleOf(row, 'accomplices', there);
  const auditors = peopleOf(row, 'auditors', there);
  const tags = elementsOf(row['tags']).map((tag) => textAt(Object(tag) as JsonObject, 'title') || textOf(tag));
  const bound = elementsOf(row['ufCrmTask']).flatMap((value) => boundThere(textOf(value), there) ?? []);
  return {
    ...only(row, Object.keys(fields)),
    responsibleId: there.person(textAt(row, 'responsibleId')),
    createdBy: there.person(textAt(row, 'createdBy')),
    ...(parentId === undefined ? {} : { parentId: String(parentId) }),
    ...(groupId === undefined ? {} : { groupId: String(groupId) }),
    ...(accomplices.length === 0 ? {} : { accomplices }),
    ...(auditors.length === 0 ? {} : { auditors }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(bound.length === 0 ? {} : { ufCrmTask: bound }),
  };
}

export const taskCreation: Creation = {
  needs: ['user', 'workgroup', 'company', 'contact', 'lead', 'deal', 'quote'],
  under: (row) => textAt(row, 'parentId') || undefined,
  row: ({ row }, there) => taskThere(row, there),
  call: (row) => ({
    method: 'tasks.task.add',
    params: { fields: Object.fromEntries(Object.entries(row).map(([name, value]) => [upper(name), value])) },
    effect: 'write',
  }),
  newId: ['task', 'id'],
  mark: (row) =>
    words('title description responsibleId deadline')
      .map((name) => textAt(row, name))
      .join('\n'),
  loses: {
    ru: 'когда создана, файлы, чат, учёт времени и история; исполнителям придёт уведомление о новой задаче',
    en: 'when it was set, its files, chat, time spent and history; the responsible people are notified of a new task',
  },
};

export const checklistItemCreation: Creation = {
  needs: ['task'],
  under: (row) => (textAt(row, 'PARENT_ID') === '0' ? undefined : textAt(row, 'PARENT_ID') || undefined),
  row: ({ row }, there) => {
    const taskId = there.id('task', textAt(row, 'TASK_ID'));
    const parent = textAt(row, 'PARENT_ID');
    const parentId = parent === '' || parent === '0' ? '0' : there.id('checklist-item', parent);
    if (taskId === undefined || parentId === undefined) return noParent;
    return { TASK_ID: taskId, PARENT_ID: parentId, ...only(row, words('TITLE SORT_INDEX IS_COMPLETE IS_IMPORTANT')) };
  },
  call: ({ TASK_ID, PARENT_ID, ...FIELDS }) => ({
    method: 'task.checklistitem.add',
    params: { TASKID: Number(TASK_ID), FIELDS: { ...FIELDS, PARENT_ID: Number(PARENT_ID) } },
    effect: 'write',
  }),
  newId: [],
  mark: (row) =>
    words('TASK_ID PARENT_ID TITLE SORT_INDEX')
      .map((name) => textAt(row, name))
      .join('\n'),
  loses: { ru: 'участники и файлы пунктов', en: 'members and files of items' },
};

export const taskCommentCreation: Creation = {
  needs: ['task', 'user'],
  row: ({ row, parent }, there) => {
    if (parent === undefined || there.id('task', parent.id) === undefined) return noParent;
    return {
      AUTHOR_ID: there.person(textAt(row, 'AUTHOR_ID')),
      ...only(row, words('POST_MESSAGE POST_DATE')),
    };
  },
  call: (row, { parent }, there) => ({
    method: 'task.commentitem.add',
    params: { TASKID: Number(there.id('task', parent?.id ?? '') ?? 0), FIELDS: row },
    effect: 'write',
  }),
  newId: [],
  mark: (row) => `${textAt(row, 'POST_MESSAGE')}\n${Date.parse(textAt(row, 'POST_DATE'))}`,
  loses: { ru: 'файлы комментариев', en: 'files of comments' },
};
