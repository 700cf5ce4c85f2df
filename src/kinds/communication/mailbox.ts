import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const mailbox: Kind = listed({
  id: 'mailbox',
  group: 'communication',
  title: { one: { ru: 'Почтовый ящик', en: 'Mailbox' }, many: { ru: 'Почтовые ящики', en: 'Mailboxes' } },
  scope: 'mail',
  docs: ['api-reference/mail/mailbox/mail-mailbox-list.md'],
  list: { method: 'mail.mailbox.list', rows: ['items'], idField: 'id', pager: { by: 'v3', limit: 100 }, api: 'v3' },
  // Many call theirs by the same name.
  name: (row) =>
    [...new Set([firstText(row, 'name', 'email'), textAt(row, 'email')])].filter((part) => part !== '').join(' '),
  own: () => true,
  secrets: ['password', 'oauth'],
  personal: { email: 'email', senderName: 'name' },
  api: 'v3',
  amongAll: true,
  deletion: {
    how: 'byHand',
    byHand: {
      path: () => '/mail/',
      steps: {
        ru: 'Почта → выберите ящик → ⚙ → «Настройки ящика» → «Отключить».',
        en: 'Webmail → choose the mailbox → ⚙ → Mailbox settings → Disable.',
      },
      why: {
        ru: 'REST не отключает ящики; отключить может только тот, кто подключил.',
        en: 'REST does not disconnect mailboxes; only the person who connected one can.',
      },
    },
  },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'email', title: { ru: 'Адрес', en: 'Address' }, type: 'email' },
  ],
  limits: {
    ru: 'Видны только ящики, к которым у владельца подключения есть доступ.',
    en: 'Only mailboxes that the owner of the connection can open are shown.',
  },
});
