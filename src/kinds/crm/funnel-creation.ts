import { type JsonObject, textOf } from '../../base/json.ts';
import type { Call } from '../../bitrix24/port.ts';
import { type Creation, noParent, only, type There } from '../creation.ts';
import { textAt } from '../fields.ts';
import { entityTypeIds } from './entity.ts';
import { invoiceStagesThere, smartStages, stageIn } from './smart-creation.ts';

/** Funnels of deals. The first one, number 0, is on every portal. */
export const funnelCreation: Creation = {
  needs: [],
  row: ({ row }) => ({ name: textAt(row, 'name'), sort: Number(textAt(row, 'sort') || 0), isDefault: isFirst(row) }),
  call: (row) => ({
    method: 'crm.category.add',
    params: { entityTypeId: entityTypeIds.deal, fields: { name: row['name'] ?? '', sort: row['sort'] ?? 0 } },
    effect: 'write',
  }),
  newId: ['category', 'id'],
  match: true,
  mark: (row) => (isFirst(row) === 'Y' ? 'default' : textAt(row, 'name')),
  settle: (found, wanted) =>
    textAt(found, 'name') === textAt(wanted, 'name') && textAt(found, 'sort') === textAt(wanted, 'sort')
      ? undefined
      : {
          method: 'crm.category.update',
          params: {
            entityTypeId: entityTypeIds.deal,
            id: Number(textAt(found, 'id')),
            fields: { name: wanted['name'] ?? '', sort: wanted['sort'] ?? 0 },
          },
          effect: 'write',
        },
};

const isFirst = (row: JsonObject): 'Y' | 'N' => (textAt(row, 'isDefault') === 'Y' ? 'Y' : 'N');

/** `DEAL_STAGE_3` and `C3:NEW` hold the number of a funnel. */
function statusThere(row: JsonObject, there: There): { entityId: string; statusId: string } | undefined {
  const entityId = textAt(row, 'ENTITY_ID');
  const statusId = textAt(row, 'STATUS_ID');
  const { type = '', category = '' } = ofSmart.exec(entityId)?.groups ?? {};
  if (category !== '') {
    const found = type === '' ? invoiceStagesThere(category, there) : smartStages(type, category, there);
    // Until one stage of invoices is found, the number of their funnel is not known: the mark does without it.
    if (found === undefined) return type === '' ? { entityId, statusId } : undefined;
    return { entityId: found.entityId, statusId: stageIn(found, statusId) };
  }
  const funnel = /^DEAL_STAGE_(\d+)$/u.exec(entityId)?.[1];
  if (funnel === undefined) return { entityId, statusId };
  const id = there.id('funnel', funnel);
  return id === undefined
    ? undefined
    : { entityId: `DEAL_STAGE_${id}`, statusId: statusId.replace(/^C\d+:/u, `C${id}:`) };
}

const ofSmart = /^(?:SMART_INVOICE|DYNAMIC_(?<type>\d+))_STAGE_(?<category>\d+)$/u;
const shown = ['NAME', 'SORT', 'COLOR'];

const removal = (found: JsonObject): Call => ({
  method: 'crm.status.delete',
  params: { id: Number(textAt(found, 'ID')), params: { FORCED: 'Y' } },
  effect: 'write',
});

/** Stages and values of dictionaries. A new funnel comes with stages of its own: those nobody wants go. */
export const statusCreation: Creation = {
  needs: ['funnel', 'smart-process-funnel'],
  row: ({ row }, there) => {
    const own = statusThere(row, there);
    if (own === undefined) return noParent;
    return { ENTITY_ID: own.entityId, STATUS_ID: own.statusId, ...only(row, [...shown, 'SEMANTICS']) };
  },
  call: (row) => ({
    method: 'crm.status.add',
    params: { fields: { ...row, STATUS_ID: textAt(row, 'STATUS_ID').replace(/^(?:C\d+|DT\d+_\d+):/u, '') } },
    effect: 'write',
  }),
  match: true,
  mark: (row) =>
    `${textAt(row, 'ENTITY_ID')}:${textAt(row, 'STATUS_ID')}`.replace(/^SMART_INVOICE_STAGE_\d+:DT31_\d+/u, 'invoice'),
  settle: (found, wanted) => {
    const changes = Object.entries(only(wanted, shown)).filter(
      ([name, value]) => textAt(found, name) !== textOf(value),
    );
    return changes.length === 0
      ? undefined
      : {
          method: 'crm.status.update',
          params: { id: Number(textAt(found, 'ID')), fields: Object.fromEntries(changes) },
          effect: 'write',
        };
  },
  surplus: (found, there) => {
    const funnel = /^DEAL_STAGE_(\d+)$/u.exec(textAt(found, 'ENTITY_ID'))?.[1];
    const smart = ofSmart.exec(textAt(found, 'ENTITY_ID'))?.groups;
    if (smart?.['type'] !== undefined && there.made('smart-process-type', smart['type'])) return removal(found);
    const isUsual = /^C\d+:(?:NEW|PREPARATION|PREPAYMENT_INVOICE|EXECUTING|FINAL_INVOICE|APOLOGY)$/u;
    if (funnel === undefined || !there.made('funnel', funnel) || !isUsual.test(textAt(found, 'STATUS_ID')))
      return undefined;
    return removal(found);
  },
};
