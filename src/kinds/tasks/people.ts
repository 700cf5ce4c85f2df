import type { Json } from '../../base/json.ts';
import type { Call } from '../../bitrix24/port.ts';
import { inPlaceOf } from '../crm/item-parts.ts';
import type { PersonField } from '../kind.ts';

const update = (id: string, fields: { readonly [field: string]: Json }): Call => ({
  method: 'tasks.task.update',
  params: { taskId: Number(id), fields },
  effect: 'write',
});

/** Who is behind a task. What happened to it keeps its authors; the rest can be handed over. */
export const taskPeople: readonly PersonField[] = [
  {
    field: 'responsibleId',
    title: { ru: 'Исполнитель', en: 'Responsible' },
    set: ({ id }, to) => update(id, { RESPONSIBLE_ID: Number(to) }),
  },
  {
    field: 'createdBy',
    title: { ru: 'Постановщик', en: 'Creator' },
    set: ({ id }, to) => update(id, { CREATED_BY: Number(to) }),
  },
  {
    field: 'accomplices[]',
    title: { ru: 'Соисполнители', en: 'Participants' },
    set: ({ id, row }, to, from) => update(id, { ACCOMPLICES: inPlaceOf(row['accomplices'], to, from) }),
  },
  {
    field: 'auditors[]',
    title: { ru: 'Наблюдатели', en: 'Observers' },
    set: ({ id, row }, to, from) => update(id, { AUDITORS: inPlaceOf(row['auditors'], to, from) }),
  },
  { field: 'changedBy', title: { ru: 'Кто изменил', en: 'Changed by' } },
  { field: 'closedBy', title: { ru: 'Кто завершил', en: 'Closed by' } },
];
