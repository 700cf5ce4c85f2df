import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { openingOf } from '../opening.ts';

const list = (session: number) =>
  ({
    method: 'imopenlines.session.history.get',
    params: { SESSION_ID: session },
    rows: ['message'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Provider of the activities that stand for talks of open channels; the talk's number is their ASSOCIATED_ENTITY_ID. */
const provider = 'IMOPENLINES_SESSION';

/** Messages of open channels. There is no list of talks: those are known that became an activity in the CRM. */
export const openLineMessage: Kind = {
  id: 'open-line-message',
  group: 'communication',
  title: {
    one: { ru: 'Сообщение открытой линии', en: 'Open channel message' },
    many: { ru: 'Сообщения открытых линий', en: 'Open channel messages' },
  },
  scope: 'imopenlines',
  docs: ['api-reference/imopenlines/openlines/sessions/imopenlines-session-history-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'activity',
    stays: true,
    request: ({ row }) =>
      ['', provider].includes(textAt(row, 'PROVIDER_ID'))
        ? list(Number(textAt(row, 'ASSOCIATED_ENTITY_ID')))
        : undefined,
  },
  key: 'id',
  name: (row) => openingOf(row, 'text', 'chat'),
  createdAt: 'date',
  volatile: ['textlegacy'],
  references: [{ field: 'senderid', to: 'user' }],
  texts: [{ field: 'text', form: 'chat' }],
  personal: { text: 'correspondence' },
  people: [{ field: 'senderid', title: { ru: 'Кто написал', en: 'Written by' } }],
  deletion: {
    how: 'never',
    why: { ru: 'REST не удаляет историю открытых линий.', en: 'REST does not delete the history of open channels.' },
  },
  columns: [
    { field: 'date', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    { field: 'senderid', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
    { field: 'text', title: { ru: 'Текст', en: 'Text' }, type: 'bbcode' },
  ],
  limits: {
    ru: 'Списка разговоров в REST нет: берутся те, что попали в CRM как дела.',
    en: 'REST has no list of talks: those are taken that became activities in the CRM.',
  },
};
