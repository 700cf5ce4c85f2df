import { textAt } from '../fields.ts';
import type { Kind, Reference } from '../kind.ts';
import { minuteAt } from '../opening.ts';

const SELECT = [
  'ID',
  'MODIFIED',
  'OWNED_UNTIL',
  'MODULE_ID',
  'ENTITY',
  'DOCUMENT_ID',
  'STARTED',
  'STARTED_BY',
  'TEMPLATE_ID',
];

/** The element that a process runs for: `DEAL_1633`, `DYNAMIC_1038_5`. */
export const documentReferences: readonly Reference[] = [
  ...(['lead', 'deal', 'contact', 'company', 'quote'] as const).map((to): Reference => {
    const start = `${to.toUpperCase()}_`;
    return {
      field: 'DOCUMENT_ID',
      to,
      id: (value) => (value.startsWith(start) ? value.slice(start.length) : undefined),
    };
  }),
  {
    field: 'DOCUMENT_ID',
    to: 'smart-invoice',
    id: (value) => /^SMART_INVOICE_(?<id>\d+)$/u.exec(value)?.groups?.['id'],
  },
  {
    field: 'DOCUMENT_ID',
    to: 'smart-process-item',
    id: (value) => {
      const { type, id } = /^DYNAMIC_(?<type>\d+)_(?<id>\d+)$/u.exec(value)?.groups ?? {};
      return type === undefined ? undefined : `${type}:${id}`;
    },
  },
];

export const bpInstance: Kind = {
  id: 'bp-instance',
  group: 'processes',
  title: {
    one: { ru: 'Запущенный бизнес-процесс', en: 'Running business process' },
    many: { ru: 'Запущенные бизнес-процессы', en: 'Running business processes' },
  },
  scope: 'bizproc',
  docs: ['api-reference/bizproc/bizproc-workflow-instances.md', 'api-reference/bizproc/bizproc-workflow-kill.md'],
  take: {
    how: 'list',
    request: {
      method: 'bizproc.workflow.instances',
      params: { SELECT, ORDER: { ID: 'ASC' } },
      rows: [],
      idField: 'ID',
      filterParam: 'FILTER',
      orderParam: 'ORDER',
      pager: { by: 'offset' },
    },
  },
  key: 'ID',
  name: (row) => `${textAt(row, 'DOCUMENT_ID')} · ${minuteAt(row, 'STARTED')}`,
  calledBy: ['TEMPLATE_ID', 'DOCUMENT_ID'],
  changedAt: { field: 'MODIFIED', filter: false },
  createdAt: 'STARTED',
  // A lock that the portal takes while it works on the process.
  volatile: ['OWNED_UNTIL'],
  references: [{ field: 'TEMPLATE_ID', to: 'bp-template' }, { field: 'STARTED_BY', to: 'user' }, ...documentReferences],
  personal: {},
  people: [{ field: 'STARTED_BY', title: { ru: 'Кто запустил', en: 'Started by' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'bizproc.workflow.instances', params: { SELECT, FILTER: { ID: id } } }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'bizproc.workflow.kill', params: { ID: id }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'TEMPLATE_ID', title: { ru: 'Шаблон', en: 'Template' }, type: 'reference', to: 'bp-template' },
    { field: 'DOCUMENT_ID', title: { ru: 'Документ', en: 'Document' }, type: 'reference' },
    { field: 'STARTED_BY', title: { ru: 'Кто запустил', en: 'Started by' }, type: 'user' },
    { field: 'STARTED', title: { ru: 'Запущен', en: 'Started' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Отдаются только работающие процессы; история завершённых недоступна.',
    en: 'Only running processes are given; the history of finished ones is out of reach.',
  },
};
