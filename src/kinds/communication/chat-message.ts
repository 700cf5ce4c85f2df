import { elementsOf } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { openingOf } from '../opening.ts';
import { textOf } from '../../base/json.ts';
import { diskFileSource } from '../drive/download.ts';

const list = (dialog: string) =>
  ({
    method: 'im.dialog.messages.get',
    params: { DIALOG_ID: dialog, LIMIT: 50 },
    rows: ['messages'],
    idField: 'id',
    pager: { by: 'cursor', param: 'LAST_ID', from: 'id', last: 'min' },
  }) as const;

export const chatMessage: Kind = {
  id: 'chat-message',
  group: 'communication',
  title: { one: { ru: 'Сообщение чата', en: 'Chat message' }, many: { ru: 'Сообщения чатов', en: 'Chat messages' } },
  scope: 'im',
  moreScopes: ['disk'],
  docs: ['api-reference/chats/messages/im-dialog-messages-get.md', 'api-reference/chats/messages/im-message-delete.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: 'Последнее сообщение в `im.recent.list` и `message_count` в `im.dialog.get` выдают новые и удалённые, но не правки и не реакции на старые.',
      en: 'The last message in `im.recent.list` and `message_count` of `im.dialog.get` tell of new and deleted ones, not of edits and of reactions to old ones.',
    },
    parent: 'chat',
    request: ({ id }) => list(id),
  },
  key: 'id',
  own: () => true,
  name: (row) => openingOf(row, 'text', 'chat'),
  createdAt: 'date',
  // Whether the reader saw it, and who liked it.
  volatile: ['unread', 'viewed', 'viewedByOthers'],
  references: [
    { field: 'author_id', to: 'user' },
    { field: 'params.FILE_ID[]', to: 'disk-file' },
  ],
  texts: [{ field: 'text', form: 'chat' }],
  personal: { text: 'correspondence' },
  people: [{ field: 'author_id', title: { ru: 'Автор', en: 'Author' } }],
  files: [
    diskFileSource('files', (row) => {
      const params = row['params'];
      const ids = typeof params === 'object' && params !== null && 'FILE_ID' in params ? params['FILE_ID'] : [];
      return elementsOf(ids).map((id) => ({ id: textOf(id), name: '' }));
    }),
  ],
  look: {
    by: 'siblings',
    request: ({ parent }) => list(parent?.id ?? ''),
    absent: [{ code: 'ACCESS_ERROR' }],
  },
  deletion: {
    how: 'never',
    why: {
      ru: 'Удалить можно только свои недавние сообщения; bye24 этого не обещает.',
      en: 'Only one’s own recent messages can be deleted; bye24 does not promise it.',
    },
  },
  columns: [
    { field: 'date', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    { field: 'author_id', title: { ru: 'Автор', en: 'Author' }, type: 'user' },
    { field: 'text', title: { ru: 'Текст', en: 'Text' }, type: 'bbcode' },
  ],
  limits: {
    ru: 'Видны только чаты, в которых состоит владелец подключения.',
    en: 'Only chats are shown whose member the owner of the connection is.',
  },
};
