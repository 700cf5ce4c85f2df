import { textOf } from '../../base/json.ts';
import { diskFileSource } from '../drive/download.ts';
import { elementsOf, firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { openingOf } from '../opening.ts';

/** Posts of the Feed that the owner of the connection may read, from the newest back. */
export const feedPost: Kind = {
  id: 'feed-post',
  group: 'communication',
  title: { one: { ru: 'Сообщение Ленты', en: 'Feed post' }, many: { ru: 'Сообщения Ленты', en: 'Feed posts' } },
  scope: 'log',
  moreScopes: ['disk'],
  docs: ['api-reference/log/log-blogpost-get.md', 'api-reference/log/log-blogpost-delete.md'],
  take: {
    how: 'list',
    request: {
      method: 'log.blogpost.get',
      params: { LIMIT: 200 },
      rows: [],
      idField: 'ID',
      pager: { by: 'cursor', param: 'LAST_ID', from: 'ID', last: 'min' },
      pageSize: 200,
    },
  },
  key: 'ID',
  name: (row) => firstText(row, 'TITLE') || openingOf(row, 'DETAIL_TEXT', 'document'),
  createdAt: 'DATE_PUBLISH',
  volatile: ['NUM_COMMENTS', 'HAS_COMMENT_IMAGES'],
  references: [
    { field: 'AUTHOR_ID', to: 'user' },
    { field: 'FILES[]', to: 'disk-file' },
  ],
  texts: [{ field: 'DETAIL_TEXT', form: 'document' }],
  personal: { TITLE: 'correspondence', DETAIL_TEXT: 'correspondence' },
  people: [{ field: 'AUTHOR_ID', title: { ru: 'Автор', en: 'Author' } }],
  files: [diskFileSource('files', (row) => elementsOf(row['FILES']).map((id) => ({ id: textOf(id), name: '' })))],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'log.blogpost.get', params: { POST_ID: Number(id) } }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'log.blogpost.delete', params: { POST_ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
    carries: { kind: 'feed-comment', count: (row) => Number(textAt(row, 'NUM_COMMENTS')) || 0 },
  },
  after: ['feed-comment'],
  columns: [
    { field: 'TITLE', title: { ru: 'Заголовок', en: 'Title' }, type: 'text' },
    { field: 'AUTHOR_ID', title: { ru: 'Автор', en: 'Author' }, type: 'user' },
    { field: 'DATE_PUBLISH', title: { ru: 'Опубликовано', en: 'Published' }, type: 'datetime' },
    { field: 'DETAIL_TEXT', title: { ru: 'Текст', en: 'Text' }, type: 'bbcode' },
  ],
  limits: {
    ru: 'Видны только сообщения, доступные владельцу подключения. Пока под сообщением остаётся хоть один комментарий, оно остаётся тоже.',
    en: 'Only posts that the owner of the connection may read are shown. As long as a comment is left below a post, the post stays, too.',
  },
};
