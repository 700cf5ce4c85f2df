import { textOf } from '../../base/json.ts';
import { attachedSource } from '../drive/download.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmBindings } from './bindings.ts';
import { formByFlag } from '../texts.ts';

const get = (id: string) => ({ method: 'tasks.template.get', params: { templateId: Number(id) } });

/** There is no list of templates: those are known from which a task was made. */
export const taskTemplate: Kind = {
  id: 'task-template',
  group: 'tasks',
  title: { one: { ru: 'Шаблон задачи', en: 'Task template' }, many: { ru: 'Шаблоны задач', en: 'Task templates' } },
  scope: 'task',
  docs: [
    'api-reference/tasks/template/tasks-template-get.md',
    'api-reference/tasks/template/tasks-template-delete.md',
    'api-reference/tasks/template/tasks-template-update.md',
  ],
  take: { how: 'ids', from: [{ kind: 'task', field: 'forkedByTemplateId' }], get, at: [] },
  key: 'ID',
  name: (row) => textAt(row, 'TITLE'),
  volatile: ['TEMPLATE_CHILDREN_COUNT', 'TPARAM_REPLICATION_COUNT', 'TASK_ID'],
  references: [
    { field: 'RESPONSIBLE_ID', to: 'user' },
    { field: 'CREATED_BY', to: 'user' },
    { field: 'GROUP_ID', to: 'workgroup' },
    ...crmBindings('UF_CRM_TASK[]'),
  ],
  texts: [{ field: 'DESCRIPTION', form: formByFlag('DESCRIPTION_IN_BBCODE') }],
  personal: { TITLE: 'correspondence', DESCRIPTION: 'correspondence', RESPONSIBLE_LAST_NAME: 'name' },
  people: [
    {
      field: 'RESPONSIBLE_ID',
      title: { ru: 'Исполнитель', en: 'Responsible' },
      set: ({ id }, to) => ({
        method: 'tasks.template.update',
        params: { templateId: Number(id), fields: { RESPONSIBLE_ID: Number(to) } },
        effect: 'write',
      }),
    },
    { field: 'CREATED_BY', title: { ru: 'Постановщик', en: 'Creator' } },
  ],
  files: [
    attachedSource('attachments', (row) =>
      elementsOf(row['UF_TASK_WEBDAV_FILES']).map((id) => ({ id: textOf(id), name: '' })),
    ),
  ],
  look: { by: 'get', call: ({ id }) => get(id), at: [], absent: [{ code: '0', says: 'not found' }] },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'tasks.template.delete', params: { templateId: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['task'],
  columns: [
    { field: 'TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'RESPONSIBLE_ID', title: { ru: 'Исполнитель', en: 'Responsible' }, type: 'user' },
    { field: 'REPLICATE', title: { ru: 'Повторяется', en: 'Repeats' }, type: 'boolean' },
  ],
  limits: {
    ru: 'Списка шаблонов в REST нет: забираются те, по которым создана хотя бы одна задача. Остальные сохраните вручную.',
    en: 'REST has no list of templates: those are taken from which at least one task was made. Save the others by hand.',
  },
};
