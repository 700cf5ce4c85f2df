import { textAt } from '../fields.ts';
import { ofBox } from './of-box.ts';

export const chatMember = ofBox({
  id: 'chat-member',
  group: 'communication',
  title: {
    one: { ru: 'Участник чата', en: 'Member of a chat' },
    many: { ru: 'Участники чатов', en: 'Members of chats' },
  },
  key: 'id',
  name: (row) => textAt(row, 'userId'),
  references: [
    { field: 'chatId', to: 'chat', parent: true, id: (value) => `chat${value}` },
    { field: 'userId', to: 'user' },
  ],
  people: [{ field: 'userId', title: { ru: 'Участник', en: 'Member' } }],
  columns: [
    { field: 'userId', title: { ru: 'Сотрудник', en: 'Employee' }, type: 'user' },
    { field: 'chatId', title: { ru: 'Чат', en: 'Chat' }, type: 'number' },
  ],
});
