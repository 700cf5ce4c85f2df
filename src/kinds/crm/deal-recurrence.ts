import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** When a deal is made again by itself. The portal deletes it along with its deal, and not while that is there. */
export const dealRecurrence: Kind = listed({
  id: 'deal-recurrence',
  group: 'crm',
  title: {
    one: { ru: 'Расписание регулярной сделки', en: 'Schedule of a recurring deal' },
    many: { ru: 'Расписания регулярных сделок', en: 'Schedules of recurring deals' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/deals/recurring-deals/crm-deal-recurring-list.md',
    'api-reference/crm/deals/recurring-deals/crm-deal-recurring-delete.md',
  ],
  list: {
    method: 'crm.deal.recurring.list',
    params: { order: { id: 'ASC' } },
    rows: [],
    idField: 'id',
    pager: { by: 'offset' },
  },
  amongAll: true,
  name: (row) => firstText(row, 'deal_id', 'id'),
  calledBy: ['deal_id'],
  references: [
    { field: 'deal_id', to: 'deal', parent: true },
    { field: 'based_id', to: 'deal' },
  ],
  columns: [
    { field: 'deal_id', title: { ru: 'Сделка', en: 'Deal' }, type: 'reference', to: 'deal' },
    { field: 'ACTIVE', title: { ru: 'Действует', en: 'Active' }, type: 'boolean' },
    { field: 'NEXT_EXECUTION', title: { ru: 'Следующая', en: 'Next' }, type: 'datetime' },
  ],
});
