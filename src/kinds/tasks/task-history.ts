import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { minuteAt } from '../opening.ts';

/** api-reference/tasks/tasks-task-history-list.md. */
const events: Codes = {
  TITLE: { ru: 'Название', en: 'Title' },
  DESCRIPTION: { ru: 'Описание', en: 'Description' },
  REAL_STATUS: { ru: 'Фактический статус', en: 'Real status' },
  STATUS: { ru: 'Статус', en: 'Status' },
  PRIORITY: { ru: 'Приоритет', en: 'Priority' },
  MARK: { ru: 'Оценка', en: 'Mark' },
  COMMENT: { ru: 'Новый комментарий', en: 'New comment' },
  DELETE: { ru: 'Задача удалена', en: 'Task deleted' },
  NEW: { ru: 'Задача создана', en: 'Task created' },
  RENEW: { ru: 'Задача восстановлена', en: 'Task restored' },
  MOVE_TO_BACKLOG: { ru: 'Перенос в бэклог', en: 'Moved to the backlog' },
  MOVE_TO_SPRINT: { ru: 'Перенос в спринт', en: 'Moved to a sprint' },
  PARENT_ID: { ru: 'Родительская задача', en: 'Parent task' },
  GROUP_ID: { ru: 'Группа или проект', en: 'Workgroup or project' },
  STAGE_ID: { ru: 'Стадия', en: 'Stage' },
  CREATED_BY: { ru: 'Постановщик', en: 'Creator' },
  RESPONSIBLE_ID: { ru: 'Исполнитель', en: 'Responsible' },
  ACCOMPLICES: { ru: 'Соисполнители', en: 'Participants' },
  AUDITORS: { ru: 'Наблюдатели', en: 'Observers' },
  DEADLINE: { ru: 'Крайний срок', en: 'Deadline' },
  START_DATE_PLAN: { ru: 'Плановое начало', en: 'Planned start' },
  END_DATE_PLAN: { ru: 'Плановое окончание', en: 'Planned end' },
  DURATION_PLAN: { ru: 'Плановая длительность', en: 'Planned duration' },
  DURATION_PLAN_SECONDS: { ru: 'Плановая длительность в секундах', en: 'Planned duration in seconds' },
  DURATION_FACT: { ru: 'Фактическая длительность', en: 'Actual duration' },
  TIME_ESTIMATE: { ru: 'Оценка времени', en: 'Time estimate' },
  TIME_SPENT_IN_LOGS: { ru: 'Затраченное время', en: 'Time spent' },
  TAGS: { ru: 'Теги', en: 'Tags' },
  DEPENDS_ON: { ru: 'Зависимости', en: 'Dependencies' },
  FILES: { ru: 'Файлы', en: 'Files' },
  UF_TASK_WEBDAV_FILES: { ru: 'Файлы в задаче', en: 'Files in the task' },
  CHECKLIST_ITEM_CREATE: { ru: 'Новый пункт чек-листа', en: 'New checklist item' },
  CHECKLIST_ITEM_RENAME: { ru: 'Пункт чек-листа переименован', en: 'Checklist item renamed' },
  CHECKLIST_ITEM_REMOVE: { ru: 'Пункт чек-листа удалён', en: 'Checklist item deleted' },
  CHECKLIST_ITEM_CHECK: { ru: 'Пункт чек-листа отмечен', en: 'Checklist item ticked' },
  CHECKLIST_ITEM_UNCHECK: { ru: 'Отметка с пункта чек-листа снята', en: 'Checklist item unticked' },
  ADD_IN_REPORT: { ru: '«Добавлять в отчёт»', en: '“Add to the report”' },
  TASK_CONTROL: { ru: 'Контроль результата', en: 'Control of the result' },
  ALLOW_TIME_TRACKING: { ru: 'Учёт времени', en: 'Time tracking' },
  ALLOW_CHANGE_DEADLINE: { ru: 'Разрешение менять крайний срок', en: 'Leave to change the deadline' },
  FLOW_ID: { ru: 'Поток', en: 'Flow' },
};

const list = (taskId: number) =>
  ({
    method: 'tasks.task.history.list',
    params: { taskId },
    rows: ['list'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Who changed what in a task. Its row does not name the task; the list that it came in does. */
export const taskHistory: Kind = {
  id: 'task-history',
  group: 'tasks',
  title: {
    one: { ru: 'Запись истории задачи', en: 'Record of a task’s history' },
    many: { ru: 'История задач', en: 'History of tasks' },
  },
  scope: 'task',
  docs: ['api-reference/tasks/tasks-task-history-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: 'История растёт и от комментариев и чек-листов, от которых `changedDate` не сдвигается.',
      en: 'A history grows with comments and checklists too, with which `changedDate` does not move.',
    },
    parent: 'task',
    request: ({ id }) => list(Number(id)),
  },
  key: 'id',
  name: (row) => `${textAt(row, 'field')} · ${minuteAt(row, 'createdDate')}`,
  // Its own name has the event as a code; its columns say it in words.
  calledBy: 'parent',
  createdAt: 'createdDate',
  volatile: ['user'],
  references: [{ field: 'user.id', to: 'user' }],
  personal: { 'user.lastName': 'name', 'user.name': 'name', 'value.to': 'other', 'value.from': 'other' },
  people: [{ field: 'user.id', title: { ru: 'Кто изменил', en: 'Changed by' } }],
  look: {
    by: 'siblings',
    request: ({ parent }) => list(Number(parent?.id ?? 0)),
    absent: [{ code: '0', says: 'wrong task id' }],
  },
  selfWritten: true,
  deletion: { how: 'withParent' },
  columns: [
    { field: 'createdDate', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    { field: 'field', title: { ru: 'Что', en: 'What' }, type: 'text', codes: events },
    { field: 'value.from', title: { ru: 'Было', en: 'Before' }, type: 'text' },
    { field: 'value.to', title: { ru: 'Стало', en: 'After' }, type: 'text' },
    { field: 'user.id', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
  ],
};
