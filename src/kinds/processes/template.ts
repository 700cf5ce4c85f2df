import { crmObjects } from '../codes.ts';
import { textAt, words } from '../fields.ts';
import type { Codes, Kind, RecordLike } from '../kind.ts';

/** api-reference/bizproc/template/bizproc-workflow-template-list.md. */
const starts: Codes = {
  0: { ru: 'Нет', en: 'Never' },
  1: { ru: 'При создании', en: 'On creation' },
  2: { ru: 'При изменении', en: 'On change' },
  3: { ru: 'При создании и изменении', en: 'On creation and change' },
};

const SELECT = words(`
    ID MODULE_ID ENTITY DOCUMENT_TYPE AUTO_EXECUTE NAME TEMPLATE PARAMETERS VARIABLES CONSTANTS MODIFIED
    IS_MODIFIED USER_ID SYSTEM_CODE
  `);

/** Where a template's designer lies: CRM and lists have their own pages, the rest none with a fixed address. */
function designer(record: RecordLike | undefined): string {
  if (record === undefined) return '/crm/configs/bp/';
  const type = textAt(record.row, 'DOCUMENT_TYPE');
  const list = /^iblock_(?<number>\d+)$/u.exec(type)?.groups?.['number'];
  if (list !== undefined) return `/company/lists/${list}/bp_list/`;
  return textAt(record.row, 'MODULE_ID') === 'crm' ? `/crm/configs/bp/CRM_${type}/` : '/bizproc/';
}

export const bpTemplate: Kind = {
  id: 'bp-template',
  group: 'processes',
  title: {
    one: { ru: 'Шаблон бизнес-процесса', en: 'Business process template' },
    many: { ru: 'Шаблоны бизнес-процессов', en: 'Business process templates' },
  },
  scope: 'bizproc',
  docs: [
    'api-reference/bizproc/template/bizproc-workflow-template-list.md',
    'api-reference/bizproc/template/bizproc-workflow-template-delete.md',
  ],
  take: {
    how: 'list',
    request: {
      method: 'bizproc.workflow.template.list',
      params: { SELECT, ORDER: { ID: 'ASC' } },
      rows: [],
      idField: 'ID',
      filterParam: 'FILTER',
      orderParam: 'ORDER',
      pager: { by: 'offset' },
    },
  },
  key: 'ID',
  name: (row) => textAt(row, 'NAME'),
  changedAt: { field: 'MODIFIED' },
  references: [{ field: 'USER_ID', to: 'user' }],
  personal: {},
  people: [{ field: 'USER_ID', title: { ru: 'Кто изменил', en: 'Changed by' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'bizproc.workflow.template.list', params: { SELECT, FILTER: { ID: Number(id) } } }),
    at: ['0'],
  },
  deletion: {
    how: 'byHand',
    byHand: {
      path: designer,
      steps: {
        ru: 'Откройте страницу шаблонов, у нужного шаблона нажмите ≡ → Удалить и подтвердите.',
        en: 'Open the page of templates, click ≡ → Delete at the template and confirm.',
      },
      why: {
        ru: 'REST удаляет только шаблоны, созданные тем же приложением; нарисованные в дизайнере — нет.',
        en: 'REST deletes only templates that the same application made, never those drawn in the designer.',
      },
    },
  },
  after: ['bp-instance'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'DOCUMENT_TYPE', title: { ru: 'Для чего', en: 'For' }, type: 'text', codes: crmObjects },
    { field: 'AUTO_EXECUTE', title: { ru: 'Автозапуск', en: 'Starts by itself' }, type: 'text', codes: starts },
    { field: 'MODIFIED', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
    { field: 'USER_ID', title: { ru: 'Кто изменил', en: 'Changed by' }, type: 'user' },
  ],
  limits: {
    ru: 'Роботы и триггеры через REST не отдаются; завершённые процессы — тоже.',
    en: 'Robots, triggers and finished processes are not given over REST.',
  },
};
