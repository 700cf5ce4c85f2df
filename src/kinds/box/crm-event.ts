import { firstText } from '../fields.ts';
import type { Reference } from '../kind.ts';
import { ofBox } from './of-box.ts';

/** The element that an event of the CRM is about, by the word for its type. */
const eventReferences: readonly Reference[] = (['lead', 'deal', 'contact', 'company', 'quote'] as const).map((to) => ({
  field: `RELATIONS[ENTITY_TYPE=${to.toUpperCase()}].ENTITY_ID`,
  to,
}));

export const crmEvent = ofBox({
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
