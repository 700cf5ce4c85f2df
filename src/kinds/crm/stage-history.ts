import type { JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { textAt } from '../fields.ts';
import type { Column, Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { entityTypeIds } from './entity.ts';

const docs = ['api-reference/crm/crm-stage-history-list.md'];
const name = (row: JsonObject): string =>
  `${textAt(row, 'OWNER_ID')} → ${textAt(row, 'STAGE_ID') || textAt(row, 'STATUS_ID')}`;
const stageAndMoment: readonly Column[] = [
  { field: 'STAGE_ID', title: { ru: 'Стадия', en: 'Stage' }, type: 'text' },
  { field: 'CREATED_TIME', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
];
const element: Text = { ru: 'Элемент', en: 'Element' };

/** Each type of element has its own table of moves, whose numbers repeat from table to table: so each is a kind. */
function stageHistory(of: 'lead' | 'deal' | 'smart-invoice' | 'old-invoice', title: Kind['title']): Kind {
  return listed({
    id: `${of}-stage-history`,
    group: 'crm',
    title,
    scope: 'crm',
    docs,
    list: {
      method: 'crm.stagehistory.list',
      params: { entityTypeId: entityTypeIds[of] },
      rows: ['items'],
      idField: 'ID',
      pager: { by: 'id' },
    },
    name,
    createdAt: 'CREATED_TIME',
    grows: true,
    references: [{ field: 'OWNER_ID', to: of, parent: true }],
    selfWritten: true,
    columns: [{ field: 'OWNER_ID', title: element, type: 'reference', to: of }, ...stageAndMoment],
  });
}

const both = (ru: string, en: string): { readonly one: Text; readonly many: Text } => ({
  one: { ru, en },
  many: { ru, en },
});

export const leadStageHistory = stageHistory('lead', both('История стадий лидов', 'Stage history of leads'));
export const dealStageHistory = stageHistory('deal', both('История стадий сделок', 'Stage history of deals'));
export const invoiceStageHistory = stageHistory(
  'smart-invoice',
  both('История стадий счетов', 'Stage history of invoices'),
);
export const oldInvoiceStageHistory = stageHistory(
  'old-invoice',
  both('История статусов старых счетов', 'Status history of old invoices'),
);

const ofType = (entityTypeId: number) =>
  ({
    method: 'crm.stagehistory.list',
    params: { entityTypeId },
    rows: ['items'],
    idField: 'ID',
    pager: { by: 'id' },
  }) as const;

/** Stages of the portal's own types name their type: `DT1040_6:NEW`. */
const typeOfStage = (row: JsonObject): string | undefined => /^DT(\d+)_/u.exec(textAt(row, 'STAGE_ID'))?.[1];

/** The same of each smart process; numbers repeat from type to type, so the key holds both. */
export const smartProcessStageHistory: Kind = {
  id: 'smart-process-stage-history',
  group: 'crm',
  title: both('История стадий смарт-процессов', 'Stage history of smart processes'),
  scope: 'crm',
  docs,
  take: {
    how: 'each',
    moves: 'nothing',
    long: { idOf: (id, type) => `${type.id}:${id}` },
    parent: 'smart-process-type',
    request: ({ id }) => ofType(Number(id)),
  },
  key: (row, parent) => `${parent?.id ?? typeOfStage(row) ?? ''}:${textAt(row, 'ID')}`,
  name,
  createdAt: 'CREATED_TIME',
  references: [
    {
      field: 'OWNER_ID',
      to: 'smart-process-item',
      parent: true,
      id: (value, row) => {
        const type = typeOfStage(row);
        return type === undefined ? undefined : `${type}:${value}`;
      },
    },
  ],
  selfWritten: true,
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: ({ id }) => {
      const [type, own] = id.split(':');
      return { method: 'crm.stagehistory.list', params: { entityTypeId: Number(type), filter: { ID: Number(own) } } };
    },
    at: ['items', '0'],
    absent: [{ code: 'ENTITY_TYPE_NOT_SUPPORTED' }],
  },
  deletion: { how: 'withParent' },
  columns: [{ field: 'OWNER_ID', title: element, type: 'text' }, ...stageAndMoment],
};
