import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const openLine: Kind = listed({
  id: 'open-line',
  group: 'communication',
  title: { one: { ru: 'Открытая линия', en: 'Open channel' }, many: { ru: 'Открытые линии', en: 'Open channels' } },
  scope: 'imopenlines',
  docs: [
    'api-reference/imopenlines/openlines/imopenlines-config-list-get.md',
    'api-reference/imopenlines/openlines/imopenlines-config-delete.md',
    'api-reference/imopenlines/openlines/imopenlines-config-get.md',
  ],
  list: {
    method: 'imopenlines.config.list.get',
    params: { PARAMS: { order: { ID: 'ASC' } }, OPTIONS: { QUEUE: 'Y', CONFIG_QUEUE: 'Y' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'offset', param: 'PARAMS.offset', limitParam: 'PARAMS.limit' },
    pageSize: 200,
  },
  name: (row) => firstText(row, 'LINE_NAME', 'ID'),
  volatile: ['QUEUE_USERS_FIELDS'],
  references: [{ field: 'QUEUE[]', to: 'user' }],
  texts: [
    { field: 'WELCOME_MESSAGE_TEXT', form: 'chat' },
    { field: 'NO_ANSWER_TEXT', form: 'chat' },
    { field: 'CLOSE_TEXT', form: 'chat' },
    { field: 'AUTO_CLOSE_TEXT', form: 'chat' },
    { field: 'WORKTIME_DAYOFF_TEXT', form: 'chat' },
  ],
  people: [
    {
      field: 'QUEUE[]',
      title: { ru: 'Операторы', en: 'Operators' },
      byHand: {
        ru: 'замените в очереди линии: метод записывает очередь только целиком.',
        en: 'replace them in the queue of the channel: the method writes the queue as a whole only.',
      },
    },
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({
      method: 'imopenlines.config.list.get',
      params: { PARAMS: { filter: { ID: Number(id) } }, OPTIONS: { QUEUE: 'Y', CONFIG_QUEUE: 'Y' } },
    }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'imopenlines.config.delete', params: { CONFIG_ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'LINE_NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ACTIVE', title: { ru: 'Работает', en: 'Active' }, type: 'boolean' },
  ],
});
