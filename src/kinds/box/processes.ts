import { firstText, textAt } from '../fields.ts';
import type { Column } from '../kind.ts';
import { documentReferences } from '../processes/instance.ts';
import { ofBox } from './of-box.ts';

const when: Column = { field: 'MODIFIED', title: { ru: 'Когда', en: 'When' }, type: 'datetime' };

export const bpFinished = ofBox({
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

export const bpStep = ofBox({
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
