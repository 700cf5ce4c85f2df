import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const get = (id: string) => ({ method: 'mail.message.get', api: 'v3', params: { id: Number(id) } }) as const;

export const mailMessage: Kind = {
  id: 'mail-message',
  group: 'communication',
  title: { one: { ru: 'Письмо', en: 'Mail' }, many: { ru: 'Письма', en: 'Mails' } },
  scope: 'mail',
  api: 'v3',
  docs: [
    'api-reference/mail/message/mail-message-list.md',
    'api-reference/mail/message/mail-message-get.md',
    'api-reference/mail/message/mail-message-movetofolder.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'mailbox',
    stays: true,
    request: ({ id }) => ({
      method: 'mail.message.list',
      api: 'v3',
      params: { mailboxId: Number(id) },
      rows: ['items'],
      idField: 'id',
      pager: { by: 'v3', limit: 200 },
    }),
  },
  key: 'id',
  own: () => true,
  name: (row) => firstText(row, 'subject', 'from'),
  createdAt: 'date',
  volatile: ['isSeen', 'url', 'bindings'],
  references: [{ field: 'mailboxId', to: 'mailbox' }],
  texts: [{ field: 'body', form: 'html' }],
  personal: { subject: 'correspondence', body: 'correspondence', from: 'email', to: 'email', cc: 'email' },
  people: [],
  files: [
    {
      slot: 'attachments',
      byHand: true,
      files: (row) =>
        row['hasAttachments'] === true || row['hasAttachments'] === 'Y'
          ? [{ fileId: 'all', name: textAt(row, 'subject'), url: textAt(row, 'url') }]
          : [],
    },
  ],
  look: { by: 'get', call: ({ id }) => get(id), at: ['item'] },
  deletion: {
    how: 'call',
    call: ({ id }) => ({
      method: 'mail.message.movetofolder',
      api: 'v3',
      params: { messageIds: [Number(id)], action: 'delete' },
      effect: 'write',
    }),
    fate: {
      to: 'bin',
      of: 'mailbox',
      empty: {
        path: () => '/mail/',
        steps: {
          ru: 'Почта → выберите ящик → папка «Корзина» → выделите всё → «Удалить».',
          en: 'Webmail → choose the mailbox → folder Trash → select all → Delete.',
        },
        why: {
          ru: 'REST переносит письма в корзину почтового сервера; сколько они там лежат, решает сервер.',
          en: 'REST moves mails to the trash of the mail server; the server decides how long they stay.',
        },
      },
    },
  },
  columns: [
    { field: 'date', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    { field: 'from', title: { ru: 'От кого', en: 'From' }, type: 'email' },
    { field: 'to', title: { ru: 'Кому', en: 'To' }, type: 'email' },
    { field: 'subject', title: { ru: 'Тема', en: 'Subject' }, type: 'text' },
    { field: 'hasAttachments', title: { ru: 'С вложениями', en: 'With attachments' }, type: 'boolean' },
  ],
  limits: {
    ru: 'Вложений REST не отдаёт: такие письма bye24 называет и не удаляет, скачайте вложения вручную.',
    en: 'REST gives no attachments: bye24 names such mails and does not delete them; download the attachments by hand.',
  },
};
