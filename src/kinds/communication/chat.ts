import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** api-reference/chats/im-recent-list.md. */
const types: Codes = {
  user: { ru: 'С человеком', en: 'With a person' },
  chat: { ru: 'Чат', en: 'Chat' },
};

export const chat: Kind = listed({
  id: 'chat',
  group: 'communication',
  title: { one: { ru: 'Чат', en: 'Chat' }, many: { ru: 'Чаты', en: 'Chats' } },
  scope: 'im',
  docs: ['api-reference/chats/im-recent-list.md'],
  list: {
    method: 'im.recent.list',
    params: { SKIP_OPENLINES: 'N' },
    rows: ['items'],
    idField: 'id',
    pager: { by: 'offset', param: 'OFFSET', limitParam: 'LIMIT' },
    pageSize: 200,
    // Its `total` is always -1.
    countable: false,
  },
  // By its `id` a dialog of two is the other one's number: the same for everybody who talks with them.
  key: (row) => (textAt(row, 'chat_id') === '' ? textAt(row, 'id') : `chat${textAt(row, 'chat_id')}`),
  own: () => true,
  name: (row) => firstText(row, 'title', 'id'),
  // Made for the reader: a dialog of two has the other one's name.
  volatile: [
    'id',
    'title',
    'chat.role',
    'chat.mute_list',
    'chat.restrictions',
    'chat.permissions',
    'chat.user_counter',
    'message',
    'counter',
    'last_id',
    'pinned',
    'unread',
    'has_reminder',
    'date_update',
    'date_last_activity',
    'user',
    'options',
    'avatar',
  ],
  references: [{ field: 'id', to: 'user', id: (value) => (/^\d+$/u.test(value) ? value : undefined) }],
  personal: { title: 'name' },
  people: [
    {
      field: 'chat.owner',
      title: { ru: 'Владелец', en: 'Owner' },
      own: true,
      set: ({ row }, to) => ({
        method: 'im.chat.setOwner',
        params: { CHAT_ID: Number(textAt(row, 'chat_id')), USER_ID: Number(to) },
        effect: 'write',
      }),
    },
  ],
  amongAll: true,
  deletion: {
    how: 'never',
    why: { ru: 'REST не удаляет чаты: из них можно выйти.', en: 'REST does not delete chats; one can leave them.' },
  },
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'type', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'date_last_activity', title: { ru: 'Последнее сообщение', en: 'Last message' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Чаты видит только их участник, даже администратор не видит чужих. Для каждого сотрудника нужно его подключение.',
    en: 'Only a member sees a chat; not even an administrator sees others’. Each employee’s own connection is needed.',
  },
});
