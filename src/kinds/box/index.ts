import type { Text } from '../../base/text.ts';
import { firstText, textAt } from '../fields.ts';
import type { Column, Kind, Reference } from '../kind.ts';
import { documentReferences } from '../processes/instance.ts';

const why: Text = {
  ru: 'REST этого не показывает и не удаляет; на своём сервере уходит вместе со всей системой.',
  en: 'REST neither shows nor deletes it; on a server of one’s own it goes with the whole system.',
};
const limits: Text = {
  ru: 'Берётся только из таблиц коробки: bye24 box export.',
  en: 'Taken only from the tables of a box: bye24 box export.',
};

/** What a kind that only a box's tables hold has of its own. */
type Facts = Pick<Kind, 'id' | 'group' | 'title' | 'name' | 'columns' | 'references'> &
  Partial<Pick<Kind, 'createdAt' | 'changedAt' | 'personal' | 'people' | 'key'>>;

function ofBox(facts: Facts): Kind {
  return {
    key: 'ID',
    scope: '',
    docs: [],
    take: { how: 'tables' },
    personal: {},
    people: [],
    deletion: { how: 'never', why },
    limits,
    ...facts,
  };
}

const when: Column = { field: 'MODIFIED', title: { ru: 'Когда', en: 'When' }, type: 'datetime' };

/** The element that an event of the CRM is about, by the word for its type. */
const eventReferences: readonly Reference[] = (['lead', 'deal', 'contact', 'company', 'quote'] as const).map((to) => ({
  field: `RELATIONS[ENTITY_TYPE=${to.toUpperCase()}].ENTITY_ID`,
  to,
}));

const crmEvent = ofBox({
  id: 'crm-event',
  group: 'crm',
  title: {
    one: { ru: 'Запись истории CRM', en: 'Entry of the CRM history' },
    many: { ru: 'История CRM', en: 'CRM history' },
  },
  name: (row) => firstText(row, 'EVENT_NAME', 'ID'),
  createdAt: 'DATE_CREATE',
  references: [...eventReferences, { field: 'CREATED_BY_ID', to: 'user' }],
  personal: { EVENT_TEXT_1: 'correspondence', EVENT_TEXT_2: 'correspondence' },
  people: [{ field: 'CREATED_BY_ID', title: { ru: 'Кто изменил', en: 'Changed by' } }],
  columns: [
    { field: 'EVENT_NAME', title: { ru: 'Что', en: 'What' }, type: 'text' },
    { field: 'EVENT_TEXT_1', title: { ru: 'Было', en: 'Before' }, type: 'text' },
    { field: 'EVENT_TEXT_2', title: { ru: 'Стало', en: 'After' }, type: 'text' },
    { field: 'CREATED_BY_ID', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
    { field: 'DATE_CREATE', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
});

const chatMember = ofBox({
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

const bpFinished = ofBox({
  id: 'bp-finished',
  group: 'processes',
  title: {
    one: { ru: 'Завершённый бизнес-процесс', en: 'Finished business process' },
    many: { ru: 'Завершённые бизнес-процессы', en: 'Finished business processes' },
  },
  name: (row) => `${textAt(row, 'DOCUMENT_ID')} · ${textAt(row, 'STATE_TITLE')}`,
  createdAt: 'STARTED',
  references: [
    { field: 'WORKFLOW_TEMPLATE_ID', to: 'bp-template' },
    { field: 'STARTED_BY', to: 'user' },
    ...documentReferences,
  ],
  people: [{ field: 'STARTED_BY', title: { ru: 'Кто запустил', en: 'Started by' } }],
  columns: [
    { field: 'DOCUMENT_ID', title: { ru: 'Документ', en: 'Document' }, type: 'text' },
    { field: 'STATE_TITLE', title: { ru: 'Чем кончился', en: 'Ended as' }, type: 'text' },
    { field: 'STARTED_BY', title: { ru: 'Кто запустил', en: 'Started by' }, type: 'user' },
    when,
  ],
});

const bpStep = ofBox({
  id: 'bp-step',
  group: 'processes',
  title: {
    one: { ru: 'Шаг бизнес-процесса', en: 'Step of a business process' },
    many: { ru: 'Ход бизнес-процессов', en: 'Course of business processes' },
  },
  name: (row) => firstText(row, 'ACTION_TITLE', 'ACTION_NAME'),
  createdAt: 'MODIFIED',
  // Of a running or of a finished one: the number is one of either.
  references: [
    { field: 'WORKFLOW_ID', to: 'bp-finished' },
    { field: 'WORKFLOW_ID', to: 'bp-instance' },
    { field: 'MODIFIED_BY', to: 'user' },
  ],
  personal: { ACTION_NOTE: 'correspondence' },
  people: [{ field: 'MODIFIED_BY', title: { ru: 'Кто', en: 'Who' } }],
  columns: [
    { field: 'ACTION_TITLE', title: { ru: 'Шаг', en: 'Step' }, type: 'text' },
    { field: 'ACTION_NOTE', title: { ru: 'Запись', en: 'Note' }, type: 'text' },
    when,
  ],
});

/** What a portal holds that no method of REST gives to anybody. The tables of a box do. */
export const boxKinds: readonly Kind[] = [crmEvent, chatMember, bpFinished, bpStep];
