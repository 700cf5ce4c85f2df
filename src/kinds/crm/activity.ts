import { at, textOf } from '../../base/json.ts';
import { firstText, objectsOf, textAt } from '../fields.ts';
import { diskFileSource } from '../drive/download.ts';
import type { Codes, Kind } from '../kind.ts';
import { crmBin } from './bin.ts';
import { ownTypeReference, typedReferences } from './entity.ts';
import { formByType } from '../texts.ts';
import { activityCreation } from './activity-creation.ts';

/** api-reference/crm/auxiliary/enum/outdated/crm-enum-activity-type.md. */
const types: Codes = {
  1: { ru: 'Встреча', en: 'Meeting' },
  2: { ru: 'Звонок', en: 'Call' },
  3: { ru: 'Задача', en: 'Task' },
  4: { ru: 'Письмо', en: 'E-mail' },
  5: { ru: 'Действие', en: 'Action' },
  6: { ru: 'Пользовательское действие', en: 'Custom action' },
};

/** api-reference/crm/auxiliary/enum/outdated/crm-enum-activity-direction.md. */
const directions: Codes = {
  1: { ru: 'Входящее', en: 'Incoming' },
  2: { ru: 'Исходящее', en: 'Outgoing' },
};

/** api-reference/crm/timeline/activities: todo, app-embedding, configurable. */
const providers: Codes = {
  CRM_TODO: { ru: 'Универсальное дело', en: 'To-do' },
  REST_APP: { ru: 'Дело приложения', en: 'Activity of an application' },
  CONFIGURABLE_REST_APP: { ru: 'Конфигурируемое дело', en: 'Configurable activity' },
};

const list = { method: 'crm.activity.list', rows: [], idField: 'ID', pager: { by: 'id' } } as const;
const select = ['*', 'COMMUNICATIONS', 'FILES'];
/** Activities that an application made: only that application may delete them. */
const ofApplications = new Set(['REST_APP', 'CONFIGURABLE_REST_APP']);

export const activity: Kind = {
  id: 'activity',
  group: 'crm',
  title: { one: { ru: 'Дело', en: 'Activity' }, many: { ru: 'Дела', en: 'Activities' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/timeline/activities/activity-base/crm-activity-list.md',
    'api-reference/crm/timeline/activities/activity-base/crm-activity-delete.md',
    'api-reference/crm/timeline/activities/activity-base/crm-activity-update.md',
  ],
  take: { how: 'list', request: { ...list, params: { select } } },
  key: 'ID',
  name: (row) => firstText(row, 'SUBJECT', 'PROVIDER_ID'),
  changedAt: { field: 'LAST_UPDATED' },
  createdAt: 'CREATED',
  references: [
    ...typedReferences(
      'OWNER_TYPE_ID',
      'OWNER_ID',
      ['lead', 'deal', 'contact', 'company', 'quote', 'smart-invoice'],
      true,
    ),
    ownTypeReference('OWNER_TYPE_ID', 'OWNER_ID', true),
    { field: 'COMMUNICATIONS[ENTITY_TYPE_ID=3].ENTITY_ID', to: 'contact' },
    { field: 'COMMUNICATIONS[ENTITY_TYPE_ID=4].ENTITY_ID', to: 'company' },
    {
      field: 'ASSOCIATED_ENTITY_ID',
      to: 'task',
      when: (row) => textAt(row, 'PROVIDER_ID').startsWith('CRM_TASKS_TASK'),
    },
    { field: 'RESPONSIBLE_ID', to: 'user' },
    { field: 'AUTHOR_ID', to: 'user' },
    { field: 'FILES[].id', to: 'disk-file' },
  ],
  texts: [{ field: 'DESCRIPTION', form: formByType('DESCRIPTION_TYPE') }],
  personal: {
    SUBJECT: 'correspondence',
    DESCRIPTION: 'correspondence',
    LOCATION: 'address',
    'COMMUNICATIONS[TYPE=PHONE].VALUE': 'phone',
    'COMMUNICATIONS[TYPE=EMAIL].VALUE': 'email',
  },
  people: [
    {
      field: 'RESPONSIBLE_ID',
      title: { ru: 'Ответственный', en: 'Responsible' },
      set: ({ id }, to) => ({
        method: 'crm.activity.update',
        params: { id: Number(id), fields: { RESPONSIBLE_ID: Number(to) } },
        effect: 'write',
      }),
    },
    { field: 'AUTHOR_ID', title: { ru: 'Автор', en: 'Author' } },
    { field: 'EDITOR_ID', title: { ru: 'Кто изменил', en: 'Changed by' } },
  ],
  files: [
    diskFileSource('files', (row) =>
      objectsOf(row['FILES']).map((file) => ({ id: textOf(at(file, ['id'])), name: textOf(at(file, ['name'])) })),
    ),
  ],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { select, filter: { '@ID': ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.activity.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: crmBin,
    refuses: ({ row }) =>
      ofApplications.has(textAt(row, 'PROVIDER_ID'))
        ? {
            ru: 'Дело создано приложением, и удалить его может только это приложение.',
            en: 'An application made this activity, and only that application can delete it.',
          }
        : undefined,
  },
  creation: activityCreation,
  columns: [
    { field: 'SUBJECT', title: { ru: 'Тема', en: 'Subject' }, type: 'text' },
    { field: 'TYPE_ID', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'DIRECTION', title: { ru: 'Направление', en: 'Direction' }, type: 'text', codes: directions },
    { field: 'PROVIDER_ID', title: { ru: 'Провайдер', en: 'Provider' }, type: 'text', codes: providers },
    { field: 'DEADLINE', title: { ru: 'Срок', en: 'Deadline' }, type: 'datetime' },
    { field: 'COMPLETED', title: { ru: 'Завершено', en: 'Completed' }, type: 'boolean' },
    { field: 'RESPONSIBLE_ID', title: { ru: 'Ответственный', en: 'Responsible' }, type: 'user' },
    { field: 'CREATED', title: { ru: 'Создано', en: 'Created' }, type: 'datetime' },
    { field: 'LAST_UPDATED', title: { ru: 'Изменено', en: 'Changed' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Тексты писем и звонки здесь, вложения — только те, что лежат на Диске.',
    en: 'Texts of mails and calls are here; attachments only those that lie on the Drive.',
  },
};
