import { textAt, words } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { documentReferences } from './instance.ts';

/** api-reference/bizproc/bizproc-task/bizproc-task-list.md. */
const statuses: Codes = {
  0: { ru: 'Выполняется', en: 'In progress' },
  1: { ru: 'Утверждено', en: 'Approved' },
  2: { ru: 'Отклонено', en: 'Declined' },
  3: { ru: 'Выполнено', en: 'Done' },
  4: { ru: 'Срок истёк', en: 'Expired' },
};

const SELECT = words(`
    ID WORKFLOW_ID DOCUMENT_NAME DESCRIPTION NAME MODIFIED WORKFLOW_STARTED WORKFLOW_STARTED_BY OVERDUE_DATE
    WORKFLOW_TEMPLATE_ID WORKFLOW_TEMPLATE_NAME WORKFLOW_STATE STATUS USER_ID USER_STATUS MODULE_ID ENTITY
    DOCUMENT_ID ACTIVITY ACTIVITY_NAME PARAMETERS
  `);

/** What a running process waits for a person to do. ACTIVITY_NAME is the name of its block in the template. */
export const bpAssignment: Kind = {
  id: 'bp-assignment',
  group: 'processes',
  title: {
    one: { ru: 'Задание бизнес-процесса', en: 'Business process assignment' },
    many: { ru: 'Задания бизнес-процессов', en: 'Business process assignments' },
  },
  scope: 'bizproc',
  docs: [
    'api-reference/bizproc/bizproc-task/bizproc-task-list.md',
    'api-reference/bizproc/bizproc-task/bizproc-task-delegate.md',
  ],
  take: {
    how: 'list',
    request: {
      method: 'bizproc.task.list',
      params: { SELECT, ORDER: { ID: 'ASC' } },
      rows: [],
      idField: 'ID',
      filterParam: 'FILTER',
      orderParam: 'ORDER',
      pager: { by: 'offset' },
    },
  },
  key: 'ID',
  name: (row) => textAt(row, 'NAME'),
  changedAt: { field: 'MODIFIED', filter: false },
  createdAt: 'WORKFLOW_STARTED',
  volatile: ['DOCUMENT_NAME', 'DOCUMENT_URL', 'WORKFLOW_TEMPLATE_NAME', 'WORKFLOW_STATE'],
  references: [
    { field: 'WORKFLOW_ID', to: 'bp-instance', parent: true },
    { field: 'WORKFLOW_TEMPLATE_ID', to: 'bp-template' },
    { field: 'USER_ID', to: 'user' },
    { field: 'WORKFLOW_STARTED_BY', to: 'user' },
    ...documentReferences,
  ],
  texts: [{ field: 'DESCRIPTION', form: 'document' }],
  personal: { NAME: 'correspondence', DESCRIPTION: 'correspondence' },
  people: [
    {
      field: 'USER_ID',
      title: { ru: 'Чьё задание', en: 'Assigned to' },
      own: true,
      set: ({ id }, to, from) => ({
        method: 'bizproc.task.delegate',
        params: { TASK_IDS: [Number(id)], FROM_USER_ID: Number(from), TO_USER_ID: Number(to) },
        effect: 'write',
      }),
    },
    { field: 'WORKFLOW_STARTED_BY', title: { ru: 'Кто запустил', en: 'Started by' } },
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'bizproc.task.list', params: { SELECT, FILTER: { ID: Number(id) } } }),
    at: ['0'],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Задание', en: 'Assignment' }, type: 'text' },
    { field: 'DOCUMENT_NAME', title: { ru: 'Документ', en: 'Document' }, type: 'text' },
    { field: 'USER_ID', title: { ru: 'Чьё', en: 'Assigned to' }, type: 'user' },
    { field: 'STATUS', title: { ru: 'Состояние', en: 'Status' }, type: 'text', codes: statuses },
    { field: 'OVERDUE_DATE', title: { ru: 'Срок', en: 'Deadline' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Облако хранит выполненные задания один день.',
    en: 'The cloud keeps finished assignments for one day.',
  },
};
