import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (templateId: number) =>
  ({
    method: 'tasks.template.checklist.list',
    params: { templateId },
    rows: ['checkListItems'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

export const templateChecklistItem: Kind = {
  id: 'template-checklist-item',
  group: 'tasks',
  title: {
    one: { ru: 'Пункт чек-листа шаблона', en: 'Checklist item of a template' },
    many: { ru: 'Чек-листы шаблонов', en: 'Checklists of templates' },
  },
  scope: 'task',
  docs: ['api-reference/tasks/template/checklist/tasks-template-checklist-list.md'],
  take: { how: 'each', moves: 'nothing', parent: 'task-template', request: ({ id }) => list(Number(id)) },
  key: 'id',
  name: (row) => textAt(row, 'title'),
  references: [{ field: 'templateId', to: 'task-template', parent: true }],
  texts: [{ field: 'title', form: 'document' }],
  personal: { title: 'correspondence' },
  people: [],
  look: { by: 'siblings', request: ({ row }) => list(Number(textAt(row, 'templateId'))) },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'title', title: { ru: 'Пункт', en: 'Item' }, type: 'text' },
    { field: 'templateId', title: { ru: 'Шаблон', en: 'Template' }, type: 'reference', to: 'task-template' },
  ],
};
