import { firstText } from '../fields.ts';
import type { Reference } from '../kind.ts';
import { ofBox } from './of-box.ts';

/** The element whose timeline an entry is in, by the number of its type. */
const timelineReferences: readonly Reference[] = (
  [
    [1, 'lead'],
    [2, 'deal'],
    [3, 'contact'],
    [4, 'company'],
    [7, 'quote'],
    [31, 'smart-invoice'],
  ] as const
).map(([type, to]) => ({ field: `BINDINGS[ENTITY_TYPE_ID=${type}].ENTITY_ID`, to }));

export const timelineEntry = ofBox({
  id: 'timeline-entry',
  group: 'crm',
  title: {
    one: { ru: 'Системная запись таймлайна', en: 'System entry of a timeline' },
    many: { ru: 'Системные записи таймлайнов', en: 'System entries of timelines' },
  },
  name: (row) => firstText(row, 'COMMENT', 'ID'),
  createdAt: 'CREATED',
  references: [...timelineReferences, { field: 'AUTHOR_ID', to: 'user' }],
  personal: { COMMENT: 'correspondence' },
  people: [{ field: 'AUTHOR_ID', title: { ru: 'Кто', en: 'Who' } }],
  columns: [
    { field: 'TYPE_ID', title: { ru: 'Вид', en: 'Type' }, type: 'number' },
    { field: 'COMMENT', title: { ru: 'Текст', en: 'Text' }, type: 'text' },
    { field: 'AUTHOR_ID', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
    { field: 'CREATED', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
});
