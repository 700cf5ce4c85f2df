import { textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { integerOf } from '../params.ts';
import type { TableSpec } from '../store.ts';
import type { Field, Where } from '../query.ts';
import { crmShelves, stageHistory } from '../shelves/crm.ts';
import { removeChildren } from '../shelf.ts';
import { isSmartType } from './fields.ts';
import { smartType } from './items.ts';
import { unlinkEverywhere } from './links.ts';
import {
  activitiesTable,
  activityBindingsTable,
  activityExtrasTable,
  addressesTable,
  bankDetailsTable,
  commentBindingsTable,
  commentsTable,
  itemsTable,
  productRowsTable,
  requisitesTable,
} from './tables.ts';

const child: Field = { path: 'child', type: 'integer' };
const owner: Field = { path: 'owner', type: 'text' };
const digits = (path: string, value: number): Where => ({
  field: { path, type: 'digits' },
  is: '=',
  value: String(value),
});

/** What hangs on an item by bindings, and may hang on others as well. */
const bound: readonly { readonly children: TableSpec; readonly bindings: TableSpec; readonly extras?: TableSpec }[] = [
  { children: activitiesTable, bindings: activityBindingsTable, extras: activityExtrasTable },
  { children: commentsTable, bindings: commentBindingsTable },
];

/** Removes an activity or comment with its bindings. */
export function removeBound(core: PortalCore, children: TableSpec, id: number): boolean {
  const kind = bound.find((each) => each.children.name === children.name);
  if (kind === undefined) throw new TypeError(`nothing is bound in ${children.name}`);
  const bindings = core.store.table(kind.bindings);
  for (const binding of bindings.ids({ where: [{ field: child, is: '=', value: id }] })) bindings.remove(binding);
  if (kind.extras !== undefined) core.store.table(kind.extras).remove(id);
  core.store.table(crmShelves.timelineNote.table).remove(`${children === commentsTable ? 1 : 2}:${id}`);
  return core.store.table(children).remove(id);
}

function releaseBound(core: PortalCore, item: string): void {
  for (const { children, bindings } of bound) {
    const table = core.store.table(bindings);
    const mine = table.select({ where: [{ field: owner, is: '=', value: item }] });
    for (const id of new Set(mine.map((binding) => integerOf(binding['child']) ?? 0))) {
      for (const binding of table.ids({
        where: [
          { field: child, is: '=', value: id },
          { field: owner, is: '=', value: item },
        ],
      })) {
        table.remove(binding);
      }
      const [next] = table.select({ where: [{ field: child, is: '=', value: id }], limit: 1 });
      if (next === undefined) removeBound(core, children, id);
      else if (children === activitiesTable) passOn(core, id, item, next['entityTypeId'], next['entityId']);
    }
  }
}

/** An activity whose owner is gone belongs to the next item that it is bound to. */
function passOn(core: PortalCore, id: number, from: string, entityTypeId: unknown, entityId: unknown): void {
  const table = core.store.table(activitiesTable);
  const activity = table.get(id);
  if (activity === undefined) return;
  if (`${textOf(activity['OWNER_TYPE_ID'])}:${textOf(activity['OWNER_ID'])}` !== from) return;
  table.patch(id, { OWNER_TYPE_ID: String(entityTypeId), OWNER_ID: String(entityId) });
}

/** A requisite takes its addresses and bank details along. */
export function removeRequisite(core: PortalCore, id: number): boolean {
  const banks = core.store.table(bankDetailsTable);
  for (const bank of banks.ids({ where: [digits('ENTITY_ID', id)] })) banks.remove(bank);
  removeAddresses(core, 8, id);
  return core.store.table(requisitesTable).remove(id);
}

function removeAddresses(core: PortalCore, entityTypeId: number, entityId: number): void {
  const table = core.store.table(addressesTable);
  const where = [digits('ENTITY_TYPE_ID', entityTypeId), digits('ENTITY_ID', entityId)];
  for (const address of table.ids({ where })) table.remove(address);
}

/**
 * Deletes an item with what belongs to it alone: activities and comments that are bound to nothing else, product rows,
 * requisites and addresses, the history of its stages, its schedule, what applications wrote into its timeline; the item itself goes to the recycle bin, unless its smart process has none
 * (https://apidocs.bitrix24.ru/api-reference/crm/leads/crm-lead-delete.html). False when there is no such item.
 */
export function deleteItem(core: PortalCore, entityTypeId: number, id: number): boolean {
  const spec = itemsTable(entityTypeId);
  const hasBin = !isSmartType(entityTypeId) || smartType(core, entityTypeId)?.['isRecyclebinEnabled'] === 'Y';
  const gone = hasBin ? core.store.toBin(spec, id, core.clock.now()) : core.store.table(spec).remove(id);
  if (!gone) return false;
  releaseBound(core, `${entityTypeId}:${id}`);
  const rows = core.store.table(productRowsTable);
  for (const row of rows.ids({ where: [{ field: owner, is: '=', value: `${entityTypeId}:${id}` }] })) rows.remove(row);
  const requisites = core.store.table(requisitesTable);
  const where = [digits('ENTITY_TYPE_ID', entityTypeId), digits('ENTITY_ID', id)];
  for (const requisite of requisites.ids({ where })) removeRequisite(core, Number(requisite));
  removeAddresses(core, entityTypeId, id);
  removeChildren(core, id, [[stageHistory(entityTypeId), 'OWNER_ID']]);
  removeChildren(core, `${entityTypeId}:${id}`, [[crmShelves.logMessage, '_owner']]);
  if (entityTypeId === 2) removeChildren(core, id, [[crmShelves.dealRecurrence, 'deal_id']]);
  core.store.table(crmShelves.requisiteLink.table).remove(`${entityTypeId}:${id}`);
  unlinkEverywhere(core, entityTypeId, id);
  return true;
}
