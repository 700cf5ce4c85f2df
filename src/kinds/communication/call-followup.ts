import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const callFollowup: Kind = listed({
  id: 'call-followup',
  group: 'communication',
  title: {
    one: { ru: 'Итоги звонка от ИИ', en: 'AI follow-up of a call' },
    many: { ru: 'Итоги звонков от ИИ', en: 'AI follow-ups of calls' },
  },
  scope: 'call',
  docs: [
    'api-reference/telephony/follow-up/call-followup-list.md',
    'api-reference/telephony/follow-up/call-followup-get.md',
  ],
  list: {
    method: 'call.followup.list',
    params: {
      filter: { startDate: { from: '2020-01-01T00:00:00Z', to: '2037-12-31T23:59:59Z' } },
      order: { startDate: 'asc' },
      pagination: { limit: 20 },
    },
    rows: ['items'],
    idField: 'callId',
    pager: { by: 'cursor', param: 'pagination.afterCursor', from: { startDate: 'startDate', id: 'callId' } },
    api: 'v3',
    pageSize: 20,
  },
  name: (row) => firstText(row, 'callId'),
  createdAt: 'startDate',
  references: [{ field: 'participants[].userId', to: 'user' }],
  personal: { overview: 'correspondence' },
  people: [{ field: 'participants[].userId', title: { ru: 'Участники', en: 'Participants' } }],
  api: 'v3',
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'call.followup.get', api: 'v3', params: { callId: Number(id) } }),
    at: ['item'],
  },
  deletion: { how: 'never', why: { ru: 'REST не удаляет итоги звонков.', en: 'REST does not delete follow-ups.' } },
  columns: [
    { field: 'callId', title: { ru: 'Звонок', en: 'Call' }, type: 'number' },
    { field: 'startDate', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
});
