import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { typedReferences } from './entity.ts';

/** api-reference/crm/data-types.md. */
const types: Codes = {
  1: { ru: 'Лид', en: 'Lead' },
  2: { ru: 'Сделка', en: 'Deal' },
  3: { ru: 'Контакт', en: 'Contact' },
  4: { ru: 'Компания', en: 'Company' },
};

/** api-reference/crm/call-list/crm-calllist-statuslist.md. */
const statuses: Codes = {
  IN_WORK: { ru: 'В работе', en: 'In progress' },
  SUCCESS: { ru: 'Успешно', en: 'Successful' },
  WRONG_NUMBER: { ru: 'Неверный номер', en: 'Wrong number' },
  STOP_CALLING: { ru: 'Больше не звонить', en: 'Don’t call any more' },
};

const list = (listId: string) =>
  ({
    method: 'crm.calllist.items.get',
    params: { LIST_ID: Number(listId) },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
  }) as const;

/** Who is to be called: an element of the CRM, which may be in several lists. */
export const callListItem: Kind = {
  id: 'call-list-item',
  group: 'crm',
  title: {
    one: { ru: 'Участник обзвона', en: 'Participant of a call list' },
    many: { ru: 'Участники обзвонов', en: 'Participants of call lists' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/call-list/crm-calllist-items-get.md'],
  take: { how: 'each', moves: 'nothing', parent: 'call-list', request: ({ id }) => list(id) },
  key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'ENTITY_TYPE')}:${textAt(row, 'ID')}`,
  name: (row) => `${textAt(row, 'ID')} ${textAt(row, 'STATUS')}`.trim(),
  calledBy: ['ID'],
  references: typedReferences('ENTITY_TYPE', 'ID', ['lead', 'contact', 'company', 'deal', 'quote']),
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => list(parent?.id ?? '0'), absent: [{ code: 'LIST_ID_ERROR' }] },
  deletion: { how: 'never', why: { ru: 'REST не удаляет списки обзвона.', en: 'REST does not delete call lists.' } },
  columns: [
    { field: 'ID', title: { ru: 'Элемент', en: 'Element' }, type: 'reference' },
    { field: 'ENTITY_TYPE', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: types },
    { field: 'STATUS', title: { ru: 'Состояние', en: 'Status' }, type: 'text', codes: statuses },
  ],
};
