import type { Text } from '../../base/text.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { entityTypeIds } from './entity.ts';

/** Each type of element has its own table of moves, whose numbers repeat from table to table: so each is a kind. */
function stageHistory(of: 'lead' | 'deal' | 'smart-invoice', title: Kind['title']): Kind {
  return listed({
    id: `${of}-stage-history`,
    group: 'crm',
    title,
    scope: 'crm',
    docs: ['api-reference/crm/crm-stage-history-list.md'],
    list: {
      method: 'crm.stagehistory.list',
      params: { entityTypeId: entityTypeIds[of] },
      rows: ['items'],
      idField: 'ID',
      pager: { by: 'id' },
    },
    name: (row) => `${textAt(row, 'OWNER_ID')} → ${textAt(row, 'STAGE_ID') || textAt(row, 'STATUS_ID')}`,
    createdAt: 'CREATED_TIME',
    grows: true,
    references: [{ field: 'OWNER_ID', to: of, parent: true }],
    selfWritten: true,
    columns: [
      { field: 'OWNER_ID', title: { ru: 'Элемент', en: 'Element' }, type: 'reference', to: of },
      { field: 'STAGE_ID', title: { ru: 'Стадия', en: 'Stage' }, type: 'text' },
      { field: 'CREATED_TIME', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    ],
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
