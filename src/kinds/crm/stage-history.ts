import type { JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { textAt } from '../fields.ts';
import type { Column, Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { entityTypeIds } from './entity.ts';
import { dealStages } from './item-parts.ts';

export const docs = ['api-reference/crm/crm-stage-history-list.md'];
export const element: Text = { ru: 'Элемент', en: 'Element' };

/** Leads and old invoices have statuses, all others stages. */
export type StageField = 'STAGE_ID' | 'STATUS_ID';

/** A row's own name: the element's number and the stage. */
export const nameBy =
  (field: StageField) =>
  (row: JsonObject): string =>
    `${textAt(row, 'OWNER_ID')} → ${textAt(row, field)}`;

/** What a move says beside the element. */
export const stageAndMoment = (field: StageField): readonly Column[] => [
  { field, title: { ru: 'Стадия', en: 'Stage' }, type: 'reference', to: 'status' },
  { field: 'CREATED_TIME', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
];

interface Moves {
  readonly of: 'lead' | 'deal' | 'smart-invoice' | 'old-invoice';
  readonly title: Kind['title'];
  readonly field: StageField;
  /** The list of stages that a row's stage is one of. */
  readonly directory: (row: JsonObject) => string;
}

/** Each type of element has its own table of moves, whose numbers repeat from table to table: so each is a kind. */
function stageHistory({ of, title, field, directory }: Moves): Kind {
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
    name: nameBy(field),
    calledBy: ['OWNER_ID', field],
    createdAt: 'CREATED_TIME',
    grows: true,
    references: [
      { field: 'OWNER_ID', to: of, parent: true },
      { field, to: 'status', id: (value, row) => `${directory(row)}:${value}` },
    ],
    selfWritten: true,
    columns: [{ field: 'OWNER_ID', title: element, type: 'reference', to: of }, ...stageAndMoment(field)],
  });
}

export const both = (ru: string, en: string): { readonly one: Text; readonly many: Text } => ({
  one: { ru, en },
  many: { ru, en },
});

export const leadStageHistory = stageHistory({
  of: 'lead',
  title: both('История стадий лидов', 'Stage history of leads'),
  field: 'STATUS_ID',
  directory: () => 'STATUS',
});
export const dealStageHistory = stageHistory({
  of: 'deal',
  title: both('История стадий сделок', 'Stage history of deals'),
  field: 'STAGE_ID',
  directory: (row) => dealStages(textAt(row, 'CATEGORY_ID')),
});
export const invoiceStageHistory = stageHistory({
  of: 'smart-invoice',
  title: both('История стадий счетов', 'Stage history of invoices'),
  field: 'STAGE_ID',
  directory: (row) => `SMART_INVOICE_STAGE_${textAt(row, 'CATEGORY_ID')}`,
});
export const oldInvoiceStageHistory = stageHistory({
  of: 'old-invoice',
  title: both('История статусов старых счетов', 'Status history of old invoices'),
  field: 'STATUS_ID',
  directory: () => 'INVOICE_STATUS',
});
