import { firstText, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const eventRecord: Kind = listed({
  id: 'event-log',
  group: 'other',
  title: {
    one: { ru: 'Запись журнала событий', en: 'Event log record' },
    many: { ru: 'Журнал событий', en: 'Event log' },
  },
  scope: 'main',
  docs: ['api-reference/event-log/main-eventlog-list.md', 'api-reference/event-log/main-eventlog-get.md'],
  list: {
    method: 'main.eventlog.list',
    params: {
      select: words(
        'id timestampX severity auditTypeId moduleId itemId remoteAddr userAgent requestUri siteId userId guestId description',
      ),
      order: { id: 'ASC' },
    },
    rows: ['items'],
    idField: 'id',
    pager: { by: 'v3', limit: 1000 },
    api: 'v3',
  },
  name: (row) => firstText(row, 'auditTypeId', 'id'),
  createdAt: 'timestampX',
  references: [{ field: 'userId', to: 'user' }],
  personal: { remoteAddr: 'other', userAgent: 'other' },
  people: [{ field: 'userId', title: { ru: 'Кто', en: 'Who' } }],
  api: 'v3',
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'main.eventlog.get', api: 'v3', params: { id: Number(id) } }),
    at: ['item'],
  },
  deletion: { how: 'never', why: { ru: 'Журнал событий REST не удаляет.', en: 'REST does not delete the event log.' } },
  columns: [
    { field: 'timestampX', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    { field: 'auditTypeId', title: { ru: 'Что', en: 'What' }, type: 'text' },
    { field: 'userId', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
    { field: 'description', title: { ru: 'Описание', en: 'Description' }, type: 'text' },
  ],
  limits: {
    ru: 'Права main нет в списке прав вебхука: его добавляют вручную. Виден только администратору.',
    en: 'The scope main is not among those of the webhook form: it is added by hand. Only an administrator sees it.',
  },
});
