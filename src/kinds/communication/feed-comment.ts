import { textOf } from '../../base/json.ts';
import { diskFileSource } from '../drive/download.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { Kind, Parent } from '../kind.ts';
import { openingOf } from '../opening.ts';

const list = (userId: number) =>
  ({
    method: 'log.blogcomment.user.get',
    params: { USER_ID: userId, LIMIT: 100 },
    rows: ['comments'],
    idField: 'id',
    pager: { by: 'cursor', param: 'LAST_ID', from: 'id', last: 'min' },
    pageSize: 100,
  }) as const;

const authorOf = (parent: Parent | undefined): number => Number(parent?.id ?? 0);

/** Comments of the Feed come author by author. */
export const feedComment: Kind = {
  id: 'feed-comment',
  group: 'communication',
  title: {
    one: { ru: 'Комментарий Ленты', en: 'Feed comment' },
    many: { ru: 'Комментарии Ленты', en: 'Feed comments' },
  },
  scope: 'log',
  moreScopes: ['disk'],
  docs: [
    'api-reference/log/blogcomment/log-blogcomment-user-get.md',
    'api-reference/log/blogcomment/log-blogcomment-delete.md',
  ],
  take: { how: 'each', moves: 'nothing', parent: 'user', stays: true, request: ({ id }) => list(Number(id)) },
  key: 'id',
  own: () => true,
  whole: { to: ({ parent }) => parent?.id ?? '', isPart: (row) => textAt(row, 'text') === '' },
  name: (row) => openingOf(row, 'text', 'document'),
  createdAt: 'date',
  references: [{ field: 'attach[]', to: 'disk-file' }],
  texts: [{ field: 'text', form: 'document' }],
  personal: { text: 'correspondence' },
  people: [],
  files: [diskFileSource('files', (row) => elementsOf(row['attach']).map((id) => ({ id: textOf(id), name: '' })))],
  look: { by: 'siblings', request: ({ parent }) => list(authorOf(parent)) },
  deletion: {
    how: 'call',
    call: ({ id, parent }) => ({
      method: 'log.blogcomment.delete',
      params: { COMMENT_ID: Number(id), USER_ID: authorOf(parent) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'text', title: { ru: 'Комментарий', en: 'Comment' }, type: 'bbcode' },
    { field: 'date', title: { ru: 'Написан', en: 'Written' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Текст чужих комментариев бывает пустым: полный даёт подключение автора. Чего архив не хранит, то не удаляется.',
    en: 'The text of other people’s comments may be empty: the author’s own connection gives it. What the archive lacks is not deleted.',
  },
};
