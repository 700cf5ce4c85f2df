import { textOf } from '../../base/json.ts';
import { objectsOf, textAt } from '../fields.ts';
import { diskFileSource, sizeOf } from '../drive/download.ts';
import type { Codes, Kind, KindId, RecordLike } from '../kind.ts';
import { openingOf } from '../opening.ts';
import { timelineOwners } from './entity.ts';
import { timelineCommentCreation } from './comment-creation.ts';

/** api-reference/crm/timeline/comments/crm-timeline-comment-fields.md. */
const places: Codes = {
  lead: { ru: 'Лид', en: 'Lead' },
  deal: { ru: 'Сделка', en: 'Deal' },
  contact: { ru: 'Контакт', en: 'Contact' },
  company: { ru: 'Компания', en: 'Company' },
  order: { ru: 'Заказ', en: 'Order' },
};

/** The words by which a comment names its owner. */
function ownerOf({ id, row }: RecordLike, kind: KindId): { readonly ENTITY_TYPE: string; readonly ENTITY_ID: number } {
  const word = timelineOwners[kind];
  if (word !== undefined) return { ENTITY_TYPE: word, ENTITY_ID: Number(id) };
  return { ENTITY_TYPE: `dynamic_${textAt(row, 'entityTypeId')}`, ENTITY_ID: Number(textAt(row, 'id')) };
}

export const timelineComment: Kind = {
  id: 'timeline-comment',
  group: 'crm',
  title: {
    one: { ru: 'Комментарий таймлайна', en: 'Timeline comment' },
    many: { ru: 'Комментарии таймлайна', en: 'Timeline comments' },
  },
  scope: 'crm',
  moreScopes: ['disk'],
  docs: [
    'api-reference/crm/timeline/comments/crm-timeline-comment-list.md',
    'api-reference/crm/timeline/comments/crm-timeline-comment-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: 'Ни одно поле элемента не сдвигается от каждой правки и каждого удаления комментария: `lastActivityTime` говорит лишь о некоторых новых.',
      en: 'No field of an element moves with every edit and every deletion of a comment: `lastActivityTime` tells of some new ones only.',
    },
    parent: [...Object.keys(timelineOwners), 'smart-process-item'],
    request: (parent, kind) => ({
      method: 'crm.timeline.comment.list',
      params: { filter: ownerOf(parent, kind), order: { ID: 'ASC' } },
      rows: [],
      idField: 'ID',
      pager: { by: 'offset' },
    }),
  },
  key: 'ID',
  name: (row) => openingOf(row, 'COMMENT', 'document'),
  createdAt: 'CREATED',
  references: [
    ...Object.entries(timelineOwners).map(([to, word]) => ({
      field: 'ENTITY_ID',
      to,
      parent: true as const,
      when: (row: RecordLike['row']) => textAt(row, 'ENTITY_TYPE').toLowerCase() === word,
    })),
    {
      field: 'ENTITY_ID',
      to: 'smart-process-item',
      parent: true,
      when: (row) => /^dynamic_\d+$/iu.test(textAt(row, 'ENTITY_TYPE')),
      id: (value, row) => `${textAt(row, 'ENTITY_TYPE').slice('dynamic_'.length)}:${value}`,
    },
    { field: 'AUTHOR_ID', to: 'user' },
    { field: 'FILES[].id', to: 'disk-file' },
  ],
  texts: [{ field: 'COMMENT', form: 'document' }],
  personal: { COMMENT: 'correspondence' },
  people: [{ field: 'AUTHOR_ID', title: { ru: 'Автор', en: 'Author' } }],
  files: [
    diskFileSource('files', (row) =>
      objectsOf(row['FILES']).map((file) => ({
        id: textOf(file['id']),
        name: textOf(file['name']),
        ...sizeOf(file['size']),
      })),
    ),
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'crm.timeline.comment.get', params: { id: Number(id) } }),
    at: [],
    absent: [{ code: '', says: 'not found' }],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.timeline.comment.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: timelineCommentCreation,
  columns: [
    { field: 'COMMENT', title: { ru: 'Комментарий', en: 'Comment' }, type: 'bbcode' },
    { field: 'ENTITY_TYPE', title: { ru: 'Где', en: 'Where' }, type: 'text', codes: places },
    { field: 'AUTHOR_ID', title: { ru: 'Автор', en: 'Author' }, type: 'user' },
    { field: 'CREATED', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
  limits: {
    ru: 'REST отдаёт только комментарии людей. История изменений полей и системные записи таймлайна недоступны никому.',
    en: 'REST gives people’s comments only. The history of field changes and system records of a timeline are out of reach.',
  },
};
