import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText } from '../fields.ts';
import type { Kind, KindId, RecordLike } from '../kind.ts';
import { entityTypeIds, timelineOwners } from './entity.ts';

/** Elements of the portal's own types have their type in their id: `1040:5`. */
function ofElement({ id }: Pick<RecordLike, 'id'>, kind: KindId): ListRequest {
  const [type, own] = id.includes(':')
    ? id.split(':')
    : [(entityTypeIds as Readonly<Record<string, number>>)[kind], id];
  return {
    method: 'crm.timeline.logmessage.list',
    params: { entityTypeId: Number(type ?? 0), entityId: Number(own), order: { id: 'asc' } },
    rows: [],
    idField: 'id',
    pager: { by: 'offset' },
    pageSize: 10,
  };
}

/** What an application has written into the timeline of an element. */
export const logMessage: Kind = {
  id: 'log-message',
  group: 'crm',
  title: {
    one: { ru: 'Запись приложения в таймлайне', en: 'Log message of an application' },
    many: { ru: 'Записи приложений в таймлайне', en: 'Log messages of applications' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/timeline/logmessage/crm-timeline-logmessage-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: [...Object.keys(timelineOwners), 'smart-process-item'],
    request: ofElement,
  },
  key: 'id',
  name: (row) => firstText(row, 'title', 'id'),
  createdAt: 'created',
  references: [{ field: 'authorId', to: 'user' }],
  texts: [{ field: 'text', form: 'plain' }],
  personal: { text: 'correspondence' },
  people: [{ field: 'authorId', title: { ru: 'Автор', en: 'Author' } }],
  look: { by: 'siblings', request: ({ parent }) => ofElement({ id: parent?.id ?? '0' }, parent?.kind ?? '') },
  // Only the application that wrote one can delete it; all go with their element.
  deletion: { how: 'withParent' },
  columns: [
    { field: 'title', title: { ru: 'Заголовок', en: 'Title' }, type: 'text' },
    { field: 'text', title: { ru: 'Текст', en: 'Text' }, type: 'text' },
    { field: 'created', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
};
