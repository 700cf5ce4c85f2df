import { type JsonObject, textOf } from '../../base/json.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { boundThere } from '../crm/item-values.ts';
import { elementsOf, textAt, words } from '../fields.ts';
import type { RecordLike } from '../kind.ts';

/** Fields of a task by their names in rows, and by those that tasks.task.add takes. */
const fields: Readonly<Record<string, string>> = Object.fromEntries(
  words(`
    title description mark priority status deadline startDatePlan endDatePlan createdDate dateStart closedDate
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

/** Files of the Drive are named with an `n` before their number. */
export function attachments(field: string, record: RecordLike, there: There): JsonObject {
  const ids = there.attached(record, 'attachments');
  return ids.length === 0 ? {} : { [field]: ids.map((id) => `n${id}`) };
}

export const taskCreation: Creation = {
  needs: ['user', 'workgroup', 'company', 'contact', 'lead', 'deal', 'quote', 'disk-storage'],
  under: (row) => textAt(row, 'parentId') || undefined,
  row: ({ row }, there) => taskThere(row, there),
  call: (row, record, there) => ({
    method: 'tasks.task.add',
    params: {
      fields: {
        ...Object.fromEntries(Object.entries(row).map(([name, value]) => [upper(name), value])),
        ...attachments('UF_TASK_WEBDAV_FILES', record, there),
      },
    },
    effect: 'write',
  }),
  newId: ['task', 'id'],
  attaches: { slot: 'attachments', shown: (row) => elementsOf(row['ufTaskWebdavFiles']).length },
  mark: (row) =>
    words('title description responsibleId deadline')
      .map((name) => textAt(row, name))
      .join('\n'),
  loses: {
    ru: 'чат и история; исполнителям придёт уведомление о новой задаче',
    en: 'its chat and history; the responsible people are notified of a new task',
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
